import type { Edns } from "../../../dns/index.ts";
import type { Handler, PluginInstance, PluginOutcome, PluginRequest } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { CompiledAcl } from "./compile.ts";
import type { AclAction, AclRule } from "./settings.ts";

/** Extended DNS Errors, RFC 8914: 15 Blocked, 17 Filtered. */
const EXTENDED_ERROR = 15;
const BLOCKED = 15;
const FILTERED = 17;

/** The OPT record that acl makes itself, whatever the client asked for. */
function ednsWith(errorCode: number): Edns {
  const data = Uint8Array.of(0, errorCode);
  return { udpSize: 4096, version: 0, dnssecOk: true, z: 0, options: [{ code: EXTENDED_ERROR, data }] };
}

const BLOCKED_EDNS = ednsWith(BLOCKED);
const FILTERED_EDNS = ednsWith(FILTERED);

/** plugin/acl/acl.go. The source is the packet's own: after any translation on its way. */
export function makeAcl(rules: readonly AclRule[]): PluginInstance {
  const acl = new CompiledAcl(rules);
  return { wrap: (next) => (request) => answer(acl, next, request) };
}

function answer(acl: CompiledAcl, next: Handler, request: PluginRequest): ReturnType<Handler> {
  const action = acl.decide(request.source.address, request.question);
  if (request.remark !== null) explain(action, request);
  switch (action) {
    case null:
    case "allow":
      return next(request);
    case "drop":
      return { kind: "silence", why: "acl-drop" };
    case "block":
      return refuse(request);
    case "filter":
      return writtenReply(replyTo(request, { edns: FILTERED_EDNS }));
  }
}

function refuse(request: PluginRequest): PluginOutcome {
  return writtenReply(replyTo(request, { rcode: "REFUSED", edns: BLOCKED_EDNS }));
}

/** acl writes the reply itself and returns success: the server adds nothing. */
function writtenReply(message: ReturnType<typeof replyTo>): PluginOutcome {
  return { kind: "written", messages: [message], returned: "NOERROR" };
}

function explain(action: AclAction | null, { source, question, remark }: PluginRequest): void {
  const text = `${source.address} asks ${question.name.text} ${question.type}: ${action ?? "no line matches, allowed"}`;
  remark?.({ actor: "plugin acl", text });
}
