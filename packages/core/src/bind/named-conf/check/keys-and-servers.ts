import { isIpv6, parseName } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import type { Clause } from "../clauses.ts";
import { readMatchWord } from "../grammar/match-word.ts";
import { findClause, keywordValue, textAt } from "../read/scope.ts";
import { serverKeyText } from "../read/servers.ts";
import { parseInteger } from "../scalar.ts";
import {
  argumentSpan,
  type CheckContext,
  keyOfName,
  listenerPort,
  named,
  refuse,
  refuseSecond,
  warn,
} from "./context.ts";

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

/** Each view knows the keys of the file and its own, and the servers of the file unless it has its own. */
export function checkKeysAndServers(context: CheckContext): void {
  const { clauses } = context.conf;
  const [keys, servers] = [named(clauses, "key"), named(clauses, "server")];
  for (const { own } of context.views) {
    const ownServers = named(own, "server");
    const known = checkKeys([...keys, ...named(own, "key")], context);
    checkServers(ownServers.length > 0 ? ownServers : servers, known, context);
  }
}

/** `key` statements: of one name once, with an algorithm and a secret (lib/bind9/check.c, check_key). Returns their names. */
function checkKeys(keys: readonly Clause[], context: CheckContext): ReadonlySet<string> {
  const seen = new Map<string, Span>();
  for (const clause of keys) {
    const name = textAt(clause, 0);
    if (name === undefined) continue;
    const span = argumentSpan(clause);
    const parsed = parseName(name);
    if (typeof parsed === "string") {
      refuse(context, span, "NAMED_CONF_NAME", `key '${name}': bad key name`);
      continue;
    }
    const first = seen.get(parsed.key);
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `key '${name}': already exists`, first);
    }
    seen.set(parsed.key, first ?? span);
    checkKey(clause, name, context);
  }
  return new Set(seen.keys());
}

function checkKey(clause: Clause, name: string, context: CheckContext): void {
  const algorithm = findClause([clause.clauses], "algorithm");
  const secret = findClause([clause.clauses], "secret");
  if (algorithm === undefined || secret === undefined) {
    const message = `key '${name}' must have both 'secret' and 'algorithm' defined`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_ZONE_INCOMPLETE", message);
  } else if (BASE64.test((textAt(secret, 0) ?? "").replaceAll(/\s/g, ""))) checkAlgorithm(algorithm, name, context);
  else refuse(context, argumentSpan(secret), "NAMED_CONF_VALUE", "bad secret 'bad base64 encoding'");
}

/** `hmac-sha256`, or cut to so many bits: `hmac-sha256-128`. */
function checkAlgorithm(clause: Clause, name: string, context: CheckContext): void {
  const text = textAt(clause, 0) ?? "";
  const span = argumentSpan(clause);
  const [hash = "", bits] = OLD_MD5.test(text.toLowerCase())
    ? ["hmac-md5"]
    : text.toLowerCase().split(/(?<=^hmac-(?:md5|sha\d+))-/);
  const widest = HASH_BITS.get(hash);
  const fault = widest === undefined ? `unknown algorithm '${text}'` : faultOfBits(name, bits, widest);
  if (fault !== null) refuse(context, span, "NAMED_CONF_VALUE", fault);
  else if (bits !== undefined && widest !== undefined && Number(bits) < Math.max(widest / 2, FEWEST_BITS)) {
    warn(context, span, "NAMED_CONF_VALUE", `key '${name}' digest-bits too small [<${widest / 2}]`);
  }
}

function faultOfBits(name: string, bits: string | undefined, widest: number): string | null {
  if (bits === undefined) return null;
  if (!/^\d{1,5}$/.test(bits)) return `key '${name}': unable to parse digest-bits`;
  if (Number(bits) > widest) return `key '${name}' digest-bits too large [${widest / 2}..${widest}]`;
  return Number(bits) % 8 === 0 ? null : `key '${name}' digest-bits not multiple of 8`;
}

/** `server` statements: of one prefix once, and nothing in them for addresses of the other family. */
function checkServers(servers: readonly Clause[], keys: ReadonlySet<string>, context: CheckContext): void {
  const seen = new Map<string, Span>();
  for (const clause of servers) {
    const text = textAt(clause, 0) ?? "";
    const read = readMatchWord(text);
    if (read.kind !== "prefix") continue;
    const span = argumentSpan(clause);
    if (read.hasHostBits) {
      const message = `'${text}': address/prefix length mismatch '${read.lengthText}'`;
      refuse(context, span, "NAMED_CONF_PREFIX", message);
    }
    const prefix = `${read.prefix.address}/${read.prefix.length}`;
    const first = seen.get(prefix);
    if (first !== undefined) {
      refuseSecond(context, span, "NAMED_CONF_ALREADY_EXISTS", `server '${prefix}': already exists`, first);
    }
    seen.set(prefix, first ?? span);
    checkSources(clause, prefix, isIpv6(read.prefix.address), context);
    checkServerKey(clause, keys, context);
  }
}

function checkServerKey(server: Clause, known: ReadonlySet<string>, context: CheckContext): void {
  const clause = findClause([server.clauses], "keys");
  const name = serverKeyText(clause);
  if (clause === undefined || name === undefined || known.has(keyOfName(name))) return;
  const isName = typeof parseName(name) !== "string";
  const message = isName ? `unknown key '${name}'` : `bad key name '${name}'`;
  refuse(context, argumentSpan(clause), isName ? "NAMED_CONF_UNDEFINED_REFERENCE" : "NAMED_CONF_NAME", message);
}

const SOURCES = ["notify-source", "query-source", "transfer-source"];

/** named speaks from an address of the server's own family, and not from the port that it listens at. */
function checkSources(server: Clause, prefix: string, isSixth: boolean, context: CheckContext): void {
  const [own, other] = isSixth ? ["-v6", ""] : ["", "-v6"];
  for (const source of SOURCES) {
    const foreign = findClause([server.clauses], `${source}${other}`);
    if (foreign !== undefined) {
      const message = `server '${prefix}': ${foreign.name} not legal`;
      refuse(context, argumentSpan(server), "NAMED_CONF_CONFLICT", message);
    }
    const clause = findClause([server.clauses], `${source}${own}`);
    if (clause === undefined) continue;
    if (portOf(clause) === listenerPort(context)) refuseListenerPort(clause, context);
    if (source !== "query-source" || !saysNone(clause)) continue;
    const message = `'none' is not a legal '${clause.name}' parameter in a server block`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
  }
}

function portOf(clause: Clause): number | null {
  return parseInteger(keywordValue(clause.values, "port") ?? "");
}

/** From 9.20 on a family may be left out. */
function saysNone(clause: Clause): boolean {
  return clause.values.some((value) => value.kind === "word" && value.text.toLowerCase() === "none");
}

/** The port that named listens at cannot be the one that it asks from. */
function refuseListenerPort(clause: Clause, context: CheckContext): void {
  const message = `'${clause.name}' cannot specify the DNS listener port (${listenerPort(context)})`;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
}

/** Where questions are asked from, in options and views: some port, and one family at least. */
export function checkQuerySources(clauses: readonly Clause[], context: CheckContext): void {
  const sources = ["query-source", "query-source-v6"].flatMap((name) => findClause([clauses], name) ?? []);
  for (const clause of sources) {
    const port = portOf(clause);
    if (port === null || port === 0) continue;
    if (port === listenerPort(context)) refuseListenerPort(clause, context);
    else {
      const message = `'${clause.name}': specifying a port is not recommended`;
      warn(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
    }
  }
  const [first, second] = sources;
  if (first === undefined || second === undefined || !sources.every(saysNone)) return;
  const message = "query-source and query-source-v6 can't be none at the same time.";
  refuse(context, argumentSpan(second), "NAMED_CONF_CONFLICT", message);
}
