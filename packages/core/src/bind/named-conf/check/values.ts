import type { Clause } from "../clauses.ts";
import { keywordValue, textAt } from "../read/scope.ts";
import { parseDuration, parseInteger, parseSize } from "../scalar.ts";
import { argumentSpan, type CheckContext, nameSpan, refuse, warn } from "./context.ts";

/** A check of one statement by itself. */
export type Checker = (clause: Clause, context: CheckContext) => void;

const value =
  (says: (text: string, clause: Clause) => string | null): Checker =>
  (clause, context) => {
    const message = says(textAt(clause, 0) ?? "", clause);
    if (message !== null) refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
  };

const numberOf = (text: string): number | null => parseInteger(text) ?? parseDuration(text);

/** A lifetime is never octal. */
const amountIn = (name: string, text: string): number | null =>
  name.endsWith("-ttl") ? parseDuration(text) : numberOf(text);

/** `NAME 'V' is out of range (LOW..HIGH)`. */
const within = (name: string, low: number, high: number, free: number | null = null): readonly [string, Checker] => [
  name,
  value((text) => {
    const number = amountIn(name, text);
    if (number === null || number === free || (number >= low && number <= high)) return null;
    return `${name} '${number}' is out of range (${low}..${high})`;
  }),
];

/** As dnstap's library has it, without `is`. */
const stream = (name: string, low: number, high: number): readonly [string, Checker] => [
  name,
  value((text) => {
    const number = numberOf(text);
    if (number === null || (number >= low && (high === 0 || number <= high))) return null;
    return high === 0
      ? `${name} out of range (${number} < ${low})`
      : `${name} '${number}' out of range (${low}..${high})`;
  }),
];

const FOUR_WEEKS_OF_MINUTES = 40_320;
const WEEK = 604_800;

const checkQueueSize: Checker = (clause, context) => {
  stream("fstrm-set-input-queue-size", 2, 16_384)[1](clause, context);
  const number = numberOf(textAt(clause, 0) ?? "") ?? 1;
  if (number > 0 && Number.isInteger(Math.log2(number))) return;
  const message = `fstrm-set-input-queue-size '${number}' not a power-of-2`;
  refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
};

const checkDnstapOutput: Checker = (clause, context) => {
  if (textAt(clause, 0)?.toLowerCase() !== "unix") return;
  for (const part of ["size", "versions", "suffix"]) {
    if (keywordValue(clause.values, part) === undefined) continue;
    refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", `dnstap-output ${part} cannot be set with mode unix`);
  }
};

const DAYS = 3660;

/** Validity, and when to sign anew: days, or hours for a validity of at most a week. */
const checkSignatureValidity: Checker = (clause, context) => {
  const fail = (message: string): void => refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
  const validity = parseInteger(textAt(clause, 0) ?? "") ?? 30;
  const again = parseInteger(textAt(clause, 1) ?? "");
  if (validity < 1 || validity > DAYS) fail(`sig-validity-interval '${validity}' is out of range (1..${DAYS})`);
  if (again === null) return;
  const unit = validity > 7 ? "days" : "hours";
  if (again < 1 || again > DAYS) fail(`sig-validity-interval (re-sign) '${validity}' is out of range (1..${DAYS})`);
  else if ((unit === "days" ? validity : validity * 24) < again) {
    fail(`validity interval (${validity} days) less than re-signing interval (${again} ${unit})`);
  }
};

const checkRatio: Checker = (clause, context) => {
  const text = textAt(clause, 0) ?? "";
  const percent = text.endsWith("%") ? Number(text.slice(0, -1)) : 1;
  const span = argumentSpan(clause);
  if (percent === 0) {
    refuse(context, span, "NAMED_CONF_VALUE", "'ixfr-max-ratio' must be a nonzero percentage or 'unlimited')");
  } else if (percent > 100) warn(context, span, "NAMED_CONF_VALUE", `'ixfr-max-ratio ${percent}%' exceeds 100%`);
};

const checkRefresh: Checker = (clause, context) => {
  const seconds = parseDuration(textAt(clause, 0) ?? "") ?? 0;
  if (seconds === 0 || seconds >= 30) return;
  const message = "'stale-refresh-time' should either be 0 or otherwise 30 seconds or higher";
  warn(context, argumentSpan(clause), "NAMED_CONF_VALUE", message);
};

const checkGlue: Checker = (clause, context) => {
  const text = textAt(clause, 0) ?? "";
  if (["a", "aaaa", "none"].includes(text.toLowerCase())) return;
  warn(context, argumentSpan(clause), "NAMED_CONF_VALUE", `preferred-glue unexpected value '${text}'`);
};

const checkCookieAlgorithm: Checker = (clause, context) => {
  if (textAt(clause, 0)?.toLowerCase() !== "aes") return;
  warn(context, argumentSpan(clause), "NAMED_CONF_DEPRECATED_CLAUSE", "cookie-algorithm 'aes' is deprecated");
};

const MEGABYTE = 2 ** 20;
const TERABYTE = 2 ** 40;

/** What named-checkconf says of single values, by the statement's name (lib/bind9/check.c, check_options). */
export const valueCheckers: ReadonlyMap<string, Checker> = new Map<string, Checker>([
  within("heartbeat-interval", 0, FOUR_WEEKS_OF_MINUTES),
  within("interface-interval", 0, FOUR_WEEKS_OF_MINUTES),
  within("max-transfer-idle-in", 0, FOUR_WEEKS_OF_MINUTES),
  within("max-transfer-idle-out", 0, FOUR_WEEKS_OF_MINUTES),
  within("max-transfer-time-in", 0, FOUR_WEEKS_OF_MINUTES),
  within("max-transfer-time-out", 0, FOUR_WEEKS_OF_MINUTES),
  within("min-cache-ttl", 0, 90),
  within("min-ncache-ttl", 0, 90),
  within("max-ncache-ttl", 0, WEEK),
  within("max-rsa-exponent-size", 35, 4096, 0),
  within("dnskey-sig-validity", 0, DAYS),
  ["sig-validity-interval", checkSignatureValidity],
  [
    "sig-signing-type",
    value((text) => {
      const type = parseInteger(text) ?? 0xff00;
      return type >= 0xff00 && type <= 0xffff ? null : `sig-signing-type: ${type} out of range [65280..65535]`;
    }),
  ],
  ["server-id", value((text) => (text.length > 1024 ? "'server-id' too big (>1024 bytes)" : null))],
  [
    "nta-lifetime",
    value((text) => {
      const seconds = parseDuration(text) ?? 1;
      if (seconds > WEEK) return "'nta-lifetime' cannot exceed one week";
      return seconds === 0 ? "'nta-lifetime' may not be zero" : null;
    }),
  ],
  ["nta-recheck", value((text) => ((parseDuration(text) ?? 0) > WEEK ? "'nta-recheck' cannot exceed one week" : null))],
  [
    "lmdb-mapsize",
    value((text) => {
      const octets = parseSize(text) ?? MEGABYTE;
      if (octets < MEGABYTE) return `'lmdb-mapsize ${octets}' is too small`;
      return octets > TERABYTE ? `'lmdb-mapsize ${octets}' is too large` : null;
    }),
  ],
  [
    "resolver-nonbackoff-tries",
    value((text) => (parseInteger(text) === 0 ? "'resolver-nonbackoff-tries' must be >= 1" : null)),
  ],
  stream("fstrm-set-buffer-hint", 1024, 65_536),
  stream("fstrm-set-flush-timeout", 1, 600),
  ["fstrm-set-input-queue-size", checkQueueSize],
  stream("fstrm-set-output-notify-threshold", 1, 0),
  stream("fstrm-set-output-queue-size", 2, 1024),
  stream("fstrm-set-reopen-interval", 1, 600),
  ["dnstap-output", checkDnstapOutput],
  ["max-ixfr-ratio", checkRatio],
  ["stale-refresh-time", checkRefresh],
  ["preferred-glue", checkGlue],
  ["cookie-algorithm", checkCookieAlgorithm],
]);
