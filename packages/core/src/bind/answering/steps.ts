import type { DomainName, RRset } from "../../dns/index.ts";
import { failureLine, type QueryFailure } from "../log-lines.ts";
import type { Answering } from "./answering.ts";
import type { BindRequest } from "./request.ts";
import type { StepResult } from "./step-result.ts";

export const DONE: StepResult = { kind: "done" };
const RESTART: StepResult = { kind: "restart" };

export function targetOf(set: RRset): DomainName {
  const [data] = set.data;
  return data !== undefined && (data.type === "CNAME" || data.type === "DNAME") ? data.target : set.owner;
}

export function restartAt(state: Answering, name: DomainName): StepResult {
  return state.restart(name) ? RESTART : DONE;
}

/**
 * An error takes the place of what was found, unless that can stand without the rest (lib/ns/query.c, ns_query_done).
 * `failure`: what is logged of it; null: nobody has seen what.
 */
export function failWith(
  state: Answering,
  rcode: "SERVFAIL" | "REFUSED",
  failure: QueryFailure | null = null,
): StepResult {
  if (!state.isPartial || (state.isRecursionDesired && rcode === "SERVFAIL")) {
    state.fail(rcode);
    if (failure !== null) logFailedQuestion(state.request, failure);
  }
  return DONE;
}

export function logFailedQuestion({ failureLog, question }: BindRequest, failure: QueryFailure): void {
  failureLog?.(failureLine(question, failure));
}
