import { parseName } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Span } from "../../../text/index.ts";
import { type Statement, type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, textAt, textOf } from "../read/scope.ts";
import { type CheckContext, type CheckedView, nameSpan, refuse, refuseSecond } from "./context.ts";

const ANSWERING = new Set(["primary", "master", "secondary", "slave"]);
const MOST_POLICY_ZONES = 64;

/** Zones that response-policy and catalog-zones name must be ones that this view answers (lib/bind9/check.c, check_rpz_catz). */
export function checkPolicyZones(view: CheckedView, context: CheckContext): void {
  const own = view.clause === null ? context.options : view.own;
  const answering = new Set(view.zones.filter(isAnswered).map((zone) => keyOf(textAt(zone, 0) ?? "")));
  const policies = findClause([own], "response-policy");
  const catalogs = findClause([own], "catalog-zones");
  const said = view.clause === null ? "" : ` for view ${view.name}`;
  for (const [at, statement] of elementsOf(policies).entries()) {
    const { span, zone } = namedIn(statement, policies);
    if (at === MOST_POLICY_ZONES) {
      const message = `more than ${MOST_POLICY_ZONES} response policy zones in view '${view.name}'`;
      refuse(context, span, "NAMED_CONF_LIMIT", message);
      break;
    }
    if (answering.has(keyOf(zone))) continue;
    const message = `response-policy zone '${zone}'${said} is not a primary or secondary zone`;
    refuse(context, span, "NAMED_CONF_UNDEFINED_REFERENCE", message);
  }
  if (catalogs !== undefined) checkCatalogs(catalogs, answering, said, context);
}

function checkCatalogs(catalogs: Clause, answering: ReadonlySet<string>, said: string, context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const statement of elementsOf(catalogs)) {
    const { span, zone } = namedIn(statement, catalogs);
    if (!answering.has(keyOf(zone))) {
      const message = `catalog zone '${zone}'${said} is not a primary or secondary zone`;
      refuse(context, span, "NAMED_CONF_UNDEFINED_REFERENCE", message);
    }
    const first = seen.get(keyOf(zone));
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `catalog zone '${zone}': already added here`, first);
    }
    seen.set(keyOf(zone), first ?? span);
    if (!has(statement, "default-primaries") || !has(statement, "default-masters")) continue;
    const message = `catalog zone '${zone}'${said}: 'default-primaries' and 'default-masters' can not be both defined`;
    refuse(context, span, "NAMED_CONF_CONFLICT", message);
  }
}

function isAnswered(zone: Clause): boolean {
  return ANSWERING.has(textAt(findClause([zone.clauses], "type"), 0)?.toLowerCase() ?? "");
}

function keyOf(text: string): string {
  const name = parseName(text);
  return typeof name === "string" ? text : name.key;
}

/** The zone behind the word `zone`, and where it stands. */
function namedIn({ values }: Statement, clause: Clause | undefined): { readonly span: Span; readonly zone: string } {
  const value: Value | undefined = values[1] ?? values[0];
  invariant(clause !== undefined, "elements stand in a statement");
  return { span: value === undefined ? nameSpan(clause) : valueSpan(value), zone: textOf(value) ?? "" };
}

function has({ values }: Statement, word: string): boolean {
  return values.some((value) => value.kind === "word" && value.text.toLowerCase() === word);
}
