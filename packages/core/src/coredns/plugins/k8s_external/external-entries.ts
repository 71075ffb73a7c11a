import {
  type Address,
  addressRdata,
  type DomainName,
  isIpv4,
  parseAddress,
  type Rdata,
  type RrType,
} from "../../../dns/index.ts";
import {
  addressFromReverseName,
  externalAddressesOf,
  isHeadless,
  isReady,
  type Service,
  serviceKey,
} from "../../../kubernetes/index.ts";
import type { ExternalSource } from "../../plugin.ts";

/** The port of a service or slice that has none: addresses are answered, SRV records are not. */
export const NO_PORT = -1;

/** A load balancer's address, or its host name. */
export type ExternalHost =
  | { readonly kind: "address"; readonly address: Address }
  | { readonly kind: "name"; readonly text: string };

/** One address or host name with one port (etcd/msg Service). */
export interface ExternalEntry {
  readonly host: ExternalHost;
  readonly port: number;
  /** Below the zone: `service.namespace`, or with an endpoint in front. */
  readonly target: string;
}

/** Entries of one name, at least one. The addresses among them are worked out once. */
export class ExternalEntries {
  readonly entries: readonly ExternalEntry[];
  /** Whether one of them must be looked up further. */
  readonly hasNames: boolean;
  readonly #addresses = new Map<"A" | "AAAA", readonly Rdata[]>();

  constructor(entries: readonly ExternalEntry[]) {
    this.entries = entries;
    this.hasNames = entries.some(({ host }) => host.kind === "name");
  }

  /** Each address of the family once, in order; host names apart. */
  addressData(type: "A" | "AAAA"): readonly Rdata[] {
    const known = this.#addresses.get(type);
    if (known !== undefined) return known;
    const addresses = this.entries.flatMap(({ host }) => (host.kind === "address" ? [host.address] : []));
    const data = [...new Set(addresses)].filter((address) => isIpv4(address) === (type === "A")).map(addressRdata);
    this.#addresses.set(type, data);
    return data;
  }
}

/** What a name leads to; `name-error` is NXDOMAIN, `no-data` a name that is there. */
export type ExternalFound =
  | { readonly kind: "entries"; readonly found: ExternalEntries }
  | { readonly kind: "pointers"; readonly targets: readonly string[] }
  | { readonly kind: "name-error" | "no-data" | "failure" };

interface Wish {
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

const hosts = new WeakMap<Service, readonly ExternalHost[]>();

/** `spec.externalIPs`, then what the load balancer gave; read once per service. */
export function externalHostsOf(service: Service): readonly ExternalHost[] {
  const known = hosts.get(service);
  if (known !== undefined) return known;
  const made = externalAddressesOf(service).map((text): ExternalHost => {
    const address = parseAddress(text);
    return address === null ? { kind: "name", text } : { kind: "address", address };
  });
  hosts.set(service, made);
  return made;
}

/** kubernetes/external.go External. `labels` are those left of the zone, lower case, leftmost first. */
export function findExternal(
  source: ExternalSource,
  name: DomainName,
  labels: readonly string[],
  type: RrType,
  headless: boolean,
): ExternalFound {
  const address = type === "PTR" ? addressFromReverseName(name) : null;
  if (address !== null) return pointersFor(source, address);
  const namespace = labels.at(-1);
  const service = labels.at(-2);
  if (namespace === undefined) return { kind: "failure" };
  if (!source.isNamespaceExposed(namespace)) return { kind: "name-error" };
  if (service === undefined) return { kind: "no-data" };
  const wish = wishOf(labels.slice(0, -2));
  const found = source.index.services.get(serviceKey(service, namespace));
  if (wish === null || found === undefined) return { kind: "name-error" };
  const entries = entriesOf(source, found, wish, headless);
  if (entries.length === 0) return { kind: "name-error" };
  return type === "PTR" ? { kind: "no-data" } : { kind: "entries", found: new ExternalEntries(entries) };
}

/** kubernetes/external.go serviceRecordForExternalIP: exposure counts only where `namespaces` was set. */
function pointersFor(source: ExternalSource, address: Address): ExternalFound {
  const services = source.index.servicesByExternalIp.get(address) ?? [];
  const seen = services.filter(
    ({ metadata }) => !source.limitsNamespaces || source.isNamespaceExposed(metadata.namespace),
  );
  const targets = seen.map(({ metadata }) => `${metadata.name}.${metadata.namespace}`);
  return targets.length === 0 ? { kind: "name-error" } : { kind: "pointers", targets };
}

/** One label: an endpoint. Two: port and protocol. More: too long, null. */
function wishOf(labels: readonly string[]): Wish | null {
  const [first = "", second = ""] = labels;
  switch (labels.length) {
    case 0:
    case 1:
      return { endpoint: stripUnderscore(first), port: "", protocol: "" };
    case 2:
      return { endpoint: "", port: stripUnderscore(first), protocol: stripUnderscore(second) };
    default:
      return null;
  }
}

function stripUnderscore(label: string): string {
  return label.startsWith("_") ? label.slice(1) : label;
}

function entriesOf(source: ExternalSource, service: Service, wish: Wish, headless: boolean): readonly ExternalEntry[] {
  const external = externalHostsOf(service);
  if (headless && external.length === 0 && (isHeadless(service) || wish.endpoint !== "")) {
    return endpointsOf(source, service).filter((entry) => matches(entry, wish));
  }
  const ports = externalPortsOf(service).filter((port) => matchesPort(port, wish));
  const target = targetOf(service);
  return external.flatMap((host) => ports.map(({ port }) => ({ host, port, target })));
}

/** A ready endpoint of a service with one of its ports. */
export interface EndpointEntry extends ExternalEntry, ExternalPort {
  readonly endpoint: string;
}

export interface ExternalPort {
  readonly port: number;
  readonly name: string;
  readonly protocol: string;
}

/** Ready endpoints, by slice and address, each with every port. */
export function endpointsOf(source: ExternalSource, service: Service): readonly EndpointEntry[] {
  const { name, namespace } = service.metadata;
  const slices = source.index.slices.get(serviceKey(name, namespace)) ?? [];
  return slices.flatMap((slice) => {
    const ports = slice.ports.length === 0 ? [WITHOUT_PORT] : slice.ports;
    return slice.endpoints.filter(isReady).flatMap((endpoint) =>
      endpoint.addresses.flatMap((address) => {
        const label = source.endpointName(endpoint, address);
        const host = { kind: "address", address } as const;
        const target = `${label}.${targetOf(service)}`;
        return ports.map((port) => ({ ...port, port: port.port ?? NO_PORT, host, target, endpoint: label }));
      }),
    );
  });
}

const WITHOUT_PORT: ExternalPort = { port: NO_PORT, name: "", protocol: "" };

export function externalPortsOf(service: Service): readonly ExternalPort[] {
  return service.ports.length === 0 ? [WITHOUT_PORT] : service.ports;
}

export function targetOf({ metadata }: Service): string {
  return `${metadata.name}.${metadata.namespace}`;
}

function matches(entry: EndpointEntry, wish: Wish): boolean {
  return (wish.endpoint === "" || entry.endpoint.toLowerCase() === wish.endpoint) && matchesPort(entry, wish);
}

/** Without case; an empty wish is every port (kubernetes.go matchPortAndProtocol). */
function matchesPort({ name, protocol }: ExternalPort, wish: Wish): boolean {
  const isNamed = wish.port === "" || name.toLowerCase() === wish.port;
  return isNamed && (wish.protocol === "" || protocol.toLowerCase() === wish.protocol);
}
