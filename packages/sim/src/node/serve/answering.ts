import type { LiveAsking, LiveSite } from "../../live/index.ts";
import { clientOf, printQuestionOf, reasonOf, type ServeEvent, type ServeReporter } from "./serve-event.ts";

/** What both transports share: the site, who asks whom, and who listens. */
export interface Answering {
  readonly live: Pick<LiveSite, "pending" | "put">;
  readonly asking: Omit<LiveAsking, "transport">;
  readonly report: ServeReporter;
}

/** A client's socket address as Node has it. */
export interface Peer {
  readonly address: string | undefined;
  readonly port: number | undefined;
}

/** So many questions wait at most; a resolver that is asked faster than its upstreams time out drops too. */
const MOST_PENDING = 10_000;
const RESPONSE_BIT = 0x80;
const NO_MESSAGES: readonly Uint8Array[] = [];

/** Whether a packet is an answer, or too short to be told from one: such a packet is never answered. */
export function isNoQuery(bytes: Uint8Array): boolean {
  return ((bytes[2] ?? RESPONSE_BIT) & RESPONSE_BIT) !== 0;
}

/** Puts a client's octets to the twin. `done` is called once, with no message where none is sent. */
export function answerClient(
  { live, asking, report }: Answering,
  transport: "udp" | "tcp",
  bytes: Uint8Array,
  peer: Peer,
  done: (messages: readonly Uint8Array[]) => void,
): void {
  if (live.pending >= MOST_PENDING) {
    if (report !== null) reportQuestion(report, "overloaded", transport, bytes, peer, `${MOST_PENDING} questions wait`);
    done(NO_MESSAGES);
    return;
  }
  live.put({ ...asking, transport }, { kind: "bytes", bytes }, (answer) => {
    if (answer.kind === "answered") {
      done(answer.messages);
      return;
    }
    if (report !== null) {
      const { kind, why } = reasonOf(answer);
      reportQuestion(report, kind, transport, bytes, peer, why);
    }
    done(NO_MESSAGES);
  });
}

/** Tells a listener what became of a question. */
export function reportQuestion(
  report: NonNullable<ServeReporter>,
  kind: Exclude<ServeEvent["kind"], "connection-closed" | "socket-error">,
  transport: "udp" | "tcp",
  bytes: Uint8Array,
  { address, port }: Peer,
  why: string,
): void {
  report({ kind, transport, client: clientOf(address, port), question: printQuestionOf(bytes), why });
}
