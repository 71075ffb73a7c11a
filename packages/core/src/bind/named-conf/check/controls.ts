import { parseAddress } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import { type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { keywordValue, textAt, textOf } from "../read/scope.ts";
import { parseInteger } from "../scalar.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond, warn } from "./context.ts";

/** `controls` statements: who may give named orders (lib/bind9/check.c, bind9_check_controls). */
export function checkControls(context: CheckContext): void {
  const keys = new Set(named(context.conf.clauses, "key").map((clause) => (textAt(clause, 0) ?? "").toLowerCase()));
  const sockets = new Map<string, Span>();
  for (const { clauses } of named(context.conf.clauses, "controls")) {
    for (const channel of clauses) {
      if (channel.isSound && channel.name === "unix") checkUnix(channel, context);
      else if (channel.name === "inet" && context.conf.version !== "9.18") checkOnce(channel, sockets, context);
      checkKeys(channel, keys, context);
    }
  }
}

/** Names of keys are compared as they are written here, but for the letters' case. */
function checkKeys(channel: Clause, keys: ReadonlySet<string>, context: CheckContext): void {
  const block = behind(channel.values, "keys");
  if (block?.kind !== "block") return;
  for (const { values } of block.statements) {
    const [value] = values;
    const name = textOf(value) ?? "";
    if (value === undefined || keys.has(name.toLowerCase())) continue;
    refuse(context, valueSpan(value), "NAMED_CONF_UNDEFINED_REFERENCE", `unknown key '${name}'`);
  }
}

function behind(values: readonly Value[], word: string): Value | undefined {
  const at = values.findIndex((value) => value.kind === "word" && value.text.toLowerCase() === word);
  return at === -1 ? undefined : values[at + 1];
}

/** What a socket's address holds, with the octet that ends it (sockaddr_un). */
const LONGEST_PATH = 107;
const READ_AND_WRITE = 6;
/** Octal digits of a mode: the last is everybody's. */
const BITS_OF_DIGIT = 3;
const DIGITS = 3;

function checkUnix(channel: Clause, context: CheckContext): void {
  const path = textAt(channel, 0) ?? "";
  const span = argumentSpan(channel);
  if (context.conf.version !== "9.18") {
    refuse(context, span, "NAMED_CONF_REMOVED_CLAUSE", `unix control '${path}': not supported`);
    return;
  }
  if (path.length > LONGEST_PATH) {
    refuse(context, span, "NAMED_CONF_LIMIT", `unix control '${path}': path too long`);
  }
  const mode = parseInteger(keywordValue(channel.values, "perm") ?? "") ?? 0;
  const opened = Array.from({ length: DIGITS }, (_, at) => (mode >> (at * BITS_OF_DIGIT)) & READ_AND_WRITE);
  const first = opened.indexOf(READ_AND_WRITE);
  if (first === 0) warn(context, span, "NAMED_CONF_VALUE", `unix control '${path}' allows access to everyone`);
  else if (first === -1) warn(context, span, "NAMED_CONF_VALUE", `unix control '${path}' allows access to nobody`);
}

/** 9.20 opens each socket once. */
function checkOnce(channel: Clause, sockets: Map<string, Span>, context: CheckContext): void {
  const socket = socketOf(channel);
  const first = sockets.get(socket);
  if (first === undefined) sockets.set(socket, nameSpan(channel));
  else {
    const message = `inet control socket '${socket}': already defined,`;
    refuseSecond(context, nameSpan(channel), "NAMED_CONF_ALREADY_EXISTS", message, first);
  }
}

const RNDC_PORT = 953;

function socketOf(channel: Clause): string {
  const text = textAt(channel, 0) ?? "";
  const port = parseInteger(keywordValue(channel.values, "port") ?? "") ?? RNDC_PORT;
  return `${text === "*" ? "0.0.0.0" : (parseAddress(text) ?? text)}#${port}`;
}
