import { type DomainName, moveName, type RRset } from "../../dns/index.ts";
import type { Answering, Need } from "./answering.ts";

/** What one look brought: nothing more to do, another name, or a question for others. */
export type StepResult = { readonly kind: "done" } | { readonly kind: "restart" } | (Need & { readonly kind: "need" });

export const DONE: StepResult = { kind: "done" };
const RESTART: StepResult = { kind: "restart" };

export function targetOf(set: RRset): DomainName {
  const [data] = set.data;
  return data !== undefined && (data.type === "CNAME" || data.type === "DNAME") ? data.target : set.owner;
}

export function restartAt(state: Answering, name: DomainName): StepResult {
  return state.restart(name) ? RESTART : DONE;
}

/** RFC 6672 section 3.1: the DNAME, the CNAME made from it with the same TTL; YXDOMAIN if the name grows too long. */
export function answerDname(state: Answering, dname: RRset): StepResult {
  state.addAnswer(dname);
  const target = moveName(state.name, dname.owner, targetOf(dname));
  if (typeof target === "string") {
    state.rcode = "YXDOMAIN";
    return DONE;
  }
  const alias: RRset = { ...dname, owner: state.name, type: "CNAME", data: [{ type: "CNAME", target }] };
  state.addAnswer(alias);
  if (state.type === "CNAME" || state.type === "ANY") return DONE;
  return restartAt(state, target);
}
