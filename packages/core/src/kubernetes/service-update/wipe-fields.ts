import { withMember } from "../patching/json-value.ts";
import { type ServiceDraft, sameTexts } from "./service-spec.ts";

/**
 * Fields that the new type has no use for go away, unless the patch set them: then they are refused
 * (registry/core/service/strategy.go dropTypeDependentFields). The status of a load balancer goes with the type.
 */
export function wipeFields(draft: ServiceDraft, old: ServiceDraft): void {
  if (old.needsClusterIp && !draft.needsClusterIp) wipeClusterIps(draft, old);
  if (hasNodePorts(old) && !hasNodePorts(draft) && draft.nodePorts.every((port) => old.nodePorts.includes(port))) {
    draft.mapPorts((port) => withMember(port, "nodePort", undefined));
  }
  const wipeIfSame = (isUseless: boolean, key: string, isSame: boolean): void => {
    if (isUseless && isSame) draft.set(key, undefined);
  };
  wipeIfSame(
    old.needsHealthCheck && !draft.needsHealthCheck,
    "healthCheckNodePort",
    old.number("healthCheckNodePort") === draft.number("healthCheckNodePort"),
  );
  const isNoLongerBalanced = old.type === "LoadBalancer" && draft.type !== "LoadBalancer";
  wipeIfSame(
    isNoLongerBalanced,
    "allocateLoadBalancerNodePorts",
    old.flag("allocateLoadBalancerNodePorts") === draft.flag("allocateLoadBalancerNodePorts"),
  );
  wipeIfSame(
    isNoLongerBalanced,
    "loadBalancerClass",
    old.text("loadBalancerClass") === draft.text("loadBalancerClass"),
  );
  wipeIfSame(
    isInside(old) && !isInside(draft),
    "internalTrafficPolicy",
    old.text("internalTrafficPolicy") === draft.text("internalTrafficPolicy"),
  );
  wipeIfSame(
    old.isExternallyAccessible && !draft.isExternallyAccessible,
    "externalTrafficPolicy",
    old.text("externalTrafficPolicy") === draft.text("externalTrafficPolicy"),
  );
}

/** Nobody inside goes to an outside name through a node. */
function isInside({ type }: ServiceDraft): boolean {
  return type !== "ExternalName";
}

function hasNodePorts({ type }: ServiceDraft): boolean {
  return type === "NodePort" || type === "LoadBalancer";
}

function wipeClusterIps(draft: ServiceDraft, old: ServiceDraft): void {
  const isSame = (key: string): boolean => sameTexts(old.texts(key), draft.texts(key));
  if (isSame("clusterIPs") && old.text("clusterIP") === draft.text("clusterIP")) {
    draft.set("clusterIP", undefined);
    draft.set("clusterIPs", undefined);
  }
  if (isSame("ipFamilies")) draft.set("ipFamilies", undefined);
  if (old.text("ipFamilyPolicy") === draft.text("ipFamilyPolicy")) draft.set("ipFamilyPolicy", undefined);
}
