import { parseRrClass, parseRrType } from "../../../dns/index.ts";
import type { PlacedQuerySource, RrsetOrderRule, StaleSettings, ViewOptions } from "../../settings.ts";
import type { Statement } from "../ast.ts";
import { parseInteger } from "../scalar.ts";
import { readAnswerOptions } from "./answer-options.ts";
import type { MatchListReader } from "./match-lists.ts";
import { readNotModelled, type ViewScope } from "./not-modelled.ts";
import {
  booleanIn,
  durationIn,
  elementsOf,
  findClause,
  findClauses,
  integerIn,
  keywordValue,
  nameFrom,
  namesIn,
  type Scope,
  textAt,
  wordIn,
} from "./scope.ts";
import { querySourceIn, readForwarders } from "./servers.ts";

/** Everything a view does, from its own statements, then those of options, then what this BIND does unsaid (`named -C`). */
export function readViewOptions(view: ViewScope, reader: MatchListReader): ViewOptions {
  const { scope } = view;
  return {
    recursion: booleanIn(scope, "recursion", true),
    forwarders: readForwarders(findClause(scope, "forwarders")) ?? [],
    forward: wordIn(scope, "forward", ["first", "only"], "first"),
    dnssecValidation: wordIn(scope, "dnssec-validation", ["yes", "no", "auto"], "auto"),
    validateExcept: namesIn(scope, "validate-except"),
    ...emptyZones(scope),
    ...cacheLimits(scope),
    ...answerShape(scope),
    ...resolverOptions(scope),
    ...cookies(scope),
    ...readAnswerOptions(scope, reader),
    stale: staleSettings(scope),
    notModelled: readNotModelled(view),
  };
}

type EmptyZones = Pick<ViewOptions, "emptyZonesEnable" | "disableEmptyZones" | "emptyServer" | "emptyContact">;

function emptyZones(scope: Scope): EmptyZones {
  return {
    emptyZonesEnable: booleanIn(scope, "empty-zones-enable", true),
    disableEmptyZones: findClauses(scope, "disable-empty-zone").flatMap((clause) => nameFrom(textAt(clause, 0)) ?? []),
    emptyServer: nameFrom(textAt(findClause(scope, "empty-server"), 0)),
    emptyContact: nameFrom(textAt(findClause(scope, "empty-contact"), 0)),
  };
}

const MAX_SERVFAIL_TTL = 30;

type CacheLimits = Pick<
  ViewOptions,
  | "maxCacheTtl"
  | "minCacheTtl"
  | "maxNcacheTtl"
  | "minNcacheTtl"
  | "servfailTtl"
  | "maxRecordsPerType"
  | "maxTypesPerName"
  | "prefetch"
>;

function cacheLimits(scope: Scope): CacheLimits {
  return {
    maxCacheTtl: durationIn(scope, "max-cache-ttl", 604_800),
    minCacheTtl: durationIn(scope, "min-cache-ttl", 0),
    maxNcacheTtl: durationIn(scope, "max-ncache-ttl", 10_800),
    minNcacheTtl: durationIn(scope, "min-ncache-ttl", 0),
    servfailTtl: Math.min(MAX_SERVFAIL_TTL, durationIn(scope, "servfail-ttl", 1)),
    maxRecordsPerType: integerIn(scope, "max-records-per-type", 100),
    maxTypesPerName: integerIn(scope, "max-types-per-name", 100),
    prefetch: prefetch(scope),
  };
}

const MAX_PREFETCH_TRIGGER = 10;
/** Records must live at least this much longer than the trigger (BIND ARM, "prefetch"). */
const PREFETCH_GAP = 6;

function prefetch(scope: Scope): ViewOptions["prefetch"] {
  const clause = findClause(scope, "prefetch");
  if (clause === undefined) return { trigger: 2, eligibility: 9 };
  const trigger = Math.min(MAX_PREFETCH_TRIGGER, parseInteger(textAt(clause, 0) ?? "") ?? 2);
  const eligibility = eligibilityIn(scope);
  return { trigger, eligibility: Math.max(eligibility, trigger + PREFETCH_GAP) };
}

/** The second number of the innermost statement that has one (bin/named/server.c, configure_view). */
function eligibilityIn(scope: Scope): number {
  const numbers = scope.map((clauses) => parseInteger(textAt(findClause([clauses], "prefetch"), 1) ?? ""));
  return numbers.find((number) => number !== null) ?? 9;
}

type AnswerShape = Pick<
  ViewOptions,
  | "minimalResponses"
  | "minimalAny"
  | "rrsetOrder"
  | "ednsUdpSize"
  | "maxUdpSize"
  | "nocookieUdpSize"
  | "authNxdomain"
  | "zeroNoSoaTtlCache"
  | "synthFromDnssec"
  | "rootKeySentinel"
>;

function answerShape(scope: Scope): AnswerShape {
  return {
    minimalResponses: wordIn(
      scope,
      "minimal-responses",
      ["yes", "no", "no-auth", "no-auth-recursive"],
      "no-auth-recursive",
    ),
    minimalAny: booleanIn(scope, "minimal-any", false),
    rrsetOrder: elementsOf(findClause(scope, "rrset-order")).flatMap((statement) => rrsetOrderRule(statement) ?? []),
    ednsUdpSize: sizeIn(scope, "edns-udp-size", 1232),
    maxUdpSize: sizeIn(scope, "max-udp-size", 1232),
    nocookieUdpSize: Math.max(128, integerIn(scope, "nocookie-udp-size", 4096)),
    zeroNoSoaTtlCache: booleanIn(scope, "zero-no-soa-ttl-cache", false),
    authNxdomain: booleanIn(scope, "auth-nxdomain", false),
    synthFromDnssec: booleanIn(scope, "synth-from-dnssec", true),
    rootKeySentinel: booleanIn(scope, "root-key-sentinel", true),
  };
}

/** named brings sizes into 512 to 4096. */
function sizeIn(scope: Scope, name: string, fallback: number): number {
  return Math.min(4096, Math.max(512, integerIn(scope, name, fallback)));
}

const ORDERS = ["fixed", "random", "cyclic", "none"] as const;

function rrsetOrderRule({ values }: Statement): RrsetOrderRule | null {
  const text = keywordValue(values, "order")?.toLowerCase();
  const order = ORDERS.find((candidate) => candidate === text);
  if (order === undefined) return null;
  const rrClass = keywordValue(values, "class");
  const rrType = keywordValue(values, "type");
  return {
    rrClass: rrClass === undefined || rrClass === "ANY" ? null : parseRrClass(rrClass),
    rrType: rrType === undefined || rrType === "ANY" ? null : parseRrType(rrType),
    name: nameFrom(keywordValue(values, "name")),
    order,
  };
}

type ResolverOptions = Pick<
  ViewOptions,
  | "qnameMinimization"
  | "querySourceV4"
  | "querySourceV6"
  | "resolverQueryTimeoutMs"
  | "maxRecursionDepth"
  | "maxRecursionQueries"
  | "maxQueryRestarts"
  | "clientsPerQuery"
  | "maxClientsPerQuery"
>;

function resolverOptions(scope: Scope): ResolverOptions {
  return {
    qnameMinimization: wordIn(scope, "qname-minimization", ["strict", "relaxed", "disabled", "off"], "relaxed"),
    querySourceV4: querySource(scope, "query-source"),
    querySourceV6: querySource(scope, "query-source-v6"),
    resolverQueryTimeoutMs: resolverTimeout(integerIn(scope, "resolver-query-timeout", 0)),
    maxRecursionDepth: integerIn(scope, "max-recursion-depth", 7),
    maxRecursionQueries: integerIn(scope, "max-recursion-queries", 50),
    maxQueryRestarts: integerIn(scope, "max-query-restarts", 11),
    clientsPerQuery: integerIn(scope, "clients-per-query", 10),
    maxClientsPerQuery: integerIn(scope, "max-clients-per-query", 100),
  };
}

function querySource(scope: Scope, name: string): PlacedQuerySource {
  const clause = findClause(scope, name);
  return { ...querySourceIn(clause?.values ?? []), span: clause?.span ?? null };
}

const SECONDS_UP_TO = 300;
const SHORTEST_TIMEOUT_MS = 10_000;
const LONGEST_TIMEOUT_MS = 30_000;

/** Up to 300 are seconds, more are milliseconds (BIND ARM, "resolver-query-timeout"). */
function resolverTimeout(value: number): number {
  const ms = value <= SECONDS_UP_TO ? value * 1000 : value;
  return Math.min(LONGEST_TIMEOUT_MS, Math.max(SHORTEST_TIMEOUT_MS, ms));
}

type Cookies = Pick<ViewOptions, "sendCookie" | "answerCookie" | "requireServerCookie" | "nsidRequested">;

function cookies(scope: Scope): Cookies {
  return {
    sendCookie: booleanIn(scope, "send-cookie", true),
    answerCookie: booleanIn(scope, "answer-cookie", true),
    requireServerCookie: booleanIn(scope, "require-server-cookie", false),
    nsidRequested: booleanIn(scope, "request-nsid", false),
  };
}

const ONE_DAY = 86_400;

function staleSettings(scope: Scope): StaleSettings {
  const timeout = textAt(findClause(scope, "stale-answer-client-timeout"), 0);
  return {
    cacheEnable: booleanIn(scope, "stale-cache-enable", false),
    answerEnable: booleanIn(scope, "stale-answer-enable", false),
    answerTtl: Math.max(1, durationIn(scope, "stale-answer-ttl", 30)),
    refreshTime: durationIn(scope, "stale-refresh-time", 30),
    maxStaleTtl: durationIn(scope, "max-stale-ttl", ONE_DAY),
    answerClientTimeoutMs: timeout === undefined ? null : parseInteger(timeout),
  };
}
