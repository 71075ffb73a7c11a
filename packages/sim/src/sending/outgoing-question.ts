import {
  type Address,
  decodeMessage,
  type Effect,
  type Endpoint,
  encodeMessage,
  type QueryPacket,
  type Question,
  type Transport,
} from "@splithorizon/core";

import type { KeptConnection } from "./kept-connection.ts";

/** A question as it leaves a machine. */
export interface OutgoingQuestion {
  readonly to: Endpoint;
  readonly transport: Transport;
  /** null: by the machine's routes. */
  readonly source: Address | null;
  readonly content: QueryPacket["content"];
  readonly timeoutMs: number;
  /** Over a stream, in place of `timeoutMs` once a connection is there. */
  readonly answerMs?: number;
  /** Over a stream: called once there is a connection. */
  readonly connected?: () => void;
  /** Over TCP, the connection that the asker keeps; left out: it opens one for this question. */
  readonly connection?: KeptConnection;
  /** Over UDP: routers' errors end the wait (IP_RECVERR). */
  readonly hearsErrors?: boolean;
}

/** The question itself; null where the octets have none that can be read. */
export function questionOf({ content }: OutgoingQuestion): Question | null {
  if (content.kind === "message") return content.message.questions[0] ?? null;
  const decoded = decodeMessage(content.bytes);
  return decoded.kind === "message" ? (decoded.message.questions[0] ?? null) : null;
}

/** As it goes over the wire, without TCP's two octets of length. */
export function octetsOf({ content }: OutgoingQuestion): Uint8Array {
  return content.kind === "bytes" ? content.bytes : encodeMessage(content.message);
}

/** A server's question as it leaves the server's machine; `source`: for a program that is told which address to take. */
export function outgoingOf(
  effect: Effect & { readonly kind: "ask" },
  source: Address | null = effect.source,
): OutgoingQuestion {
  const { to, transport, message, timeoutMs, answerMs, connected, hearsErrors } = effect;
  const content = { kind: "message", message } as const;
  if (hearsErrors !== undefined) return { to, transport, source, timeoutMs, content, hearsErrors };
  if (answerMs === undefined && connected === undefined) return { to, transport, source, timeoutMs, content };
  const stream = connected === undefined ? {} : { connected };
  const patience = answerMs === undefined ? { timeoutMs, ...stream } : { timeoutMs, answerMs, ...stream };
  return { to, transport, source, ...patience, content };
}
