import type {
  CiliumNode,
  ClusterNode,
  ContainerCounts,
  ObjectMeta,
  Pod,
  PodDnsConfig,
  Probe,
} from "../cluster-snapshot.ts";
import type { FieldReader } from "./field-reader.ts";
import { readMetadata } from "./metadata.ts";

export function readPod(object: FieldReader): Pod {
  const metadata = readMetadata(object);
  const spec = object.at("spec");
  const status = object.at("status");
  const several = status.items("podIPs").flatMap((entry) => entry.address("ip") ?? []);
  const single = status.address("podIP");
  return {
    metadata: { ...metadata, namespace: metadata.namespace || "default" },
    nodeName: spec.text("nodeName"),
    phase: status.text("phase") ?? "",
    podIps: several.length > 0 || single === null ? several : [single],
    hostNetwork: spec.flag("hostNetwork") ?? false,
    ready: isConditionTrue(status, "Ready"),
    ...controllerOf(object.at("metadata"), metadata),
    ...tolerationOf(spec.items("tolerations")),
    containers: countContainers(spec, status),
    ...probesOf(spec.items("containers")),
    dnsPolicy:
      spec.oneOf("dnsPolicy", ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]) ?? "ClusterFirst",
    dnsConfig: spec.raw("dnsConfig") === undefined ? null : readDnsConfig(spec.at("dnsConfig")),
    hostname: spec.text("hostname") ?? "",
    subdomain: spec.text("subdomain") ?? "",
    containerPorts: spec.items("containers").flatMap((container) =>
      container.items("ports").map((port) => ({
        name: port.text("name") ?? "",
        port: port.port("containerPort", 1) ?? 0,
        protocol: port.oneOf("protocol", ["TCP", "UDP", "SCTP"]) ?? "TCP",
      })),
    ),
  };
}

/** What Kubernetes makes names of (apimachinery util/rand): a ReplicaSet's hash, and the end of one of its pods. */
const MADE_BY_REPLICA_SET = /^(.+-[bcdfghjklmnpqrstvwxz2456789]{6,10})-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** Manifests that were cut out of a cluster have lost their owners; a name that a ReplicaSet has made tells of it. */
function controllerOf(metadata: FieldReader, { name }: ObjectMeta): Pick<Pod, "controller"> {
  const owner = metadata.items("ownerReferences").find((reference) => reference.raw("controller") === true);
  if (owner !== undefined) {
    return { controller: { kind: owner.text("kind") ?? "", name: owner.text("name") ?? "" } };
  }
  const replicaSet = MADE_BY_REPLICA_SET.exec(name)?.[1];
  return replicaSet === undefined ? {} : { controller: { kind: "ReplicaSet", name: replicaSet } };
}

function probesOf(containers: readonly FieldReader[]): Pick<Pod, "probes"> {
  const container = containers.find((one) => one.raw("name") === "coredns") ?? containers[0];
  if (container === undefined) return {};
  const readiness = readProbe(container, "readinessProbe");
  const liveness = readProbe(container, "livenessProbe");
  const startup = readProbe(container, "startupProbe");
  return readiness === null && liveness === null && startup === null
    ? {}
    : { probes: { readiness, liveness, startup } };
}

/** Defaults: pkg/apis/core/v1/defaults.go, SetDefaults_Probe and SetDefaults_HTTPGetAction, for which 0 is nothing said. */
function readProbe(container: FieldReader, key: string): Probe | null {
  if (container.raw(key) === undefined) return null;
  const probe = container.at(key);
  const asked = (["httpGet", "tcpSocket"] as const).find((one) => probe.raw(one) !== undefined) ?? "other";
  const action = probe.at(asked);
  const port = typeof action.raw("port") === "string" ? action.text("port") : action.number("port");
  return {
    kind: (action.text("host") ?? "") === "" ? asked : "other",
    port: port ?? 0,
    path: action.text("path") || "/",
    scheme: action.raw("scheme") === "HTTPS" ? "HTTPS" : "HTTP",
    initialDelaySeconds: probe.number("initialDelaySeconds") ?? 0,
    timeoutSeconds: probe.number("timeoutSeconds") || 1,
    periodSeconds: probe.number("periodSeconds") || 10,
    failureThreshold: probe.number("failureThreshold") || 3,
    successThreshold: probe.number("successThreshold") || 1,
  };
}

const UNREACHABLE = "node.kubernetes.io/unreachable";

/** The shortest of those that tolerate the taint counts (pkg/controller/tainteviction getMinTolerationTime). */
function tolerationOf(tolerations: readonly FieldReader[]): Pick<Pod, "unreachableTolerationSeconds"> {
  const own = tolerations.filter((toleration) => {
    const key = toleration.text("key") ?? "";
    const effect = toleration.text("effect") ?? "";
    const isKey = key === UNREACHABLE || (key === "" && toleration.raw("operator") === "Exists");
    return isKey && (effect === "" || effect === "NoExecute");
  });
  if (own.length === 0) return {};
  const limits = own.flatMap((toleration) => toleration.number("tolerationSeconds") ?? []);
  return { unreachableTolerationSeconds: limits.length === 0 ? "for-ever" : Math.max(0, Math.min(...limits)) };
}

/** Without `containerStatuses` the condition `Ready` speaks for all of them. */
function countContainers(spec: FieldReader, status: FieldReader): ContainerCounts {
  const total = Math.max(1, spec.items("containers").length);
  const statuses = status.items("containerStatuses");
  if (statuses.length === 0) return { total, ready: isConditionTrue(status, "Ready") ? total : 0, restarts: 0 };
  const ready = statuses.filter((container) => container.flag("ready") === true).length;
  const restarts = statuses.reduce((sum, container) => sum + (container.number("restartCount") ?? 0), 0);
  return { total, ready, restarts };
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

function isConditionTrue(status: FieldReader, type: string): boolean {
  return status
    .items("conditions")
    .some((condition) => condition.raw("type") === type && condition.raw("status") === "True");
}

export function readNode(object: FieldReader): ClusterNode {
  const spec = object.at("spec");
  const status = object.at("status");
  const several = spec.texts("podCIDRs");
  const single = spec.text("podCIDR");
  const addresses = status.items("addresses");
  const ofType = (type: string): readonly FieldReader[] => addresses.filter((entry) => entry.raw("type") === type);
  return {
    metadata: readMetadata(object),
    podCidrs: several.length > 0 || single === null ? several : [single],
    internalIps: ofType("InternalIP").flatMap((entry) => entry.address("address") ?? []),
    externalIps: ofType("ExternalIP").flatMap((entry) => entry.address("address") ?? []),
    hostname: ofType("Hostname")[0]?.text("address") ?? readMetadata(object).name,
    kubeletVersion: status.at("nodeInfo").text("kubeletVersion") ?? "",
    ready: status.raw("conditions") === undefined || isConditionTrue(status, "Ready"),
    unschedulable: spec.flag("unschedulable") ?? false,
  };
}

export function readCiliumNode(object: FieldReader): CiliumNode {
  const spec = object.at("spec");
  const addresses = spec.items("addresses");
  const ofType = (type: string): CiliumNode["internalIps"] =>
    addresses.filter((entry) => entry.raw("type") === type).flatMap((entry) => entry.address("ip") ?? []);
  return {
    metadata: readMetadata(object),
    ciliumInternalIps: ofType("CiliumInternalIP"),
    internalIps: ofType("InternalIP"),
    podCidrs: spec.at("ipam").texts("podCIDRs"),
  };
}
