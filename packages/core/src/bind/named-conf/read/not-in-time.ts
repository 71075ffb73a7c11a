import { type Diagnostic, informationAt } from "../../../text/index.ts";
import { tokenSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { parseInteger } from "../scalar.ts";
import { textOf } from "./scope.ts";

/** Statements that say nothing of answers but of when zones are compared and copied, and what a simulation does in their place. */
const NOT_IN_TIME: ReadonlyMap<string, string> = new Map([
  ["transfers-out", "a transfer takes no time, so that none is one too many"],
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

/** What holds anyway: transfers without a bound. */
function saysNothing({ name, values }: Clause): boolean {
  return name === "transfers-out" && parseInteger(textOf(values[0]) ?? "") === 0;
}
