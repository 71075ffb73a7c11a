import {
  any,
  flag,
  int32,
  intOrText,
  list,
  metadataShape,
  pointer,
  type StructShape,
  struct,
  text,
  textMap,
  texts,
  word,
} from "../patching/go-shape.ts";
import { METADATA_LISTS, type MergedLists } from "../patching/strategic-patch.ts";

const servicePort = struct("ServicePort", {
  name: text,
  protocol: word("v1.Protocol"),
  appProtocol: text,
  port: int32,
  targetPort: intOrText,
  nodePort: int32,
});

/** Members in the order of the Go types, which decides whose fault is told. */
export const serviceShape: StructShape = struct("Service", {
  kind: text,
  apiVersion: text,
  metadata: metadataShape,
  spec: struct("ServiceSpec", {
    ports: list(servicePort, "v1.ServicePort"),
    selector: textMap,
    clusterIP: text,
    clusterIPs: texts,
    type: word("v1.ServiceType"),
    externalIPs: texts,
    sessionAffinity: word("v1.ServiceAffinity"),
    loadBalancerIP: text,
    loadBalancerSourceRanges: texts,
    externalName: text,
    externalTrafficPolicy: word("v1.ServiceExternalTrafficPolicy"),
    healthCheckNodePort: int32,
    publishNotReadyAddresses: flag,
    sessionAffinityConfig: struct("SessionAffinityConfig", {
      clientIP: struct("ClientIPConfig", { timeoutSeconds: pointer(int32) }),
    }),
    ipFamilies: list(word("v1.IPFamily"), "v1.IPFamily"),
    ipFamilyPolicy: word("v1.IPFamilyPolicy"),
    allocateLoadBalancerNodePorts: pointer(flag),
    loadBalancerClass: pointer(text),
    internalTrafficPolicy: word("v1.ServiceInternalTrafficPolicy"),
    trafficDistribution: text,
  }),
  status: any,
});

/** Merged by their members in a strategic patch (core/v1 types.go). */
export const SERVICE_LISTS: MergedLists = new Map([
  ["spec.ports", "port"],
  ["status.conditions", "type"],
  ...METADATA_LISTS,
]);
