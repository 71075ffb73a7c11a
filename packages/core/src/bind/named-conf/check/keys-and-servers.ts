import { isIpv6, parseName } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import type { Clause } from "../clauses.ts";
import { readMatchWord } from "../grammar/match-word.ts";
import { findClause, keywordValue, textAt } from "../read/scope.ts";
import { parseInteger } from "../scalar.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, refuseSecond, warn } from "./context.ts";

/** Bits of each hash; half of them is the least that a key should give (RFC 8945 section 5.2.2.1). */
const HASH_BITS: ReadonlyMap<string, number> = new Map([
  ["hmac-md5", 128],
  ["hmac-sha1", 160],
  ["hmac-sha224", 224],
  ["hmac-sha256", 256],
  ["hmac-sha384", 384],
  ["hmac-sha512", 512],
]);
const FEWEST_BITS = 80;
const OLD_MD5 = /^hmac-md5\.sig-alg\.reg\.int\.?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** `key` statements: of one name once, with an algorithm and a secret (lib/bind9/check.c, check_key). */
export function checkKeys(clauses: readonly Clause[], context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const clause of named(clauses, "key")) {
    const name = textAt(clause, 0);
    if (name === undefined) continue;
    const span = argumentSpan(clause);
    if (typeof parseName(name) === "string") {
      refuse(context, span, "NAMED_CONF_NAME", `key '${name}': bad key name`);
      continue;
    }
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `key '${name}': already exists`, first);
    }
    seen.set(name.toLowerCase(), first ?? span);
    checkKey(clause, name, context);
  }
}

function checkKey(clause: Clause, name: string, context: CheckContext): void {
  const algorithm = findClause([clause.clauses], "algorithm");
  const secret = findClause([clause.clauses], "secret");
  if (algorithm === undefined || secret === undefined) {
    const message = `key '${name}' must have both 'secret' and 'algorithm' defined`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_ZONE_INCOMPLETE", message);
    return;
  }
  if (!checkAlgorithm(algorithm, name, context)) return;
  if (BASE64.test((textAt(secret, 0) ?? "").replaceAll(/\s/g, ""))) return;
  refuse(context, argumentSpan(secret), "NAMED_CONF_VALUE", "bad secret 'bad base64 encoding'");
}

/** `hmac-sha256`, or cut to so many bits: `hmac-sha256-128`. */
function checkAlgorithm(clause: Clause, name: string, context: CheckContext): boolean {
  const text = textAt(clause, 0) ?? "";
  const span = argumentSpan(clause);
  const [hash = "", bits] = OLD_MD5.test(text.toLowerCase())
    ? ["hmac-md5"]
    : text.toLowerCase().split(/(?<=^hmac-(?:md5|sha\d+))-/);
  const widest = HASH_BITS.get(hash);
  const fail = (message: string): false => {
    refuse(context, span, "NAMED_CONF_VALUE", message);
    return false;
  };
  if (widest === undefined) return fail(`unknown algorithm '${text}'`);
  if (bits === undefined) return true;
  const least = widest / 2;
  if (!/^\d{1,5}$/.test(bits)) return fail(`key '${name}': unable to parse digest-bits`);
  if (Number(bits) > widest) return fail(`key '${name}' digest-bits too large [${least}..${widest}]`);
  if (Number(bits) % 8 !== 0) return fail(`key '${name}' digest-bits not multiple of 8`);
  if (Number(bits) < Math.max(least, FEWEST_BITS)) {
    warn(context, span, "NAMED_CONF_VALUE", `key '${name}' digest-bits too small [<${least}]`);
  }
  return true;
}

/** `server` statements: of one prefix once, and nothing in them for addresses of the other family. */
export function checkServers(clauses: readonly Clause[], context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const clause of named(clauses, "server")) {
    const text = textAt(clause, 0) ?? "";
    const read = readMatchWord(text);
    if (read.kind !== "prefix") continue;
    const span = argumentSpan(clause);
    if (read.hasHostBits) {
      const message = `'${text}': address/prefix length mismatch '${read.lengthText}'`;
      refuse(context, span, "NAMED_CONF_PREFIX", message);
    }
    const key = `${read.prefix.address}/${read.prefix.length}`;
    const first = seen.get(key);
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `server '${key}': already exists`, first);
    }
    seen.set(key, first ?? span);
    checkSources(clause, key, isIpv6(read.prefix.address) ? "" : "-v6", context);
  }
}

const SOURCES = ["notify-source", "query-source", "transfer-source"];

/** `foreign`: how statements of the other family end. */
function checkSources(server: Clause, key: string, foreign: "" | "-v6", context: CheckContext): void {
  for (const source of SOURCES) {
    const clause = findClause([server.clauses], `${source}${foreign}`);
    if (clause === undefined) continue;
    refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", `server '${key}': ${clause.name} not legal`);
  }
  for (const clause of server.clauses) {
    if (clause.name.startsWith("query-source") && isListenerPort(clause)) refuseListenerPort(clause, context);
  }
}

function isListenerPort(clause: Clause): boolean {
  return parseInteger(keywordValue(clause.values, "port") ?? "") === 53;
}

/** The port that named listens at cannot be the one that it asks from. */
function refuseListenerPort(clause: Clause, context: CheckContext): void {
  const message = `'${clause.name}' cannot specify the DNS listener port (53)`;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
}

/** The port of `query-source` in options and views. */
export function checkSourcePort(clause: Clause, context: CheckContext): void {
  const port = keywordValue(clause.values, "port");
  if (port === undefined || port === "*") return;
  if (isListenerPort(clause)) refuseListenerPort(clause, context);
  else {
    const message = `'${clause.name}': specifying a port is not recommended`;
    warn(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
  }
}
