/**
 * How far cached data is to be believed, least first (lib/dns/include/dns/types.h, `dns_trust_t`; RFC 2181 section 5.4.1).
 * `pending` was found bogus and is for clients with CD=1 alone; `additional` and `glue` came beside an answer or a referral.
 */
export type Trust =
  | "pending"
  | "additional"
  | "glue"
  | "answer"
  | "authority"
  | "authoritative-answer"
  | "secure"
  | "forced";

const RANKS: Readonly<Record<Trust, number>> = {
  pending: 0,
  additional: 1,
  glue: 2,
  answer: 3,
  authority: 4,
  "authoritative-answer": 5,
  secure: 6,
  forced: 7,
};

export function isLessTrusted(left: Trust, right: Trust): boolean {
  return RANKS[left] < RANKS[right];
}

/** What somebody who looks into the cache takes, apart from answers and better (lib/dns/include/dns/db.h, `DNS_DBFIND_*`). */
export type AcceptedTrust = ReadonlySet<Trust>;

/** For a client: what was asked for and answered. */
export const ANSWERS: AcceptedTrust = new Set(["answer", "authority", "authoritative-answer", "secure"]);
/** For a client with CD=1: what failed validation too. */
export const ANSWERS_AND_PENDING: AcceptedTrust = new Set([...ANSWERS, "pending"]);
/** For who looks for a name server's address. */
export const ANSWERS_AND_GLUE: AcceptedTrust = new Set([...ANSWERS, "glue"]);
/** For the additional section. */
export const ANYTHING_VALID: AcceptedTrust = new Set([...ANSWERS_AND_GLUE, "additional"]);
/** For the additional section of a client with CD=1. */
export const ANYTHING: AcceptedTrust = new Set([...ANYTHING_VALID, "pending"]);
