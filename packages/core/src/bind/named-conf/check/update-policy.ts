import { type DomainName, isWildcard, parseName, parseRrType } from "../../../dns/index.ts";
import { type Statement, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, textOf } from "../read/scope.ts";
import { type CheckContext, nameSpan, refuse } from "./context.ts";

/** What the name field of a rule must be, by its match type (lib/bind9/check.c, check_update_policy). */
const SAME_OR_ROOT = new Set(["self", "selfsub", "selfwild"]);
const ROOT = new Set(["krb5-self", "ms-self", "krb5-selfsub", "ms-selfsub", "tcp-self", "6to4-self"]);
const NAMED = new Set([
  ...["name", "subdomain", "ms-subdomain", "ms-subdomain-self-rhs", "krb5-subdomain", "krb5-subdomain-self-rhs"],
  ...["wildcard", "external"],
]);
/** Stands for the whole zone and has no name. */
const NAMELESS = "zonesub";
const MOST = 0xffff;

export function checkUpdatePolicy(policy: Clause, context: CheckContext): void {
  for (const statement of elementsOf(policy)) checkRule(statement, policy, context);
}

function checkRule({ values }: Statement, policy: Clause, context: CheckContext): void {
  const [, identity = "", kind = ""] = values.map((value) => textOf(value) ?? "");
  const at = values[1];
  const span = at === undefined ? nameSpan(policy) : valueSpan(at);
  const match = kind.toLowerCase();
  const text = match === NAMELESS ? "." : (textOf(values[3]) ?? ".");
  for (const message of faultsOfRule({ match, kind }, identity, text))
    refuse(context, span, "NAMED_CONF_VALUE", message);
  for (const value of values.slice(match === NAMELESS ? 3 : 4)) {
    const message = faultOfType(textOf(value) ?? "");
    if (message !== null) refuse(context, valueSpan(value), "NAMED_CONF_VALUE", message);
  }
}

interface MatchType {
  readonly match: string;
  /** As it is written. */
  readonly kind: string;
}

function faultsOfRule({ match, kind }: MatchType, identity: string, text: string): readonly string[] {
  const isKnown = SAME_OR_ROOT.has(match) || ROOT.has(match) || NAMED.has(match) || match === NAMELESS;
  const [id, name] = [parseName(identity), parseName(text)];
  if (!isKnown) return [`'${kind}' unexpected`];
  if (typeof id === "string") return [`'${identity}' is not a valid name`];
  return typeof name === "string" ? [`'${text}' is not a valid name`] : faultOfName(match, id, name, text);
}

function faultOfName(match: string, id: DomainName, name: DomainName, text: string): readonly string[] {
  const isRoot = name.labelCount === 0;
  if (SAME_OR_ROOT.has(match) && !isRoot && name.key !== id.key) return ["identity and name fields are not the same"];
  if (ROOT.has(match) && !isRoot) return ["name field not set to placeholder value '.'"];
  const faults = match === "wildcard" && !isWildcard(name) ? [`'${text}' is not a wildcard`] : [];
  const isType = NAMED.has(match) && parseRrType(text.toUpperCase()) !== null;
  return isType ? [...faults, `missing name field type '${text}' found`] : faults;
}

/** A type, with how many records of it there may be. */
function faultOfType(text: string): string | null {
  const bracket = text.indexOf("(");
  const type = bracket === -1 ? text : text.slice(0, bracket);
  const count = /^\((\d*)\)$/.exec(bracket === -1 ? "(0)" : text.slice(bracket));
  if (count === null || Number(count[1]) > MOST) return `'${text.slice(bracket)}' is not a valid count`;
  return parseRrType(type.toUpperCase()) === null ? `'${type}' is not a valid type` : null;
}
