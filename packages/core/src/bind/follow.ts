import {
  childOf,
  type DomainName,
  labelTexts,
  latin1FromOctets,
  nameFromLabels,
  octetsOfRdata,
  type Rdata,
  type RRset,
  type RrType,
} from "../dns/index.ts";

/** `addresses`: A and AAAA. */
export type Followed = "addresses" | Exclude<RrType, "A" | "AAAA">;

/** Told each name that a record leads to; gives back the set where it is one type that was looked for and found. */
export type Follower = (host: DomainName, what: Followed) => RRset | null;

/** A larger set leads nowhere when an answer is made (`DNS_RDATASET_MAXADDITIONAL`). */
const MAX_FOLLOWED = 13;
/** CNAMEs between a service binding and its target (rdata/in_1/svcb_64.c, MAX_CNAMES). */
const MAX_ALIASES = 16;

/** What a client will ask next because of a set: names in the order in which they are looked for (lib/dns/rdata, `additionaldata`). */
export function followSet(set: RRset, limit: "small-sets" | "all-sets", follow: Follower): void {
  if (limit === "small-sets" && set.data.length > MAX_FOLLOWED) return;
  for (const data of inOrder(set)) followData(data, set.owner, follow);
}

/** Sets are values, and the same ones are sorted for every answer. */
const sortedData = new WeakMap<readonly Rdata[], readonly Rdata[]>();

/** As named keeps a set: by the octets of its data (RFC 4034 section 6.3). */
export function inOrder(set: RRset): readonly Rdata[] {
  if (set.data.length < 2) return set.data;
  const known = sortedData.get(set.data);
  if (known !== undefined) return known;
  const keyed = set.data.map((data) => ({ data, key: latin1FromOctets(octetsOfRdata(data)) }));
  const sorted = keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ data }) => data);
  sortedData.set(set.data, sorted);
  return sorted;
}

function followData(data: Rdata, owner: DomainName, follow: Follower): void {
  switch (data.type) {
    case "NS":
    case "AFSDB":
      follow(data.host, "addresses");
      return;
    case "MX":
      followService(data.exchange, "_25", follow);
      return;
    case "SRV":
      followService(data.target, `_${data.port}`, follow);
      return;
    case "SVCB":
    case "HTTPS":
      followBinding(data, owner, follow);
      return;
    case "NAPTR":
      followNaptr(data.flags, data.replacement, follow);
      return;
    default:
      followPlain(data, follow);
  }
}

/** Where the host stands in data that is kept as octets, and what is looked for there. */
const PLAIN: ReadonlyMap<RrType, { readonly at: number; readonly what: readonly Followed[] }> = new Map([
  ["MD", { at: 0, what: ["addresses"] }],
  ["MF", { at: 0, what: ["addresses"] }],
  ["MB", { at: 0, what: ["addresses"] }],
  ["RT", { at: 2, what: ["X25", "ISDN", "addresses"] }],
  ["KX", { at: 2, what: ["addresses"] }],
  ["DSYNC", { at: 5, what: ["addresses"] }],
  ["LP", { at: 2, what: ["L32", "L64"] }],
]);

function followPlain(data: Rdata, follow: Follower): void {
  const plain = PLAIN.get(data.type);
  if (plain === undefined || !("octets" in data)) return;
  const host = nameIn(data.octets, plain.at);
  if (host !== null) for (const what of plain.what) follow(host, what);
}

/** The name that begins at an offset, uncompressed; null where there is none. */
function nameIn(octets: Uint8Array, start: number): DomainName | null {
  const labels: Uint8Array[] = [];
  let at = start;
  for (let length = octets[at]; length !== 0; length = octets[at]) {
    if (length === undefined || at + length >= octets.length) return null;
    labels.push(octets.subarray(at + 1, at + 1 + length));
    at += length + 1;
  }
  const name = nameFromLabels(labels);
  return typeof name === "string" ? null : name;
}

/** Addresses, and the certificate of the service there (RFC 7672 section 3, RFC 7673 section 3.1). */
function followService(host: DomainName, port: string, follow: Follower): void {
  if (host.labelCount === 0) return;
  follow(host, "addresses");
  const transport = childOf(host, "_tcp");
  const service = typeof transport === "string" ? transport : childOf(transport, port);
  if (typeof service !== "string") follow(service, "TLSA");
}

type Binding = Rdata & { readonly type: "SVCB" | "HTTPS" };

/** Along CNAMEs, then in alias form to the next binding, else to addresses (rdata/in_1/svcb_64.c). */
function followBinding(data: Binding, owner: DomainName, follow: Follower): void {
  if (data.target.labelCount === 0) {
    // In service form the root stands for the owner, if that can be a host.
    if (data.priority > 0 && owner.labelCount > 0 && isHostName(owner)) follow(owner, "addresses");
    return;
  }
  let name = data.target;
  for (let aliases = 0; ; aliases += 1) {
    const alias = follow(name, "CNAME")?.data[0];
    if (alias?.type !== "CNAME") break;
    if (aliases > MAX_ALIASES) return;
    name = alias.target;
  }
  if (data.priority === 0 && follow(name, data.type) !== null) return;
  follow(name, "addresses");
}

const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** Letters, digits and hyphens, none of these at an end (lib/dns/name.c, dns_name_ishostname). */
function isHostName(name: DomainName): boolean {
  return labelTexts(name).every((label) => HOST_LABEL.test(label));
}

/** RFC 3403 section 4.1: `S` leads to SRV, `A` to addresses, others nowhere; the first of either decides. */
function followNaptr(flags: Uint8Array, replacement: DomainName, follow: Follower): void {
  for (const flag of String.fromCharCode(...flags).toUpperCase()) {
    if (flag !== "S" && flag !== "A") continue;
    follow(replacement, flag === "S" ? "SRV" : "addresses");
    return;
  }
}
