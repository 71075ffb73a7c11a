import { type Address, type DomainName, sameName } from "../dns/index.ts";
import { clusterIndex, isHeadless, isReady, type Service, serviceKey } from "../kubernetes/index.ts";
import { mapSubject } from "./map-name.ts";
import type { Mapping, MappingSettings, Subject } from "./mapping.ts";
import { endpointLabel } from "./sides.ts";
import { externalName, internalName } from "./subject.ts";

/** Names that stand in each other's way. */
export type Collision =
  /** All services of a namespace that is called like the apex label (T8). */
  | { readonly kind: "shadowed-by-apex"; readonly namespace: string; readonly services: readonly string[] }
  /** A service's name outside that falls into a longer external domain. */
  | { readonly kind: "shadowed-by-domain"; readonly domain: DomainName; readonly subject: Subject }
  /** Several services behind one external address: a PTR question names them all. */
  | { readonly kind: "shared-address"; readonly address: Address; readonly services: readonly string[] };

/** The whole naming table of a cluster. */
export interface MappingTable {
  /** Services by namespace and name, each followed by its ports and, if headless, by its endpoints. */
  readonly rows: readonly Mapping[];
  readonly collisions: readonly Collision[];
}

export function mapAll(settings: MappingSettings): MappingTable {
  const rows = settings.snapshot.services.flatMap((service) => rowsOf(service, settings));
  return { rows, collisions: [...shadowedByApex(rows), ...shadowedByDomain(rows, settings), ...sharedAddresses(rows)] };
}

function rowsOf(service: Service, settings: MappingSettings): readonly Mapping[] {
  return subjectsOf(service, settings).flatMap((subject) => {
    const name: DomainName | null = internalName(subject, settings);
    return name === null ? [] : [mapSubject(subject, name, "internal", settings)];
  });
}

function subjectsOf(service: Service, settings: MappingSettings): readonly Subject[] {
  const place = { service: service.metadata.name, namespace: service.metadata.namespace };
  const named = service.ports.filter(({ name }) => name !== "");
  const ports = named.map(
    ({ name, protocol }): Subject => ({
      kind: "port",
      port: name.toLowerCase(),
      protocol: protocol.toLowerCase(),
      ...place,
    }),
  );
  const endpoints = isHeadless(service) ? endpointsOf(service, settings) : [];
  return [{ kind: "service", ...place }, ...ports, ...endpoints];
}

function endpointsOf(service: Service, settings: MappingSettings): readonly Subject[] {
  const { name, namespace } = service.metadata;
  const slices = clusterIndex(settings.snapshot).slices.get(serviceKey(name, namespace)) ?? [];
  const labels = slices.flatMap((slice) =>
    slice.endpoints
      .filter(isReady)
      .flatMap((endpoint) => endpoint.addresses.map((address) => endpointLabel(endpoint, address, settings))),
  );
  return [...new Set(labels)].map((endpoint) => ({ kind: "endpoint", endpoint, service: name, namespace }));
}

function shadowedByApex(rows: readonly Mapping[]): readonly Collision[] {
  const byNamespace = new Map<string, string[]>();
  for (const row of rows) {
    if (row.kind === "mapped" || row.reason !== "shadowed-by-apex" || row.subject?.kind !== "service") continue;
    addTo(byNamespace, row.subject.namespace, row.subject.service);
  }
  return [...byNamespace].map(([namespace, services]) => ({ kind: "shadowed-by-apex", namespace, services }));
}

function shadowedByDomain(rows: readonly Mapping[], { externalDomains }: MappingSettings): readonly Collision[] {
  return rows.flatMap((row) => {
    const subject = row.kind === "mapped" || row.reason === "shadowed-by-domain" ? row.subject : null;
    if (subject === null) return [];
    const held = row.kind === "mapped" ? row.external.map(({ name }) => name) : [];
    return externalDomains
      .filter((domain) => !held.some((name) => sameName(name, externalName(subject, domain) ?? domain)))
      .map((domain): Collision => ({ kind: "shadowed-by-domain", domain, subject }));
  });
}

function sharedAddresses(rows: readonly Mapping[]): readonly Collision[] {
  const byAddress = new Map<Address, string[]>();
  for (const row of rows) {
    if (row.kind !== "mapped" || row.subject.kind !== "service") continue;
    const [first] = row.external;
    for (const address of first?.addresses ?? []) {
      addTo(byAddress, address, `${row.subject.service}.${row.subject.namespace}`);
    }
  }
  return [...byAddress]
    .filter(([, services]) => services.length > 1)
    .map(([address, services]) => ({ kind: "shared-address", address, services }));
}

function addTo<Key>(groups: Map<Key, string[]>, key: Key, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
