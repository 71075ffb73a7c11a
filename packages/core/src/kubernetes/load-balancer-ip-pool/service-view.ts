import { type Address, isIpv6 } from "../../dns/index.ts";
import type { Condition, LoadBalancerIngress, Service } from "../cluster-snapshot.ts";
import { type AddressRequest, type Families, requestOf } from "./address-request.ts";
import type { PoolRange } from "./pool-range.ts";

/** A block of a pool, with the services that have its addresses. */
export type ServiceRange = PoolRange<SharedAddress>;

/** An address that one service has, or several share. */
export interface SharedAddress {
  readonly address: Address;
  readonly range: ServiceRange;
  readonly services: ServiceView[];
}

/** One address of a service, and the block that it is from. */
export interface Allocated {
  readonly address: Address;
  readonly range: ServiceRange;
}

export const SATISFIED_CONDITION = "cilium.io/IPAMRequestSatisfied";

/** A service as the operator remembers it: what it asks for, what it was given, and the status that was last written. */
export class ServiceView {
  readonly namespace: string;
  readonly name: string;
  service: Service;
  request: AddressRequest;
  allocated: Allocated[] = [];
  ingress: readonly LoadBalancerIngress[] = [];
  conditions: readonly Condition[] = [];

  constructor(service: Service, families: Families) {
    this.namespace = service.metadata.namespace;
    this.name = service.metadata.name;
    this.service = service;
    this.request = requestOf(service, families);
    this.read(service, families);
  }

  /** The informer brings another version. */
  read(service: Service, families: Families): void {
    this.service = service;
    this.request = requestOf(service, families);
    this.ingress = service.loadBalancerIngress;
    this.conditions = service.conditions;
  }

  /** By the written status, not by what was allocated (service_store.go isSatisfied). */
  get isSatisfied(): boolean {
    const { addresses, ipv4, ipv6 } = this.request;
    const written = this.ingress.flatMap((entry) => (entry.kind === "ip" ? [entry.ip] : []));
    if (addresses.length > 0) return addresses.every((address) => written.includes(address));
    const hasIpv4 = written.some((address) => !isIpv6(address) || address.startsWith("::ffff:"));
    const hasIpv6 = this.ingress.some(
      (entry) => entry.kind === "hostname" || (isIpv6(entry.ip) && !entry.ip.startsWith("::ffff:")),
    );
    return (!ipv4 || hasIpv4) && (!ipv6 || hasIpv6);
  }

  /** @returns whether it says anything new. */
  setSatisfied(status: "True" | "False", reason: string, message: string): boolean {
    const condition = { type: SATISFIED_CONDITION, status, reason, message };
    const known = this.conditions.find(({ type }) => type === SATISFIED_CONDITION);
    if (known?.status === status && known.reason === reason && known.message === message) return false;
    this.conditions = withCondition(this.conditions, condition);
    return true;
  }

  dropStatus(): void {
    this.ingress = [];
    this.conditions = this.conditions.filter(({ type }) => type !== SATISFIED_CONDITION);
  }
}

/** In the place of the one of its type, else behind the others. */
export function withCondition(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  const isKnown = conditions.some(({ type }) => type === condition.type);
  if (!isKnown) return [...conditions, condition];
  return conditions.map((known) => (known.type === condition.type ? condition : known));
}

/** Why a service may not share an address with those that have it; null: it may (service_store.go isCompatible). */
export function whyNotShared({ services }: SharedAddress, view: ServiceView): string | null {
  for (const other of services) {
    const why = other === view ? null : whyIncompatible(other, view);
    if (why !== null) return why;
  }
  return null;
}

function whyIncompatible(one: ServiceView, other: ServiceView): string | null {
  if (one.request.sharingKey !== other.request.sharingKey) return "different sharing key";
  if (one.namespace !== other.namespace && !(letsIn(one, other) && letsIn(other, one))) {
    return "different and not permitted namespace";
  }
  const [left, right] = [one.service, other.service];
  const isSamePort = left.ports.some(({ port, protocol }) =>
    right.ports.some((candidate) => candidate.port === port && candidate.protocol === protocol),
  );
  if (isSamePort) return "same port and protocol";
  if (left.externalTrafficPolicy !== right.externalTrafficPolicy) return "different ExternalTrafficPolicy";
  if (left.externalTrafficPolicy !== "Local") return null;
  return isSameSelector(left, right)
    ? null
    : "compatible ExternalTrafficPolicy local but selecting different set of pods";
}

function letsIn({ request }: ServiceView, { namespace }: ServiceView): boolean {
  return request.sharesWith.includes(namespace) || request.sharesWith.includes("*");
}

/** Services without a selector have endpoints that nobody can compare. */
function isSameSelector({ selector: one }: Service, { selector: other }: Service): boolean {
  const keys = Object.keys(one);
  if (keys.length === 0 || keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key]);
}
