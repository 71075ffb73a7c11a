import {
  isBelow,
  type Question,
  type ResourceRecord,
  type Response,
  type RrClass,
  type RrType,
} from "../../dns/index.ts";
import { withoutDot } from "../log-lines.ts";
import { rrsetsOf } from "../rrsets.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { judgeEmpty } from "./judge-empty.ts";
import {
  type Expectation,
  isProtected,
  LAME,
  malformed,
  type Refusal,
  repeatsQuestion,
  stray,
  unusable,
  type Verdict,
} from "./verdict.ts";

const HOPEFUL: ReadonlySet<string> = new Set(["NOERROR", "NXDOMAIN", "YXDOMAIN"]);

/** Decides as lib/dns/resolver.c does (resquery_response). */
export function judge(response: Response, expected: Expectation): Verdict {
  const refusal = judgeHeader(response, expected) ?? judgeRcode(response, expected);
  if (refusal !== null) return refusal;
  if (response.answer.length > 0) return judgeAnswer(response, expected);
  if (response.rcode === "YXDOMAIN" && response.authority.length === 0) return unexpected("YXDOMAIN");
  return judgeEmpty(response, "authority", expected);
}

function judgeHeader(response: Response, expected: Expectation): Refusal | null {
  const { question, transport } = expected;
  if (response.id !== expected.id) return stray();
  if (isOfAnotherClass(response, expected)) return withoutEdns(expected, malformed("another class"));
  if (hasRivals(response)) return withoutEdns(expected, malformed("two records of a type that stands alone"));
  if (expected.cookie === "bad" && transport === "udp") return stray();
  if (!repeatsQuestion(response, question)) return stray(...mismatch(response.questions));
  if (transport === "udp" && isDoubtful(response, expected)) return { kind: "again", how: "over-tcp" };
  if (response.flags.truncated) return unusable("truncated over TCP", "truncated TCP response");
  return response.opcode === "QUERY" ? null : unusable("another opcode", `${response.opcode} unexpected OPCODE`);
}

/** A message in which classes are mixed is not read at all (lib/dns/message.c). */
function isOfAnotherClass({ questions, answer, authority, additional }: Response, { question }: Expectation): boolean {
  const isOther = (one: { readonly class: RrClass }): boolean => one.class !== question.class;
  return questions.some(isOther) || answer.some(isOther) || authority.some(isOther) || additional.some(isOther);
}

/** Of these a name has one; a message with two is not read at all (lib/dns/message.c, getsection). */
const LONE: ReadonlySet<RrType> = new Set<RrType>(["SOA", "CNAME", "DNAME", "RESINFO"]);

function hasRivals({ answer, authority, additional }: Response): boolean {
  return haveRivals(answer) || haveRivals(authority) || haveRivals(additional);
}

function haveRivals(section: readonly ResourceRecord[]): boolean {
  if (section.length < 2) return false;
  const lone = section.filter(({ data }) => LONE.has(data.type));
  return lone.length > 1 && rrsetsOf(lone).some(({ data }) => data.length > 1);
}

/** Cut short, without the cookie that this server gave before, or with a DNAME that anybody could have sent. */
function isDoubtful(response: Response, expected: Expectation): boolean {
  if (response.flags.truncated || expected.cookie === "missing") return true;
  return !isProtected(expected) && response.answer.some(({ data }) => data.type === "DNAME");
}

function judgeRcode(response: Response, expected: Expectation): Refusal | null {
  const { rcode } = response;
  if (HOPEFUL.has(rcode)) return isLame(response, expected) ? unusable(LAME) : null;
  if (rcode === "FORMERR" && response.edns === null) return withoutEdns(expected, FORMERR);
  if (rcode === "FORMERR" && expected.cookie === "echoed") return { kind: "again", how: "without-cookie" };
  if (rcode === "BADCOOKIE" && expected.cookie === "good") return { kind: "again", how: "with-new-cookie" };
  return rcode === "FORMERR" ? FORMERR : unexpected(rcode);
}

const FORMERR: Refusal = {
  kind: "unusable",
  why: "FORMERR",
  complaints: ["server sent FORMERR"],
  result: "received FORMERR",
};

function unexpected(rcode: Response["rcode"]): Refusal {
  return unusable(rcode, rcode === "BADVERS" ? rcode : `${rcode} unexpected RCODE`);
}

/** Of several questions nothing was seen. */
function mismatch(questions: readonly Question[]): readonly string[] {
  const [first, second] = questions;
  if (first === undefined) return ["empty question section"];
  if (second !== undefined) return [];
  return [`question section mismatch: got ${withoutDot(first.name)}/${first.class}/${first.type}`];
}

function withoutEdns(expected: Expectation, otherwise: Refusal): Refusal {
  return expected.withEdns ? { kind: "again", how: "without-edns" } : otherwise;
}

/** NS of the zone itself without AA, or of another, and nothing else: the server does not serve it (resolver.c, is_lame). */
function isLame(response: Response, { domain, isForwarder }: Expectation): boolean {
  if (isForwarder || response.answer.length > 0) return false;
  const nameServers = response.authority.find(({ data }) => data.type === "NS");
  if (nameServers === undefined) return false;
  const { owner } = nameServers;
  if (owner.key === domain.key) return !response.flags.authoritative;
  return !isBelow(owner, domain);
}
