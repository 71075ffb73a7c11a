import {
  type DomainName,
  ipv4FromBytes,
  isAbsoluteText,
  isBelow,
  joinNames,
  labelsBelow,
  nameOf,
  parseIpv4,
  parseName,
  type Rdata,
  type ResourceRecord,
  reverseNameText,
} from "../../dns/index.ts";
import { type Zone, zoneFromRecords } from "../../zone/index.ts";
import type { ForwardingTable } from "../forwarding.ts";
import type { Dns64Rule, ViewSettings } from "../settings.ts";
import { type LocalZone, makeLocalZone } from "../zones/zone-table.ts";

const ALIAS_TTL = 600;
const POINTER_TTL = 3600;
/** RFC 7050 section 2.2, and RFC 8880 section 7.1 for the way back. */
const IPV4_ONLY = nameOf("ipv4only.arpa.");
const IPV4_ONLY_ADDRESSES = ["192.0.0.170", "192.0.0.171"].flatMap((text) => parseIpv4(text) ?? []);
const ADDRESS_NIBBLES = 32;
/** Bits 64 to 71 are zero (RFC 6052 section 2.2). */
const ZERO_OCTET = 8;

/** Zones that come with `dns64`: the way back from what it makes, and `ipv4only.arpa` (bin/named/server.c, configure_view). */
export function dns64Zones(view: ViewSettings, forwarding: ForwardingTable): readonly LocalZone[] {
  const { dns64 } = view.options;
  const reverse = dns64.rules.map((rule) => reverseZone(rule, view));
  return dns64.ipv4OnlyEnable && view.rrClass === "IN" ? [...reverse, ...ipv4OnlyZones(view, forwarding)] : reverse;
}

function reverseZone(rule: Dns64Rule, view: ViewSettings): LocalZone {
  const { address, length } = rule.prefix;
  const text = reverseNameText(address)
    .split(".")
    .slice((128 - length) / 4);
  const apex = nameOf(text.join("."));
  const { server, contact } = view.options.dns64;
  const own = authorityOf(apex, server ?? ".", contact ?? ".");
  return makeLocalZone(apex, "built-in", view, {
    data: zoneFromRecords(apex, own),
    dataFor: (name) => zoneFromRecords(apex, [...own, ...recordsBelow(name, apex)]),
    allowTransfer: view.allowTransfer,
  });
}

/** As dns_sdb_putsoa and builtin_authority of bin/named/builtin.c make them. */
function authorityOf(owner: DomainName, server: string, contact: string): readonly ResourceRecord[] {
  const numbers = { serial: 0, refresh: 28_800, retry: 7200, expire: 604_800, minimum: 86_400 };
  const primary = nameWithin(owner, server);
  return [
    record(owner, 86_400, { type: "SOA", primary, mailbox: nameWithin(owner, contact), ...numbers }),
    record(owner, 0, { type: "NS", host: primary }),
  ];
}

/** A name that grows too long stands for the zone's own; named would not start. */
function nameWithin(owner: DomainName, text: string): DomainName {
  const name = isAbsoluteText(text) ? parseName(text) : joinNames(text, owner);
  return typeof name === "string" ? owner : name;
}

function record(owner: DomainName, ttl: number, data: Rdata): ResourceRecord {
  return { owner, class: "IN", ttl, data };
}

/** What stands at a name of a reverse zone: names of whole addresses have an alias, those above them nothing (dns64_cname). */
function recordsBelow(name: DomainName, apex: DomainName): readonly ResourceRecord[] {
  if (!isBelow(name, apex)) return [];
  const nibbles = labelsBelow(name, REVERSE)
    .map((label) => label.toLowerCase())
    .reverse();
  const isAddress = nibbles.length <= ADDRESS_NIBBLES && nibbles.every((nibble) => HEX.has(nibble));
  const zeros = nibbles.slice(ZERO_OCTET * 2, ZERO_OCTET * 2 + 2);
  const mustBeZero = apex.labelCount - REVERSE.labelCount <= ZERO_OCTET * 2;
  if (!isAddress || (mustBeZero && zeros.some((nibble) => nibble !== "0"))) return [];
  if (nibbles.length < ADDRESS_NIBBLES) return [record(nameOf(`x.${name.text}`), 0, UNSEEN)];
  return [pointerAt(name, nibbles, apex.labelCount - REVERSE.labelCount)];
}

const REVERSE = nameOf("ip6.arpa.");
const HEX = new Set("0123456789abcdef");
/** Stands below a name that exists and has no records. */
const UNSEEN: Rdata = { type: "TXT", strings: [new Uint8Array()] };

function pointerAt(name: DomainName, nibbles: readonly string[], prefixNibbles: number): ResourceRecord {
  const octets = Uint8Array.from({ length: 16 }, (_, at) =>
    Number.parseInt(nibbles.slice(2 * at, 2 * at + 2).join(""), 16),
  );
  if (IPV4_ONLY_ADDRESSES.includes(ipv4FromBytes(octets, 12))) {
    return record(name, POINTER_TTL, { type: "PTR", target: IPV4_ONLY });
  }
  const from = prefixNibbles / 2;
  const kept = octets.filter((_, at) => at >= from && (at !== ZERO_OCTET || from > ZERO_OCTET));
  return record(name, ALIAS_TTL, { type: "CNAME", target: nameOf(reverseNameText(ipv4FromBytes(kept))) });
}

/** Not where a zone of that name is configured, or where questions for it are forwarded with `forward only`. */
function ipv4OnlyZones(view: ViewSettings, forwarding: ForwardingTable): readonly LocalZone[] {
  const addresses = IPV4_ONLY_ADDRESSES.map((address): Rdata => ({ type: "A", address }));
  const reverse = IPV4_ONLY_ADDRESSES.map((address) => nameOf(reverseNameText(address)));
  const zones: readonly (readonly [DomainName, readonly Rdata[]])[] = [
    [IPV4_ONLY, addresses],
    ...reverse.map((name) => [name, [{ type: "PTR", target: IPV4_ONLY }]] as const),
  ];
  const { ipv4OnlyServer, ipv4OnlyContact } = view.options.dns64;
  return zones
    .filter(([name]) => forwarding.find(name)?.mode !== "only")
    .map(([name, data]) => {
      const own = authorityOf(name, ipv4OnlyServer ?? name.text, ipv4OnlyContact ?? ".");
      const zone: Zone = zoneFromRecords(name, [...own, ...data.map((rdata) => record(name, POINTER_TTL, rdata))]);
      return makeLocalZone(name, "built-in", view, { data: zone, allowTransfer: view.allowTransfer });
    });
}
