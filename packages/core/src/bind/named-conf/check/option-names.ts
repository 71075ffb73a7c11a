import { algorithmNumbers, parseName } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { addressFrom, elementsOf, findClause, keywordNumber, textAt, textOf } from "../read/scope.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond } from "./context.ts";
import { LAST_PORT } from "./listeners.ts";

/** Names, algorithms and servers that statements of options and views list (lib/bind9/check.c, check_options). */
export function checkListedNames(clauses: readonly Clause[], context: CheckContext): void {
  for (const clause of named(clauses, "disable-algorithms")) checkDisabled(clause, "algorithm", isAlgorithm, context);
  for (const clause of named(clauses, "disable-ds-digests")) checkDisabled(clause, "digest type", isDigest, context);
  checkMustBeSecure(named(clauses, "dnssec-must-be-secure"), context);
  const delegations = findClause([clauses], "root-delegation-only");
  if (delegations?.rule.state !== "obsolete") checkExceptions(delegations, context);
  const servers = findClause([clauses], "dual-stack-servers");
  if (servers !== undefined) checkDualStack(servers, context);
}

function isName(text: string): boolean {
  return typeof parseName(text) !== "string";
}

/** A number of one octet, in decimal. */
function isOctet(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xff;
}

function isAlgorithm(text: string): boolean {
  return isOctet(text) || algorithmNumbers.has(text.toUpperCase());
}

const DIGESTS: ReadonlySet<string> = new Set(["SHA-1", "SHA1", "SHA-256", "SHA256", "GOST", "SHA-384", "SHA384"]);

function isDigest(text: string): boolean {
  return isOctet(text) || DIGESTS.has(text.toUpperCase());
}

function checkDisabled(clause: Clause, kind: string, isKnown: (text: string) => boolean, context: CheckContext): void {
  const name = textAt(clause, 0) ?? "";
  if (!isName(name)) refuse(context, argumentSpan(clause), "NAMED_CONF_NAME", `bad domain name '${name}'`);
  for (const { values } of elementsOf(clause)) {
    const [value] = values;
    const text = textOf(value);
    if (value === undefined || text === undefined || isKnown(text)) continue;
    refuse(context, valueSpan(value), "NAMED_CONF_VALUE", `invalid ${kind} '${text}'`);
  }
}

function checkMustBeSecure(clauses: readonly Clause[], context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const clause of clauses) {
    const text = textAt(clause, 0) ?? "";
    const name = parseName(text);
    const span = argumentSpan(clause);
    if (typeof name === "string") {
      refuse(context, span, "NAMED_CONF_NAME", `bad domain name '${text}'`);
      continue;
    }
    const first = seen.get(name.key);
    if (first === undefined) seen.set(name.key, span);
    else {
      const message = `dnssec-must-be-secure '${withoutDot(name.text)}': already exists`;
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", message, first);
    }
  }
}

/** As named prints names here: absolute, and without the last dot. */
export function withoutDot(text: string): string {
  return text === "." ? text : text.replace(/\.$/, "");
}

function checkExceptions(clause: Clause | undefined, context: CheckContext): void {
  for (const { values } of elementsOf(clause)) {
    const text = textOf(values[0]) ?? "";
    if (clause === undefined || isName(text)) continue;
    refuse(context, nameSpan(clause), "NAMED_CONF_NAME", `bad domain name '${text}'`);
  }
}

/** Ports of names alone are looked at: those of addresses are read as ports. */
function checkDualStack(clause: Clause, context: CheckContext): void {
  const outside = clause.values.filter((value) => value.kind !== "block");
  checkRange(outside, argumentSpan(clause), context);
  for (const { values } of elementsOf(clause)) {
    const [value] = values;
    const text = textOf(value);
    if (value === undefined || text === undefined || addressFrom(text) !== null) continue;
    const span = valueSpan(value);
    if (!isName(text)) refuse(context, span, "NAMED_CONF_NAME", `bad name '${text}'`);
    checkRange(values, span, context);
  }
}

function checkRange(values: Clause["values"], span: Span, context: CheckContext): void {
  const port = keywordNumber(values, "port");
  if (port === null || port <= LAST_PORT) return;
  refuse(context, span, "NAMED_CONF_VALUE", `port '${port}' out of range`);
}
