import { type Address, isIpv4 } from "../dns/index.ts";
import type { Statement } from "./ast.ts";
import { readAddress } from "./read-addresses.ts";
import type { VrrpInstance } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** Where an instance's adverts come from and go to, and its addresses, as far as they have been read. */
type EndsDraft = {
  -readonly [Field in Ends]: VrrpInstance[Field];
} & {
  /** Of the first address that is read: all others must be of it. */
  family: "IPv4" | "IPv6" | null;
};
type Ends = "virtualAddresses" | "source" | "unicast" | "unicastPeers" | "checksUnicastSource" | "unicastChecksum";

interface EndsContext {
  readonly reader: StatementReader;
}

/** An address, if it is of the instance's family, which the first one decides. */
function ofFamily(draft: EndsDraft, statement: Statement, at: number, reader: StatementReader): Address | null {
  const address = reader.socketAddress(statement, at);
  return address !== null && isOfFamily(draft, address, statement, reader) ? address : null;
}

function isOfFamily(draft: EndsDraft, address: Address, statement: Statement, reader: StatementReader): boolean {
  const family = isIpv4(address) ? "IPv4" : "IPv6";
  draft.family ??= family;
  if (draft.family === family) return true;
  reader.ignored(statement, "KEEPALIVED_BAD_ADDRESS", `${address} is not of the instance's family, ${draft.family}`);
  return false;
}

export function readVirtualAddresses(draft: EndsDraft, statement: Statement, { reader }: EndsContext): void {
  for (const inner of statement.block?.statements ?? []) {
    const [address] = readAddress(inner, reader);
    if (address === undefined || !isOfFamily(draft, address.address, inner, reader)) continue;
    draft.virtualAddresses = [...draft.virtualAddresses, address];
  }
}

export function readUnicastSource(draft: EndsDraft, statement: Statement, context: EndsContext): void {
  nameUnicast(draft);
  readSource(draft, statement, context);
}

/** Any word about unicast counts, whether there are peers or not. */
function nameUnicast(draft: EndsDraft): void {
  if (draft.unicast === "none") draft.unicast = "configured";
}

export function readSourceCheck(draft: EndsDraft): void {
  nameUnicast(draft);
  draft.checksUnicastSource = true;
}

/** vrrp_unicast_chksum_handler. */
export function readOldChecksum(draft: EndsDraft, statement: Statement, { reader }: EndsContext): void {
  nameUnicast(draft);
  if (statement.words.length < 2) draft.unicastChecksum = "old";
  else if (reader.oneOf(statement, ["never"]) === "never") draft.unicastChecksum = "never-old";
}

/** Both words set the same; a wrong one takes back what was there (vrrp_parser.c vrrp_srcip_handler). */
export function readSource(draft: EndsDraft, statement: Statement, { reader }: EndsContext): void {
  draft.source = ofFamily(draft, statement, 1, reader);
}

export function readPeers(draft: EndsDraft, statement: Statement, { reader }: EndsContext): void {
  nameUnicast(draft);
  const entries = statement.block?.statements ?? [];
  const peers = entries.flatMap((inner) => ofFamily(draft, inner, 0, reader) ?? []);
  // min_ttl and max_ttl of a peer look at where an advert comes from as well (vrrp_data.c alloc_vrrp_unicast_peer).
  if (entries.some(({ words }) => words.some(({ value }) => value === "min_ttl" || value === "max_ttl"))) {
    draft.checksUnicastSource = true;
  }
  draft.unicastPeers = [...draft.unicastPeers, ...peers];
}
