import { type Address, prefixCovers, type Service } from "@splithorizon/core";
import type { DropReason } from "../network/hop.ts";
import type { Packet } from "../network/packet.ts";
import type { ClusterNetwork } from "./cluster-network.ts";
import type { Backend } from "./endpoints.ts";
import { type Frontend, frontendKey } from "./frontends.ts";
import { type OriginClass, type SourceRule, sourceAfter } from "./source-address.ts";

export interface TranslationCandidate {
  readonly packet: Packet;
  readonly why: string;
  readonly returns: "through-here" | "directly";
}

/** What a node does with a packet for a service. */
export type ServiceVerdict =
  | { readonly kind: "translate"; readonly candidates: readonly TranslationCandidate[]; readonly why: string }
  | { readonly kind: "drop"; readonly reason: DropReason; readonly why: string };

/** null: the packet is for no service. */
export function serviceVerdict(
  cluster: ClusterNetwork,
  packet: Packet,
  node: string,
  origin: OriginClass,
): ServiceVerdict | null {
  const { address, port } = packet.destination;
  const frontend = cluster.frontends.get(frontendKey(address, port, packet.protocol));
  if (frontend === undefined) return null;
  return refusalOf(cluster, frontend, packet, origin) ?? chooseBackends(cluster, frontend, packet, node, origin);
}

function nameOfService({ metadata }: Service): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function refusalOf(
  cluster: ClusterNetwork,
  { kind, service, sourceRanges }: Frontend,
  packet: Packet,
  origin: OriginClass,
): ServiceVerdict | null {
  const { address } = packet.source;
  const name = nameOfService(service);
  if (origin === "outside" && kind === "cluster-ip" && cluster.dataPath.kind === "cilium") {
    const why = `Cilium takes nothing for the cluster IP of ${name} from outside (bpf-lb-external-clusterip is off)`;
    return { kind: "drop", reason: "cluster-ip-from-outside", why };
  }
  const isLimited = kind === "external" && origin === "outside" && sourceRanges.length > 0;
  if (!isLimited || sourceRanges.some((range) => prefixCovers(range, address))) return null;
  return { kind: "drop", reason: "source-range", why: `${address} is in none of ${name}'s loadBalancerSourceRanges` };
}

function chooseBackends(
  cluster: ClusterNetwork,
  frontend: Frontend,
  packet: Packet,
  node: string,
  origin: OriginClass,
): ServiceVerdict {
  const policy = policyOf(frontend, origin);
  const name = nameOfService(frontend.service);
  const local = frontend.backends.filter((backend) => backend.node === node);
  const usable = policy.scope === "Local" ? local : frontend.backends;
  if (frontend.backends.length === 0) {
    return { kind: "drop", reason: "no-endpoint", why: `${name} has no endpoint that is ready` };
  }
  if (usable.length === 0) {
    return { kind: "drop", reason: "no-local-endpoint", why: `${policy.text}, and ${node} has no endpoint of ${name}` };
  }
  const rule: SourceRule = { cluster, node, origin, kind: frontend.kind, scope: externalPolicyOf(frontend.service) };
  const candidates: TranslationCandidate[] = [];
  for (const backend of usable) {
    const source = sourceAfter(rule, packet, backend);
    if (source === null) {
      const why = `the objects do not tell ${node}'s address that ${name}'s endpoints see`;
      return { kind: "drop", reason: "not-modelled", why };
    }
    candidates.push(candidateOf(packet, backend, source.address, source.why, source.returns));
  }
  return { kind: "translate", candidates, why: `service ${name}, ${policy.text}` };
}

function candidateOf(
  packet: Packet,
  backend: Backend,
  address: Address,
  why: string,
  returns: TranslationCandidate["returns"],
): TranslationCandidate {
  const destination = { address: backend.address, port: backend.port };
  const source = { ...packet.source, address };
  return { packet: { ...packet, source, destination }, why, returns };
}

interface Policy {
  readonly scope: "Cluster" | "Local";
  readonly text: string;
}

function externalPolicyOf(service: Service): "Cluster" | "Local" {
  return service.externalTrafficPolicy ?? "Cluster";
}

/**
 * From outside externalTrafficPolicy decides, from inside internalTrafficPolicy for the cluster IP; a load balancer's
 * address asked from inside the cluster goes to any endpoint (lab.md: the short-circuit of kube-proxy, and Cilium's
 * socket load balancer).
 */
function policyOf({ kind, service }: Frontend, origin: OriginClass): Policy {
  if (origin === "outside") {
    if (kind === "cluster-ip") return { scope: "Cluster", text: "cluster IP from outside" };
    const scope = externalPolicyOf(service);
    return { scope, text: `externalTrafficPolicy ${scope}` };
  }
  if (kind !== "cluster-ip") return { scope: "Cluster", text: "a load balancer's address from inside" };
  return { scope: service.internalTrafficPolicy, text: `internalTrafficPolicy ${service.internalTrafficPolicy}` };
}
