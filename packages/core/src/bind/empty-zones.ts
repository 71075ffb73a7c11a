import { type DomainName, isBelow, nameOf } from "../dns/index.ts";
import { once } from "../once.ts";
import type { ForwardingTable } from "./forwarding.ts";
import type { ViewOptions } from "./settings.ts";
import type { ZoneSettings } from "./zone-settings.ts";

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** `empty_zones[]` of bin/named/server.c, in its spelling. */
const emptyZones = once((): readonly DomainName[] =>
  [
    "10.IN-ADDR.ARPA",
    ...range(16, 31).map((octet) => `${octet}.172.IN-ADDR.ARPA`),
    "168.192.IN-ADDR.ARPA",
    ...range(64, 127).map((octet) => `${octet}.100.IN-ADDR.ARPA`),
    "0.IN-ADDR.ARPA",
    "127.IN-ADDR.ARPA",
    "254.169.IN-ADDR.ARPA",
    "2.0.192.IN-ADDR.ARPA",
    "100.51.198.IN-ADDR.ARPA",
    "113.0.203.IN-ADDR.ARPA",
    "255.255.255.255.IN-ADDR.ARPA",
    `${"0.".repeat(32)}IP6.ARPA`,
    `1.${"0.".repeat(31)}IP6.ARPA`,
    "D.F.IP6.ARPA",
    "8.E.F.IP6.ARPA",
    "9.E.F.IP6.ARPA",
    "A.E.F.IP6.ARPA",
    "B.E.F.IP6.ARPA",
    "8.B.D.0.1.0.0.2.IP6.ARPA",
    "EMPTY.AS112.ARPA",
    "HOME.ARPA",
    "RESOLVER.ARPA",
  ].map(nameOf),
);

/** Whether an entry of the forwarding table takes this empty zone away. Only `forward only` does. */
function isForwardedAway(name: DomainName, forwarding: ForwardingTable): boolean {
  const entry = forwarding.find(name);
  return entry !== null && entry.mode === "only" && entry.forwarders.length > 0;
}

/** The names of the empty zones that a view answers (bin/named/server.c configure_view). */
export function emptyZonesOf(
  options: ViewOptions,
  zones: readonly ZoneSettings[],
  forwarding: ForwardingTable,
): readonly DomainName[] {
  if (!options.recursion || !options.emptyZonesEnable) return [];
  const taken = new Set(zones.filter((zone) => zone.kind !== "forward").map((zone) => zone.name.key));
  const disabled = new Set(options.disableEmptyZones.map((name) => name.key));
  return emptyZones().filter(
    (name) => !taken.has(name.key) && !disabled.has(name.key) && !isForwardedAway(name, forwarding),
  );
}

/** A built-in zone: its data, and whether it is kept like any other zone or made up for each answer. */
export interface EmptyZone {
  readonly kind: "empty" | "primary";
  /** As a zone file; TTLs in seconds. */
  readonly text: string;
}

/**
 * What an empty zone holds. A configured zone further down gets a delegation, so that questions leave the empty zone there,
 * and then it is an ordinary zone: its NS has a TTL, and it can be transferred (bin/named/server.c, create_empty_zone).
 */
export function emptyZone(zone: DomainName, options: ViewOptions, zones: readonly ZoneSettings[]): EmptyZone {
  const server = options.emptyServer ?? zone;
  const contact = options.emptyContact?.text ?? ".";
  const below = zones.filter((candidate) => isBelow(candidate.name, zone) && leavesEmptyZone(candidate));
  const cuts = below.map(({ name }) => `${labelsAbove(name, zone)} 86400 IN NS .\n`);
  const soa = `@ 86400 IN SOA ${server.text} ${contact} 0 28800 7200 604800 86400\n`;
  return cuts.length === 0
    ? { kind: "empty", text: `${soa}@ 0 IN NS ${server.text}\n` }
    : { kind: "primary", text: `${soa}@ 86400 IN NS ${server.text}\n${cuts.join("")}` };
}

/** A forward zone does so only where it says `forward only` itself. */
function leavesEmptyZone(zone: ZoneSettings): boolean {
  return zone.kind !== "forward" || zone.forward === "only";
}

/** The name without the zone's: what follows keeps the zone's spelling. */
function labelsAbove(name: DomainName, zone: DomainName): string {
  return name.text.slice(0, name.text.length - zone.text.length - 1);
}
