import {
  type DomainName,
  isAtOrBelow,
  isBelow,
  type ResourceRecord,
  type Response,
  type RRset,
  type RrType,
} from "../../dns/index.ts";
import type { Trust } from "../cache/trust.ts";
import { rrsetsOf, signaturesOf } from "../rrsets.ts";
import { judgeEmpty } from "./judge-empty.ts";
import { relatedSets } from "./related.ts";
import { type Expectation, isProtected, malformed, type TrustedSet, unusable, type Verdict } from "./verdict.ts";

/** An answer section that is not empty (resolver.c, rctx_answer). */
export function judgeAnswer(response: Response, expected: Expectation): Verdict {
  const { question, isForwarder, domain } = expected;
  const sets = rrsetsOf(response.answer);
  if (response.flags.authoritative || isForwarder) return judgePositive(response, sets, expected);
  const isAliasQuestion = question.type === "CNAME" || question.type === "ANY";
  const isAlias = sets.some((set) => set.type === "CNAME" && set.owner.key === question.name.key);
  if (isAlias && !isAliasQuestion) return judgePositive(response, sets, expected);
  if (question.type !== "NS" && !hasReferral(response, domain)) return judgePositive(response, sets, expected);
  // Without AA an answer to a question for NS is taken for the referral that it should have been.
  const verdict = judgeEmpty(response, question.type === "NS" ? "answer" : "authority", expected);
  const isNoAnswer = verdict.kind === "referral" || verdict.kind === "unusable";
  return isNoAnswer ? verdict : unusable("an answer without authority");
}

function hasReferral(response: Response, domain: DomainName): boolean {
  return response.authority.some(({ owner, data }) => data.type === "NS" && isBelow(owner, domain));
}

/** What was asked for, else a DNAME above, else a CNAME (rctx_answer_scan and what follows it). */
function judgePositive(response: Response, sets: readonly RRset[], expected: Expectation): Verdict {
  const { name } = expected.question;
  const trust: Trust = response.flags.authoritative ? "authoritative-answer" : "answer";
  const trusted = (set: RRset): TrustedSet => ({ set, signatures: signaturesOf(set, sets), trust });
  const atName = sets.filter((set) => set.owner.key === name.key);
  const dname = sets.find((set) => set.type === "DNAME" && isUsableDname(set, expected));
  if (dname !== undefined) return deniedSet(dname, expected) ?? { kind: "dname", set: trusted(dname) };
  // Of an alias and other data at one name, which should not be, the first counts.
  const first = atName.find((set) => set.type === "CNAME" || isWanted(set.type, expected));
  if (first === undefined) return malformed("the answer is about something else", "reply has no answer");
  if (!isWanted(first.type, expected)) return judgeAlias(first, trusted(first), expected);
  const wanted = atName.filter((set) => isWanted(set.type, expected));
  const limit = expected.maxRecordsPerType;
  const tooMany = limit > 0 ? wanted.find((set) => set.data.length > limit) : undefined;
  if (tooMany !== undefined) return { kind: "hopeless", why: `more than ${limit} records of one type`, tooMany };
  if (response.rcode !== "NOERROR") {
    return malformed("an answer with an error code", "CNAME/DNAME chain complete, but RCODE indicates error");
  }
  const refusal = firstDenied(wanted, expected);
  return refusal ?? { kind: "records", sets: wanted.map(trusted), beside: besideAnswer(response, wanted, expected) };
}

/** KEY and NSEC stand beside an alias: who asks for them is not led on (rctx_answer_cname). */
function judgeAlias(alias: RRset, set: TrustedSet, expected: Expectation): Verdict {
  const { type } = expected.question;
  if (type === "KEY" || type === "NSEC") {
    return malformed(`an alias in place of ${type}`, `CNAME response for ${type} RR`);
  }
  return deniedSet(alias, expected) ?? { kind: "alias", set };
}

/** Of what was asked for itself an alias leads nowhere. */
function firstDenied(wanted: readonly RRset[], expected: Expectation): Verdict | null {
  const { type } = expected.question;
  for (const set of wanted) {
    const isAskedAlias = set.type === type && (type === "CNAME" || type === "DNAME");
    const verdict = isAskedAlias ? null : deniedSet(set, expected);
    if (verdict !== null) return verdict;
  }
  return null;
}

function deniedSet(set: RRset, expected: Expectation): Verdict | null {
  const why = expected.denial(set);
  return why === null ? null : { kind: "hopeless", why, tooMany: null };
}

/** Signatures go along with what they sign. */
function isWanted(type: RrType, { question }: Expectation): boolean {
  return type === question.type || (question.type === "ANY" && type !== "RRSIG");
}

function isUsableDname(set: RRset, { question, domain, isOutside }: Expectation): boolean {
  return isBelow(question.name, set.owner) && isAtOrBelow(set.owner, domain) && !isOutside(set.owner, "DNAME", domain);
}

/** Addresses of hosts in the answer, and the zone's NS with theirs where nobody else can have sent them. */
function besideAnswer(response: Response, wanted: readonly RRset[], expected: Expectation): readonly TrustedSet[] {
  const { question, domain } = expected;
  const isPriming = question.type === "NS" && question.name.labelCount === 0;
  const related = relatedSets(response.additional, wanted, isPriming ? "glue" : "additional", domain, expected);
  const nameServers = isProtected(expected) ? zoneNameServers(response.authority, expected) : null;
  if (nameServers === null) return related;
  const trust: Trust = response.flags.authoritative ? "authority" : "additional";
  const set = trimmed(nameServers, expected);
  return [
    ...related,
    { set, signatures: signaturesOf(set, rrsetsOf(response.authority)), trust },
    ...relatedSets(response.additional, [set], "additional", nameServers.owner, expected),
  ];
}

/** NS of the answering zone beside a positive answer (rctx_authority_positive). */
function zoneNameServers(authority: readonly ResourceRecord[], expected: Expectation): RRset | null {
  const { question, domain, isOutside } = expected;
  const isOfZone = (set: RRset): boolean =>
    set.type === "NS" && isAtOrBelow(question.name, set.owner) && !isOutside(set.owner, "NS", domain);
  return rrsetsOf(authority).find(isOfZone) ?? null;
}

/** What a zone says of its own servers lives no longer than what led here. */
function trimmed(nameServers: RRset, { domain, nameServersTtl }: Expectation): RRset {
  const isOwn = nameServers.owner.key === domain.key && domain.labelCount > 0;
  if (!isOwn || nameServersTtl === null || nameServers.ttl <= nameServersTtl) return nameServers;
  return { ...nameServers, ttl: nameServersTtl };
}
