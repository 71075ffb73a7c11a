import type { Edns, Message, Query, Response } from "../../dns/index.ts";
import type { PluginMessage } from "../plugin.ts";

const SMALLEST_LIMIT = 512;
/** What CoreDNS keeps of the flags beside DO: the upper byte of the OPT record's lower half (request.go: Ttl & 0xff00). */
const KEPT_Z = 0x7f00;
const NONE: Edns["options"] = [];

/** Codes of the options that a reply without an OPT of its own takes over from the request (plugin/pkg/edns SupportedOption). */
export type EchoedOptions = ReadonlySet<number>;

/** request/request.go SizeAndDo and Scrub: the OPT record of a reply, and the size that it may have. */
export function finishReply(message: PluginMessage, query: Query, echoes: EchoedOptions): Response {
  const { id, opcode, flags, rcode, questions, answer, authority, additional, order } = message;
  const edns = replyEdns(message, query, echoes);
  const udpLimit = Math.max(SMALLEST_LIMIT, query.edns?.udpSize ?? SMALLEST_LIMIT);
  const wire = { order, truncation: "coredns", udpLimit } as const;
  return { kind: "response", id, opcode, flags, rcode, questions, answer, authority, additional, edns, wire };
}

/** Without an OPT of its own the reply takes the request's, with none of its options but those that are echoed. */
function replyEdns(message: Message, query: Query, echoes: EchoedOptions): Edns | null {
  const asked = query.edns;
  const own = message.edns;
  if (asked === null) return own;
  const { udpSize } = asked;
  if (own === null) {
    const options = echoes.size === 0 ? NONE : asked.options.filter(({ code }) => echoes.has(code));
    return { udpSize, version: 0, dnssecOk: asked.dnssecOk, z: asked.z & KEPT_Z, options };
  }
  const dnssecOk = own.dnssecOk || asked.dnssecOk;
  return { udpSize, version: 0, dnssecOk, z: own.z & KEPT_Z, options: own.options };
}
