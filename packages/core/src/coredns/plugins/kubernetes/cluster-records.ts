import {
  type Address,
  addressBytes,
  ipv4FromBytes,
  isIpv4,
  parseAddress,
  parseIpv4,
  parseIpv6,
} from "../../../dns/index.ts";
import {
  type ClusterIndex,
  type ClusterSnapshot,
  clusterIndex,
  type EndpointSlice,
  isHeadless,
  isReady,
  type Service,
  type SliceEndpoint,
  selects,
  serviceKey,
} from "../../../kubernetes/index.ts";
import { type Entry, EntryList, NO_PORT } from "./entries.ts";
import type { RecordRequest } from "./request.ts";
import type { KubernetesSettings } from "./settings.ts";

/** Entries, perhaps none (NODATA); `name-error`: the name does not exist. */
export type Found = EntryList | "name-error";

const DASHES_OF_IPV4 = 3;

/** The names of one cluster as a kubernetes plugin with these settings sees them. */
export class ClusterRecords {
  readonly settings: KubernetesSettings;
  readonly #index: ClusterIndex;

  constructor(snapshot: ClusterSnapshot, settings: KubernetesSettings) {
    this.settings = settings;
    this.#index = clusterIndex(settings.objectSelector === null ? snapshot : chosen(snapshot, settings));
  }

  /** What `labels` and `noendpoints` leave of the cluster. */
  get index(): ClusterIndex {
    if (this.settings.withEndpoints) return this.#index;
    return { ...this.#index, slices: new Map(), slicesByAddress: new Map() };
  }

  isExposed(namespace: string): boolean {
    const { namespaces, namespaceSelector } = this.settings;
    const known = this.#index.namespaces.get(namespace);
    if (known === undefined || (namespaces.size > 0 && !namespaces.has(namespace))) return false;
    return namespaceSelector === null || selects(namespaceSelector, known.metadata.labels);
  }

  find(request: RecordRequest): Found {
    if (!this.isExposed(request.namespace)) return "name-error";
    return request.kind === "pod" ? this.#findPod(request) : this.#findService(request);
  }

  /** kubernetes.go findPods. `insecure` answers for any address in an exposed namespace. */
  #findPod({ namespace, service: podName }: RecordRequest): Found {
    if (this.settings.pods === "disabled") return "name-error";
    if (podName === "") return EntryList.none;
    const isIpv4Form = podName.split("-").length - 1 === DASHES_OF_IPV4 && !podName.includes("--");
    const text = podName.replaceAll("-", isIpv4Form ? "." : ":");
    const address = isIpv4Form ? parseIpv4(text) : parseIpv6(text);
    if (address === null) return "name-error";
    const target = `${podName}.${namespace}.pod`;
    const entry: Entry = { kind: "address", address: ipv4OfMapped(address) ?? address, port: 0, target };
    if (this.settings.pods === "insecure") return new EntryList([entry]);
    const pods = (this.#index.podsByIp.get(text) ?? []).filter(({ metadata }) => metadata.namespace === namespace);
    return pods.length === 0 ? "name-error" : new EntryList(pods.map(() => entry));
  }

  /** kubernetes.go findServices. */
  #findService(request: RecordRequest): Found {
    if (request.service === "") return EntryList.none;
    const service = this.#index.services.get(serviceKey(request.service, request.namespace));
    if (service === undefined) return "name-error";
    const target = `${service.metadata.name}.${service.metadata.namespace}.svc`;
    const isPlain = service.type !== "ExternalName" && !isHeadless(service);
    if (isPlain && this.settings.ignoreEmptyService && !this.#hasEndpoints(service)) return "name-error";
    // Names of topology zones are of headless services alone: a cluster IP has no zone.
    if (request.topology !== null && !isHeadless(service)) return "name-error";
    if (service.type === "ExternalName") return externalName(service, request);
    if (isHeadless(service)) return this.#findEndpoints(service, request, target);
    return request.endpoint === ""
      ? clusterAddresses(service, request, target)
      : this.#findEndpoints(service, request, target);
  }

  slicesOf(service: Service): readonly EndpointSlice[] {
    const key = serviceKey(service.metadata.name, service.metadata.namespace);
    return this.settings.withEndpoints ? (this.#index.slices.get(key) ?? []) : [];
  }

  #hasEndpoints(service: Service): boolean {
    return this.slicesOf(service).some((slice) => slice.endpoints.some(isReady));
  }

  #findEndpoints(service: Service, request: RecordRequest, target: string): Found {
    const { topology } = request;
    const entries = this.#endpointsIn(topology?.zone ?? null, service, request, target);
    if (topology === null) return entries.length === 0 ? "name-error" : new EntryList(entries);
    if (entries.length > 0 || topology.directive === "pin") return new EntryList(entries);
    return new EntryList(this.#endpointsIn(null, service, request, target));
  }

  /** Ready endpoints, each with every port that is meant; `zone`: of that topology zone alone. */
  #endpointsIn(zone: string | null, service: Service, request: RecordRequest, target: string): readonly Entry[] {
    return this.slicesOf(service).flatMap((slice) => {
      const ports = portsOf(slice).filter((port) => matchesPort(request, port.name, port.protocol));
      const zones = zone === null ? null : zonesOf(slice);
      return this.readyAddresses(slice)
        .filter(({ name }) => request.endpoint === "" || request.endpoint === name.toLowerCase())
        .filter(({ address }) => zones === null || zones.get(address) === zone)
        .flatMap(({ name, address }) =>
          ports.map(({ port }) => ({ kind: "address", address, port, target: `${name}.${target}` }) as const),
        );
    });
  }

  /** Addresses of a slice's ready endpoints with the names that stand for them. */
  readyAddresses(slice: EndpointSlice): readonly { readonly name: string; readonly address: Address }[] {
    return slice.endpoints
      .filter(isReady)
      .flatMap((endpoint) =>
        endpoint.addresses.map((address) => ({ name: this.endpointName(endpoint, address), address })),
      );
  }

  /** kubernetes.go endpointHostname: the host name, else the pod's with `endpoint_pod_names`, else the address with dashes. */
  endpointName(endpoint: SliceEndpoint, address: Address): string {
    if (endpoint.hostname !== null && endpoint.hostname !== "") return endpoint.hostname;
    const podName = endpoint.targetRef?.name ?? "";
    if (this.settings.endpointPodNames && podName !== "" && podName.length < MAX_POD_NAME) return podName;
    const dashed = address.replace(/[.:]/g, "-");
    return dashed.endsWith("-") ? `${dashed}0` : dashed;
  }

  /** reverse.go serviceRecordForIP: the first service with that cluster IP, else every endpoint. Names without the zone. */
  namesOf(address: Address): readonly string[] {
    const service = (this.#index.servicesByClusterIp.get(address) ?? []).find((candidate) =>
      this.#isSeen(candidate.metadata.namespace),
    );
    if (service !== undefined) return [`${service.metadata.name}.${service.metadata.namespace}.svc`];
    const slices = this.settings.withEndpoints ? (this.#index.slicesByAddress.get(address) ?? []) : [];
    return slices
      .filter((slice) => this.#isSeen(slice.metadata.namespace))
      .flatMap((slice) =>
        slice.endpoints
          .filter((endpoint) => isReady(endpoint) && endpoint.addresses.includes(address))
          .map(
            (endpoint) =>
              `${this.endpointName(endpoint, address)}.${slice.serviceName}.${slice.metadata.namespace}.svc`,
          ),
      );
  }

  /** Reverse look-ups heed `namespaces` and not `namespace_labels`. */
  #isSeen(namespace: string): boolean {
    return this.settings.namespaces.size === 0 || this.isExposed(namespace);
  }

  /** Services in front of one of these addresses, each with the slice that says so (ns.go nsAddrs). */
  servicesInFrontOf(
    addresses: readonly Address[],
  ): readonly { readonly service: Service; readonly slice: EndpointSlice }[] {
    if (!this.settings.withEndpoints) return [];
    return addresses.flatMap((address) =>
      (this.#index.slicesByAddress.get(address) ?? []).flatMap((slice) => {
        const service = this.#index.services.get(serviceKey(slice.serviceName, slice.metadata.namespace));
        return service === undefined ? [] : [{ service, slice }];
      }),
    );
  }
}

/** Names of pods from this length on are not kept (object/endpoint.go). */
const MAX_POD_NAME = 64;

/** `labels`: services, slices and pods without the labels are not seen at all. */
function chosen(snapshot: ClusterSnapshot, settings: KubernetesSettings): ClusterSnapshot {
  const isChosen = (object: { readonly metadata: { readonly labels: Readonly<Record<string, string>> } }): boolean =>
    selects(settings.objectSelector, object.metadata.labels);
  return {
    ...snapshot,
    services: snapshot.services.filter(isChosen),
    endpointSlices: snapshot.endpointSlices.filter(isChosen),
    pods: snapshot.pods.filter(isChosen),
  };
}

/** The topology zone of each ready address, in lower case; of an address that is there twice, the last (object/endpoint.go). */
function zonesOf(slice: EndpointSlice): ReadonlyMap<Address, string> {
  const zones = new Map<Address, string>();
  for (const { zone, addresses } of slice.endpoints.filter(isReady)) {
    if (zone !== null) for (const address of addresses) zones.set(address, zone.toLowerCase());
  }
  return zones;
}

const MAPPED_PREFIX_OCTETS = 12;

/** Go's net.IP takes ::ffff:1.2.3.4 for 1.2.3.4 (RFC 4291 section 2.5.5.2); null for any other address. */
function ipv4OfMapped(address: Address): Address | null {
  if (isIpv4(address)) return null;
  const bytes = addressBytes(address);
  const isMapped = bytes.slice(0, MAPPED_PREFIX_OCTETS).every((octet, at) => octet === (at < 10 ? 0 : 0xff));
  return isMapped ? ipv4FromBytes(bytes.slice(MAPPED_PREFIX_OCTETS)) : null;
}

/** An ExternalName has neither endpoints nor ports; a host that is an address is no name. */
function externalName(service: Service, request: RecordRequest): Found {
  const isPlain = request.endpoint === "" && request.port === "" && request.protocol === "";
  return isPlain && parseAddress(service.externalName) === null
    ? new EntryList([{ kind: "name", host: service.externalName }])
    : "name-error";
}

function clusterAddresses(service: Service, request: RecordRequest, target: string): Found {
  const ports = servicePortsOf(service).filter((port) => matchesPort(request, port.name, port.protocol));
  if (ports.length === 0) return "name-error";
  const entries = ports.flatMap(({ port }) =>
    service.clusterIps.flatMap((address) =>
      address === "None" ? [] : [{ kind: "address", address, port, target } as const],
    ),
  );
  return new EntryList(entries);
}

export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

export function servicePortsOf(service: Service): readonly NamedPort[] {
  return service.ports.length === 0 ? [{ name: "", port: NO_PORT, protocol: "" }] : service.ports;
}

export function portsOf(slice: EndpointSlice): readonly NamedPort[] {
  if (slice.ports.length === 0) return [{ name: "", port: NO_PORT, protocol: "" }];
  return slice.ports.map((port) => ({ name: port.name, port: port.port ?? NO_PORT, protocol: port.protocol }));
}

/** Compared without case; an empty wish matches every port. */
export function matchesPort(
  request: Pick<RecordRequest, "port" | "protocol">,
  name: string,
  protocol: string,
): boolean {
  const matches = (wish: string, found: string): boolean => wish === "" || wish === found.toLowerCase();
  return matches(request.port, name) && matches(request.protocol, protocol);
}
