import { type Address, type DomainName, isAtOrBelow, isIpv4, parseAddress, parseIpv4 } from "../../../dns/index.ts";
import { absoluteGoText, goTextOfName, octetsAsText, parseGoName } from "../../go-name.ts";

/** What a hosts file or the lines of a Corefile hold. */
export interface HostsTable {
  readonly ipv4: HostsFamily;
  readonly ipv6: HostsFamily;
  /** Names by address, in order; null: one that no message can carry. Wildcards are not among them. */
  readonly names: ReadonlyMap<Address, readonly (DomainName | null)[]>;
}

/** Addresses of one family by the name's key, in order. */
export interface HostsFamily {
  readonly exact: ReadonlyMap<string, readonly Address[]>;
  /** Keys with `*.` in front. */
  readonly wildcards: ReadonlyMap<string, readonly Address[]>;
}

interface OpenFamily extends HostsFamily {
  readonly exact: Map<string, Address[]>;
  readonly wildcards: Map<string, Address[]>;
}

interface OpenTable extends HostsTable {
  readonly ipv4: OpenFamily;
  readonly ipv6: OpenFamily;
  readonly names: Map<Address, (DomainName | null)[]>;
}

export interface HostsTableOptions {
  readonly zones: readonly DomainName[];
  readonly answersReverse: boolean;
}

/** What hostsfile.go isSpace takes for white space. */
const SPACE = /[ \t\v\f\r]+/;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/** plugin/hosts/hostsfile.go parseSource: an address and names on each line; what is no address makes its line void. */
export function readHostsTable(text: string, options: HostsTableOptions): HostsTable {
  const table: OpenTable = { ipv4: emptyFamily(), ipv6: emptyFamily(), names: new Map() };
  for (const line of text.split("\n")) {
    const comment = line.indexOf("#");
    const [first, ...names] = (comment === -1 ? line : line.slice(0, comment))
      .split(SPACE)
      .filter((word) => word !== "");
    const address = first === undefined ? null : parseHostsAddress(first);
    if (address !== null) for (const name of names) addName(table, address, name, options);
  }
  return table;
}

/** net.ParseIP without a zone id: an IPv4-mapped address is an IPv4 address. */
function parseHostsAddress(word: string): Address | null {
  const address = parseAddress(word.split("%")[0] ?? "");
  const mapped = address === null ? null : MAPPED.exec(address);
  return mapped?.[1] === undefined ? address : parseIpv4(mapped[1]);
}

function addName(table: OpenTable, address: Address, word: string, { zones, answersReverse }: HostsTableOptions): void {
  const text = word.toLowerCase();
  const parsed = parseGoName(text);
  const name = typeof parsed === "string" ? null : parsed;
  if (!zones.some((zone) => (name === null ? endsWithZone(text, zone) : isAtOrBelow(name, zone)))) return;
  const family = isIpv4(address) ? table.ipv4 : table.ipv6;
  const isWildcard = text.startsWith("*.");
  // Questions are compared as text: a name that is written in another way than miekg/dns writes it is never found.
  if (name !== null && goTextOfName(name) === absoluteGoText(octetsAsText(text))) {
    append(isWildcard ? family.wildcards : family.exact, name.key, address);
  }
  if (answersReverse && !isWildcard) append(table.names, address, name);
}

function emptyFamily(): OpenFamily {
  return { exact: new Map(), wildcards: new Map() };
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

function endsWithZone(text: string, zone: DomainName): boolean {
  return zone.labelCount === 0 || absoluteGoText(text).endsWith(`.${zone.text}`);
}
