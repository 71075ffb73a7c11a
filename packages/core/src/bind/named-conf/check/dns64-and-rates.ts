import { addressBytes, isIpv4, parseAddress, printPrefix } from "../../../dns/index.ts";
import type { Clause } from "../clauses.ts";
import { readMatchWord } from "../grammar/match-word.ts";
import { findClause, type Scope, textAt } from "../read/scope.ts";
import { parseInteger } from "../scalar.ts";
import { argumentSpan, type CheckContext, refuse } from "./context.ts";

const LENGTHS: ReadonlySet<number> = new Set([32, 40, 48, 56, 64, 96]);
/** Bits 64 to 71. */
const ZERO_OCTET = 8;

/** `dns64` (lib/bind9/check.c, check_dns64). */
export function checkDns64(clause: Clause, context: CheckContext): void {
  const read = readMatchWord(textAt(clause, 0) ?? "");
  if (read.kind !== "prefix") return;
  const { prefix } = read;
  const text = printPrefix(prefix);
  if (read.hasHostBits) {
    const message = `'${textAt(clause, 0)}': address/prefix length mismatch '${read.lengthText}'`;
    refuse(context, argumentSpan(clause), "NAMED_CONF_PREFIX", message);
    return;
  }
  const fail = (message: string): void =>
    refuse(context, argumentSpan(clause), "NAMED_CONF_VALUE", `dns64 prefix ${text} ${message}`);
  if (isIpv4(prefix.address)) fail("must be IPv6");
  else if ((addressBytes(prefix.address)[ZERO_OCTET] ?? 0) !== 0) fail("bits [64..71] must be zero");
  else if (!LENGTHS.has(prefix.length)) fail("length is not 32/40/48/56/64/96");
  else checkSuffix(findClause([clause.clauses], "suffix"), prefix.length, context);
}

function checkSuffix(suffix: Clause | undefined, length: number, context: CheckContext): void {
  const address = parseAddress(textAt(suffix, 0) ?? "");
  if (suffix === undefined || address === null || isIpv4(address)) return;
  const octets = length / 8 + (length <= 64 ? 5 : 4);
  if (
    addressBytes(address)
      .subarray(0, octets)
      .every((octet) => octet === 0)
  )
    return;
  const message = `bad suffix '${address}' leading ${octets} octets not zeros`;
  refuse(context, argumentSpan(suffix), "NAMED_CONF_VALUE", message);
}

const RATES = [
  ...["responses-per-second", "referrals-per-second", "nodata-per-second", "nxdomains-per-second"],
  ...["errors-per-second", "all-per-second"],
];

type Limit = readonly [name: string, isFine: (number: number) => boolean, message: (number: number) => string];

const LIMITS: readonly Limit[] = [
  ...RATES.map((name): Limit => [name, (number) => number <= 1000, (number) => `${name} ${number} > 1000`]),
  ["slip", (number) => number <= 10, (number) => `slip ${number} > 10`],
  ["window", (number) => number >= 1 && number <= 3600, (number) => `window ${number} < 1 or > 3600`],
  ["qps-scale", (number) => number >= 1, (number) => `invalid 'qps-scale ${number}'`],
  ["ipv4-prefix-length", (number) => number >= 8 && number <= 32, (number) => `invalid 'ipv4-prefix-length ${number}'`],
  [
    "ipv6-prefix-length",
    (number) => number >= 16 && number <= 64,
    (number) => `ipv6-prefix-length ${number} < 16 or > 64`,
  ],
];

/** `rate-limit` (lib/bind9/check.c, check_ratelimit). */
export function checkRateLimit(clause: Clause, context: CheckContext): void {
  const own: Scope = [clause.clauses];
  for (const [name, isFine, message] of LIMITS) {
    const found = findClause(own, name);
    const number = parseInteger(textAt(found, 0) ?? "");
    if (found !== undefined && number !== null && !isFine(number)) {
      refuse(context, argumentSpan(found), "NAMED_CONF_VALUE", message(number));
    }
  }
  const largest = findClause(own, "max-table-size");
  const most = parseInteger(textAt(largest, 0) ?? "");
  const least = Math.max(1, parseInteger(textAt(findClause(own, "min-table-size"), 0) ?? "") ?? 500);
  if (largest === undefined || most === null || most >= least) return;
  const message = `max-table-size ${most} < min-table-size ${least}`;
  refuse(context, argumentSpan(largest), "NAMED_CONF_VALUE", message);
}
