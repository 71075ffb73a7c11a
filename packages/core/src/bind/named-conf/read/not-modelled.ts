import { DomainName } from "../../../dns/index.ts";
import type { BindVersion, NotModelledOption, Reach } from "../../settings.ts";
import { tokenSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { parseBoolean, parseInteger } from "../scalar.ts";
import {
  booleanIn,
  elementsOf,
  findClause,
  findClauses,
  integerIn,
  keywordNumber,
  keywordValue,
  nameFrom,
  type Scope,
  textAt,
  textOf,
} from "./scope.ts";

/** Where a view's options are read from. */
export interface ViewScope {
  readonly scope: Scope;
  /** The view's statements, the file's where there are no views: `dlz`, `plugin` and `dyndb` stand there. */
  readonly outermost: Scope;
  readonly zones: readonly Clause[];
  readonly version: BindVersion;
}

/** What an option of this name can change; null: as it stands it changes nothing. */
type Judge = (clause: Clause, view: ViewScope) => Reach | null;

const always =
  (reach: Reach): Judge =>
  () =>
    reach;

/** `yes` alone changes something. */
const ifYes =
  (reach: Reach): Judge =>
  (clause) =>
    parseBoolean(textAt(clause, 0) ?? "") === true ? reach : null;

const ifNo =
  (reach: Reach): Judge =>
  (clause) =>
    parseBoolean(textAt(clause, 0) ?? "") === false ? reach : null;

/** A list of clients that names anybody. */
const judgeClients =
  (reach: Reach): Judge =>
  (clause) => {
    const elements = elementsOf(clause);
    const isNobody = elements.length === 1 && textOf(elements[0]?.values[0])?.toLowerCase() === "none";
    return elements.length === 0 || isNobody ? null : reach;
  };

/** Each name of a chain has `max-recursion-queries` of its own; fewer in all may end earlier. */
const judgeQueryCount: Judge = (clause, { scope }) => {
  const limit = parseInteger(textAt(clause, 0) ?? "") ?? 0;
  const each = integerIn(scope, "max-recursion-queries", 50);
  return limit > 0 && limit < each ? "answer-from-others" : null;
};

/** How long silent servers are waited for. */
const ifOtherThan =
  (usual: number): Judge =>
  (clause) =>
    parseInteger(textAt(clause, 0) ?? "") === usual ? null : "answer-from-others";

/** Answers grow to a multiple of the block, for these clients. */
const judgePadding: Judge = (clause, view) =>
  (keywordNumber(clause.values, "block-size") ?? 0) > 0 ? judgeClients("padded-answer")(clause, view) : null;

/** Policies look at questions with RD=1 alone, unless one says otherwise (lib/ns/query.c, rpz_rewrite). */
const judgePolicies: Judge = (clause) => {
  const all = [clause.values, ...elementsOf(clause).map(({ values }) => values)];
  const asksAll = all.some((values) => parseBoolean(keywordValue(values, "recursive-only") ?? "") === false);
  return asksAll ? "every-answer" : "recursive-answer";
};

/** Without `stale-cache-enable` nothing old is kept (lib/dns/view.c). */
const judgeStale: Judge = (clause, { scope }) =>
  parseBoolean(textAt(clause, 0) ?? "") === true && booleanIn(scope, "stale-cache-enable", false)
    ? "stale-answer"
    : null;

/** Database drivers that are asked for every name, unless `search no`. */
const judgeDlz: Judge = (clause) => (booleanIn([clause.clauses], "search", true) ? "every-answer" : null);

/** Names of answers; `response` alone is about those of others. */
const judgeNames: Judge = ({ values }) => {
  const [kind, level] = values.map((value) => (value.kind === "word" ? value.text.toLowerCase() : ""));
  return kind === "response" && level === "fail" ? "answer-from-others" : null;
};

const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ["check-names", judgeNames],
  ["dnssec-must-be-secure", (clause) => (parseBoolean(textAt(clause, 1) ?? "") === true ? "answer-from-others" : null)],
  ["dual-stack-servers", always("answer-from-others")],
  ["max-query-count", judgeQueryCount],
  ["message-compression", ifNo("every-answer")],
  ["no-case-compress", judgeClients("every-answer")],
  ["nxdomain-redirect", always("name-error")],
  ["resolver-use-dns64", ifYes("answer-from-others")],
  ["resolver-nonbackoff-tries", ifOtherThan(3)],
  ["resolver-retry-interval", ifOtherThan(800)],
  ["response-padding", judgePadding],
  ["response-policy", judgePolicies],
  ["root-delegation-only", always("answer-from-others")],
  ["stale-answer-enable", judgeStale],
]);

/** Statements that stand beside `options`, or in a view. */
const outerJudges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ["dlz", judgeDlz],
  ["dyndb", always("every-answer")],
  ["plugin", always("every-answer")],
]);

/** Types of zones that change answers to questions for other names. */
const zoneReaches: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ["delegation-only", "answer-from-others"],
  ["redirect", "name-error"],
]);

/** The names of all options that {@link readNotModelled} knows. */
export const notModelledNames: readonly string[] = [...judges.keys(), ...outerJudges.keys()].sort();

/** What changes answers of a view and is not modelled. */
export function readNotModelled(view: ViewScope): readonly NotModelledOption[] {
  return [...optionsOf(judges, view.scope, view), ...optionsOf(outerJudges, view.outermost, view), ...zonesOf(view)];
}

function optionsOf(known: ReadonlyMap<string, Judge>, scope: Scope, view: ViewScope): readonly NotModelledOption[] {
  return [...known].flatMap(([name, judge]) =>
    findClauses(scope, name).flatMap((clause): readonly NotModelledOption[] => {
      const reach = judge(clause, view);
      return reach === null ? [] : [{ name, span: tokenSpan(clause.word.token), reach, scope: scopeOf(clause) }];
    }),
  );
}

/** `dnssec-must-be-secure` is said of a name; everything else of all. */
function scopeOf(clause: Clause): DomainName {
  const name = clause.name === "dnssec-must-be-secure" ? nameFrom(textAt(clause, 0)) : null;
  return name ?? DomainName.root;
}

function zonesOf({ zones }: ViewScope): readonly NotModelledOption[] {
  return zones.flatMap((clause): readonly NotModelledOption[] => {
    const type = textAt(findClause([clause.clauses], "type"), 0)?.toLowerCase() ?? "";
    const reach = zoneReaches.get(type);
    const scope = nameFrom(textAt(clause, 0));
    if (reach === undefined || scope === null) return [];
    return [{ name: `a ${type} zone`, span: tokenSpan(clause.word.token), reach, scope }];
  });
}
