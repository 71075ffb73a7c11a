import { addressRdata, DomainName, joinNames, type ResourceRecord } from "../../../dns/index.ts";
import type { PluginInstance, PluginOutcome, PluginRequest } from "../../plugin.ts";
import { authoritativeReplyTo } from "../../reply.ts";

/** plugin/whoami: who asks, in the additional section; whatever was asked. */
export function makeWhoami(): PluginInstance {
  return { wrap: () => answer };
}

function answer(request: PluginRequest): PluginOutcome {
  const { question, source, transport } = request;
  const proto = transport === "udp" ? "udp" : "tcp";
  const owner = joinNames(`_${proto}`, question.name);
  // A name that grows too long cannot be packed, and then nothing is sent.
  if (typeof owner === "string") return { kind: "silence", why: "no-handler" };
  const shared = { class: question.class, ttl: 0 } as const;
  const srv = { type: "SRV", priority: 0, weight: 0, port: source.port, target: DomainName.root } as const;
  const additional: readonly ResourceRecord[] = [
    { ...shared, owner: question.name, data: addressRdata(source.address) },
    { ...shared, owner, data: srv },
  ];
  return { kind: "written", messages: [authoritativeReplyTo(request, { additional })], returned: "NOERROR" };
}
