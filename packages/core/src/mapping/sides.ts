import { type Address, parseAddress } from "../dns/index.ts";
import {
  clusterIndex,
  type EndpointSlice,
  externalAddressesOf,
  isHeadless,
  isReady,
  type Service,
  type SliceEndpoint,
  serviceKey,
} from "../kubernetes/index.ts";
import type { MappingSettings, NoMappingReason, Subject } from "./mapping.ts";

/** Where a name leads: addresses, and host names of load balancers. */
export interface Side {
  readonly addresses: readonly Address[];
  readonly hosts: readonly string[];
}

/** A side of a subject, or why there is none. */
export type FoundSide = Side | NoMappingReason;

export function serviceOf(subject: Subject, settings: MappingSettings): Service | NoMappingReason {
  const index = clusterIndex(settings.snapshot);
  if (!index.namespaces.has(subject.namespace)) return "unknown-namespace";
  if (!settings.isExposed(subject.namespace)) return "not-exposed";
  return index.services.get(serviceKey(subject.service, subject.namespace)) ?? "unknown-service";
}

/** As plugin/kubernetes answers it. An ExternalName has a host. */
export function internalSide(service: Service, subject: Subject, settings: MappingSettings): FoundSide {
  if (service.type === "ExternalName") {
    return subject.kind === "service" ? { addresses: [], hosts: [service.externalName] } : "external-name";
  }
  if (subject.kind === "endpoint" || isHeadless(service)) return endpointSide(service, subject, settings);
  if (!hasPort(service.ports, subject)) return "unknown-port";
  return { addresses: service.clusterIps.flatMap((ip) => (ip === "None" ? [] : [ip])), hosts: [] };
}

/** As k8s_external answers it (kubernetes/external.go External). */
export function externalSide(service: Service, subject: Subject, settings: MappingSettings): FoundSide {
  if (service.type === "ExternalName" && externalAddressesOf(service).length === 0) return "external-name";
  const hosts = externalAddressesOf(service);
  if (hosts.length === 0) return withoutAddress(service, subject, settings);
  if (subject.kind === "endpoint") return "endpoint-label-ignored";
  return hasPort(service.ports, subject) ? splitHosts(hosts) : "unknown-port";
}

function withoutAddress(service: Service, subject: Subject, settings: MappingSettings): FoundSide {
  if (settings.headless && (isHeadless(service) || subject.kind === "endpoint")) {
    return endpointSide(service, subject, settings);
  }
  if (isHeadless(service)) return "headless-not-served";
  return service.type === "LoadBalancer" ? "pending" : "cluster-ip-only";
}

function splitHosts(hosts: readonly string[]): Side {
  const addresses = hosts.map(parseAddress).filter((address) => address !== null);
  return { addresses: [...new Set(addresses)], hosts: hosts.filter((host) => parseAddress(host) === null) };
}

/** Ready endpoints, by name and port where the subject has one. */
function endpointSide(service: Service, subject: Subject, settings: MappingSettings): FoundSide {
  const { name, namespace } = service.metadata;
  const slices = clusterIndex(settings.snapshot).slices.get(serviceKey(name, namespace)) ?? [];
  const ready = slices.flatMap((slice) => readyEndpoints(slice, settings));
  if (ready.length === 0) return "no-ready-endpoints";
  const named = ready.filter(({ label }) => subject.kind !== "endpoint" || label === subject.endpoint);
  if (named.length === 0) return "unknown-endpoint";
  const found = named.filter(({ slice }) => hasPort(slice.ports, subject));
  if (found.length === 0) return "unknown-port";
  return { addresses: [...new Set(found.map(({ address }) => address))], hosts: [] };
}

interface ReadyAddress {
  readonly slice: EndpointSlice;
  readonly label: string;
  readonly address: Address;
}

function readyEndpoints(slice: EndpointSlice, settings: MappingSettings): readonly ReadyAddress[] {
  return slice.endpoints
    .filter(isReady)
    .flatMap((endpoint) =>
      endpoint.addresses.map((address) => ({ slice, address, label: endpointLabel(endpoint, address, settings) })),
    );
}

const LONGEST_POD_NAME = 63;

/** plugin/kubernetes/kubernetes.go endpointHostname, in lower case. */
export function endpointLabel(endpoint: SliceEndpoint, address: Address, settings: MappingSettings): string {
  if (endpoint.hostname !== null && endpoint.hostname !== "") return endpoint.hostname.toLowerCase();
  const podName = endpoint.targetRef?.name ?? "";
  if (settings.endpointPodNames && podName !== "" && podName.length <= LONGEST_POD_NAME) return podName;
  const dashed = address.replaceAll(".", "-").replaceAll(":", "-");
  return dashed.endsWith("-") ? `${dashed}0` : dashed;
}

interface Port {
  readonly name: string;
  readonly protocol: string;
}

/** Without case. A service without ports answers for itself, never for a port. */
function hasPort(ports: readonly Port[], subject: Subject): boolean {
  if (subject.kind !== "port") return true;
  return ports.some(
    ({ name, protocol }) =>
      (subject.port === "" || name.toLowerCase() === subject.port) &&
      (subject.protocol === "" || protocol.toLowerCase() === subject.protocol),
  );
}
