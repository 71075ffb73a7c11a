import { type Address, addressRdata, type DomainName, type ResourceRecord, sameName } from "../../../dns/index.ts";
import { isHeadless, type Service } from "../../../kubernetes/index.ts";
import type { ExternalSource, Transferer } from "../../plugin.ts";
import { nameServerHosts, nsRecord, soaRecord } from "./apex.ts";
import {
  type EndpointEntry,
  type ExternalEntry,
  endpointsOf,
  externalHostsOf,
  externalPortsOf,
  targetOf,
} from "./external-entries.ts";
import {
  addressRecords,
  apexName,
  type ExternalTtls,
  nameBelow,
  noLookUp,
  type Strip,
  serviceRecords,
  settle,
} from "./external-records.ts";
import type { ExternalSettings } from "./settings.ts";

type Group = readonly ResourceRecord[];

/** plugin/k8s_external/transfer.go: services of every namespace, exposed or not. Only the zones themselves can be had. */
export function makeExternalTransferer(
  settings: ExternalSettings,
  ownAddresses: readonly Address[],
  findSource: () => ExternalSource | null,
): Transferer {
  return {
    transfer: (name, serial) => {
      const zone = settings.zones.find((candidate) => sameName(candidate, name));
      const source = findSource();
      if (zone === undefined || source === null) return null;
      const current = source.clusterView.externalSerial;
      const soa = [soaRecord(zone, settings, current)];
      if (serial !== null && serial !== 0 && serial >= current) return [soa];
      const contents = new ExternalContents(settings, source, zone);
      const groups = [...contents.nameServers(ownAddresses), ...contents.services(), ...contents.headless()];
      return [soa, ...groups.filter((group) => group.length > 0), soa];
    },
  };
}

class ExternalContents {
  readonly #settings: ExternalSettings;
  readonly #source: ExternalSource;
  readonly #zone: DomainName;
  readonly #ttls: ExternalTtls;
  /** Owners that have their one SRV record. */
  readonly #seen = new Set<string>();

  constructor(settings: ExternalSettings, source: ExternalSource, zone: DomainName) {
    this.#settings = settings;
    this.#source = source;
    this.#zone = zone;
    this.#ttls = { address: settings.ttl, alias: source.ttl };
  }

  /** A host name's AAAA record without data is left out: nothing can be made of it. */
  nameServers(ownAddresses: readonly Address[]): readonly Group[] {
    const { ttl, apex, headless } = this.#settings;
    const owner = apexName(`ns1.${apex}`, this.#zone);
    const addresses = nameServerHosts(this.#source, ownAddresses, headless).filter((host) => host !== null);
    const records = addresses.map((address): Group => [{ owner, class: "IN", ttl, data: addressRdata(address) }]);
    return [[nsRecord(this.#zone, this.#settings)], ...records];
  }

  /** CoreDNS's order is random; ours is the snapshot's. */
  services(): readonly Group[] {
    return this.#all().flatMap((service) => (this.#isGroup(service) ? [] : this.#service(service)));
  }

  headless(): readonly Group[] {
    return this.#all().flatMap((service) => (this.#isGroup(service) ? this.#endpoints(service) : []));
  }

  #all(): readonly Service[] {
    return [...this.#source.index.services.values()];
  }

  #isGroup(service: Service): boolean {
    return this.#settings.headless && isHeadless(service) && externalHostsOf(service).length === 0;
  }

  #service(service: Service): readonly Group[] {
    const target = targetOf(service);
    return externalHostsOf(service).flatMap((host) =>
      externalPortsOf(service).flatMap((port) => {
        const entry: ExternalEntry = { host, port: port.port, target };
        return [
          ...this.#addresses([entry], target),
          this.#firstService(entry, target, 0),
          this.#firstService(entry, `${portName(port)}.${target}`, 2),
        ];
      }),
    );
  }

  /** Each owner's first SRV record alone is sent. */
  #firstService(entry: ExternalEntry, relative: string, strip: Strip): Group {
    const [record] = this.#services([entry], relative, strip);
    if (record === undefined || this.#seen.has(record.owner.key)) return [];
    this.#seen.add(record.owner.key);
    return [record];
  }

  /** The service, then each of its endpoints, both with their SRV records twice; then the named ports. */
  #endpoints(service: Service): readonly Group[] {
    const entries = endpointsOf(this.#source, service);
    const base = targetOf(service);
    if (entries.length === 0) return [];
    const each = entries.flatMap((entry) => this.#endpointGroup([entry], entry.target));
    return [...this.#endpointGroup(entries, base), ...each, ...this.#namedPorts(entries, base)];
  }

  #endpointGroup(entries: readonly EndpointEntry[], relative: string): readonly Group[] {
    const services = this.#services(entries, relative, 0);
    return [...this.#addresses(entries, relative), services, ...services.map((record): Group => [record])];
  }

  #namedPorts(entries: readonly EndpointEntry[], base: string): readonly Group[] {
    const byPort = new Map<string, EndpointEntry[]>();
    for (const entry of entries) {
      if (entry.name === "") continue;
      const group = byPort.get(portName(entry));
      if (group === undefined) byPort.set(portName(entry), [entry]);
      else group.push(entry);
    }
    return [...byPort].map(([name, group]) => this.#services(group, `${name}.${base}`, 0));
  }

  #addresses(entries: readonly ExternalEntry[], relative: string): readonly Group[] {
    const owner = nameBelow(relative, this.#zone);
    if (owner === null) return [];
    return (["A", "AAAA"] as const).map(
      (type) => settle(addressRecords(entries, owner, type, this.#ttls, noLookUp)).records,
    );
  }

  #services(entries: readonly ExternalEntry[], relative: string, strip: Strip): Group {
    const owner = nameBelow(relative, this.#zone);
    return owner === null ? [] : settle(serviceRecords(entries, owner, this.#zone, this.#ttls, noLookUp, strip)).answer;
  }
}

/** `_port._protocol`; a port without a name is `_` (kubernetes/external.go ExternalServices). */
function portName({ name, protocol }: { readonly name: string; readonly protocol: string }): string {
  return `_${name.toLowerCase()}._${protocol.toLowerCase()}`;
}
