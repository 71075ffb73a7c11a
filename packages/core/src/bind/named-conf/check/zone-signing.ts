import type { DomainName } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import type { Clause } from "../clauses.ts";
import { booleanIn, elementsOf, findClause, type Scope, textAt, textOf } from "../read/scope.ts";
import { argumentSpan, type CheckContext, nameSpan, refuse, warn } from "./context.ts";
import { withoutDot } from "./option-names.ts";

/** A zone with what stands around it. */
export interface SignedZone {
  readonly clause: Clause;
  /** Zone, view, options. */
  readonly scope: Scope;
  /** As it is written. */
  readonly shown: string;
  readonly type: string;
  readonly name: DomainName;
  readonly span: Span;
}

const BUILT_IN: ReadonlySet<string> = new Set(["default", "insecure"]);

/** The policy that a zone has, inherited too; null: none, or one that is not there. */
export function policyOf({ scope }: SignedZone, context: CheckContext): string | null {
  const name = textAt(findClause(scope, "dnssec-policy"), 0);
  if (name === undefined || name === "none") return null;
  return BUILT_IN.has(name) || context.known.policies.has(name) ? name : null;
}

/** Whether anybody could change the zone: `update-policy`, or `allow-update` with more than `none`. */
export function isDynamic({ clause, scope }: SignedZone): boolean {
  if (findClause([clause.clauses], "update-policy") !== undefined) return true;
  const update = findClause(scope, "allow-update");
  if (update === undefined) return false;
  const [first, second] = elementsOf(update);
  // An empty list admits nobody either, and counts as one that could.
  return second !== undefined || textOf(first?.values[0])?.toLowerCase() !== "none";
}

/** What named-checkconf says of zones that named signs itself (lib/bind9/check.c, check_zoneconf). */
export function checkSigning(zone: SignedZone, context: CheckContext): void {
  checkPolicyName(zone, context);
  if (zone.type !== "primary" && zone.type !== "secondary") return;
  const policy = policyOf(zone, context);
  const isSigning = booleanIn([zone.clause.clauses], "inline-signing", false);
  if (policy !== null) checkWithPolicy(zone, isSigning, context);
  checkAutomatic(zone, policy !== null, isSigning, context);
  for (const [name, needsSigning] of MATTERS_OF_SIGNING) {
    const clause = findClause([zone.clause.clauses], name);
    // What has no effect any more is not looked at.
    if (clause === undefined || clause.rule.state === "obsolete") continue;
    if (needsSigning && zone.type === "secondary" && !isSigning) {
      const message = `${name}: requires inline-signing when used in secondary zone`;
      refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
    }
    if (policy !== null && name !== "dnssec-loadkeys-interval") {
      const message = `${name}: cannot be configured if dnssec-policy is also set`;
      refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
    }
  }
}

/** Options that a policy replaces, and whether a copy must sign to have them. */
const MATTERS_OF_SIGNING: readonly (readonly [name: string, needsSigning: boolean])[] = [
  ["dnssec-dnskey-kskonly", true],
  ["dnssec-loadkeys-interval", true],
  ["dnssec-secure-to-insecure", false],
  ["dnssec-update-mode", false],
  ["update-check-ksk", true],
];

function checkPolicyName(zone: SignedZone, context: CheckContext): void {
  const name = textAt(findClause(zone.scope, "dnssec-policy"), 0);
  if (name === undefined || name === "none" || policyOf(zone, context) !== null) return;
  const message = `zone '${zone.shown}': option 'dnssec-policy ${name}' has no matching dnssec-policy config`;
  refuse(context, zone.span, "NAMED_CONF_UNDEFINED_REFERENCE", message);
}

const PAGE = "https://kb.isc.org/docs/dnssec-policy-requires-dynamic-dns-or-inline-signing";
const OF_920 =
  "'inline-signing' default changed to 'yes' in 9.20. Before upgrading, explicitly set 'inline-signing no;' to your dnssec-policy or zone configuration";

function checkWithPolicy(zone: SignedZone, isSigning: boolean, context: CheckContext): void {
  const policy = findClause(zone.scope, "dnssec-policy");
  const longest = findClause(zone.scope, "max-zone-ttl");
  if (longest !== undefined) {
    const isOld = context.conf.version === "9.18";
    const how = isOld ? "is ignored when used" : "cannot be used";
    const message = `zone '${zone.shown}': option 'max-zone-ttl' ${how} together with 'dnssec-policy'`;
    (isOld ? warn : refuse)(context, nameSpan(longest), "NAMED_CONF_CONFLICT", message);
  }
  if (context.conf.version !== "9.18") return;
  if (!isDynamic(zone) && !isSigning && policy !== undefined) {
    const without = zone.type === "primary" ? " without a configured 'allow-update' or 'update-policy'" : "";
    const message = `'inline-signing yes;' must also be configured explicitly for zones using dnssec-policy${without}. See ${PAGE}`;
    refuse(context, argumentSpan(policy), "NAMED_CONF_CONFLICT", message);
  }
  if (isDynamic(zone) && findClause([zone.clause.clauses], "inline-signing") === undefined) {
    warn(context, zone.span, "NAMED_CONF_CONFLICT", OF_920);
  }
}

const AUTOMATIC =
  "'auto-dnssec' option is deprecated and will be removed in BIND 9.19. Please migrate to dnssec-policy";

function checkAutomatic(zone: SignedZone, hasPolicy: boolean, isSigning: boolean, context: CheckContext): void {
  const clause = findClause([zone.clause.clauses], "auto-dnssec");
  const how = textAt(clause, 0)?.toLowerCase() ?? "off";
  if (clause === undefined || clause.rule.state === "obsolete") return;
  warn(context, argumentSpan(clause), "NAMED_CONF_DEPRECATED_CLAUSE", AUTOMATIC);
  if (how === "off") return;
  if (!isDynamic(zone) && !isSigning && !hasPolicy) {
    const or = zone.type === "primary" ? " dynamic DNS or" : "";
    const message = `'auto-dnssec ${how};' requires${or} inline-signing to be configured for the zone`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_CONFLICT", message);
  }
  if (hasPolicy) {
    const message = `'auto-dnssec ${how};' cannot be configured if dnssec-policy is also set`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_CONFLICT", message);
  }
}

interface KeyDirectory {
  readonly zone: SignedZone;
  readonly directory: string;
}

/** One zone's keys in one directory are managed by one policy; a directory that is not there is only warned of. */
export class KeyDirectories {
  readonly #first = new Map<string, KeyDirectory>();

  check(zone: SignedZone, context: CheckContext, isThere: (directory: string) => boolean): void {
    const clause = findClause(zone.scope, "key-directory");
    const directory = textAt(clause, 0) ?? (context.conf.version === "9.18" ? "(null)" : ".");
    if (clause !== undefined && !isThere(directory)) {
      const message = `key-directory: '${directory}' does not exist`;
      warn(context, argumentSpan(clause), "NAMED_CONF_DIRECTORY", message);
    }
    const policy = textAt(findClause(zone.scope, "dnssec-policy"), 0) ?? "none";
    if (policy === "none") return;
    const key = `${withoutDot(zone.name.key)}/${directory}`;
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, { zone, directory });
      return;
    }
    const other = textAt(findClause([first.zone.clause.clauses], "dnssec-policy"), 0) ?? "none";
    if (other === "none" || other === policy) return;
    const message = `key-directory '${key}' already in use by zone ${first.zone.shown} with policy ${other}`;
    context.diagnostics.push({
      code: "NAMED_CONF_CONFLICT",
      severity: "error",
      message,
      span: zone.span,
      related: [{ message: "previous definition", span: first.zone.span }],
    });
  }
}
