import { type Address, addressRdata, type DomainName, nameOf, type ResourceRecord } from "../../../dns/index.ts";
import { isHeadless, isReady } from "../../../kubernetes/index.ts";
import type { ClusterRecords } from "./cluster-records.ts";
import { nameBelow } from "./name-below.ts";

const TIMERS = { refresh: 7200, retry: 1800, expire: 86_400 } as const;
/** plugin/backend_lookup.go: the SOA's TTL is the plugin's, and never more than this. */
const MAX_SOA_TTL = 300;

/** plugin/backend_lookup.go SOA: owner and names carry the zone as it was asked. */
export function soaRecord(zone: DomainName, serial: number, ttl: number): ResourceRecord {
  const primary = nameBelow("ns.dns", zone) ?? zone;
  const mailbox = nameBelow("hostmaster", zone) ?? zone;
  const data = { type: "SOA", primary, mailbox, serial, ...TIMERS, minimum: ttl } as const;
  return { owner: zone, class: "IN", ttl: Math.min(ttl, MAX_SOA_TTL), data };
}

export interface NameServerAddress {
  readonly host: DomainName;
  readonly address: Address;
}

/** ns.go nsAddrs: the services in front of this CoreDNS with their addresses; its own addresses under ns.dns where no slice holds them. */
export function nameServerAddresses(
  records: ClusterRecords,
  own: readonly Address[],
  zone: DomainName,
): readonly NameServerAddress[] {
  const inFront = records.servicesInFrontOf(own);
  if (inFront.length === 0) {
    const host = nameBelow("ns.dns", zone) ?? nameOf(".");
    return own.map((address) => ({ host, address }));
  }
  return inFront.flatMap(({ service, slice }) => {
    const serviceName = `${service.metadata.name}.${service.metadata.namespace}.svc`;
    const at = (relative: string, address: Address): readonly NameServerAddress[] => {
      const host = nameBelow(relative, zone);
      return host === null ? [] : [{ host, address }];
    };
    if (!isHeadless(service))
      return service.clusterIps.flatMap((address) => (address === "None" ? [] : at(serviceName, address)));
    return slice.endpoints
      .filter(isReady)
      .flatMap((endpoint) =>
        endpoint.addresses.flatMap((address) =>
          at(`${records.endpointName(endpoint, address)}.${serviceName}`, address),
        ),
      );
  });
}

/** NS once per name, the addresses as often as they were found. */
export function nsRecords(
  found: readonly NameServerAddress[],
  zone: DomainName,
  ttl: number,
): { readonly answer: readonly ResourceRecord[]; readonly additional: readonly ResourceRecord[] } {
  const hosts = new Map(found.map(({ host }) => [host.key, host]));
  return {
    answer: [...hosts.values()].map((host) => ({ owner: zone, class: "IN", ttl, data: { type: "NS", host } })),
    additional: found.map(({ host, address }) => ({ owner: host, class: "IN", ttl, data: addressRdata(address) })),
  };
}
