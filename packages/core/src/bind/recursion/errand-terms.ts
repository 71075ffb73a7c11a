import type { Question } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import type { ServerSearch } from "./address-search.ts";
import type { Budget } from "./budget.ts";
import type { FailureResult } from "./found.ts";
import type { Cut } from "./state.ts";
import type { QueryForm } from "./upstream-query.ts";
import type { AnswerVerdict, ReferralVerdict } from "./verdict.ts";

/** One question put to equal servers until one of them answers (resolver.c, a fetch context). */
export interface Errand {
  readonly question: Question;
  /** Whom it may be put to; those of a delegation are looked for anew in each round. */
  readonly servers: readonly Endpoint[] | ServerSearch;
  readonly form: QueryForm;
  /** The zone that the servers are asked for, and how long its NS set lives. */
  readonly cut: Pick<Cut, "domain" | "ttl">;
  /** The forwarding entry that sends the question to them; null where they are a zone's own. */
  readonly forwardedBy: Cut["domain"] | null;
  readonly budget: Budget;
  /** Who has asked; null: another question needs this one, or nobody was told. */
  readonly client: Endpoint | null;
  /** How often all are tried before others take over; null: until the time is over. */
  readonly rounds: number | null;
  /** How often addresses of servers have been looked for before, for this question. */
  readonly searches: number;
}

/** Verdicts that end an errand. */
export type ErrandVerdict =
  | AnswerVerdict
  | ReferralVerdict
  | { readonly kind: "failed"; readonly why: string; readonly result: FailureResult; readonly isFinal: boolean };
