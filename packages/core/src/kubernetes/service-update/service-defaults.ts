import { isIpv6, parseAddress } from "../../dns/index.ts";
import { isJsonMap, type JsonMap, memberOf, withMember } from "../patching/json-value.ts";
import { numberIn, textIn } from "../patching/object-draft.ts";
import type { ServiceDraft } from "./service-spec.ts";

const CLIENT_IP_SECONDS = 10_800;

/** What the API server adds before it looks at anything (apis/core/v1 SetDefaults_Service). */
export function setDefaults(draft: ServiceDraft): void {
  setAffinityDefaults(draft);
  if (draft.type === "") draft.set("type", "ClusterIP");
  draft.mapPorts(withPortDefaults);
  if (draft.isExternallyAccessible && draft.text("externalTrafficPolicy") === "") {
    draft.set("externalTrafficPolicy", "Cluster");
  }
  const isKnownType = ["ClusterIP", "NodePort", "LoadBalancer"].includes(draft.type);
  if (isKnownType && draft.text("internalTrafficPolicy") === "") draft.set("internalTrafficPolicy", "Cluster");
  const isUnsaid = draft.flag("allocateLoadBalancerNodePorts") === null;
  if (draft.type === "LoadBalancer" && isUnsaid) draft.set("allocateLoadBalancerNodePorts", true);
}

function setAffinityDefaults(draft: ServiceDraft): void {
  if (draft.text("sessionAffinity") === "") draft.set("sessionAffinity", "None");
  if (draft.text("sessionAffinity") === "None") draft.set("sessionAffinityConfig", undefined);
  if (draft.text("sessionAffinity") !== "ClientIP") return;
  const config = memberOf(draft.spec, "sessionAffinityConfig");
  const clientIp = isJsonMap(config) ? memberOf(config, "clientIP") : undefined;
  if (isJsonMap(clientIp) && memberOf(clientIp, "timeoutSeconds") !== undefined) return;
  draft.set("sessionAffinityConfig", { clientIP: { timeoutSeconds: CLIENT_IP_SECONDS } });
}

function withPortDefaults(port: JsonMap): JsonMap {
  const named = textIn(port, "protocol") === "" ? withMember(port, "protocol", "TCP") : port;
  const target = memberOf(named, "targetPort");
  const isUnsaid = target === undefined || target === null || target === 0 || target === "";
  return isUnsaid ? withMember(named, "targetPort", numberIn(named, "port")) : named;
}

/** What a stored object is read with, which may be older than its fields (registry/core/service/storage defaultOnRead). */
export function setReadDefaults(draft: ServiceDraft): void {
  if (draft.text("clusterIP") !== "" && draft.texts("clusterIPs").length === 0) {
    draft.set("clusterIPs", [draft.text("clusterIP")]);
  }
  if (draft.type === "ExternalName") draft.set("internalTrafficPolicy", undefined);
  if (draft.type === "ExternalName" || draft.texts("ipFamilies").length > 0) return;
  const ips = draft.texts("clusterIPs");
  const families = draft.isHeadless || ips.length === 0 ? ["IPv4"] : ips.map(familyOf);
  const isSelectorless = memberOf(draft.spec, "selector") === undefined;
  const isBoth = draft.isHeadless && isSelectorless;
  draft.set("ipFamilies", isBoth ? ["IPv4", "IPv6"] : families);
  draft.set("ipFamilyPolicy", isBoth || families.length > 1 ? "RequireDualStack" : "SingleStack");
}

export function familyOf(ip: string): "IPv4" | "IPv6" {
  const address = parseAddress(ip);
  return address !== null && isIpv6(address) ? "IPv6" : "IPv4";
}
