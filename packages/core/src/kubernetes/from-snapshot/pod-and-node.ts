import type { CiliumNode, ClusterNode, CorefileConfigMap, Pod, PodDnsConfig, Probe } from "../cluster-snapshot.ts";
import type { FieldReader } from "../from-object/field-reader.ts";
import { readMetadata } from "../from-object/metadata.ts";

/** A Pod as a snapshot's document has it. */
export function podFromSnapshot(pod: FieldReader): Pod {
  const containers = pod.at("containers");
  return {
    metadata: readMetadata(pod),
    nodeName: pod.text("nodeName"),
    phase: pod.text("phase") ?? "",
    podIps: pod.addresses("podIps"),
    hostNetwork: pod.flag("hostNetwork") ?? false,
    ready: pod.flag("ready") ?? false,
    ...controllerOf(pod),
    ...tolerationOf(pod),
    containers: {
      total: containers.number("total") ?? 1,
      ready: containers.number("ready") ?? 0,
      restarts: containers.number("restarts") ?? 0,
    },
    ...probesOf(pod),
    dnsPolicy: pod.oneOf("dnsPolicy", ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]) ?? "ClusterFirst",
    dnsConfig: pod.raw("dnsConfig") === undefined ? null : readDnsConfig(pod.at("dnsConfig")),
    hostname: pod.text("hostname") ?? "",
    subdomain: pod.text("subdomain") ?? "",
    containerPorts: pod.items("containerPorts").map((port) => ({
      name: port.text("name") ?? "",
      port: port.number("port") ?? 0,
      protocol: port.oneOf("protocol", ["TCP", "UDP", "SCTP"]) ?? "TCP",
    })),
  };
}

function probesOf(pod: FieldReader): Pick<Pod, "probes"> {
  if (pod.raw("probes") === undefined) return {};
  const probes = pod.at("probes");
  const [readiness, liveness] = [probeOf(probes, "readiness"), probeOf(probes, "liveness")];
  return { probes: { readiness, liveness, startup: probeOf(probes, "startup") } };
}

function probeOf(probes: FieldReader, key: string): Probe | null {
  if (probes.raw(key) === undefined) return null;
  const probe = probes.at(key);
  const port = typeof probe.raw("port") === "string" ? probe.text("port") : probe.number("port");
  return {
    kind: probe.oneOf("kind", ["httpGet", "tcpSocket", "other"]) ?? "other",
    port: port ?? 0,
    path: probe.text("path") ?? "/",
    scheme: probe.oneOf("scheme", ["HTTP", "HTTPS"]) ?? "HTTP",
    initialDelaySeconds: probe.number("initialDelaySeconds") ?? 0,
    timeoutSeconds: probe.number("timeoutSeconds") ?? 1,
    periodSeconds: probe.number("periodSeconds") ?? 10,
    failureThreshold: probe.number("failureThreshold") ?? 3,
    successThreshold: probe.number("successThreshold") ?? 1,
  };
}

function controllerOf(pod: FieldReader): Pick<Pod, "controller"> {
  if (pod.raw("controller") === undefined) return {};
  const controller = pod.at("controller");
  return { controller: { kind: controller.text("kind") ?? "", name: controller.text("name") ?? "" } };
}

function tolerationOf(pod: FieldReader): Pick<Pod, "unreachableTolerationSeconds"> {
  const key = "unreachableTolerationSeconds";
  if (pod.raw(key) === undefined) return {};
  if (pod.raw(key) === "for-ever") return { [key]: "for-ever" };
  const seconds = pod.number(key);
  return seconds === null ? {} : { [key]: seconds };
}

function readDnsConfig(config: FieldReader): PodDnsConfig {
  return {
    nameservers: config.addresses("nameservers"),
    searches: config.texts("searches"),
    options: config
      .items("options")
      .map((option) => ({ name: option.text("name") ?? "", value: option.text("value") })),
  };
}

/** A Node as a snapshot's document has it. */
export function nodeFromSnapshot(node: FieldReader): ClusterNode {
  return {
    metadata: readMetadata(node),
    podCidrs: node.texts("podCidrs"),
    internalIps: node.addresses("internalIps"),
    externalIps: node.addresses("externalIps"),
    hostname: node.text("hostname") ?? "",
    kubeletVersion: node.text("kubeletVersion") ?? "",
    ready: node.flag("ready") ?? true,
    unschedulable: node.flag("unschedulable") ?? false,
  };
}

/** A CiliumNode as a snapshot's document has it. */
export function ciliumNodeFromSnapshot(node: FieldReader): CiliumNode {
  return {
    metadata: readMetadata(node),
    ciliumInternalIps: node.addresses("ciliumInternalIps"),
    internalIps: node.addresses("internalIps"),
    podCidrs: node.texts("podCidrs"),
  };
}

/** A ConfigMap's Corefile as a snapshot's document has it. */
export function corefileFromSnapshot(configMap: FieldReader): CorefileConfigMap {
  return { metadata: readMetadata(configMap), corefile: configMap.text("corefile") ?? "" };
}
