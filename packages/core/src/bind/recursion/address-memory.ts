import { type Address, type Instant, wholeSeconds } from "../../dns/index.ts";
import type { WantedAddress } from "./wanted-address.ts";

/** Seconds that an address of a name server is remembered at least and at most (lib/dns/adb.c, ADB_CACHE_MINIMUM and _MAXIMUM). */
const SHORTEST = 10;
const LONGEST = 86_400;

interface Remembered {
  readonly addresses: readonly Address[];
  readonly until: number;
}

type Kind = `${WantedAddress["type"]} ${WantedAddress["from"]}`;
const KINDS: readonly Kind[] = ["A cache-too", "AAAA cache-too", "A zones-and-hints", "AAAA zones-and-hints"];

/** Addresses of name servers apart from the cache: one that came with TTL 5 is used for 10 seconds (lib/dns/adb.c). */
export class AddressMemory {
  /** By the keys of the hosts' names. */
  readonly #hosts: ReadonlyMap<Kind, Map<string, Remembered>>;

  constructor(hosts: ReadonlyMap<Kind, ReadonlyMap<string, Remembered>> = new Map()) {
    this.#hosts = new Map(KINDS.map((kind) => [kind, new Map(hosts.get(kind))]));
  }

  fork(): AddressMemory {
    return new AddressMemory(this.#hosts);
  }

  /** Of hosts with such a key. */
  forget(isMeant: (key: string) => boolean): void {
    for (const hosts of this.#hosts.values()) for (const key of hosts.keys()) if (isMeant(key)) hosts.delete(key);
  }

  /** null: nothing is remembered, not even that there is none. */
  find(wanted: WantedAddress, now: Instant): readonly Address[] | null {
    return this.#alive(wanted, now)?.addresses ?? null;
  }

  /** Beside what is remembered already, and no longer than that: glue that came on the way counts too (lib/dns/adb.c, import_rdataset). */
  note(wanted: WantedAddress, addresses: readonly Address[], seconds: number, now: Instant): void {
    const until = wholeSeconds(now) + Math.min(Math.max(seconds, SHORTEST), LONGEST);
    const known = this.#alive(wanted, now);
    if (known === null) this.#remember(wanted, addresses, until);
    else this.#remember(wanted, [...new Set([...known.addresses, ...addresses])], Math.min(until, known.until));
  }

  /**
   * Glue of a local zone and hints: the next second they are looked for anew, and what the cache then says of the name
   * counts more, a name error too (lib/dns/adb.c import_rdataset, trust ultimate).
   */
  noteForThisSecond(wanted: WantedAddress, addresses: readonly Address[], now: Instant): void {
    this.#remember(wanted, addresses, wholeSeconds(now));
  }

  /** A search that failed is not repeated for as long as the shortest memory. */
  noteFailure(wanted: WantedAddress, now: Instant): void {
    this.note(wanted, [], SHORTEST, now);
  }

  #remember(wanted: WantedAddress, addresses: readonly Address[], until: number): void {
    this.#of(wanted)?.set(wanted.host.key, { addresses, until });
  }

  #alive(wanted: WantedAddress, now: Instant): Remembered | null {
    const known = this.#of(wanted)?.get(wanted.host.key);
    return known === undefined || known.until < wholeSeconds(now) ? null : known;
  }

  #of({ type, from }: WantedAddress): Map<string, Remembered> | undefined {
    return this.#hosts.get(`${type} ${from}`);
  }
}
