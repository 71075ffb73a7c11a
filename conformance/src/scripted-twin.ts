import {
  decodeMessage,
  type Exchange,
  encodeMessage,
  type NameServer,
  type Outcome,
  parseAddress,
  type QueryPacket,
  type Response,
} from "@splithorizon/core";
import { ScriptedServer } from "./scripted.ts";

const wire = { order: "fixed", truncation: "none", udpLimit: 65_535 } as const;

/** The scripted upstream as the twin's network knows it: the same octets. */
export function scriptedTwin(address: string, ownWords: string): NameServer {
  const server = new ScriptedServer(address, ownWords);
  const twin: NameServer = {
    receive: ({ content }: QueryPacket) => {
      const query = content.kind === "bytes" ? content.bytes : encodeMessage(content.message);
      const reply = server.answer(Buffer.from(query));
      if (reply === null) return { kind: "silence", why: "no-handler" };
      const outcome: Outcome = { kind: "reply", messages: [responseFrom(reply.message)] };
      return reply.afterMs === 0 ? outcome : later(outcome, reply.afterMs);
    },
    change: () => {},
    nextWake: () => null,
    wake: () => [],
    fork: () => twin,
  };
  return twin;
}

/** Lets time pass by asking an address where nobody is. */
function* later(outcome: Outcome, afterMs: number): Exchange {
  const nobody = parseAddress("198.51.100.254");
  if (nobody === null) throw new Error("198.51.100.254 is an address");
  const [message] = outcome.kind === "reply" ? [...outcome.messages] : [];
  if (message === undefined) return outcome;
  const to = { address: nobody, port: 53 };
  yield { kind: "ask", to, transport: "udp", source: null, message: { ...message, kind: "query" }, timeoutMs: afterMs };
  return outcome;
}

function responseFrom(bytes: Uint8Array): Response {
  const decoded = decodeMessage(bytes);
  if (decoded.kind !== "message") throw new Error(`the scripted upstream wrote what cannot be read: ${decoded.why}`);
  return { kind: "response", ...decoded.message, wire };
}
