import { parseRrClass } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import type { BindVersion } from "../../settings.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { BUILT_IN_ACLS } from "../read/match-lists.ts";
import { booleanIn, elementsOf, findClause, textAt, textOf } from "../read/scope.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond, warn } from "./context.ts";
import { checkControls } from "./controls.ts";
import { checkKeysAndServers } from "./keys-and-servers.ts";
import { checkListeners } from "./listeners.ts";
import { checkPolicyZones } from "./policy-zones.ts";
import { checkRemoteServers } from "./remote-servers.ts";
import { checkSigningPolicies } from "./signing-policies.ts";
import { checkTrustAnchors } from "./trust-anchors.ts";

/** Acls, keys, tls blocks, servers, views and logging: defined once, and there where they are used. */
export function checkDefinitions(context: CheckContext): void {
  checkAcls(context);
  checkViews(context);
  checkKeysAndServers(context);
  checkLogging(context);
  checkControls(context);
  checkListeners(context);
  checkRemoteLists(context);
  checkSigningPolicies(context);
  checkTrustAnchors(context);
  checkOfViews(context);
}

/** Lists of servers: of one name once. 9.18 keeps two kinds of them apart, and from 9.20 on all are one kind. */
function checkRemoteLists(context: CheckContext): void {
  const { clauses, version } = context.conf;
  const kinds =
    version === "9.18"
      ? [["primaries", "masters"], ["parental-agents"]]
      : [["remote-servers", "parental-agents", "primaries", "masters"]];
  for (const names of kinds) checkListsOnce(names, context);
  if (version === "9.18") return;
  for (const name of kinds.flat()) {
    for (const clause of named(clauses, name)) checkRemoteServers(clause, context.known.primaries, context);
  }
}

/** Kinds are read one after the other, whatever order they stand in. */
function checkListsOnce(kinds: readonly string[], context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const kind of kinds) {
    for (const clause of named(context.conf.clauses, kind)) {
      const name = textAt(clause, 0) ?? "";
      const first = seen.get(name.toLowerCase());
      if (first !== undefined) {
        const message = `${kind} list '${name}' is duplicated`;
        refuseSecond(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", message, first);
      }
      seen.set(name.toLowerCase(), first ?? argumentSpan(clause));
    }
  }
}

/** What each view must have, and what may not stand outside of views. */
function checkOfViews(context: CheckContext): void {
  const [plugin] = named(context.conf.clauses, "plugin");
  if (context.views[0]?.clause !== null && plugin !== undefined) {
    const message = "when using 'view' statements, all plugins must be defined in views";
    refuse(context, nameSpan(plugin), "NAMED_CONF_ZONE_OUTSIDE_VIEW", message);
  }
  const hasOutput = findClause([context.options], "dnstap-output") !== undefined;
  for (const view of context.views) {
    checkPolicyZones(view, context);
    const dnstap = findClause([view.own, context.options], "dnstap");
    if (dnstap === undefined || hasOutput) continue;
    refuse(context, nameSpan(dnstap), "NAMED_CONF_CONFLICT", "'dnstap-output' must be set if 'dnstap' is set");
  }
}

function checkAcls(context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const clause of named(context.conf.clauses, "acl")) {
    const name = textAt(clause, 0) ?? "";
    const key = name.toLowerCase();
    const span = argumentSpan(clause);
    const first = seen.get(key);
    if (BUILT_IN_ACLS.has(key)) {
      refuse(context, span, "NAMED_CONF_ACL_REDEFINED", `attempt to redefine builtin acl '${name}'`);
    }
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ACL_REDEFINED", `attempt to redefine acl '${name}'`, first);
    } else seen.set(key, span);
  }
}

/** By name and class. */
const BUILT_IN_VIEWS: ReadonlySet<string> = new Set(["_default IN", "_bind CH"]);

function checkViews(context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const { clause, name } of context.views) {
    if (clause === null) continue;
    const text = textAt(clause, 1) ?? "IN";
    const rrClass = parseRrClass(text);
    if (rrClass === null) {
      refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", `view '${name}': invalid class ${text}`);
      continue;
    }
    checkViewOnce(clause, `${name} ${rrClass}`, seen, context);
    if (rrClass !== "IN") warnOfRecursion(clause, name, context);
  }
}

function checkViewOnce(clause: Clause, key: string, seen: Map<string, Span>, context: CheckContext): void {
  const name = textAt(clause, 0);
  const span = argumentSpan(clause);
  const first = seen.get(key);
  if (BUILT_IN_VIEWS.has(key)) {
    refuse(context, span, "NAMED_CONF_ALREADY_EXISTS", `attempt to redefine builtin view '${name}'`);
  } else if (first !== undefined) {
    refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `view '${name}': already exists`, first);
  } else seen.set(key, span);
}

function warnOfRecursion(clause: Clause, name: string, context: CheckContext): void {
  const allowed = elementsOf(findClause([clause.clauses, context.options], "allow-recursion"));
  const isNobody = allowed.length === 1 && textOf(allowed[0]?.values[0])?.toLowerCase() === "none";
  if (isNobody || !booleanIn([clause.clauses, context.options], "recursion", true)) return;
  const message = `recursion will be disabled for non-IN view '${name}'`;
  warn(context, argumentSpan(clause), "NAMED_CONF_CONFLICT", message);
}

/** Compared letter by letter, unlike the names of channels (lib/isc/log.c, isc_log_categorybyname). */
const CATEGORIES = new Set(
  "default general database security config resolver xfer-in xfer-out notify client unmatched network update update-security queries query-errors dispatch dnssec dnstap lame-servers edns-disabled rpz rate-limit cname rpz-passthru nsid serve-stale sslkeylog trust-anchor-telemetry zoneload spill".split(
    " ",
  ),
);
/** Those of one version alone. */
const OF_VERSION: Readonly<Record<BindVersion, ReadonlySet<string>>> = {
  "9.18": new Set(["delegation-only"]),
  "9.20": new Set(["responses"]),
};
const DESTINATIONS = ["file", "syslog", "null", "stderr"];

function checkLogging(context: CheckContext): void {
  const logging = findClause([context.conf.clauses], "logging")?.clauses ?? [];
  const channels = new Set(["default_syslog", "default_stderr", "default_debug", "default_logfile", "null"]);
  for (const clause of named(logging, "channel")) {
    const name = textAt(clause, 0) ?? "";
    channels.add(name.toLowerCase());
    if (DESTINATIONS.filter((destination) => findClause([clause.clauses], destination)).length === 1) continue;
    const message = `channel '${name}': exactly one of file, syslog, null, and stderr must be present`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_ZONE_INCOMPLETE", message);
  }
  for (const clause of named(logging, "category")) checkCategory(clause, channels, context);
}

function checkCategory(clause: Clause, channels: ReadonlySet<string>, context: CheckContext): void {
  const name = textAt(clause, 0) ?? "";
  const fail = (span: Span, message: string): void => refuse(context, span, "NAMED_CONF_UNDEFINED_REFERENCE", message);
  if (!CATEGORIES.has(name) && !OF_VERSION[context.conf.version].has(name)) {
    fail(argumentSpan(clause), `undefined category: '${name}'`);
  }
  for (const { values } of elementsOf(clause)) {
    const [value] = values;
    const channel = textOf(value) ?? "";
    if (value === undefined || channels.has(channel.toLowerCase())) continue;
    fail(valueSpan(value), `undefined channel: '${channel}'`);
  }
}
