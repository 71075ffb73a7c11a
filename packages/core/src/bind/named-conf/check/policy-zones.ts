import { parseName } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Span } from "../../../text/index.ts";
import { type Statement, type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, textAt, textOf } from "../read/scope.ts";
import { type CheckContext, type CheckedView, keyOfName, nameSpan, refuse, refuseSecond } from "./context.ts";
import { withoutDot } from "./option-names.ts";

const ANSWERING = new Set(["primary", "master", "secondary", "slave"]);
const MOST_POLICY_ZONES = 64;

/** Zones that response-policy and catalog-zones name must be ones that this view answers (lib/bind9/check.c, check_rpz_catz). */
export function checkPolicyZones(view: CheckedView, context: CheckContext): void {
  const own = view.clause === null ? context.options : view.own;
  const answering = new Set(view.zones.filter(isAnswered).map((zone) => keyOfName(textAt(zone, 0) ?? "")));
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
    if (isNamed(zone, span, context)) checkAnswered("response-policy zone", { zone, span, said }, answering, context);
  }
  if (catalogs !== undefined) checkCatalogs(catalogs, answering, said, context);
}

interface NamedZone {
  readonly zone: string;
  readonly span: Span;
  /** Behind the zone: of which view it is. */
  readonly said: string;
}

function isNamed(zone: string, span: Span, context: CheckContext): boolean {
  if (typeof parseName(zone) !== "string") return true;
  refuse(context, span, "NAMED_CONF_NAME", `bad domain name '${zone}'`);
  return false;
}

function checkAnswered(
  kind: string,
  { zone, span, said }: NamedZone,
  answering: ReadonlySet<string>,
  context: CheckContext,
): void {
  if (answering.has(keyOfName(zone))) return;
  const message = `${kind} '${zone}'${said} is not a primary or secondary zone`;
  refuse(context, span, "NAMED_CONF_UNDEFINED_REFERENCE", message);
}

function checkCatalogs(catalogs: Clause, answering: ReadonlySet<string>, said: string, context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const statement of elementsOf(catalogs)) {
    const { span, zone } = namedIn(statement, catalogs);
    if (!isNamed(zone, span, context)) continue;
    checkAnswered("catalog zone", { zone, span, said }, answering, context);
    const first = seen.get(keyOfName(zone));
    if (first !== undefined) {
      const message = `catalog zone '${withoutDot(zone)}': already added here`;
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", message, first);
      continue;
    }
    seen.set(keyOfName(zone), span);
    if (!has(statement, "default-primaries") || !has(statement, "default-masters")) continue;
    const message = `catalog zone '${zone}'${said}: 'default-primaries' and 'default-masters' can not be both defined`;
    refuse(context, span, "NAMED_CONF_CONFLICT", message);
  }
}

function isAnswered(zone: Clause): boolean {
  return ANSWERING.has(textAt(findClause([zone.clauses], "type"), 0)?.toLowerCase() ?? "");
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
