import { algorithmNumbers } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import { type Statement, type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, keywordValue, textAt, textOf } from "../read/scope.ts";
import { parseDuration, parseInteger } from "../scalar.ts";
import { argumentSpan, type CheckContext, named, nameSpan, refuse, warn } from "./context.ts";

const BUILT_IN: ReadonlySet<string> = new Set(["none", "default", "insecure"]);
const DAY = 86_400;
const HOUR = 3600;

/** What a policy has where it does not say it (lib/dns/include/dns/kasp.h), in seconds. */
const DEFAULTS: Readonly<Record<string, number>> = {
  "dnskey-ttl": HOUR,
  "max-zone-ttl": DAY,
  "parent-ds-ttl": DAY,
  "parent-propagation-delay": HOUR,
  "publish-safety": HOUR,
  "retire-safety": HOUR,
  "signatures-jitter": DAY / 2,
  "signatures-refresh": 5 * DAY,
  "signatures-validity": 14 * DAY,
  "signatures-validity-dnskey": 14 * DAY,
  "zone-propagation-delay": 300,
};

/** `dnssec-policy` statements of the file (lib/isccfg/kaspconf.c). */
export function checkSigningPolicies(context: CheckContext): void {
  const seen = new Map<string, Clause>();
  const policies = named(context.conf.clauses, "dnssec-policy");
  for (const clause of policies) {
    const name = textAt(clause, 0) ?? "";
    if (BUILT_IN.has(name)) {
      const message = "dnssec-policy name may not be 'insecure', 'none', or 'default' (which are built-in policies)";
      refuse(context, argumentSpan(policies[0] ?? clause), "NAMED_CONF_ALREADY_EXISTS", message);
    } else if (seen.has(name)) {
      const message = `dnssec-policy: duplicately named policy found '${name}'`;
      refuse(context, argumentSpan(clause), "NAMED_CONF_ALREADY_EXISTS", message);
    } else {
      seen.set(name, clause);
      checkPolicy(clause, name, context);
    }
  }
}

function checkPolicy(clause: Clause, name: string, context: CheckContext): void {
  const seconds = (option: string): number =>
    parseDuration(textAt(findClause([clause.clauses], option), 0) ?? "") ?? DEFAULTS[option] ?? 0;
  if (!checkSignatures(clause, name, seconds, context)) return;
  const rollover = shortestLives(seconds);
  const keys = findClause([clause.clauses], "keys");
  const sound: PolicyKey[] = [];
  for (const statement of elementsOf(keys)) {
    const key = checkKey(statement, rollover, context);
    // What follows is not looked at.
    if (key === null) return;
    sound.push(key);
  }
  if (keys !== undefined) checkRoles(keys, sound, context);
  else if (context.conf.version === "9.18") return;
  const hashing = findClause([clause.clauses], "nsec3param");
  if (hashing !== undefined) checkHashing(hashing, sound, context);
}

/** Signatures must be made anew well before they end, for all types and for keys. */
function checkSignatures(
  clause: Clause,
  name: string,
  seconds: (option: string) => number,
  context: CheckContext,
): boolean {
  let isFine = true;
  const fail = (message: string): void => {
    isFine = false;
    refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", `dnssec-policy: policy '${name}' ${message}`);
  };
  for (const validity of ["signatures-validity-dnskey", "signatures-validity"]) {
    if (seconds("signatures-refresh") >= seconds(validity) * 0.9) {
      fail(`signatures-refresh must be at most 90% of the ${validity}`);
    }
    if (seconds("signatures-jitter") > seconds(validity)) fail(`signatures-jitter cannot be larger than ${validity}`);
  }
  return isFine;
}

interface ShortestLives {
  readonly ksk: number;
  readonly zsk: number;
}

/** How long a rollover takes (RFC 7583). */
function shortestLives(seconds: (option: string) => number): ShortestLives {
  const publish = seconds("dnskey-ttl") + seconds("publish-safety") + seconds("zone-propagation-delay");
  const atParent = seconds("parent-ds-ttl") + seconds("retire-safety") + seconds("parent-propagation-delay");
  const signed = seconds("signatures-validity") - seconds("signatures-refresh");
  const inZone = signed + seconds("max-zone-ttl") + seconds("retire-safety") + seconds("zone-propagation-delay");
  return { ksk: Math.max(publish, atParent), zsk: Math.max(publish, inZone) };
}

const DEPRECATED: ReadonlySet<number> = new Set([5, 7]);
const OF_ANY_LENGTH: ReadonlySet<number> = new Set([5, 7, 8, 10]);
const OF_ONE_LENGTH: ReadonlySet<number> = new Set([13, 14, 15, 16]);
/** They are older than NSEC3. */
const WITHOUT_NSEC3: ReadonlySet<number> = new Set([1, 2, 3, 5]);

function algorithmOf(text: string): number | null {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : algorithmNumbers.get(text.toUpperCase());
  return number === undefined || number > 255 ? null : number;
}

interface PolicyKey {
  readonly algorithm: number;
  readonly ksk: boolean;
  readonly zsk: boolean;
}

function checkKey({ values }: Statement, shortest: ShortestLives, context: CheckContext): PolicyKey | null {
  const [first] = values;
  if (first === undefined) return null;
  const span = valueSpan(first);
  const role = textOf(first)?.toLowerCase();
  const key = { ksk: role === "ksk" || role === "csk", zsk: role === "zsk" || role === "csk" };
  const text = keywordValue(values, "algorithm") ?? "";
  const algorithm = algorithmOf(text);
  const fault =
    lifeFault(key, values, shortest, span, context) ?? algorithmFault(algorithm, text, values, span, context);
  if (fault === null) return algorithm === null ? null : { algorithm, ...key };
  refuse(context, span, "NAMED_CONF_VALUE", `dnssec-policy: ${fault.message}`);
  if (context.conf.version !== "9.18") {
    refuse(context, span, "NAMED_CONF_VALUE", `dnssec-policy: failed to configure keys (${fault.result})`);
  }
  return null;
}

interface KeyFault {
  readonly message: string;
  /** What 9.20 says behind it. */
  readonly result: "failure" | "bad algorithm" | "out of range";
}

function lifeFault(
  { ksk, zsk }: Pick<PolicyKey, "ksk" | "zsk">,
  values: readonly Value[],
  shortest: ShortestLives,
  span: Span,
  context: CheckContext,
): KeyFault | null {
  const life = parseDuration(keywordValue(values, "lifetime") ?? "") ?? 0;
  if (life === 0) return null;
  if (life < 30 * DAY) {
    warn(context, span, "NAMED_CONF_VALUE", "dnssec-policy: key lifetime is shorter than 30 days");
  }
  const isTooShort = (ksk && life <= shortest.ksk) || (zsk && life <= shortest.zsk);
  const message = "key lifetime is shorter than the time it takes to do a rollover";
  return isTooShort ? { message, result: "failure" } : null;
}

function algorithmFault(
  algorithm: number | null,
  text: string,
  values: readonly Value[],
  span: Span,
  context: CheckContext,
): KeyFault | null {
  if (algorithm === null) return { message: `bad algorithm ${text}`, result: "bad algorithm" };
  if (context.conf.version !== "9.18" && !isSupported(algorithm)) {
    return { message: `algorithm ${text} not supported`, result: "bad algorithm" };
  }
  if (DEPRECATED.has(algorithm)) {
    const message = `dnssec-policy: DNSSEC algorithm ${text} is deprecated`;
    warn(context, span, "NAMED_CONF_DEPRECATED_CLAUSE", message);
  }
  const length = lengthIn(values);
  if (length === null) return null;
  if (OF_ONE_LENGTH.has(algorithm)) {
    const message = `dnssec-policy: key algorithm ${text} has predefined length; ignoring length value ${length}`;
    warn(context, span, "NAMED_CONF_VALUE", message);
  }
  const isWrong = OF_ANY_LENGTH.has(algorithm) && (length < 1024 || length > 4096);
  return isWrong
    ? { message: `key with algorithm ${text} has invalid key length ${length}`, result: "out of range" }
    : null;
}

/** 9.20 looks whether it can sign with it. */
function isSupported(algorithm: number): boolean {
  return OF_ANY_LENGTH.has(algorithm) || OF_ONE_LENGTH.has(algorithm);
}

/** The number behind `algorithm NAME`. */
function lengthIn(values: readonly Value[]): number | null {
  const at = values.findIndex((value) => value.kind === "word" && value.text.toLowerCase() === "algorithm");
  return parseInteger(textOf(values[at + 2]) ?? "");
}

/** Each algorithm signs keys and everything else. */
function checkRoles(keys: Clause, read: readonly PolicyKey[], context: CheckContext): void {
  for (const algorithm of new Set(read.map((key) => key.algorithm))) {
    const own = read.filter((key) => key.algorithm === algorithm);
    const [zsk, ksk] = [own.filter((key) => key.zsk).length, own.filter((key) => key.ksk).length];
    const place = `dnssec-policy: algorithm ${algorithm}`;
    if (zsk === 0 || ksk === 0) {
      refuse(context, nameSpan(keys), "NAMED_CONF_VALUE", `${place} requires both KSK and ZSK roles`);
    }
    if (zsk > 1) warn(context, nameSpan(keys), "NAMED_CONF_VALUE", `${place} has multiple keys with ZSK role`);
    if (ksk > 1) warn(context, nameSpan(keys), "NAMED_CONF_VALUE", `${place} has multiple keys with KSK role`);
  }
}

const MOST_ITERATIONS = 150;
const LONGEST_SALT = 255;

function checkHashing(clause: Clause, keys: readonly PolicyKey[], context: CheckContext): void {
  const fail = (message: string): void =>
    refuse(context, nameSpan(clause), "NAMED_CONF_VALUE", `dnssec-policy: ${message}`);
  const old = keys.find((key) => WITHOUT_NSEC3.has(key.algorithm));
  const name = [...algorithmNumbers].find(([, number]) => number === old?.algorithm)?.[0];
  const number = (word: string): number => parseInteger(keywordValue(clause.values, word) ?? "") ?? 0;
  if (old !== undefined) fail(`cannot use nsec3 with algorithm '${name}'`);
  else if (context.conf.version !== "9.18" && number("iterations") > 0) {
    fail(`nsec3 iterations value ${number("iterations")} not allowed, must be zero`);
  } else if (number("iterations") > MOST_ITERATIONS)
    fail(`nsec3 iterations value ${number("iterations")} out of range`);
  else if (number("salt-length") > LONGEST_SALT) fail(`nsec3 salt length ${number("salt-length")} too high`);
}
