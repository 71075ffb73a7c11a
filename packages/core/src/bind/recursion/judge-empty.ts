import { isAtOrBelow, type Response, type RRset } from "../../dns/index.ts";
import type { Trust } from "../cache/trust.ts";
import { withoutDot } from "../log-lines.ts";
import { rrsetsOf } from "../rrsets.ts";
import { relatedSets } from "./related.ts";
import { type Expectation, malformed, type Verdict } from "./verdict.ts";

/** No answer: a name error, NODATA or a referral (resolver.c, rctx_answer_none). `where`: which section the NS are looked for in. */
export function judgeEmpty(response: Response, where: "answer" | "authority", expected: Expectation): Verdict {
  const { question, domain } = expected;
  const isAbout = (set: RRset): boolean => isAtOrBelow(set.owner, domain) && isAtOrBelow(question.name, set.owner);
  const sets = rrsetsOf(response[where]).filter(isAbout);
  const soas = sets.filter((set) => set.type === "SOA");
  const nameServers = sets.filter((set) => set.type === "NS");
  if (soas.length > 1 || nameServers.length > 1) {
    return malformed("several zones in one authority section", ...complaintsAbout(response, where, expected));
  }
  const [soa = null] = soas;
  const [ns = null] = nameServers;
  const isSilent = response.answer.length === 0 && response.authority.length === 0;
  const isNegative = response.rcode === "NXDOMAIN" || isSilent || soa !== null;
  if (!isNegative && ns === null) {
    const complaints = [...complaintsAbout(response, where, expected), whatCame(response, where, expected)];
    return malformed("neither an answer nor a referral", ...complaints);
  }
  if (ns !== null && soa !== null && ns.owner.key !== soa.owner.key) {
    return malformed("SOA and NS of two zones", "NS/SOA mismatch");
  }
  if (!isNegative && ns !== null) return judgeReferral(response, ns, expected);
  const denies = response.rcode === "NXDOMAIN" ? "name" : "type";
  return {
    kind: "denial",
    denies,
    soa,
    proof: proofIn(response, expected),
    authority: rrsetsOf(response.authority),
    trust: denialTrust(response, soa, expected),
  };
}

/** NS and SOA that stand where they do not belong, in their order, up to the second set of a kind (rctx_authority_negative). */
function complaintsAbout(response: Response, where: "answer" | "authority", expected: Expectation): readonly string[] {
  const { question, domain } = expected;
  const complaints: string[] = [];
  const seen = new Set<RRset["type"]>();
  for (const { owner, type } of rrsetsOf(response[where]).filter(isOfZone)) {
    if (!isAtOrBelow(owner, domain)) continue;
    if (!isAtOrBelow(question.name, owner)) {
      complaints.push(`unrelated ${type} ${withoutDot(owner)} in ${withoutDot(question.name)} authority section`);
    } else if (seen.has(type)) {
      return [...complaints, `multiple ${type === "NS" ? "NS RRsets" : "SOA RRs"} in authority section`];
    } else seen.add(type);
  }
  return complaints;
}

/** The last of what lies outside of the zone is named (rctx_answer_none). */
function whatCame(response: Response, where: "answer" | "authority", { domain }: Expectation): string {
  const last = rrsetsOf(response[where])
    .filter(isOfZone)
    .findLast(({ owner }) => !isAtOrBelow(owner, domain));
  if (last === undefined) return "invalid response";
  return `Name ${withoutDot(last.owner)} (${last.type}) not subdomain of zone ${withoutDot(domain)} -- invalid response`;
}

function isOfZone({ type }: RRset): boolean {
  return type === "NS" || type === "SOA";
}

const NOT_IMPROVING = "non-improving referral";

/** Of a denial without AA only a forwarder's is used again (rctx_authority_negative, lib/dns/ncache.c). */
function denialTrust(response: Response, soa: RRset | null, { isForwarder }: Expectation): Trust {
  if (response.flags.authoritative) return "authority";
  return isForwarder && soa !== null ? "answer" : "additional";
}

/** What shows a client with DO=1 that the denial is true. */
function proofIn(response: Response, { domain }: Expectation): readonly RRset[] {
  const isProof = (set: RRset): boolean => PROOFS.has(set.type) && isAtOrBelow(set.owner, domain);
  return rrsetsOf(response.authority).filter(isProof);
}

const PROOFS: ReadonlySet<string> = new Set(["NSEC", "NSEC3", "RRSIG"]);

function judgeReferral(response: Response, nameServers: RRset, expected: Expectation): Verdict {
  const { domain, isForwarder } = expected;
  if (isForwarder) return malformed("a forwarder answered with a referral", NOT_IMPROVING);
  if (nameServers.owner.key === domain.key) return malformed("a referral to itself", NOT_IMPROVING);
  const set = nameServers.ttl === 0 ? { ...nameServers, ttl: 1 } : nameServers;
  return {
    kind: "referral",
    nameServers: set,
    // Glue of a zone beside the one that is delegated could be anybody's invention: its address is asked for.
    glue: relatedSets(response.additional, [set], "glue", set.owner, expected),
  };
}
