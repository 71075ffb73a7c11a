import type { Span } from "../../../text/index.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, keywordValue, textAt, textOf } from "../read/scope.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond } from "./context.ts";

const PROTOCOLS: ReadonlySet<string> = new Set(["tlsv1.2", "tlsv1.3"]);
const RESERVED: ReadonlySet<string> = new Set(["ephemeral", "none"]);

/** `tls` and `http` statements, and listeners that use them (lib/bind9/check.c). */
export function checkListeners(context: CheckContext): void {
  for (const clause of named(context.conf.clauses, "tls")) checkTls(clause, context);
  const http = checkHttp(context);
  for (const clause of context.options) {
    if (clause.name === "listen-on" || clause.name === "listen-on-v6") checkListener(clause, http, context);
  }
}

function checkTls(clause: Clause, context: CheckContext): void {
  const name = textAt(clause, 0) ?? "";
  if (RESERVED.has(name.toLowerCase())) {
    const message = `tls clause name '${name}' is reserved for internal use`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", message);
  }
  const protocols = findClause([clause.clauses], "protocols");
  if (protocols !== undefined) checkProtocols(protocols, name, context);
}

function checkProtocols(clause: Clause, name: string, context: CheckContext): void {
  let known = 0;
  for (const { values } of elementsOf(clause)) {
    const [value] = values;
    const text = textOf(value) ?? "";
    if (PROTOCOLS.has(text.toLowerCase())) known += 1;
    else if (value !== undefined) {
      refuse(context, valueSpan(value), "NAMED_CONF_VALUE", `'${text}' is not a valid TLS protocol version`);
    }
  }
  if (known > 0) return;
  const message = `tls '${name}' does not contain any valid TLS protocol versions definitions`;
  refuse(context, nameSpan(clause), "NAMED_CONF_ZONE_INCOMPLETE", message);
}

/** The names of `http` statements; `default` is built in. */
function checkHttp(context: CheckContext): ReadonlySet<string> {
  const seen = new Map<string, Span>();
  for (const clause of named(context.conf.clauses, "http")) {
    const name = textAt(clause, 0) ?? "";
    const first = seen.get(name);
    if (name.toLowerCase() === "default") {
      const message = `'http' name cannot be '${name}' (which is a built-in configuration)`;
      refuse(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", message);
    } else if (first !== undefined) {
      refuseSecond(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", `http '${name}' is duplicated`, first);
    }
    seen.set(name, first ?? argumentSpan(clause));
    checkEndpoints(findClause([clause.clauses], "endpoints"), context);
  }
  return new Set([...seen.keys(), "default"].map((name) => name.toLowerCase()));
}

/** RFC 3986 section 3.3, `path-absolute`. */
const ABSOLUTE_PATH =
  /^\/(?:(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*)?$/;

function checkEndpoints(clause: Clause | undefined, context: CheckContext): void {
  if (clause === undefined) return;
  for (const { values } of elementsOf(clause)) {
    const path = textOf(values[0]) ?? "";
    if (ABSOLUTE_PATH.test(path)) continue;
    const message = `endpoint '${path}' is not a valid absolute HTTP path`;
    refuse(context, nameSpan(clause), "NAMED_CONF_VALUE", message);
  }
}

function checkListener(clause: Clause, http: ReadonlySet<string>, context: CheckContext): void {
  const server = keywordValue(clause.values, "http");
  if (server === undefined) return;
  if (keywordValue(clause.values, "tls") === undefined) {
    const message = "http must specify a 'tls' statement, 'tls ephemeral', or 'tls none'";
    refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
  }
  if (http.has(server.toLowerCase())) return;
  refuse(context, nameSpan(clause), "NAMED_CONF_UNDEFINED_REFERENCE", `http '${server}' is not defined`);
}
