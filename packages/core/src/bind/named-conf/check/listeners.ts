import type { Span } from "../../../text/index.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, keywordValue, textAt, textOf } from "../read/scope.ts";
import { parseInteger } from "../scalar.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond } from "./context.ts";

const PROTOCOLS: ReadonlySet<string> = new Set(["tlsv1.2", "tlsv1.3"]);
/** The last port. */
export const LAST_PORT = 65_535;
const RESERVED: ReadonlySet<string> = new Set(["ephemeral", "none"]);

/** `tls` and `http` statements, and listeners that use them (lib/bind9/check.c). */
export function checkListeners(context: CheckContext): void {
  checkTlsOnce(context);
  const http = checkHttp(context);
  for (const clause of context.options) {
    if (clause.isSound && clause.name.startsWith("listen-on")) checkListener(clause, http, context);
  }
  for (const clause of forwarderLists(context)) if (clause.isSound) checkTlsUse(clause, context);
}

function checkTlsOnce(context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const clause of named(context.conf.clauses, "tls")) {
    const name = textAt(clause, 0) ?? "";
    const first = seen.get(name.toLowerCase());
    const span = argumentSpan(clause);
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `tls clause '${name}' is duplicated`, first);
    }
    seen.set(name.toLowerCase(), first ?? span);
    checkTls(clause, name, context);
  }
}

function checkTls(clause: Clause, name: string, context: CheckContext): void {
  const span = argumentSpan(clause);
  if (RESERVED.has(name.toLowerCase())) {
    const message = `tls clause name '${name}' is reserved for internal use`;
    refuse(context, span, "NAMED_CONF_ALREADY_EXISTS", message);
  }
  const has = (part: string): boolean => findClause([clause.clauses], part) !== undefined;
  if (has("cert-file") !== has("key-file")) {
    const message = `tls '${name}': 'cert-file' and 'key-file' must both be specified, or both omitted`;
    refuse(context, span, "NAMED_CONF_ZONE_INCOMPLETE", message);
  }
  const protocols = findClause([clause.clauses], "protocols");
  if (protocols !== undefined) checkProtocols(protocols, name, span, context);
}

function checkProtocols(clause: Clause, name: string, span: Span, context: CheckContext): void {
  const seen = new Set<string>();
  for (const { values } of elementsOf(clause)) {
    const [value] = values;
    const text = textOf(value) ?? "";
    const version = text.toLowerCase();
    if (value === undefined) continue;
    if (!PROTOCOLS.has(version)) {
      refuse(context, valueSpan(value), "NAMED_CONF_VALUE", `'${text}' is not a valid TLS protocol version`);
    } else if (seen.has(version)) {
      const message = `'${text}' is specified more than once in '${name}'`;
      refuse(context, valueSpan(value), "NAMED_CONF_REDEFINED", message);
    } else seen.add(version);
  }
  if (seen.size > 0) return;
  const message = `tls '${name}' does not contain any valid TLS protocol versions definitions`;
  refuse(context, span, "NAMED_CONF_ZONE_INCOMPLETE", message);
}

/** `forwarders` of options, views and zones. */
function forwarderLists(context: CheckContext): readonly Clause[] {
  const zones = context.views.flatMap((view) => view.zones.map((zone) => zone.clauses));
  return [context.options, ...context.views.map((view) => view.own), ...zones].flatMap((own) =>
    named(own, "forwarders"),
  );
}

function checkTlsUse(clause: Clause, context: CheckContext): void {
  for (const values of [clause.values, ...elementsOf(clause).map((element) => element.values)]) {
    const name = keywordValue(values, "tls");
    if (name === undefined || name.toLowerCase() === "none" || context.known.tls.has(name.toLowerCase())) continue;
    refuse(context, argumentSpan(clause), "NAMED_CONF_UNDEFINED_REFERENCE", `tls '${name}' is not defined`);
  }
}

/** The names of `http` statements; `default` is built in. */
function checkHttp(context: CheckContext): ReadonlySet<string> {
  const seen = new Map<string, Span>();
  for (const clause of named(context.conf.clauses, "http")) {
    const name = textAt(clause, 0) ?? "";
    const first = seen.get(name.toLowerCase());
    if (name.toLowerCase() === "default") {
      const message = `'http' name cannot be '${name}' (which is a built-in configuration)`;
      refuse(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", message);
    } else if (first !== undefined) {
      refuseSecond(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", `http '${name}' is duplicated`, first);
    }
    seen.set(name.toLowerCase(), first ?? argumentSpan(clause));
    checkEndpoints(findClause([clause.clauses], "endpoints"), context);
  }
  return new Set([...seen.keys(), "default"]);
}

/**
 * RFC 3986 section 3.3, `path-absolute`, as named reads it: an escape that is cut short is forgiven at the end of a segment and
 * before a delimiter (lib/isc/netmgr/http.c, rule_percent_charcode, which has moved on when it fails).
 */
const ABSOLUTE_PATH = absolutePath();

function absolutePath(): RegExp {
  const delimiters = "!$&'()*+,;=:@";
  const character = `(?:[A-Za-z0-9._~${delimiters}-]|%[0-9A-Fa-f]{2}|%[0-9A-Fa-f]?[${delimiters}])`;
  const cut = "(?:%[0-9A-Fa-f]?(?=/|$))?";
  return new RegExp(`^/(?:%[0-9A-Fa-f]?$|${character}+${cut}(?:/${character}*${cut})*)?$`);
}

function checkEndpoints(clause: Clause | undefined, context: CheckContext): void {
  if (clause === undefined) return;
  const elements = elementsOf(clause);
  if (elements.length === 0 && context.conf.version !== "9.18") {
    refuse(context, nameSpan(clause), "NAMED_CONF_ZONE_INCOMPLETE", "empty 'endpoints' entry");
  }
  for (const { values } of elements) {
    const path = textOf(values[0]) ?? "";
    if (ABSOLUTE_PATH.test(path)) continue;
    const message = `endpoint '${path}' is not a valid absolute HTTP path`;
    refuse(context, nameSpan(clause), "NAMED_CONF_VALUE", message);
  }
}

function checkListener(clause: Clause, http: ReadonlySet<string>, context: CheckContext): void {
  checkTlsUse(clause, context);
  checkPort(clause, context);
  checkProxy(clause, context);
  const server = keywordValue(clause.values, "http");
  if (server === undefined) return;
  if (keywordValue(clause.values, "tls") === undefined) {
    const message = "http must specify a 'tls' statement, 'tls ephemeral', or 'tls none'";
    refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
  }
  if (http.has(server.toLowerCase())) return;
  refuse(context, nameSpan(clause), "NAMED_CONF_UNDEFINED_REFERENCE", `http '${server}' is not defined`);
}

/** From 9.20 on: whether the PROXY header comes inside the encryption or before it. */
function checkProxy(clause: Clause, context: CheckContext): void {
  const how = keywordValue(clause.values, "proxy")?.toLowerCase();
  if (how === undefined || how === "plain") return;
  const isEncrypted = (keywordValue(clause.values, "tls")?.toLowerCase() ?? "none") !== "none";
  if (how !== "encrypted") {
    const message = "'proxy' must have one of the following values: 'plain', 'encrypted'";
    refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
  } else if (!isEncrypted) {
    const message =
      "'proxy encrypted' can be used only when encryption is enabled by setting 'tls' to a defined value or to 'ephemeral'";
    refuse(context, argumentSpan(clause), "NAMED_CONF_CONFLICT", message);
  }
}

/** The last of all ports is not listened at, nor copied to (lib/bind9/check.c has `>=`). */
export function checkPort(clause: Clause, context: CheckContext): void {
  const port = parseInteger(keywordValue(clause.values, "port") ?? "") ?? 0;
  if (port < LAST_PORT) return;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", `port value '${port}' is out of range`);
}
