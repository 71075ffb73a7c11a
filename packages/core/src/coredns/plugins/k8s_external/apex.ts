import type { Address, DomainName, ResourceRecord } from "../../../dns/index.ts";
import { isHeadless, isReady, serviceKey } from "../../../kubernetes/index.ts";
import type { ExternalSource } from "../../plugin.ts";
import { externalHostsOf } from "./external-entries.ts";
import { apexName } from "./external-records.ts";
import type { ExternalSettings } from "./settings.ts";

const TIMERS = { refresh: 7200, retry: 1800, expire: 86_400 } as const;

/** An address of the name server; null: CoreDNS makes an AAAA record without data of a load balancer's host name. */
export type NameServerHost = Address | null;

/** k8s_external/apex.go soa: the zone as the Corefile has it. */
export function soaRecord(zone: DomainName, { apex, ttl }: ExternalSettings, serial: number): ResourceRecord {
  const primary = apexName(`ns1.${apex}`, zone);
  const mailbox = apexName(`hostmaster.${apex}`, zone);
  const data = { type: "SOA", primary, mailbox, serial, ...TIMERS, minimum: ttl } as const;
  return { owner: zone, class: "IN", ttl, data };
}

/** k8s_external/apex.go ns. */
export function nsRecord(zone: DomainName, { apex, ttl }: ExternalSettings): ResourceRecord {
  return { owner: zone, class: "IN", ttl, data: { type: "NS", host: apexName(`ns1.${apex}`, zone) } };
}

/** kubernetes/ns.go nsAddrs: external addresses of the services in front of this CoreDNS; its own where no slice holds one of them. */
export function nameServerHosts(
  source: ExternalSource,
  ownAddresses: readonly Address[],
  headless: boolean,
): readonly NameServerHost[] {
  const slices = ownAddresses.flatMap((address) => source.index.slicesByAddress.get(address) ?? []);
  if (slices.length === 0) return ownAddresses;
  return slices.flatMap((slice): readonly NameServerHost[] => {
    const service = source.index.services.get(serviceKey(slice.serviceName, slice.metadata.namespace));
    if (service === undefined) return [];
    if (headless && isHeadless(service)) return slice.endpoints.filter(isReady).flatMap(({ addresses }) => addresses);
    return externalHostsOf(service).map((host) => (host.kind === "address" ? host.address : null));
  });
}
