import type { ResourceRecord } from "../../../dns/index.ts";
import type { PluginInstance, PluginOutcome, PluginRequest } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";

const encoder = new TextEncoder();
const HINFO = { type: "HINFO", cpu: encoder.encode("ANY obsoleted"), os: encoder.encode("See RFC 8482") } as const;
const TTL = 8482;

/** plugin/any: a question for every type gets one HINFO record (RFC 8482 section 4.2), before acl and cache see it. */
export function makeAny(): PluginInstance {
  return { wrap: (next) => (request) => (request.question.type === "ANY" ? refuse(request) : next(request)) };
}

function refuse(request: PluginRequest): PluginOutcome {
  const record: ResourceRecord = { owner: request.question.name, class: "IN", ttl: TTL, data: HINFO };
  request.remark?.({ actor: "plugin any", text: "ANY is answered with HINFO" });
  return { kind: "written", messages: [replyTo(request, { answer: [record] })], returned: "NOERROR" };
}
