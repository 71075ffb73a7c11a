import { parseName, parseRrClass } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import type { Clause } from "../clauses.ts";
import { BUILT_IN_ACLS } from "../read/match-lists.ts";
import { booleanIn, elementsOf, findClause, keywordValue, textAt, textOf } from "../read/scope.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond, warn } from "./context.ts";
import { checkKeys, checkServers } from "./keys-and-servers.ts";
import { checkListeners } from "./listeners.ts";
import { checkPolicyZones } from "./policy-zones.ts";
import { checkSigningPolicies } from "./signing-policies.ts";
import { checkTrustAnchors } from "./trust-anchors.ts";

/** Acls, keys, tls blocks, servers, views and logging: defined once, and there where they are used. */
export function checkDefinitions(context: CheckContext): void {
  const { clauses } = context.conf;
  checkAcls(context);
  checkViews(context);
  for (const own of [clauses, ...context.views.map((view) => view.own)]) {
    checkKeys(own, context);
    checkServers(own, context);
  }
  checkTls(context);
  checkLogging(context);
  checkControls(context);
  checkListeners(context);
  checkRemoteLists(context);
  checkSigningPolicies(context);
  checkTrustAnchors(context);
  checkOfViews(context);
}

/** Lists of servers: of one name once, `primaries` and `masters` together. */
function checkRemoteLists(context: CheckContext): void {
  for (const kinds of [["primaries", "masters"], ["parental-agents"]]) {
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
        checkServerKeys(clause, context);
      }
    }
  }
}

/** Names of keys behind addresses. */
export function checkServerKeys(clause: Clause, context: CheckContext): void {
  for (const { values } of elementsOf(clause)) {
    const key = keywordValue(values, "key");
    if (key === undefined || typeof parseName(key) !== "string") continue;
    refuse(context, nameSpan(clause), "NAMED_CONF_NAME", `'${key}' is not a valid name`);
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
    } else if (first !== undefined) {
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

/** `ephemeral` and `none` are built in. */
function checkTls(context: CheckContext): void {
  const seen = new Map<string, Span>([]);
  for (const clause of named(context.conf.clauses, "tls")) {
    const name = textAt(clause, 0) ?? "";
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) {
      refuseSecond(
        context,
        argumentSpan(clause),
        "NAMED_CONF_ALREADY_EXISTS",
        `tls clause '${name}' is duplicated`,
        first,
      );
    }
    seen.set(name.toLowerCase(), first ?? argumentSpan(clause));
    const has = (part: string): boolean => findClause([clause.clauses], part) !== undefined;
    if (has("cert-file") === has("key-file")) continue;
    const message = `tls '${name}': 'cert-file' and 'key-file' must both be specified, or both omitted`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_ZONE_INCOMPLETE", message);
  }
  const known = new Set([...seen.keys(), "ephemeral", "none"]);
  for (const clause of tlsUsers(context)) checkTlsUse(clause, known, context);
}

function tlsUsers(context: CheckContext): readonly Clause[] {
  const zones = context.views.flatMap((view) => view.zones);
  const options = [context.options, ...context.views.map((view) => view.own)].flatMap((own) => [
    ...named(own, "listen-on"),
    ...named(own, "listen-on-v6"),
    ...named(own, "forwarders"),
  ]);
  const remote = zones.flatMap((zone) =>
    zone.clauses.filter((clause) => ["primaries", "masters", "also-notify", "forwarders"].includes(clause.name)),
  );
  return [...options, ...remote];
}

function checkTlsUse(clause: Clause, known: ReadonlySet<string>, context: CheckContext): void {
  const uses = [clause.values, ...elementsOf(clause).map(({ values }) => values)];
  for (const values of uses) {
    const name = keywordValue(values, "tls");
    if (name === undefined || known.has(name.toLowerCase())) continue;
    refuse(context, argumentSpan(clause), "NAMED_CONF_UNDEFINED_REFERENCE", `tls '${name}' is not defined`);
  }
}

/** Compared letter by letter, unlike the names of channels (lib/isc/log.c, isc_log_categorybyname). */
const CATEGORIES = new Set(
  "default general database security config resolver xfer-in xfer-out notify client unmatched network update update-security queries query-errors dispatch dnssec dnstap lame-servers delegation-only edns-disabled rpz rate-limit cname rpz-passthru nsid serve-stale sslkeylog trust-anchor-telemetry zoneload responses drop sig0 spill".split(
    " ",
  ),
);
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
  for (const clause of named(logging, "category")) {
    const name = textAt(clause, 0) ?? "";
    const span = argumentSpan(clause);
    if (!CATEGORIES.has(name)) {
      refuse(context, span, "NAMED_CONF_UNDEFINED_REFERENCE", `undefined category: '${name}'`);
    }
    for (const { values } of elementsOf(clause)) {
      const channel = textOf(values[0]) ?? "";
      if (channels.has(channel.toLowerCase())) continue;
      refuse(context, span, "NAMED_CONF_UNDEFINED_REFERENCE", `undefined channel: '${channel}'`);
    }
  }
}

function keyNames(context: CheckContext): ReadonlySet<string> {
  return new Set(named(context.conf.clauses, "key").map((clause) => (textAt(clause, 0) ?? "").toLowerCase()));
}

function checkControls(context: CheckContext): void {
  const keys = keyNames(context);
  for (const clause of named(context.conf.clauses, "server")) {
    const name = textAt(findClause([clause.clauses], "keys"), 0);
    if (name !== undefined && !keys.has(name.toLowerCase())) {
      refuse(context, argumentSpan(clause), "NAMED_CONF_UNDEFINED_REFERENCE", `unknown key '${name}'`);
    }
  }
  for (const controls of named(context.conf.clauses, "controls")) {
    for (const inet of controls.clauses) checkControlKeys(inet, keys, context);
  }
}

function checkControlKeys(inet: Clause, keys: ReadonlySet<string>, context: CheckContext): void {
  const at = inet.values.findIndex((value) => value.kind === "word" && value.text.toLowerCase() === "keys");
  const block = at === -1 ? undefined : inet.values[at + 1];
  if (block?.kind !== "block") return;
  for (const { values } of block.statements) {
    const name = textOf(values[0]) ?? "";
    if (keys.has(name.toLowerCase())) continue;
    refuse(context, nameSpan(inet), "NAMED_CONF_UNDEFINED_REFERENCE", `unknown key '${name}'`);
  }
}
