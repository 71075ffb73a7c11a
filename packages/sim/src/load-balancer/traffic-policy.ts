import { type Address, prefixCovers, type Service } from "@splithorizon/core";
import type { DropReason } from "../network/hop.ts";
import type { Packet } from "../network/packet.ts";
import type { ClusterNetwork } from "./cluster-network.ts";
import { type Backend, usable } from "./endpoints.ts";
import { type Frontend, frontendKey, nodePortKey } from "./frontends.ts";
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

/** A packet at a node. */
interface Arrival {
  readonly cluster: ClusterNetwork;
  readonly packet: Packet;
  readonly node: string;
  readonly origin: OriginClass;
}

/** null: the packet is for no service, or not for this node to translate. */
export function serviceVerdict(
  cluster: ClusterNetwork,
  packet: Packet,
  node: string,
  origin: OriginClass,
): ServiceVerdict | null {
  const arrival: Arrival = { cluster, packet, node, origin };
  const frontend = frontendFor(arrival);
  if (frontend === null || !isTakenHere(frontend, arrival)) return null;
  return refusalOf(frontend, arrival) ?? chooseBackends(frontend, arrival);
}

/** An address of a service, else a port of a node. */
function frontendFor(arrival: Arrival): Frontend | null {
  const { cluster, packet, node } = arrival;
  const { address, port } = packet.destination;
  const frontends = cluster.keptFrontends.get(node) ?? cluster.frontends;
  const own = frontends.get(frontendKey(address, port, packet.protocol));
  if (own !== undefined || nodeAskedFor(arrival) === null) return own ?? null;
  return frontends.get(nodePortKey(address, port, packet.protocol)) ?? null;
}

/**
 * The node whose port is asked for. A node's own loopback counts, in IPv4 (kube-proxy's route_localnet, Cilium's
 * sock4_wildcard_lookup).
 */
function nodeAskedFor({ cluster, packet, node, origin }: Arrival): string | null {
  const { address } = packet.destination;
  if (origin === "node" && address.startsWith("127.")) return node;
  return cluster.nodesByAddress.get(address) ?? null;
}

function nameOfService({ metadata }: Service): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function isCilium({ cluster }: Arrival): boolean {
  return cluster.dataPath.kind === "cilium";
}

/**
 * A node port is taken by the node whose address it is; inside a cluster Cilium's socket load balancer knows them all.
 * That one leaves `spec.externalIPs` alone, lest somebody claim a foreign address (CVE-2020-8554; bpf_sock.c sock4_skip_xlate).
 */
function isTakenHere({ kind }: Frontend, arrival: Arrival): boolean {
  const isBySocket = isCilium(arrival) && arrival.origin !== "outside";
  const isOwnAddress = nodeAskedFor(arrival) === arrival.node;
  switch (kind) {
    case "node-port":
      return isOwnAddress || isBySocket;
    case "external-ip":
      return isOwnAddress || !isBySocket;
    case "cluster-ip":
    case "load-balancer":
      return true;
  }
}

function refusalOf({ kind, service, sourceRanges }: Frontend, arrival: Arrival): ServiceVerdict | null {
  const { address } = arrival.packet.source;
  const name = nameOfService(service);
  if (arrival.origin === "outside" && kind === "cluster-ip" && isCilium(arrival)) {
    const why = `Cilium takes nothing for the cluster IP of ${name} from outside (bpf-lb-external-clusterip is off)`;
    return { kind: "drop", reason: "cluster-ip-from-outside", why };
  }
  // Cilium asks outsiders alone (docs.cilium.io, LoadBalancer Source Ranges Checks); kube-proxy's filter everybody
  // (pkg/proxy/iptables KUBE-PROXY-FIREWALL, in INPUT, OUTPUT and FORWARD).
  const isAsked = sourceRanges.length > 0 && (arrival.origin === "outside" || !isCilium(arrival));
  if (!isAsked || sourceRanges.some((range) => prefixCovers(range, address))) return null;
  return { kind: "drop", reason: "source-range", why: `${address} is in none of ${name}'s loadBalancerSourceRanges` };
}

function chooseBackends(frontend: Frontend, arrival: Arrival): ServiceVerdict {
  const policy = policyOf(frontend, arrival);
  const name = nameOfService(frontend.service);
  const isLocal = policy.scope === "Local";
  const left = isLocal ? frontend.backends.filter((backend) => isLocalTo(backend, arrival)) : frontend.backends;
  const chosen = usable(left);
  if (chosen.length === 0) return withoutEndpoint(frontend, arrival, policy);
  const { cluster, node, origin, packet } = arrival;
  const scope = externalPolicyOf(frontend.service);
  const rule: SourceRule = { cluster, node, origin, kind: frontend.kind, scope };
  const candidates: TranslationCandidate[] = [];
  for (const backend of chosen) {
    const source = sourceAfter(rule, packet, backend);
    if (source === null) {
      const why = `the objects do not tell ${node}'s address that ${name}'s endpoints see`;
      return { kind: "drop", reason: "not-modelled", why };
    }
    candidates.push(candidateOf(packet, backend, source.address, source.why, source.returns));
  }
  return { kind: "translate", candidates, why: `service ${name}, ${policy.text}` };
}

/** Of an endpoint that names no node kube-proxy thinks as remote, Cilium as local (pkg/loadbalancer/writer DefaultSelectBackends). */
function isLocalTo({ nodeName }: Backend, arrival: Arrival): boolean {
  return nodeName === null ? isCilium(arrival) : nodeName === arrival.node;
}

/**
 * kube-proxy rejects where there is no endpoint at all, and drops where there is none here (lab.md). Cilium rejects both
 * with ICMP (service-no-backend-response, bpf tail_no_service_ipv4); at a socket inside the cluster the call fails.
 */
function withoutEndpoint({ service, backends }: Frontend, arrival: Arrival, policy: Policy): ServiceVerdict {
  const name = nameOfService(service);
  const why =
    usable(backends).length === 0
      ? `${name} has no endpoint that is ready`
      : `${policy.text}, and ${arrival.node} has no endpoint of ${name}`;
  if (isCilium(arrival)) {
    return { kind: "drop", reason: arrival.origin === "outside" ? "no-endpoint" : "no-endpoint-at-socket", why };
  }
  return { kind: "drop", reason: backends.length === 0 ? "no-endpoint" : "no-local-endpoint", why };
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
 * The cluster IP follows internalTrafficPolicy whoever asks. Every other address follows externalTrafficPolicy for those
 * outside; inside, kube-proxy goes to any endpoint (lab.md: the short-circuit), and Cilium by internalTrafficPolicy
 * (`ScopeInternal` of its frontends).
 */
function policyOf({ kind, service }: Frontend, arrival: Arrival): Policy {
  const internal: Policy = {
    scope: service.internalTrafficPolicy,
    text: `internalTrafficPolicy ${service.internalTrafficPolicy}`,
  };
  if (kind === "cluster-ip") return internal;
  if (arrival.origin === "outside") {
    const scope = externalPolicyOf(service);
    return { scope, text: `externalTrafficPolicy ${scope}` };
  }
  return isCilium(arrival) ? internal : { scope: "Cluster", text: "an external address from inside" };
}
