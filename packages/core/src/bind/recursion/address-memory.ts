import { type Address, type DomainName, type Instant, wholeSeconds } from "../../dns/index.ts";

/** Seconds that an address of a name server is remembered at least and at most (lib/dns/adb.c, ADB_CACHE_MINIMUM and _MAXIMUM). */
const SHORTEST = 10;
const LONGEST = 86_400;

export type AddressType = "A" | "AAAA";

interface Remembered {
  readonly addresses: readonly Address[];
  readonly until: number;
}

const NOBODY: Readonly<Record<AddressType, ReadonlyMap<string, Remembered>>> = { A: new Map(), AAAA: new Map() };

/** Addresses of name servers apart from the cache: one that came with TTL 5 is used for 10 seconds (lib/dns/adb.c). */
export class AddressMemory {
  /** By the keys of the hosts' names. */
  readonly #hosts: Readonly<Record<AddressType, Map<string, Remembered>>>;

  constructor(hosts: Readonly<Record<AddressType, ReadonlyMap<string, Remembered>>> = NOBODY) {
    this.#hosts = { A: new Map(hosts.A), AAAA: new Map(hosts.AAAA) };
  }

  fork(): AddressMemory {
    return new AddressMemory(this.#hosts);
  }

  /** Of hosts with such a key. */
  forget(isMeant: (key: string) => boolean): void {
    for (const hosts of [this.#hosts.A, this.#hosts.AAAA])
      for (const key of hosts.keys()) if (isMeant(key)) hosts.delete(key);
  }

  /** null: nothing is remembered, not even that there is none. */
  find(host: DomainName, type: AddressType, now: Instant): readonly Address[] | null {
    const known = this.#hosts[type].get(host.key);
    return known === undefined || known.until < wholeSeconds(now) ? null : known.addresses;
  }

  note(host: DomainName, type: AddressType, addresses: readonly Address[], seconds: number, now: Instant): void {
    const until = wholeSeconds(now) + Math.min(Math.max(seconds, SHORTEST), LONGEST);
    this.#hosts[type].set(host.key, { addresses, until });
  }

  /**
   * Glue of a local zone and hints: the next second they are looked for anew, and what the cache then says of the name
   * counts more, a name error too (lib/dns/adb.c import_rdataset, trust ultimate).
   */
  noteForThisSecond(host: DomainName, type: AddressType, addresses: readonly Address[], now: Instant): void {
    this.#hosts[type].set(host.key, { addresses, until: wholeSeconds(now) });
  }

  /** A search that failed is not repeated for as long as the shortest memory. */
  noteFailure(host: DomainName, type: AddressType, now: Instant): void {
    this.note(host, type, [], SHORTEST, now);
  }
}
