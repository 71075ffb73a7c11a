import { DomainName } from "../dns/index.ts";
import type { ViewSettings } from "./settings.ts";
import type { Forwarder, ForwardMode, ZoneForwarding, ZoneSettings } from "./zone-settings.ts";
/** One line of the forwarding table: at and below `name`, these servers are asked. */
export interface ForwardingEntry {
  readonly name: DomainName;
  /** Empty: nothing at and below this name is forwarded. */
  readonly forwarders: readonly Forwarder[];
  readonly mode: ForwardMode;
  /** What in the configuration made it, for whoever explains an answer. */
  readonly origin: "options" | ZoneSettings["kind"];
}

/** Every name at which forwarding changes; the longest match decides (BIND lib/dns/forward.c). */
export class ForwardingTable {
  readonly #entries: ReadonlyMap<string, ForwardingEntry>;

  constructor(entries: readonly ForwardingEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.name.key, entry]));
  }

  find(name: DomainName): ForwardingEntry | null {
    for (let at: DomainName | null = name; at !== null; at = at.parent) {
      const entry = this.#entries.get(at.key);
      if (entry !== undefined) return entry;
    }
    return null;
  }

  /** The entry for exactly this name. */
  at(name: DomainName): ForwardingEntry | null {
    return this.#entries.get(name.key) ?? null;
  }
}

/** Global forwarders, forward zones, and `forwarders` inside other zones, of one view. */
export function forwardingTableOf(view: ViewSettings): ForwardingTable {
  const { forwarders, forward } = view.options;
  const entries: ForwardingEntry[] = [];
  if (forwarders.length > 0) entries.push({ name: DomainName.root, forwarders, mode: forward, origin: "options" });
  for (const zone of view.zones) {
    if (hasForwarding(zone) && zone.forwarders !== null) {
      entries.push({ name: zone.name, forwarders: zone.forwarders, mode: zone.forward, origin: zone.kind });
    }
  }
  return new ForwardingTable(entries);
}

function hasForwarding(zone: ZoneSettings): zone is ZoneSettings & ZoneForwarding {
  return "forwarders" in zone;
}
