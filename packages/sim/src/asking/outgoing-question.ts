import {
  type Address,
  decodeMessage,
  type EffectResult,
  type Endpoint,
  type QueryPacket,
  type Question,
  type Response,
  type Transport,
} from "@splithorizon/core";

/** A question as it leaves a machine. */
export interface OutgoingQuestion {
  readonly to: Endpoint;
  readonly transport: Transport;
  /** null: by the machine's routes. */
  readonly source: Address | null;
  readonly content: QueryPacket["content"];
  readonly timeoutMs: number;
}

/** What came of one question, and the size of each message on the wire. */
export interface Carried {
  readonly result: EffectResult;
  readonly octets: readonly number[];
  /** The messages as they came over the wire, without TCP's two octets of length. */
  readonly wire: readonly Uint8Array[];
  readonly order: Response["wire"]["order"];
  /** Why nothing came. */
  readonly why: string | null;
}

/** The question itself; null where the octets have none that can be read. */
export function questionOf({ content }: OutgoingQuestion): Question | null {
  if (content.kind === "message") return content.message.questions[0] ?? null;
  const decoded = decodeMessage(content.bytes);
  return decoded.kind === "message" ? (decoded.message.questions[0] ?? null) : null;
}
