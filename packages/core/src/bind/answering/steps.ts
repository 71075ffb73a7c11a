import type { DomainName, RRset } from "../../dns/index.ts";
import type { Answering } from "./answering.ts";
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

/** An error takes the place of what was found, unless that can stand without the rest (lib/ns/query.c, ns_query_done). */
export function failWith(state: Answering, rcode: "SERVFAIL" | "REFUSED"): StepResult {
  if (!state.isPartial || (state.isRecursionDesired && rcode === "SERVFAIL")) state.fail(rcode);
  return DONE;
}
