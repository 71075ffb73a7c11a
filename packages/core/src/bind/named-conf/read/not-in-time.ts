import { type Diagnostic, informationAt } from "../../../text/index.ts";
import { tokenSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { textAt } from "./scope.ts";

/** Statements that say nothing of answers but of when zones are compared and copied, and what a simulation does in their place. */
const NOT_IN_TIME: ReadonlyMap<string, string> = new Map([
  ["dialup", "zones are compared with their primaries, and others told of them, whenever it is due"],
  ["transfers-out", "every transfer that is asked for begins at once"],
]);

/** Wherever they stand: in `options`, a view or a zone. */
export function notInTime(clauses: readonly Clause[]): readonly Diagnostic[] {
  return clauses.flatMap((clause) => {
    const instead = saysNothing(clause) ? undefined : NOT_IN_TIME.get(clause.name);
    const message = `${clause.name} is not modelled: in a simulation ${instead}.`;
    const own =
      instead === undefined ? [] : [informationAt(tokenSpan(clause.word.token), "NAMED_CONF_NOT_IN_TIME", message)];
    return [...own, ...notInTime(clause.clauses)];
  });
}

/** `dialup no` is what holds anyway. */
function saysNothing(clause: Clause): boolean {
  return clause.name === "dialup" && ["no", "false", "0"].includes((textAt(clause, 0) ?? "").toLowerCase());
}
