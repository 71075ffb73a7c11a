import type { DomainName, RRset } from "../../dns/index.ts";
import { canonicalKey, type Zone } from "../../zone/index.ts";

interface ChainLink {
  readonly key: string;
  readonly set: RRset;
}

const chains = new WeakMap<Zone, readonly ChainLink[]>();

/** The NSEC set at a name or before it in canonical order (RFC 4034 section 6.1, lib/dns/rbtdb.c find_closest_nsec). */
export function nsecFor(zone: Zone, name: DomainName): RRset | null {
  const links = chainOf(zone);
  const key = canonicalKey(name);
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.key ?? "") <= key) low = middle + 1;
    else high = middle;
  }
  return links[low - 1]?.set ?? links.at(-1)?.set ?? null;
}

function chainOf(zone: Zone): readonly ChainLink[] {
  const known = chains.get(zone);
  if (known !== undefined) return known;
  const links: ChainLink[] = [];
  for (const name of zone.names) {
    const set = zone.rrset(name, "NSEC");
    if (set !== null) links.push({ key: canonicalKey(name), set });
  }
  chains.set(zone, links);
  return links;
}
