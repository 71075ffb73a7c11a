import { duplicate, type FieldError, forbidden, invalid, required, unsupported } from "../patching/field-error.ts";
import { cidrFaults, ipFaults, specialAddressFaults } from "../patching/ip-texts.ts";
import { isJsonMap, type JsonMap, memberOf } from "../patching/json-value.ts";
import { labelErrors } from "../patching/label-errors.ts";
import { subdomainFaults } from "../patching/names.ts";
import { mapIn, numberIn, textIn } from "../patching/object-draft.ts";
import { classErrors } from "./class-errors.ts";
import type { ServiceDraft } from "./service-spec.ts";
import { validateClusterIps } from "./validate-cluster-ips.ts";
import { validatePorts } from "./validate-ports.ts";

const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const AFFINITIES = ["ClientIP", "None"];
const POLICIES = ["Cluster", "Local"];
const DISTRIBUTIONS = ["PreferClose", "PreferSameZone", "PreferSameNode"];
const BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";

/** What no Service may be, in the API server's order (validation.go validateService). */
export function validateService(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  const { type } = draft;
  const isPortless = draft.ports.length === 0 && !draft.isHeadless && type !== "ExternalName";
  return [
    ...(isPortless ? [required("spec.ports")] : []),
    ...validateType(draft),
    ...validatePorts(draft),
    ...labelErrors(draft.spec, "spec.selector", "selector"),
    ...validateAffinity(draft),
    ...validateClusterIps(draft, old),
    ...validateExternalIps(draft, old),
    ...(TYPES.includes(type) ? [] : [unsupported("spec.type", type, TYPES)]),
    ...validateNodePorts(draft),
    ...validateSourceRanges(draft, old),
    ...validateAllocation(draft),
    ...classErrors(draft),
    ...validateExternalPolicy(draft),
    ...validateInternalPolicy(draft),
    ...validateDistribution(draft),
  ];
}

function validateType(draft: ServiceDraft): readonly FieldError[] {
  const { type } = draft;
  if ((type === "LoadBalancer" || type === "NodePort") && draft.isHeadless) {
    return [invalid("spec.clusterIPs[0]", "None", `may not be set to 'None' for ${type} services`)];
  }
  if (type !== "ExternalName") return [];
  const isSet = (key: string): boolean => draft.texts(key).length > 0 || draft.text(key) !== "";
  const errors = ["clusterIPs", "ipFamilies", "ipFamilyPolicy"]
    .filter(isSet)
    .map((key) => forbidden(`spec.${key}`, "may not be set for ExternalName services"));
  const name = draft.text("externalName").replace(/\.$/, "");
  if (name === "") return [...errors, required("spec.externalName")];
  return [...errors, ...subdomainFaults(name).map((fault) => invalid("spec.externalName", name, fault))];
}

function validateAffinity(draft: ServiceDraft): readonly FieldError[] {
  const affinity = draft.text("sessionAffinity");
  if (!AFFINITIES.includes(affinity)) return [unsupported("spec.sessionAffinity", affinity, AFFINITIES)];
  const config = memberOf(draft.spec, "sessionAffinityConfig");
  const clientIp = isJsonMap(config) ? memberOf(config, "clientIP") : undefined;
  if (affinity === "None" || !isJsonMap(clientIp)) return [];
  const seconds = numberIn(clientIp, "timeoutSeconds");
  if (seconds > 0 && seconds <= 86_400) return [];
  const path = "spec.sessionAffinityConfig.clientIP.timeoutSeconds";
  return [invalid(path, seconds, "must be greater than 0 and less than 86400")];
}

function validateExternalIps(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  return draft.texts("externalIPs").flatMap((ip, at) => {
    const path = `spec.externalIPs[${at}]`;
    const faults = old.texts("externalIPs").includes(ip) ? [] : ipFaults(ip);
    return (faults.length > 0 ? faults : specialAddressFaults(ip)).map((fault) => invalid(path, ip, fault));
  });
}

/** Of one protocol each node port and each port stands once. */
function validateNodePorts(draft: ServiceDraft): readonly FieldError[] {
  const { ports, type } = draft;
  const isGiven = (port: JsonMap): boolean => numberIn(port, "nodePort") !== 0;
  const misplaced = ports.flatMap((port, at) => {
    const path = `spec.ports[${at}].nodePort`;
    return type === "ClusterIP" && isGiven(port) ? [forbidden(path, "may not be used when `type` is 'ClusterIP'")] : [];
  });
  const repeated = (key: "nodePort" | "port", error: (port: JsonMap, at: number) => FieldError) =>
    ports.flatMap((port, at) => {
      const isSame = (other: JsonMap): boolean =>
        textIn(other, "protocol") === textIn(port, "protocol") && numberIn(other, key) === numberIn(port, key);
      const isSaid = key === "port" || isGiven(port);
      return isSaid && ports.slice(0, at).some(isSame) ? [error(port, at)] : [];
    });
  return [
    ...misplaced,
    ...repeated("nodePort", (port, at) => duplicate(`spec.ports[${at}].nodePort`, numberIn(port, "nodePort"))),
    ...repeated("port", (port, at) => duplicate(`spec.ports[${at}]`, goPort(port))),
  ];
}

/** The server prints its own type, of which only these two fields are filled. */
function goPort(port: JsonMap): JsonMap {
  const [Protocol, Port] = [textIn(port, "protocol"), numberIn(port, "port")];
  return { Name: "", Protocol, AppProtocol: null, Port, TargetPort: 0, NodePort: 0 };
}

/** The field is told with a capital letter; before 1.25 an annotation said the same, and is still looked at. */
function validateSourceRanges(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  const ranges = draft.texts("loadBalancerSourceRanges");
  if (ranges.length === 0) return annotatedRangeErrors(draft, old);
  const path = "spec.LoadBalancerSourceRanges";
  const known = old.texts("loadBalancerSourceRanges").map((range) => range.trim());
  const misplaced = draft.type === "LoadBalancer" ? [] : [forbidden(path, BALANCED_ONLY)];
  const faulty = ranges.flatMap((text, at) => {
    const range = text.trim();
    if (known.includes(range)) return [];
    return cidrFaults(range).map((fault) => invalid(`${path}[${at}]`, range, fault));
  });
  return [...misplaced, ...faulty];
}

const RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

function annotatedRangeErrors(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  const [text, before] = [draft, old].map(({ metadata }) => memberOf(mapIn(metadata, "annotations"), RANGES));
  if (typeof text !== "string") return [];
  const path = `metadata.annotations[${RANGES}]`;
  const misplaced = draft.type === "LoadBalancer" ? [] : [forbidden(path, BALANCED_ONLY)];
  if (text === before || text.trim() === "") return misplaced;
  const ranges = text
    .trim()
    .split(",")
    .map((range) => range.trim());
  return [...misplaced, ...ranges.flatMap((range) => cidrFaults(range).map((fault) => invalid(path, range, fault)))];
}

function validateAllocation(draft: ServiceDraft): readonly FieldError[] {
  const isSaid = draft.flag("allocateLoadBalancerNodePorts") !== null;
  if (!isSaid || draft.type === "LoadBalancer") return [];
  return [forbidden("spec.allocateLoadBalancerNodePorts", BALANCED_ONLY)];
}

function validateExternalPolicy(draft: ServiceDraft): readonly FieldError[] {
  return [...policyErrors(draft), ...healthCheckErrors(draft)];
}

function policyErrors(draft: ServiceDraft): readonly FieldError[] {
  const path = "spec.externalTrafficPolicy";
  const policy = draft.text("externalTrafficPolicy");
  if (!draft.isExternallyAccessible) {
    return policy === "" ? [] : [invalid(path, policy, "may only be set for externally-accessible services")];
  }
  if (policy === "") return [required(path)];
  return POLICIES.includes(policy) ? [] : [unsupported(path, policy, POLICIES)];
}

function healthCheckErrors(draft: ServiceDraft): readonly FieldError[] {
  const path = "spec.healthCheckNodePort";
  const port = draft.number("healthCheckNodePort");
  if (!draft.needsHealthCheck) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    return port === 0 ? [] : [invalid(path, port, detail)];
  }
  if (port === 0) return [required(path)];
  return port >= 1 && port <= 65_535 ? [] : [invalid(path, port, "must be between 1 and 65535, inclusive")];
}

function validateInternalPolicy(draft: ServiceDraft): readonly FieldError[] {
  const policy = draft.text("internalTrafficPolicy");
  if (policy === "" || POLICIES.includes(policy)) return [];
  return [unsupported("spec.internalTrafficPolicy", policy, POLICIES)];
}

function validateDistribution(draft: ServiceDraft): readonly FieldError[] {
  const distribution = draft.text("trafficDistribution");
  if (distribution === "" || DISTRIBUTIONS.includes(distribution)) return [];
  return [unsupported("spec.trafficDistribution", distribution, DISTRIBUTIONS)];
}
