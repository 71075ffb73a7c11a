import { type DomainName, isAtOrBelow, nameOf, parseName, parseRrClass } from "../../../dns/index.ts";
import { once } from "../../../once.ts";
import { resolvePath } from "../../../text/index.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, textAt, textOf } from "../read/scope.ts";
import {
  argumentSpan,
  type CheckContext,
  type CheckedView,
  named,
  nameSpan,
  refuse,
  refuseSecond,
  warn,
} from "./context.ts";
import { withoutDot } from "./option-names.ts";
import { checkRemoteServers } from "./remote-servers.ts";
import { checkUpdatePolicy } from "./update-policy.ts";
import { checkCopies } from "./zone-copies.ts";
import { ZoneFiles } from "./zone-files.ts";
import { checkSigning, KeyDirectories, type SignedZone } from "./zone-signing.ts";

/** Letters of the grammar's rows by the type as it may be written. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["primary", "p"],
  ["master", "p"],
  ["secondary", "s"],
  ["slave", "s"],
  ["mirror", "m"],
  ["forward", "f"],
  ["hint", "h"],
  ["redirect", "r"],
  ["static-stub", "t"],
  ["stub", "u"],
  ["delegation-only", "d"],
]);
const MODERN: ReadonlyMap<string, string> = new Map([
  ["master", "primary"],
  ["slave", "secondary"],
]);

/** Types of zones that no other view can have by `in-view`. */
const LENT_TO_NOBODY: ReadonlySet<string> = new Set(["forward", "redirect", "delegation-only", "in-view"]);

interface CheckedZone extends SignedZone {
  readonly view: CheckedView;
  readonly name: DomainName;
}

/** What named-checkconf says of zones (lib/isccfg/check.c, check_zoneconf). */
export function checkZones(context: CheckContext): void {
  checkPlaces(context);
  const files = new ZoneFiles();
  const keys = new KeyDirectories();
  const earlier = new Map<string, Set<string>>();
  for (const view of context.views) {
    const seen = new Map<string, CheckedZone>();
    for (const clause of view.zones) {
      const zone = readZone(clause, view, context);
      if (zone === null) continue;
      if (zone.type === "in-view") checkInView(zone, earlier, context);
      else checkOne(zone, files, keys, context);
      checkOnce(zone, seen, context);
    }
    const lent = [...seen.values()].filter(({ type }) => !LENT_TO_NOBODY.has(type));
    earlier.set(view.name, new Set(lent.map((zone) => zone.name.key)));
  }
}

function checkPlaces(context: CheckContext): void {
  if (context.views[0]?.clause === null) return;
  for (const clause of named(context.conf.clauses, "zone")) {
    const message = "when using 'view' statements, all zones must be in views";
    refuse(context, argumentSpan(clause), "NAMED_CONF_ZONE_OUTSIDE_VIEW", message);
  }
}

function readZone(clause: Clause, view: CheckedView, context: CheckContext): CheckedZone | null {
  const text = textOf(clause.values[0]) ?? "";
  const span = argumentSpan(clause);
  const name = parseName(text);
  if (typeof name === "string") {
    refuse(context, span, "NAMED_CONF_NAME", `zone '${text}': is not a valid name`);
    return null;
  }
  checkClass(clause, view, text, context);
  const scope = [clause.clauses, view.own, context.options];
  if (findClause([clause.clauses], "in-view") !== undefined)
    return { clause, view, scope, name, shown: text, type: "in-view", span };
  const written = textAt(findClause([clause.clauses], "type"), 0)?.toLowerCase();
  if (written === undefined) {
    const isUnsound = clause.clauses.some((inner) => inner.name === "type");
    if (!isUnsound) refuse(context, span, "NAMED_CONF_ZONE_INCOMPLETE", `zone '${text}': type not present`);
    return null;
  }
  return { clause, view, scope, name, shown: text, type: MODERN.get(written) ?? written, span };
}

function checkClass(clause: Clause, view: CheckedView, shown: string, context: CheckContext): void {
  const text = textAt(clause, 1);
  if (text === undefined) return;
  const rrClass = parseRrClass(text);
  const span = argumentSpan(clause, 1);
  if (rrClass === null) refuse(context, span, "NAMED_CONF_VALUE", `zone '${shown}': invalid class ${text}`);
  else if (rrClass !== (parseRrClass(textAt(view.clause ?? undefined, 1) ?? "IN") ?? "IN")) {
    refuse(context, span, "NAMED_CONF_VALUE", `zone '${shown}': class '${text}' does not match view/default class`);
  }
}

/** Hints and redirects are kept apart from answering zones of the same name. */
function checkOnce(zone: CheckedZone, seen: Map<string, CheckedZone>, context: CheckContext): void {
  const key = `${zone.name.key} ${zone.type === "hint" || zone.type === "redirect" ? zone.type : ""}`;
  const first = seen.get(key);
  if (first === undefined) seen.set(key, zone);
  else {
    const message = `zone '${withoutDot(zone.name.key)}': already exists`;
    refuseSecond(context, zone.span, "NAMED_CONF_ALREADY_EXISTS", message, first.span);
  }
}

function checkInView(zone: CheckedZone, earlier: ReadonlyMap<string, Set<string>>, context: CheckContext): void {
  const allowed = ["in-view", "forward", "forwarders"];
  if (zone.clause.clauses.some((clause) => !allowed.includes(clause.name))) {
    const message = `zone '${zone.shown}': 'in-view' used with incompatible zone options`;
    refuse(context, zone.span, "NAMED_CONF_ZONE_OPTION", message);
  }
  const inView = findClause([zone.clause.clauses], "in-view");
  const target = textAt(inView, 0) ?? "";
  if (inView === undefined || earlier.get(target)?.has(zone.name.key) === true) return;
  const message = `'in-view' zone '${zone.shown}' does not exist in view '${target}', or view '${target}' is not yet defined`;
  refuse(context, argumentSpan(inView), "NAMED_CONF_UNDEFINED_REFERENCE", message);
}

function checkOne(zone: CheckedZone, files: ZoneFiles, keys: KeyDirectories, context: CheckContext): void {
  const { files: tree, directory } = context.conf;
  checkOptions(zone, context);
  checkParts(zone, context);
  files.check(zone, context);
  checkSigning(zone, context);
  checkCopies(zone, context);
  checkForwarding(zone, context);
  const isThere = (path: string): boolean => tree.lookUp(resolvePath(directory, path)).kind === "directory";
  keys.check(zone, context, (path) => !context.knowsAllFiles || isThere(path));
  checkDialup(zone, context);
  if (zone.type === "static-stub") checkServerNames(zone, context);
  if (zone.type === "redirect" && zone.name.labelCount > 0) {
    refuse(context, zone.span, "NAMED_CONF_ZONE_OPTION", 'redirect zones must be called "."');
  }
  if (zone.type === "delegation-only") {
    const type = findClause([zone.clause.clauses], "type");
    const span = type === undefined ? zone.span : nameSpan(type);
    warn(context, span, "NAMED_CONF_DEPRECATED_CLAUSE", "'type delegation-only' is deprecated");
  }
  if (zone.type === "hint" && zone.name.labelCount > 0) {
    const message = `ignoring non-root hint zone '${zone.shown}': named-checkconf is silent, named leaves it out.`;
    warn(context, zone.span, "NAMED_CONF_CONFLICT", message);
  }
}

function checkOptions(zone: CheckedZone, context: CheckContext): void {
  const letter = LETTERS.get(zone.type) ?? "";
  for (const clause of zone.clause.clauses) {
    if (clause.name === "type" || clause.rule.zoneTypes.includes(letter)) continue;
    const message = `option '${clause.name}' is not allowed in '${zone.type}' zone '${zone.shown}'`;
    refuse(context, nameSpan(clause), "NAMED_CONF_ZONE_OPTION", message);
  }
}

/** What the word says for a type of zones that has nothing of the kind: a primary asks nobody, a stub tells nobody. */
const NO_DIALUP: Readonly<Record<string, readonly string[]>> = {
  primary: ["passive", "refresh", "notify-passive"],
  stub: ["notify", "notify-passive"],
};

function checkDialup(zone: CheckedZone, context: CheckContext): void {
  const clause = findClause([zone.clause.clauses], "dialup");
  const word = textAt(clause, 0)?.toLowerCase() ?? "";
  if (clause === undefined || NO_DIALUP[zone.type]?.includes(word) !== true) return;
  const message = `dialup type '${word}' is not allowed in '${zone.type}' zone '${zone.shown}'`;
  refuse(context, argumentSpan(clause), "NAMED_CONF_ZONE_OPTION", message);
}

const NEEDS_PRIMARIES = new Set(["secondary", "mirror", "stub"]);

function checkParts(zone: CheckedZone, context: CheckContext): void {
  const own = [zone.clause.clauses];
  if (NEEDS_PRIMARIES.has(zone.type)) checkPrimaries(zone, context);
  const policy = findClause(own, "update-policy");
  if (policy !== undefined && findClause(own, "allow-update") !== undefined) {
    const message = `zone '${zone.shown}': 'allow-update' is ignored when 'update-policy' is present`;
    refuse(context, nameSpan(policy), "NAMED_CONF_CONFLICT", message);
  } else if (policy !== undefined) checkUpdatePolicy(policy, context);
}

/** Forwarders of the root are those of the view; a private reverse zone should not be iterated for. */
function checkForwarding({ clause, name, scope, shown, span, type }: CheckedZone, context: CheckContext): void {
  const own = findClause([clause.clauses], "forwarders");
  const outer = findClause(scope.slice(1), "forwarders");
  if (name.labelCount === 0 && own !== undefined && outer !== undefined) {
    const message = "forwarders declared in root zone and in general configuration";
    refuseSecond(context, nameSpan(own), "NAMED_CONF_CONFLICT", message, nameSpan(outer));
  }
  const kind = privateReverse().find(([zone]) => isAtOrBelow(name, zone))?.[1];
  if (type !== "forward" || kind === undefined || findClause([clause.clauses], "forward") !== undefined) return;
  if (textAt(findClause(scope.slice(1), "forward"), 0)?.toLowerCase() === "only") return;
  const message = `inherited 'forward first;' for ${kind} zone '${shown}' - did you want 'forward only;'?`;
  warn(context, span, "NAMED_CONF_CONFLICT", message);
}

/** RFC 1918 section 3, RFC 4193 section 3.1. */
const privateReverse = once((): readonly (readonly [zone: DomainName, kind: string])[] => [
  ...["10", "168.192", ...Array.from({ length: 16 }, (_, at) => `${at + 16}.172`)].map(
    (text) => [nameOf(`${text}.in-addr.arpa.`), "rfc1918"] as const,
  ),
  [nameOf("c.f.ip6.arpa."), "ula"],
  [nameOf("d.f.ip6.arpa."), "ula"],
]);

/** A mirror of the root knows its primaries by itself. */
function checkPrimaries(zone: CheckedZone, context: CheckContext): void {
  if (zone.type === "mirror" && zone.name.labelCount === 0) return;
  const clauses = zone.clause.clauses.filter((clause) => clause.name === "primaries" || clause.name === "masters");
  const [first, second] = clauses;
  if (first === undefined) {
    refuse(context, zone.span, "NAMED_CONF_ZONE_INCOMPLETE", `zone '${zone.shown}': missing 'primaries' entry`);
    return;
  }
  const modern = clauses.find((clause) => clause.name === "primaries") ?? first;
  if (second !== undefined) {
    const message = "'primaries' and 'masters' cannot both be used in the same zone";
    refuse(context, nameSpan(modern), "NAMED_CONF_CONFLICT", message);
  }
  const { count, isSound } = checkRemoteServers(modern, context.known.primaries, context);
  if (!isSound || count > 0) return;
  refuse(context, nameSpan(modern), "NAMED_CONF_ZONE_INCOMPLETE", `zone '${zone.shown}': empty 'primaries' entry`);
}

function checkServerNames(zone: CheckedZone, context: CheckContext): void {
  for (const { values } of elementsOf(findClause([zone.clause.clauses], "server-addresses"))) {
    const [value] = values;
    if (value === undefined || textOf(value)?.includes("%") !== true) continue;
    const message = "scoped address is not allowed for static stub server-addresses";
    refuse(context, valueSpan(value), "NAMED_CONF_ZONE_OPTION", message);
  }
  for (const { values } of elementsOf(findClause([zone.clause.clauses], "server-names"))) {
    const text = textOf(values[0]) ?? "";
    const name = parseName(text);
    if (typeof name === "string") {
      refuse(context, zone.span, "NAMED_CONF_NAME", `server-name '${text}' is not a valid name`);
      continue;
    }
    if (!isAtOrBelow(name, zone.name)) continue;
    const message = `server-name '${text}' must not be a subdomain of zone name '${zone.shown}'`;
    refuse(context, zone.span, "NAMED_CONF_ZONE_OPTION", message, "Give its address in server-addresses.");
  }
}
