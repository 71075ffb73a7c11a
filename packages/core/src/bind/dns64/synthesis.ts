import { type Address, addressBytes, ipv6FromBytes, type Rdata, type RRset } from "../../dns/index.ts";
import type { AclBook } from "../acl-book.ts";
import type { Dns64Rule } from "../settings.ts";

/** For whom, and of what, addresses are made (lib/dns/dns64.c). */
export interface Dns64Circumstances {
  readonly rules: readonly Dns64Rule[];
  readonly client: Address;
  readonly acls: AclBook;
  /** RD=1, from who may recurse. */
  readonly isRecursive: boolean;
  /** DO=1, and the records are signed. */
  readonly isSigned: boolean;
}

const ZERO_OCTET = 8;
/** Without a negative answer that says how long it holds (RFC 6147 section 5.1.7). */
export const LONGEST_TTL = 600;

/** One AAAA record of each A record for each rule that takes the client and the address, in this order. */
export function synthesise(addresses: RRset, ttl: number, circumstances: Dns64Circumstances): RRset | null {
  const { acls } = circumstances;
  const rules = rulesFor(circumstances);
  const data = addresses.data.flatMap((rdata) =>
    rdata.type === "A"
      ? rules.filter(({ mapped }) => acls.permits(mapped, rdata.address)).map((rule) => mappedBy(rule, rdata.address))
      : [],
  );
  return data.length === 0 ? null : { ...addresses, type: "AAAA", ttl: Math.min(addresses.ttl, ttl), data };
}

/** Which AAAA records count: all, where no rule takes the client or one excludes nothing of them; else those that some rule leaves. */
export function usable(set: RRset, circumstances: Dns64Circumstances): readonly Rdata[] {
  const rules = rulesFor(circumstances);
  if (rules.length === 0) return set.data;
  const isLeft = (data: Rdata): boolean =>
    data.type === "AAAA" && rules.some(({ exclude }) => !circumstances.acls.permits(exclude, data.address));
  return set.data.filter(isLeft);
}

function rulesFor({ rules, client, acls, isRecursive, isSigned }: Dns64Circumstances): readonly Dns64Rule[] {
  return rules.filter(
    ({ clients, recursiveOnly, breakDnssec }) =>
      (isRecursive || !recursiveOnly) && (breakDnssec || !isSigned) && acls.permits(clients, client),
  );
}

/** RFC 6052 section 2.2: prefix, the address around bits 64 to 71, suffix. */
function mappedBy({ prefix, suffix }: Dns64Rule, address: Address): Rdata {
  const octets = suffix === null ? new Uint8Array(16) : addressBytes(suffix);
  const from = prefix.length / 8;
  octets.set(addressBytes(prefix.address).subarray(0, from));
  let at = from;
  const put = (octet: number): void => {
    octets[at] = octet;
    at += 1;
  };
  for (const octet of addressBytes(address)) {
    if (at === ZERO_OCTET) put(0);
    put(octet);
  }
  if (at === ZERO_OCTET) put(0);
  return { type: "AAAA", address: ipv6FromBytes(octets) };
}
