import type { Address, DomainName, Instant } from "../../dns/index.ts";
import type { Source } from "../../text/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { AddressMatchList } from "../acl.ts";
import type { JournalLimit, StubZone, TransferList } from "../zone-settings.ts";
import type { ZoneJournal } from "./journal.ts";

/** A zone that a view answers from, or that tells where to ask. */
export interface LocalZone {
  readonly name: DomainName;
  /** `empty` and `built-in` are in named itself. */
  readonly kind: "primary" | "secondary" | "mirror" | "empty" | "built-in" | "static-stub" | "stub";
  /** null: it did not load, and every name in it is SERVFAIL; always null for a static-stub. */
  readonly data: Zone | null;
  /** Why its file does not load; null where it does, and where nobody knows. */
  readonly problem: string | null;
  /** The files that it was read from, by their paths. */
  readonly sources: ReadonlyMap<string, Source>;
  /** How long a copy still lives; null: it is no copy, or nobody counts. */
  readonly secondsLeft: ((now: Instant) => number | null) | null;
  /** For a zone whose records are made of the name that is asked for: what it holds at that name. */
  readonly dataFor: ((name: DomainName) => Zone) | null;
  readonly stub: StubServers | null;
  /** A stub zone of a server at rest whose servers nobody has asked for yet: who needs them does. */
  readonly unasked: StubZone | null;
  readonly allowQuery: AddressMatchList;
  readonly allowQueryOn: AddressMatchList;
  readonly allowTransfer: TransferList | null;
  readonly allowUpdate: AddressMatchList | null;
  /** Who may say that the zone changed; null: it is nobody's copy. */
  readonly notifiers: Notifiers | null;
  /** `zero-no-soa-ttl`. */
  readonly zeroNoSoaTtl: boolean;
  /** `rndc freeze`. */
  readonly isFrozen: boolean;
  /** How it came from earlier versions to this one, as far as that is kept. */
  readonly journal: ZoneJournal;
  /** `max-ixfr-ratio`: percent of the zone that differences may take; 0: any. */
  readonly maxIxfrRatio: number;
  /** `max-journal-size`. */
  readonly journalLimit: JournalLimit;
  /** The option by which answers are not those of the data; null: they are. */
  readonly notModelled: string | null;
  /** The option by which named signs the zone itself. */
  readonly signedBy: string | null;
}

/** A zone with what most zones have: data or nothing, open to who may ask the view, nobody's copy. */
export function makeLocalZone(
  name: DomainName,
  kind: LocalZone["kind"],
  access: Pick<LocalZone, "allowQuery" | "allowQueryOn">,
  parts: Partial<LocalZone>,
): LocalZone {
  const { allowQuery, allowQueryOn } = access;
  return { ...PLAIN, name, kind, allowQuery, allowQueryOn, ...parts };
}

const PLAIN = {
  data: null,
  problem: null,
  sources: new Map<string, Source>(),
  secondsLeft: null,
  dataFor: null,
  stub: null,
  unasked: null,
  allowTransfer: null,
  allowUpdate: null,
  notifiers: null,
  zeroNoSoaTtl: true,
  isFrozen: false,
  journal: [],
  maxIxfrRatio: 100,
  journalLimit: "twice-the-zone",
  notModelled: null,
  signedBy: null,
} as const;

export interface Notifiers {
  readonly primaries: readonly Address[];
  readonly allowNotify: AddressMatchList;
}

/** Whom a static-stub zone asks. */
export interface StubServers {
  readonly serverAddresses: readonly Address[];
  readonly serverNames: readonly DomainName[];
}

/** The zones of a view; the longest name that covers a question decides (lib/dns/zt.c). */
export class ZoneTable {
  readonly #zones: Map<string, LocalZone>;

  constructor(zones: Iterable<LocalZone>) {
    this.#zones = new Map();
    for (const zone of zones) this.#zones.set(zone.name.key, zone);
  }

  /** The zone of this name is another from now on. */
  put(zone: LocalZone): void {
    this.#zones.set(zone.name.key, zone);
  }

  fork(): ZoneTable {
    return new ZoneTable(this.#zones.values());
  }

  at(name: DomainName): LocalZone | null {
    return this.#zones.get(name.key) ?? null;
  }

  find(name: DomainName): LocalZone | null {
    for (let at: DomainName | null = name; at !== null; at = at.parent) {
      const zone = this.#zones.get(at.key);
      if (zone !== undefined) return zone;
    }
    return null;
  }

  /** The longest zone whose name is strictly above: where DS questions go. The root has none. */
  findAbove(name: DomainName): LocalZone | null {
    return name.parent === null ? null : this.find(name.parent);
  }
}
