import type { EndpointSlice, LoadBalancerIngress, Service, SliceEndpoint } from "../cluster-snapshot.ts";
import type { FieldReader } from "../from-object/field-reader.ts";
import { readMetadata } from "../from-object/metadata.ts";
import { readConditions } from "../from-object/service.ts";

/** A Service as a snapshot's document has it. */
export function serviceFromSnapshot(service: FieldReader): Service {
  return {
    metadata: readMetadata(service),
    type: service.oneOf("type", ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]) ?? "ClusterIP",
    clusterIps: service.items("clusterIps").flatMap((item): Service["clusterIps"] => {
      const ip = item.isText("None") ? "None" : item.ownAddress;
      return ip === null ? [] : [ip];
    }),
    externalName: service.text("externalName") ?? "",
    externalIps: service.addresses("externalIps"),
    ports: service.items("ports").map((port) => {
      const target = port.raw("targetPort");
      return {
        name: port.text("name") ?? "",
        port: port.number("port") ?? 0,
        protocol: port.oneOf("protocol", ["TCP", "UDP", "SCTP"]) ?? "TCP",
        targetPort: typeof target === "number" || typeof target === "string" ? target : null,
        nodePort: port.number("nodePort"),
      };
    }),
    selector: service.textMap("selector"),
    externalTrafficPolicy: service.oneOf("externalTrafficPolicy", ["Cluster", "Local"]),
    internalTrafficPolicy: service.oneOf("internalTrafficPolicy", ["Cluster", "Local"]) ?? "Cluster",
    allocateLoadBalancerNodePorts: service.flag("allocateLoadBalancerNodePorts"),
    healthCheckNodePort: service.number("healthCheckNodePort"),
    loadBalancerClass: service.text("loadBalancerClass"),
    loadBalancerIp: service.text("loadBalancerIp"),
    loadBalancerSourceRanges: service.texts("loadBalancerSourceRanges"),
    loadBalancerIngress: service.items("loadBalancerIngress").flatMap(readIngress),
    publishNotReadyAddresses: service.flag("publishNotReadyAddresses") ?? false,
    sessionAffinity: service.oneOf("sessionAffinity", ["None", "ClientIP"]) ?? "None",
    ipFamilies: service.items("ipFamilies").flatMap((family) => {
      if (family.isText("IPv4")) return ["IPv4"];
      return family.isText("IPv6") ? ["IPv6"] : [];
    }),
    ipFamilyPolicy: service.oneOf("ipFamilyPolicy", ["SingleStack", "PreferDualStack", "RequireDualStack"]),
    conditions: readConditions(service),
  };
}

function readIngress(entry: FieldReader): readonly LoadBalancerIngress[] {
  if (entry.oneOf("kind", ["ip", "hostname"]) === "hostname") {
    return [{ kind: "hostname", hostname: entry.text("hostname") ?? "" }];
  }
  const ip = entry.address("ip");
  return ip === null ? [] : [{ kind: "ip", ip }];
}

/** An EndpointSlice as a snapshot's document has it. */
export function endpointSliceFromSnapshot(slice: FieldReader): EndpointSlice {
  return {
    metadata: readMetadata(slice),
    serviceName: slice.text("serviceName") ?? "",
    addressType: slice.oneOf("addressType", ["IPv4", "IPv6", "FQDN"]) ?? "IPv4",
    endpoints: slice.items("endpoints").map(readEndpoint),
    ports: slice.items("ports").map((port) => ({
      name: port.text("name") ?? "",
      port: port.number("port"),
      protocol: port.oneOf("protocol", ["TCP", "UDP", "SCTP"]) ?? "TCP",
    })),
  };
}

function readEndpoint(endpoint: FieldReader): SliceEndpoint {
  const target = endpoint.at("targetRef");
  return {
    addresses: endpoint.addresses("addresses"),
    ready: endpoint.flag("ready"),
    serving: endpoint.flag("serving"),
    terminating: endpoint.flag("terminating"),
    hostname: endpoint.text("hostname"),
    nodeName: endpoint.text("nodeName"),
    zone: endpoint.text("zone"),
    targetRef:
      endpoint.raw("targetRef") === undefined
        ? null
        : {
            kind: target.text("kind") ?? "",
            namespace: target.text("namespace") ?? "",
            name: target.text("name") ?? "",
          },
  };
}
