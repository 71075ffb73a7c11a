import { type Message, NO_FLAGS, type Rcode } from "../dns/index.ts";
import { failed, type PluginMessage, type PluginOutcome, type PluginRequest } from "./plugin.ts";

/** An empty reply as miekg/dns SetReply makes it: ID, opcode and first question of the query; RD and CD copied for QUERY alone. */
export function replyTo(request: PluginRequest, changes: Partial<Omit<Message, "flags">> = {}): PluginMessage {
  return { ...emptyReply(request), ...changes };
}

/** As {@link replyTo}, with AA=1. */
export function authoritativeReplyTo(
  request: PluginRequest,
  changes: Partial<Omit<Message, "flags">> = {},
): PluginMessage {
  const reply = emptyReply(request);
  return { ...reply, flags: { ...reply.flags, authoritative: true }, ...changes };
}

function emptyReply(request: PluginRequest): PluginMessage {
  const { id, opcode, flags } = request.query;
  const isQuery = opcode === "QUERY";
  return {
    id,
    opcode,
    flags: isQuery
      ? { ...NO_FLAGS, recursionDesired: flags.recursionDesired, checkingDisabled: flags.checkingDisabled }
      : NO_FLAGS,
    rcode: "NOERROR",
    questions: [request.question],
    answer: [],
    authority: [],
    additional: [],
    edns: null,
    order: "fixed",
  };
}

/** plugin.ClientWrite: with one of these returned the server writes the reply. */
export function isLeftToServer(rcode: Rcode): boolean {
  return rcode === "SERVFAIL" || rcode === "REFUSED" || rcode === "FORMERR" || rcode === "NOTIMP";
}

/** What stands behind the last plugin: a question that all pass on is answered SERVFAIL (plugin.NextOrFailure). */
export function endOfChain(request: PluginRequest): PluginOutcome {
  request.remark?.({ actor: "server block", text: "every plugin passed the question on: SERVFAIL" });
  return failed("SERVFAIL", "no next plugin found");
}
