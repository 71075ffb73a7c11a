import {
  ancestorWithLabels,
  type DomainName,
  type Instant,
  isAtOrBelow,
  isBelow,
  type RRset,
  type RrType,
  wholeSeconds,
  wildcardBelow,
} from "../../dns/index.ts";
import { canonicalKey } from "../../zone/index.ts";

/** A set that was validated, its signatures, and the second in which its time is up. */
interface SecureSet {
  readonly set: RRset;
  readonly signatures: RRset;
  readonly expiresAt: number;
}

/** One NSEC record: nothing stands between its owner and the next name. */
interface Link extends SecureSet {
  readonly key: string;
  readonly nextKey: string;
  readonly next: DomainName;
  readonly types: readonly RrType[];
}

interface ZoneDenials {
  readonly soa: SecureSet;
  /** In canonical order of the owners. */
  readonly links: readonly Link[];
}

/** What named says by itself of a name that it never asked for. TTLs are what is left. */
export interface SynthesizedDenial {
  readonly denies: "name" | "type";
  readonly soa: { readonly set: RRset; readonly signatures: RRset };
  readonly proof: readonly { readonly set: RRset; readonly signatures: RRset }[];
}

/** More of one zone are not kept. */
const MOST_LINKS = 4096;

/**
 * Validated NSEC records, used for all the names that they deny (RFC 8198; lib/ns/query.c query_coveringnsec,
 * `synth-from-dnssec`). Answers from wildcards are not made up here: for them named is asked to ask.
 */
export class DenialMemory {
  readonly #zones: Map<string, ZoneDenials>;

  constructor(zones: ReadonlyMap<string, ZoneDenials> = new Map()) {
    this.#zones = new Map(zones);
  }

  fork(): DenialMemory {
    return new DenialMemory(this.#zones);
  }

  /** Takes the SOA and the proof of a denial that was found to be secure. */
  note(soa: RRset, proof: readonly RRset[], now: Instant): void {
    const signedSoa = secured(soa, proof, now);
    if (signedSoa === null) return;
    const known = this.#zones.get(soa.owner.key)?.links ?? [];
    const links = proof.filter(({ type }) => type === "NSEC").flatMap((set) => linkOf(set, proof, now) ?? []);
    const taken = new Set(links.map(({ key }) => key));
    const second = wholeSeconds(now);
    const kept = known.filter(({ key, expiresAt }) => expiresAt > second && !taken.has(key)).slice(-MOST_LINKS);
    const all = [...kept, ...links].sort((left, right) => (left.key < right.key ? -1 : 1));
    this.#zones.set(soa.owner.key, { soa: signedSoa, links: all });
  }

  /** null: nothing is known that denies this name or type. */
  find(name: DomainName, type: RrType, now: Instant): SynthesizedDenial | null {
    for (let apex: DomainName | null = name; apex !== null; apex = apex.parent) {
      const zone = this.#zones.get(apex.key);
      if (zone !== undefined && zone.soa.expiresAt > wholeSeconds(now)) return denialIn(zone, name, type, now);
    }
    return null;
  }
}

function denialIn(zone: ZoneDenials, name: DomainName, type: RrType, now: Instant): SynthesizedDenial | null {
  const link = linkAt(zone, name, now);
  if (link === null || isPassedOn(link, name)) return null;
  if (link.key === canonicalKey(name)) return lacksType(link, type) ? madeOf(zone, "type", [link], now) : null;
  if (!covers(zone, link, name)) return null;
  // An empty non-terminal: the next name lies below.
  if (isBelow(link.next, name)) return type === "ANY" ? null : madeOf(zone, "type", [link], now);
  const wildcard = wildcardBelow(closestEncloser(link, name));
  if (typeof wildcard === "string") return null;
  const denying = linkAt(zone, wildcard, now);
  if (denying === null || denying.key === canonicalKey(wildcard) || !covers(zone, denying, wildcard)) return null;
  return madeOf(zone, "name", denying === link ? [link] : [link, denying], now);
}

/** Below a delegation or a DNAME another zone speaks; DS at the cut is asked for (dns_nsec_noexistnodata). */
function isPassedOn({ set, types }: Link, name: DomainName): boolean {
  const isCut = types.includes("NS") && !types.includes("SOA");
  return (isCut && isAtOrBelow(name, set.owner)) || (types.includes("DNAME") && isBelow(name, set.owner));
}

function lacksType({ types }: Link, type: RrType): boolean {
  return type !== "ANY" && !types.includes(type) && !types.includes("CNAME");
}

/** The last owner at a name or before it. */
function linkAt({ links }: ZoneDenials, name: DomainName, now: Instant): Link | null {
  const key = canonicalKey(name);
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.key ?? "") <= key) low = middle + 1;
    else high = middle;
  }
  const link = links[low - 1];
  return link !== undefined && link.expiresAt > wholeSeconds(now) ? link : null;
}

/** The last link of a zone points back to its apex. */
function covers({ soa }: ZoneDenials, { key, next, nextKey }: Link, name: DomainName): boolean {
  const own = canonicalKey(name);
  return key < own && (own < nextKey || next.key === soa.set.owner.key);
}

/** The deepest ancestor that the link's two names share with the name. */
function closestEncloser({ set, next }: Link, name: DomainName): DomainName {
  const shared = (other: DomainName): number => {
    let labels = Math.min(other.labelCount, name.labelCount);
    while (!isAtOrBelow(other, ancestorWithLabels(name, labels))) labels -= 1;
    return labels;
  };
  return ancestorWithLabels(name, Math.max(shared(set.owner), shared(next)));
}

/** The SOA lives as long as the shortest of what it stands with; each proof has its own time (query_synthttl). */
function madeOf(
  { soa }: ZoneDenials,
  denies: SynthesizedDenial["denies"],
  links: readonly Link[],
  now: Instant,
): SynthesizedDenial {
  const second = wholeSeconds(now);
  const shortest = Math.min(...[soa, ...links].map(({ expiresAt }) => expiresAt)) - second;
  return {
    denies,
    soa: aged(soa, shortest),
    proof: links.map((link) => aged(link, link.expiresAt - second)),
  };
}

function aged({ set, signatures }: SecureSet, ttl: number): { readonly set: RRset; readonly signatures: RRset } {
  return { set: { ...set, ttl }, signatures: { ...signatures, ttl } };
}

function linkOf(set: RRset, proof: readonly RRset[], now: Instant): Link | null {
  const data = set.data[0];
  const secure = secured(set, proof, now);
  if (data?.type !== "NSEC" || secure === null) return null;
  const { nextName, types } = data;
  return { ...secure, key: canonicalKey(set.owner), nextKey: canonicalKey(nextName), next: nextName, types };
}

/** A set with those signatures of the proof that cover it. */
function secured(set: RRset, proof: readonly RRset[], now: Instant): SecureSet | null {
  const all = proof.find(({ owner, type }) => type === "RRSIG" && owner.key === set.owner.key);
  const data = (all?.data ?? []).filter((rdata) => rdata.type === "RRSIG" && rdata.covered === set.type);
  if (all === undefined || data.length === 0) return null;
  return { set, signatures: { ...all, data, ttl: set.ttl }, expiresAt: wholeSeconds(now) + set.ttl };
}
