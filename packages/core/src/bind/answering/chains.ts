import { moveName, type RRset } from "../../dns/index.ts";
import type { Answering, Presentable } from "./answering.ts";
import type { StepResult } from "./step-result.ts";
import { DONE, restartAt, targetOf } from "./steps.ts";

/** RFC 6672 section 3.1: the DNAME, the CNAME made from it with the same TTL; YXDOMAIN if the name grows too long. */
export function answerDname(state: Answering, dname: Presentable): StepResult {
  state.put("answer", dname);
  state.isPartial = true;
  const target = moveName(state.name, dname.set.owner, targetOf(dname.set));
  if (typeof target === "string") {
    state.rcode = "YXDOMAIN";
    return DONE;
  }
  const alias: RRset = { ...dname.set, owner: state.name, type: "CNAME", data: [{ type: "CNAME", target }] };
  state.put("answer", { ...dname, set: alias, signatures: null });
  if (state.askedType === "CNAME" || state.askedType === "ANY") return DONE;
  return restartAt(state, target);
}
