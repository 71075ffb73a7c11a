import type { LoadBalancerIngress, Service, ServicePort } from "../cluster-snapshot.ts";
import type { FieldReader } from "./field-reader.ts";
import { readMetadata } from "./metadata.ts";

export function readService(object: FieldReader): Service {
  const spec = object.at("spec");
  const type = spec.oneOf("type", ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]) ?? "ClusterIP";
  return {
    metadata: { ...readMetadata(object), namespace: readMetadata(object).namespace || "default" },
    type,
    clusterIps: readClusterIps(spec),
    externalName: spec.text("externalName") ?? "",
    externalIps: spec.addresses("externalIPs"),
    ports: spec.items("ports").map(readPort),
    selector: spec.textMap("selector"),
    externalTrafficPolicy: spec.oneOf("externalTrafficPolicy", ["Cluster", "Local"]),
    internalTrafficPolicy: spec.oneOf("internalTrafficPolicy", ["Cluster", "Local"]) ?? "Cluster",
    allocateLoadBalancerNodePorts: spec.flag("allocateLoadBalancerNodePorts"),
    healthCheckNodePort: spec.port("healthCheckNodePort", 0),
    loadBalancerClass: spec.text("loadBalancerClass"),
    loadBalancerIp: spec.text("loadBalancerIP"),
    loadBalancerSourceRanges: spec.texts("loadBalancerSourceRanges"),
    loadBalancerIngress: object.at("status").at("loadBalancer").items("ingress").flatMap(readIngress),
    publishNotReadyAddresses: spec.flag("publishNotReadyAddresses") ?? false,
    sessionAffinity: spec.oneOf("sessionAffinity", ["None", "ClientIP"]) ?? "None",
    ipFamilies: spec.texts("ipFamilies").flatMap((family) => (family === "IPv4" || family === "IPv6" ? [family] : [])),
    ipFamilyPolicy: spec.oneOf("ipFamilyPolicy", ["SingleStack", "PreferDualStack", "RequireDualStack"]),
    conditions: readConditions(object.at("status")),
  };
}

/** `clusterIPs`, else the one `clusterIP` (object/service.go). */
function readClusterIps(spec: FieldReader): Service["clusterIps"] {
  const several = spec.items("clusterIPs");
  if (several.length > 0) {
    return several.flatMap((item): Service["clusterIps"] => {
      const ip = item.isText("None") ? "None" : item.ownAddress;
      return ip === null ? [] : [ip];
    });
  }
  const one = spec.at("clusterIP");
  if (one.isText("None")) return ["None"];
  const isUnallocated = spec.raw("clusterIP") === undefined || one.isText("");
  return isUnallocated ? [] : [one.ownAddress].filter((address) => address !== null);
}

function readPort(port: FieldReader): ServicePort {
  return {
    name: port.text("name") ?? "",
    port: port.port("port", 1) ?? 0,
    protocol: port.oneOf("protocol", ["TCP", "UDP", "SCTP"]) ?? "TCP",
    targetPort: readTargetPort(port),
    nodePort: port.port("nodePort", 0),
  };
}

/** 0 stands for the port itself, as none does (apis/core/v1 SetDefaults_Service). */
function readTargetPort(port: FieldReader): ServicePort["targetPort"] {
  const target = port.raw("targetPort");
  if (typeof target === "string") return target;
  return typeof target === "number" ? port.port("targetPort", 0) || null : null;
}

function readIngress(entry: FieldReader): readonly LoadBalancerIngress[] {
  const ip = entry.address("ip");
  if (ip !== null) return [{ kind: "ip", ip }];
  const hostname = entry.text("hostname");
  return hostname === null || hostname === "" ? [] : [{ kind: "hostname", hostname }];
}

export function readConditions(status: FieldReader): Service["conditions"] {
  return status.items("conditions").map((condition) => ({
    type: condition.text("type") ?? "",
    status: condition.text("status") ?? "",
    reason: condition.text("reason") ?? "",
    message: condition.text("message") ?? "",
  }));
}
