import {
  type Address,
  addressRdata,
  type DomainName,
  isAtOrBelow,
  parseAddress,
  parseName,
  type ResourceRecord,
} from "../../../dns/index.ts";
import { isHeadless, isReady, type Service } from "../../../kubernetes/index.ts";
import type { Transferer } from "../../plugin.ts";
import { type ClusterRecords, type NamedPort, portsOf, servicePortsOf } from "./cluster-records.ts";
import type { LiveCluster } from "./live-cluster.ts";
import { nameBelow } from "./name-below.ts";
import { nameServerAddresses, soaRecord } from "./zone-apex.ts";

type Group = readonly ResourceRecord[];

/** uint16(-1): what a service without ports gets in a transfer. */
const PORT_OF_NONE = 65_535;
const WHOLE_WEIGHT = 100;

/**
 * plugin/kubernetes/xfr.go. Any name at or below a zone may be asked for, and all names are built under it;
 * pods, PTR, dns-version and ns.dns are never in it.
 */
export function makeKubernetesTransferer(cluster: LiveCluster): Transferer {
  return {
    transfer: (zone, serial) => {
      const { settings, view, records, ownAddresses } = cluster;
      if (!settings.zones.some((served) => isAtOrBelow(zone, served))) return null;
      const soa = [soaRecord(zone, view.serial, settings.ttl)];
      if (serial !== null && serial !== 0 && serial === view.serial) return [soa];
      const contents = new ZoneContents(records, zone, settings.ttl);
      return [soa, ...contents.nameServers(ownAddresses), ...contents.services(), soa];
    },
  };
}

class ZoneContents {
  readonly #records: ClusterRecords;
  readonly #zone: DomainName;
  readonly #ttl: number;

  constructor(records: ClusterRecords, zone: DomainName, ttl: number) {
    this.#records = records;
    this.#zone = zone;
    this.#ttl = ttl;
  }

  /** The addresses carry TTL 0: nsAddrs sets none. */
  nameServers(ownAddresses: readonly Address[]): readonly Group[] {
    const found = nameServerAddresses(this.#records, ownAddresses, this.#zone);
    const hosts = new Map(found.map(({ host }) => [host.text, host]));
    const addresses = found.map(
      ({ host, address }): ResourceRecord => ({ owner: host, class: "IN", ttl: 0, data: addressRdata(address) }),
    );
    const names = [...hosts.values()].map((host) => this.#group(this.#zone, { type: "NS", host }));
    return [...names, addresses];
  }

  /** By name; CoreDNS's order of equal names is random, ours is by namespace. */
  services(): readonly Group[] {
    const exposed = [...this.#records.index.services.values()].filter(({ metadata }) =>
      this.#records.isExposed(metadata.namespace),
    );
    const byName = exposed.sort((left, right) => compareText(left.metadata.name, right.metadata.name));
    return byName.flatMap((service) => this.#service(service));
  }

  #service(service: Service): readonly Group[] {
    const base = `${service.metadata.name}.${service.metadata.namespace}.svc`;
    if (service.type === "ExternalName") return this.#alias(service, base);
    return isHeadless(service) ? this.#endpoints(service, base) : this.#clusterIps(service, base);
  }

  #alias({ externalName }: Service, base: string): readonly Group[] {
    const target = parseAddress(externalName) === null ? parseName(externalName) : "relative";
    return typeof target === "string" ? [] : this.#under(base, { type: "CNAME", target });
  }

  #clusterIps(service: Service, base: string): readonly Group[] {
    const target = nameBelow(base, this.#zone);
    const [first] = service.clusterIps;
    if (first === undefined || target === null) return [];
    const addresses = service.clusterIps.flatMap((ip) => (ip === "None" ? [] : this.#under(base, addressRdata(ip))));
    const ports = servicePortsOf(service).flatMap((port) => [
      ...this.#under(base, srv(port, target, WHOLE_WEIGHT)),
      ...this.#named(port, base, target, WHOLE_WEIGHT),
    ]);
    return [...addresses, ...ports];
  }

  #endpoints(service: Service, base: string): readonly Group[] {
    return this.#records.slicesOf(service).flatMap((slice) => {
      const found = slice.endpoints
        .filter(isReady)
        .flatMap((endpoint) => endpoint.addresses.map((address) => ({ endpoint, address })));
      const weight = sharedWeight(found.length);
      return found.flatMap(({ endpoint, address }) => {
        const relative = `${this.#records.endpointName(endpoint, address)}.${base}`;
        const target = nameBelow(relative, this.#zone);
        if (target === null) return [];
        const ports = portsOf(slice).flatMap((port) => this.#named(port, base, target, weight));
        return [...this.#under(base, addressRdata(address)), ...this.#under(relative, addressRdata(address)), ...ports];
      });
    });
  }

  /** Unnamed ports have no SRV record of their own (Kubernetes DNS specification 2.3.2). */
  #named(port: NamedPort, base: string, target: DomainName, weight: number): readonly Group[] {
    if (port.name === "") return [];
    const owner = `_${port.name.toLowerCase()}._${port.protocol.toLowerCase()}.${base}`;
    return this.#under(owner, srv(port, target, weight));
  }

  #under(relative: string, data: ResourceRecord["data"]): readonly Group[] {
    const owner = nameBelow(relative, this.#zone);
    return owner === null ? [] : [this.#group(owner, data)];
  }

  #group(owner: DomainName, data: ResourceRecord["data"]): Group {
    return [{ owner, class: "IN", ttl: this.#ttl, data }];
  }
}

function srv({ port }: NamedPort, target: DomainName, weight: number): ResourceRecord["data"] {
  return { type: "SRV", priority: 0, weight, port: port < 0 ? PORT_OF_NONE : port, target };
}

/** xfr.go calcSRVWeight, with Go's order of operations. */
function sharedWeight(count: number): number {
  return Math.max(1, Math.floor((100 / (count * 100)) * 100));
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
