import {
  type Address,
  addressRdata,
  type DomainName,
  isIpv4,
  type Rdata,
  type ResourceRecord,
} from "../../../dns/index.ts";
import { nameBelow } from "./name-below.ts";

/** What a name leads to: one of its addresses, or the target of an ExternalName (etcd/msg Service). */
export type Entry =
  | { readonly kind: "address"; readonly address: Address; readonly port: number; readonly target: string }
  | { readonly kind: "name"; readonly host: string };

/** The port of a service or slice that has none: addresses are answered, SRV records are not (object/service.go). */
export const NO_PORT = -1;

interface Sections {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

/** The data of a list's SRV records below one zone, and of the addresses that go with them. */
interface ServiceData {
  readonly zone: string;
  readonly answer: readonly Rdata[];
  readonly additional: readonly { readonly owner: DomainName; readonly data: Rdata }[];
}

/** Entries of one name, perhaps none (NODATA). What records are made of is worked out once and kept. */
export class EntryList {
  static readonly none: EntryList = new EntryList([]);
  readonly entries: readonly Entry[];
  #ipv4: readonly Rdata[] | null = null;
  #ipv6: readonly Rdata[] | null = null;
  #services: ServiceData | null = null;

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Whether one of them must be looked up further. */
  get hasNames(): boolean {
    return this.entries[0]?.kind === "name";
  }

  /** plugin/backend_lookup.go A and AAAA: each address once, in order, under the name as it was asked. */
  addressRecords(owner: DomainName, type: "A" | "AAAA", ttl: number): readonly ResourceRecord[] {
    return this.#addressData(type).map((data) => ({ owner, class: "IN", ttl, data }));
  }

  /** plugin/backend_lookup.go SRV, with the addresses of its targets; target names below `zone`. */
  serviceRecords(owner: DomainName, zone: DomainName, ttl: number): Sections {
    if (this.#services?.zone !== zone.text) this.#services = serviceData(this.entries, zone);
    const { answer, additional } = this.#services;
    return {
      answer: answer.map((data) => ({ owner, class: "IN", ttl, data })),
      additional: additional.map(({ owner: target, data }) => ({ owner: target, class: "IN", ttl, data })),
    };
  }

  #addressData(type: "A" | "AAAA"): readonly Rdata[] {
    if (type === "A") {
      this.#ipv4 ??= addressData(this.entries, type);
      return this.#ipv4;
    }
    this.#ipv6 ??= addressData(this.entries, type);
    return this.#ipv6;
  }
}

function addressData(entries: readonly Entry[], type: "A" | "AAAA"): readonly Rdata[] {
  const addresses = entries.flatMap((entry) => (entry.kind === "address" ? [entry.address] : []));
  return [...new Set(addresses)].filter((address) => isOfType(address, type)).map(addressRdata);
}

/** The weight is shared among all entries, also those that are dropped as doubles afterwards. */
function serviceData(entries: readonly Entry[], zone: DomainName): ServiceData {
  const weight = Math.max(1, Math.floor(100 / Math.max(1, entries.length)));
  const answer = new Map<string, Rdata>();
  const additional = new Map<string, { readonly owner: DomainName; readonly data: Rdata }>();
  for (const entry of entries) {
    if (entry.kind !== "address" || entry.port === NO_PORT) continue;
    const { address, port } = entry;
    const target = nameBelow(entry.target, zone);
    if (target === null) continue;
    answer.set(`${port} ${target.text}`, { type: "SRV", priority: 0, weight, port, target });
    additional.set(`${target.text} ${address}`, { owner: target, data: addressRdata(address) });
  }
  return { zone: zone.text, answer: [...answer.values()], additional: [...additional.values()] };
}

export const isOfType = (address: Address, type: "A" | "AAAA"): boolean => isIpv4(address) === (type === "A");
