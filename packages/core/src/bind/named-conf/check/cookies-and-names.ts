import type { Clause } from "../clauses.ts";
import { findClause, textAt } from "../read/scope.ts";
import { parseDuration } from "../scalar.ts";
import { argumentSpan, type CheckContext, named, refuse, warn } from "./context.ts";

const KEY_DIGITS = 32;
const MOST_DIGITS = 64;

/** `cookie-secret`: 128 bits for either algorithm. */
export function checkCookieSecrets(clauses: readonly Clause[], context: CheckContext): void {
  const algorithm = textAt(findClause([clauses], "cookie-algorithm"), 0)?.toLowerCase() ?? "siphash24";
  for (const clause of named(clauses, "cookie-secret")) {
    const secret = (textAt(clause, 0) ?? "").replaceAll(/\s/g, "");
    const message = faultOf(secret, algorithm);
    if (message !== null) refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
  }
}

function faultOf(secret: string, algorithm: string): string | null {
  if (secret.length > MOST_DIGITS) return "cookie-secret: too long";
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(secret)) return "cookie-secret: invalid hex string";
  if (secret.length === KEY_DIGITS) return null;
  return `${algorithm === "aes" ? "AES" : "SipHash-2-4"} cookie-secret must be 128 bits`;
}

const HOUR = 3600;

/** How often a negative trust anchor is looked at, and how long it lives. */
export function checkNegativeAnchors(clauses: readonly Clause[], context: CheckContext): void {
  const recheck = findClause([clauses], "nta-recheck");
  const often = parseDuration(textAt(recheck, 0) ?? "");
  const long = parseDuration(textAt(findClause([clauses], "nta-lifetime"), 0) ?? "") ?? HOUR;
  if (recheck === undefined || often === null || often <= long) return;
  const message = `'nta-recheck' (${often} seconds) is greater than 'nta-lifetime' (${long} seconds)`;
  warn(context, argumentSpan(recheck), "NAMED_CONF_VALUE", message);
}

/** Kinds of zones, and their old words. */
const PAIRS = [
  ["primary", "master"],
  ["secondary", "slave"],
] as const;

/** `check-names` stands once for each kind of zones; what is wrong is said at the first. */
export function checkCheckNames(clauses: readonly Clause[], context: CheckContext): void {
  const all = named(clauses, "check-names");
  const [first] = all;
  if (first === undefined) return;
  const fail = (message: string): void => refuse(context, argumentSpan(first), "NAMED_CONF_REDEFINED", message);
  const seen = new Set<string>();
  for (const clause of all) {
    const kind = textAt(clause, 0)?.toLowerCase() ?? "";
    if (seen.has(kind) && kind !== "response") fail(`'check-names ${kind}' duplicated`);
    seen.add(kind);
  }
  for (const [kind, old] of PAIRS) {
    if (seen.has(kind) && seen.has(old)) fail(`'check-names' cannot take both '${kind}' and '${old}'`);
  }
}
