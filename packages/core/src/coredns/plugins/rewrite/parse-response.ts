import { type Rcode, rcodeFromNumber } from "../../../dns/index.ts";
import { goRcodeOf } from "../../go-words.ts";
import { matchKindOf, normalizeName, parsePattern, parseResponseMatch } from "./parse-match.ts";
import type { NameMatch, RewriteAction, RuleFault } from "./rule.ts";

const KINDS = "exact, prefix, suffix, substring, and regex name matching";
const MAX_TTL = 2_147_483_647;
const MAX_UINT32 = 0xffffffff;
const MAX_RCODE = 23;

/** plugin/rewrite/ttl.go newTTLRule: `[KIND] NAME TTL`. */
export function parseTtlRule(words: readonly string[]): RewriteAction | RuleFault {
  if (words.length < 2) return { fault: `too few (${words.length}) arguments for a ttl rule` };
  const written = words.length <= 3 ? (words.at(-1) ?? "") : "";
  const range = parseTtlRange(written);
  if (range === null) return { fault: `invalid TTL '${written}' for a ttl rule` };
  const match = matchOf(words.slice(0, -1), "ttl");
  return "text" in match || "pattern" in match ? { kind: "ttl", match, ...range } : match;
}

/** plugin/rewrite/rcode.go newRCodeRule: `[KIND] NAME FROM TO`. */
export function parseRcodeRule(words: readonly string[]): RewriteAction | RuleFault {
  if (words.length < 3) return { fault: `too few (${words.length}) arguments for a rcode rule` };
  const [old, changed] = words.length <= 4 ? words.slice(-2) : [];
  const [from, to] = [parseRcodeWord(old ?? ""), parseRcodeWord(changed ?? "")];
  if (from === null) return { fault: `invalid matching RCODE '${old ?? ""}' for a rcode rule` };
  if (to === null) return { fault: `invalid replacement RCODE '${changed}' for a rcode rule` };
  const match = matchOf(words.slice(0, -2), "rcode");
  return "text" in match || "pattern" in match ? { kind: "rcode", match, from, to } : match;
}

function matchOf(
  words: readonly string[],
  what: "ttl" | "rcode",
): NameMatch | Exclude<ReturnType<typeof parseResponseMatch>, NameMatch> {
  const [first = "", second] = words;
  if (second === undefined) return { kind: "exact", text: normalizeName(first) };
  const kind = matchKindOf(first);
  return kind === null ? { fault: `${what} rule supports only ${KINDS}` } : parseResponseMatch(kind, second, what);
}

/** `N`, `N-M`, `-M`, `N-`. */
function parseTtlRange(text: string): { readonly min: number; readonly max: number } | null {
  const [first = "", second, ...others] = text.split("-");
  const min = second !== undefined && first === "" ? 0 : parseUint32(first);
  const max = second === undefined ? min : second === "" ? MAX_TTL : parseUint32(second);
  const isEmpty = first === "" && second === "";
  if (min === null || max === null || min > max || isEmpty || others.length > 0) return null;
  return { min, max };
}

function parseUint32(text: string): number | null {
  return /^\d{1,10}$/.test(text) && Number(text) <= MAX_UINT32 ? Number(text) : null;
}

function parseRcodeWord(word: string): Rcode | null {
  const number = parseUint32(word);
  return number !== null && number <= MAX_RCODE ? rcodeFromNumber(number) : goRcodeOf(word.toUpperCase());
}

/** plugin/rewrite/cname_target.go newCNAMERule: `[KIND] FROM TO`; only exact names get their final dot. */
export function parseCnameRule(words: readonly string[]): RewriteAction | RuleFault {
  if (words.length !== 2 && words.length !== 3)
    return { fault: `too few (${words.length}) arguments for a cname rule` };
  const kind = words.length === 2 ? "exact" : matchKindOf(words[0] ?? "");
  if (kind === null) return { fault: `unknown cname rewrite type: ${words[0]?.toLowerCase()}` };
  const [from = "", to = ""] = words.slice(-2).map((word) => word.toLowerCase());
  if (kind === "exact") {
    return { kind: "cname", match: { kind, text: normalizeName(from) }, to: normalizeName(to) };
  }
  if (kind !== "regex") return { kind: "cname", match: { kind, text: from }, to };
  const pattern = parsePattern(
    from,
    "regex pattern too long in a cname rule",
    (why) => `invalid cname rewrite regex pattern: error parsing regexp: ${why}`,
  );
  return "source" in pattern ? { kind: "cname", match: { kind, pattern }, to } : pattern;
}
