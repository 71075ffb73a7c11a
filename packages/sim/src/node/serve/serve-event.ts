import { decodeMessage, type Endpoint, parseAddress } from "@splithorizon/core";
import type { LiveAnswer } from "../../live/index.ts";

/** What happened to a question or to a connection, for whoever keeps a log. Names are printed with every odd octet as `\DDD`. */
export type ServeEvent =
  /** The real site would send nothing: a silent server, a lost packet, a closed port. */
  | (AboutQuestion & { readonly kind: "unanswered" })
  /** The twin does not know what the real site would send, so nothing was sent: nobody may take that for an answer. */
  | (AboutQuestion & { readonly kind: "not-modelled" })
  /** More questions wait than `serve` holds: dropped. */
  | (AboutQuestion & { readonly kind: "overloaded" })
  /** An answer larger than the client takes, which was not sent. A defect of the twin. */
  | (AboutQuestion & { readonly kind: "oversized" })
  /** A TCP connection was closed: there were too many, it was idle or dripped, or the client closed it in the middle. */
  | { readonly kind: "connection-closed"; readonly client: Endpoint | null; readonly why: string }
  /** The operating system refused to send. */
  | { readonly kind: "socket-error"; readonly why: string };

interface AboutQuestion {
  readonly transport: "udp" | "tcp";
  readonly client: Endpoint | null;
  /** `www.kloud.lan. A`; empty where no question could be read. */
  readonly question: string;
  readonly why: string;
}

/** Takes what happens; null: nobody listens, and no event is made. */
export type ServeReporter = ((event: ServeEvent) => void) | null;

/** One line for a log: `udp 127.0.0.1#40000 www.kloud.lan. A: no answer: the firewall of …`. */
export function printServeEvent(event: ServeEvent): string {
  if (event.kind === "socket-error") return `the system refuses: ${event.why}`;
  const { client } = event;
  const who = client === null ? "somebody" : `${client.address}#${client.port}`;
  if (event.kind === "connection-closed") return `tcp ${who}: connection closed: ${event.why}`;
  const about = event.question === "" ? "no question" : event.question;
  return `${event.transport} ${who} ${about}: ${PREFIXES[event.kind]}: ${event.why}`;
}

const PREFIXES = {
  unanswered: "no answer",
  "not-modelled": "no answer, since it is not modelled",
  overloaded: "dropped",
  oversized: "not sent, since the client takes less",
} as const;

export function clientOf(address: string | undefined, port: number | undefined): Endpoint | null {
  const parsed = parseAddress(address ?? "");
  return parsed === null ? null : { address: parsed, port: port ?? 0 };
}

export function printQuestionOf(bytes: Uint8Array): string {
  const decoded = decodeMessage(bytes);
  const questions = decoded.kind === "message" ? decoded.message.questions : decoded.questions;
  return questions.map(({ name, type }) => `${name.text} ${type}`).join(", ");
}

/** Why no answer goes out. */
export function reasonOf(answer: Exclude<LiveAnswer, { readonly kind: "answered" }>): {
  readonly kind: "unanswered" | "not-modelled";
  readonly why: string;
} {
  switch (answer.kind) {
    case "unanswered":
      return answer;
    case "not-modelled":
      return { kind: "not-modelled", why: answer.what };
    case "endless":
      return { kind: "not-modelled", why: `servers ask each other without end: ${answer.path.join(" -> ")}` };
  }
}
