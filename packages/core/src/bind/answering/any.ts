import type { RRset, RrType } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import { isSecureZone } from "../signed/signed-zone.ts";
import type { Answering } from "./answering.ts";

const typesIn = (text: string): ReadonlySet<RrType> => new Set(text.split(" ") as RrType[]);

/** Types that come first at a name (lib/dns/rbtdb.c, prio_type). */
const FIRST = typesIn("A AAAA CNAME DNAME DNSKEY DS HTTPS MX NAPTR NS NSEC NSEC3 PTR SOA SRV SVCB TXT");
/** Hidden from ANY in a zone that is not signed throughout (lib/ns/query.c, query_respond_any). */
const ONLY_IN_SIGNED_ZONES = typesIn("RRSIG NSEC NSEC3 NSEC3PARAM DNSKEY DS");

/** What of all that stands at a name is shown to a question for ANY or for signatures, in named's order. */
export function chooseSets(state: Answering, zone: Zone, all: readonly RRset[]): readonly RRset[] {
  const signatures = all.filter((set) => set.type === "RRSIG");
  if (state.askedType !== "ANY") return signatures;
  const isShown = (set: RRset): boolean => isSecureZone(zone) || !ONLY_IN_SIGNED_ZONES.has(set.type);
  const sets = all.filter((set) => set.type !== "RRSIG").filter(isShown);
  const ordered = [...sets].sort((left, right) => rankOf(left) - rankOf(right));
  const signed = ordered.flatMap((set) => [set, ...signatures.filter((other) => coveredBy(other) === set.type)]);
  const shown = signed.filter(isShown);
  return isMinimalAny(state) ? firstOf(shown, state.wantsDnssec) : shown;
}

/** Sets of the cache for ANY: newest first, and of those the types that come first; signatures are sets as well. */
export function orderCached<Entry extends { readonly rrset: RRset }>(
  state: Answering,
  entries: readonly Entry[],
  signaturesIn: (entries: readonly Entry[]) => readonly Entry[],
): readonly Entry[] {
  const ordered = [...entries].reverse().sort((left, right) => rankOf(left.rrset) - rankOf(right.rrset));
  return isMinimalAny(state) ? ordered.slice(0, 1) : ordered.flatMap((entry) => [entry, ...signaturesIn([entry])]);
}

function isMinimalAny({ view, request }: Answering): boolean {
  return view.settings.options.minimalAny && request.transport === "udp";
}

function rankOf(set: RRset): number {
  return FIRST.has(set.type) ? 0 : 1;
}

function coveredBy(set: RRset): RrType | null {
  const [data] = set.data;
  return data?.type === "RRSIG" ? data.covered : null;
}

/** `minimal-any`: over UDP one set is enough, with its signatures for DO=1 alone. */
function firstOf(sets: readonly RRset[], withSignatures: boolean): readonly RRset[] {
  const [first] = sets;
  if (first === undefined) return [];
  return sets.filter((set) => set === first || (withSignatures && coveredBy(set) === first.type));
}
