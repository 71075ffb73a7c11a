import type { DomainName, Question, Response, RRset, RrType } from "../../dns/index.ts";
import type { Trust } from "../cache/trust.ts";

/** A set that an answer brought, and how far it is to be believed. */
export interface TrustedSet {
  readonly set: RRset;
  readonly signatures: RRset | null;
  readonly trust: Trust;
}

/** What an upstream's answer is worth (facts section 2, and what the client then sees). */
export type Verdict = AnswerVerdict | ReferralVerdict | Refusal;

/** Ends a question. `beside`: what else came that may be kept. */
export type AnswerVerdict =
  | { readonly kind: "records"; readonly sets: readonly TrustedSet[]; readonly beside: readonly TrustedSet[] }
  | { readonly kind: "alias" | "dname"; readonly set: TrustedSet }
  | {
      readonly kind: "denial";
      readonly denies: "type" | "name";
      /** null where none came that the server may speak of. */
      readonly soa: RRset | null;
      readonly proof: readonly RRset[];
      /** The whole authority section, whoever it speaks of: what of it is validated is kept. */
      readonly authority: readonly RRset[];
      readonly trust: Trust;
    };

export interface ReferralVerdict {
  readonly kind: "referral";
  readonly nameServers: RRset;
  readonly glue: readonly TrustedSet[];
}

/** No answer yet, or none at all. */
export type Refusal =
  | { readonly kind: "again"; readonly how: "over-tcp" | "without-edns" | "without-cookie" | "with-new-cookie" }
  /** Not an answer to this question: as if nothing had come. */
  | { readonly kind: "stray"; readonly complaints: readonly string[] }
  /** This server is of no use for this question; the next one may be. */
  | ({ readonly kind: "unusable"; readonly why: string } & Told)
  /** No server is asked any more. */
  | { readonly kind: "hopeless"; readonly why: string; readonly tooMany: RRset | null };

/** What named's log has of an answer that is of no use. */
export interface Told {
  /** What is wrong with its form, each in a line of its own. */
  readonly complaints: readonly string[];
  /** What stands in front of `resolving NAME: SERVER`; null: nothing is said. */
  readonly result: string | null;
}

export interface Expectation {
  readonly question: Question;
  readonly id: number;
  readonly withEdns: boolean;
  readonly isForwarder: boolean;
  /** The zone that the asked server speaks for: nothing outside it is believed. */
  readonly domain: DomainName;
  /** Seconds that the zone's NS set still has here; null: nobody knows. */
  readonly nameServersTtl: number | null;
  readonly maxRecordsPerType: number;
  readonly transport: "udp" | "tcp";
  /** What the answer's cookie showed. */
  readonly cookie: CookieStanding;
  /** Whether a name lies outside what the server may speak of: `apex` is the zone that it speaks for. */
  readonly isOutside: (name: DomainName, type: RrType, apex: DomainName) => boolean;
  /** Why a set that answers is not believed (`deny-answer-addresses`, `deny-answer-aliases`); null: it is. */
  readonly denial: (set: RRset) => string | null;
}

/** `missing`: the server gave one before, and none now. `echoed`: our own half alone. */
export type CookieStanding = "good" | "bad" | "missing" | "echoed" | "none";

/** Whether nobody but the server itself can have sent this: what stands beside the answer may be believed. */
export function isProtected({ cookie, transport }: Expectation): boolean {
  return cookie === "good" || transport === "tcp";
}

/** Why a server that does not serve the zone is of no use; named logs it in words of its own. */
export const LAME = "lame server";

export function unusable(why: string, result: string | null = null): Refusal {
  return { kind: "unusable", why, complaints: [], result };
}

/** An answer that is not formed as one should be (lib/dns/resolver.c, log_formerr). */
export function malformed(why: string, ...complaints: readonly string[]): Refusal {
  return { kind: "unusable", why, complaints, result: "FORMERR" };
}

export function stray(...complaints: readonly string[]): Refusal {
  return { kind: "stray", complaints };
}

const BARE: ReadonlySet<string> = new Set(["FORMERR", "NOTIMP"]);

/** Whether the response repeats the question; one that understood nothing, or was cut short, need not (resolver.c, same_question). */
export function repeatsQuestion(response: Response, question: Question): boolean {
  const [first] = response.questions;
  if (first === undefined) return BARE.has(response.rcode) || response.flags.truncated;
  return response.questions.length === 1 && first.name.key === question.name.key && first.type === question.type;
}
