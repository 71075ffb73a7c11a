import { parseName, parseRrClass, parseRrType } from "../../../dns/index.ts";
import { type Statement, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import {
  booleanIn,
  elementsOf,
  findClause,
  findClauses,
  keywordValue,
  type Scope,
  textAt,
  textOf,
} from "../read/scope.ts";
import { parseInteger } from "../scalar.ts";
import { argumentSpan, type CheckContext, nameSpan, refuse, warn } from "./context.ts";
import { checkCheckNames, checkCookieSecrets, checkNegativeAnchors } from "./cookies-and-names.ts";
import { checkDns64, checkRateLimit } from "./dns64-and-rates.ts";
import { checkQuerySources } from "./keys-and-servers.ts";
import { checkPort, LAST_PORT } from "./listeners.ts";
import { checkListedNames } from "./option-names.ts";
import { type Checker, valueCheckers } from "./values.ts";

/** What named-checkconf says of options, in options and in views (lib/isccfg/check.c, check_options). */
export function checkOptions(context: CheckContext): void {
  checkBlock(context.options, context);
  for (const view of context.views) {
    const scope = view.clause === null ? [context.options] : [view.own, context.options];
    if (view.clause !== null) checkBlock(view.own, context);
    checkRecursion(scope, view.clause === null ? "" : ` for view ${view.name}`, context);
    for (const clause of findClauses(scope, "dns64")) checkDns64(clause, context);
    const limits = findClause(scope, "rate-limit");
    if (limits !== undefined) checkRateLimit(limits, context);
    for (const zone of view.zones) checkZoneBlock(zone, scope, context);
  }
}

function checkZoneBlock(zone: Clause, outer: Scope, context: CheckContext): void {
  checkForward(zone.clauses, context);
  checkTransferList(zone, outer, context);
  checkBesidePolicy(zone.clauses, context);
  for (const clause of zone.clauses) checkNumbers(clause, context);
}

/** Looked at in zones alone. */
const OF_ZONES: ReadonlySet<string> = new Set(["sig-signing-type"]);

function checkBlock(clauses: readonly Clause[], context: CheckContext): void {
  checkForward(clauses, context);
  checkCheckNames(clauses, context);
  checkCookieSecrets(clauses, context);
  checkBesidePolicy(clauses, context);
  checkListedNames(clauses, context);
  checkQuerySources(clauses, context);
  for (const clause of clauses) {
    if (!clause.isSound) continue;
    if (!OF_ZONES.has(clause.name)) checkNumbers(clause, context);
    if (clause.name === "nta-recheck") checkNegativeAnchors(clauses, context);
    checkers.get(clause.name)?.(clause, context);
  }
}

/** A mode without forwarders in the same block, whatever stands outside it. */
function checkForward(clauses: readonly Clause[], context: CheckContext): void {
  const forward = findClause([clauses], "forward");
  if (forward === undefined || clauses.some((clause) => clause.name === "forwarders")) return;
  const hint = "Forwarders of an outer block do not count; `forwarders { };` is enough to switch forwarding off here.";
  refuse(context, nameSpan(forward), "NAMED_CONF_NO_FORWARDERS", "no matching 'forwarders' statement", hint);
}

function checkRecursion(scope: Scope, suffix: string, context: CheckContext): void {
  if (booleanIn(scope, "recursion", true)) return;
  for (const name of ["allow-recursion", "allow-recursion-on"]) {
    const clause = findClause(scope, name);
    const elements = elementsOf(clause);
    const isNone = elements.length === 1 && textOf(elements[0]?.values[0])?.toLowerCase() === "none";
    if (clause === undefined || isNone) continue;
    const message = `both "recursion no;" and "${name}" active${suffix}`;
    warn(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message, "Nobody gets recursion.");
  }
}

const NOT_ZERO = new Set(["min-refresh-time", "max-refresh-time", "min-retry-time", "max-retry-time"]);

function checkNumbers(clause: Clause, context: CheckContext): void {
  const text = textAt(clause, 0) ?? "";
  // What has no effect any more is not looked at.
  if (clause.rule.state !== "obsolete") valueCheckers.get(clause.name)?.(clause, context);
  if (NOT_ZERO.has(clause.name) && parseInteger(text) === 0) {
    refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", `'${clause.name}' must not be zero`);
  }
}

const checkRestarts: Checker = (clause, context) => {
  const value = parseInteger(textAt(clause, 0) ?? "") ?? 1;
  if (value >= 1 && value <= 255) return;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", "'max-query-restarts' is out of range 1..255)");
};

const checkListenerPort: Checker = (clause, context) => {
  const port = parseInteger(textAt(clause, 0) ?? "") ?? 0;
  // The highest port is one too many here (lib/bind9/check.c, check_options).
  if (port < LAST_PORT) return;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", `port '${port}' out of range`);
};

const checkName: Checker = (clause, context) => {
  const text = textAt(clause, 0) ?? "";
  if (typeof parseName(text) !== "string") return;
  refuse(context, argumentSpan(clause), "NAMED_CONF_NAME", `${clause.name}: invalid name '${text}'`);
};

const ORDERS = new Set(["fixed", "random", "cyclic", "none"]);

const checkRrsetOrder: Checker = (clause, context) => {
  for (const statement of elementsOf(clause)) checkOrderRule(statement, context);
};

function checkOrderRule(statement: Statement, context: CheckContext): void {
  const { values } = statement;
  const [first] = values;
  if (first === undefined) return;
  const span = valueSpan(first);
  const fail = (message: string): void => refuse(context, span, "NAMED_CONF_VALUE", `rrset-order: ${message}`);
  const order = keywordValue(values, "order");
  const named = ["class", "type", "name"].filter((keyword) => keywordValue(values, keyword) !== undefined);
  if (values.length < 2 * named.length + 2) return;
  const rrClass = keywordValue(values, "class");
  const rrType = keywordValue(values, "type");
  const name = keywordValue(values, "name");
  if (rrClass !== undefined && parseRrClass(rrClass) === null) fail(`invalid class '${rrClass}'`);
  if (rrType !== undefined && parseRrType(rrType) === null) fail(`invalid type '${rrType}'`);
  if (name !== undefined && typeof parseName(name) === "string") fail(`invalid name '${name}'`);
  if (order === undefined) fail("keyword 'order' missing");
  else if (!ORDERS.has(order.toLowerCase())) fail(`invalid order '${order}'`);
  else if (order.toLowerCase() === "fixed") {
    const message = "rrset-order: order 'fixed' was disabled at compilation time";
    warn(context, span, "NAMED_CONF_NOT_COMPILED_IN", message, "named answers in cyclic order instead.");
  }
}

/** The list that a zone has, wherever it stands: where there is no zone, nobody looks. */
function checkTransferList(zone: Clause, outer: Scope, context: CheckContext): void {
  const clause = findClause([zone.clauses, ...outer], "allow-transfer");
  if (clause === undefined || findClause([zone.clauses], "in-view") !== undefined) return;
  checkPort(clause, context);
  const text = keywordValue(clause.values, "transport");
  if (text === undefined || text.toLowerCase() === "tcp" || text.toLowerCase() === "tls") return;
  const message = `'${text}' is not a valid transport protocol for zone transfers. Please specify either 'tcp' or 'tls'`;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
}

/** What a policy says otherwise, in the same block. */
function checkBesidePolicy(clauses: readonly Clause[], context: CheckContext): void {
  if (findClause([clauses], "dnssec-policy") === undefined) return;
  for (const name of ["sig-validity-interval", "dnskey-sig-validity"]) {
    const clause = findClause([clauses], name);
    if (clause === undefined || clause.rule.state === "obsolete") continue;
    const message = `${name}: cannot be configured if dnssec-policy is also set`;
    refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
  }
}

const checkAutomatic: Checker = (clause, context) => {
  if (textAt(clause, 0)?.toLowerCase() === "off") return;
  const message = "auto-dnssec may only be activated at the zone level";
  refuse(context, argumentSpan(clause), "NAMED_CONF_CONFLICT", message);
};

const checkers: ReadonlyMap<string, Checker> = new Map<string, Checker>([
  ["auto-dnssec", checkAutomatic],
  ["disable-empty-zone", checkName],
  ["dns64-contact", checkName],
  ["dns64-server", checkName],
  ["empty-contact", checkName],
  ["empty-server", checkName],
  ["max-query-restarts", checkRestarts],
  ["port", checkListenerPort],
  ["http-port", checkListenerPort],
  ["https-port", checkListenerPort],
  ["tls-port", checkListenerPort],
  ["rrset-order", checkRrsetOrder],
]);
