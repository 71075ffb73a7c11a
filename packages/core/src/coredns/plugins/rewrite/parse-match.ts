import { absoluteGoText } from "../../go-name.ts";
import { type GoRegexp, parseGoRegexp } from "../../go-regexp/index.ts";
import type { NameMatch, RewriteAction, RuleFault } from "./rule.ts";

export type MatchKind = NameMatch["kind"];

const MATCH_KINDS: readonly MatchKind[] = ["exact", "prefix", "suffix", "substring", "regex"];
const MAX_PATTERN = 10_000;
const MOST_PLACEHOLDERS = 101;

export function matchKindOf(word: string): MatchKind | null {
  return MATCH_KINDS.find((kind) => kind === word.toLowerCase()) ?? null;
}

/** plugin.Name.Normalize: in lower case, with a final dot. A prefix gets one too, and so seldom matches. */
export function normalizeName(word: string): string {
  return absoluteGoText(word).toLowerCase();
}

/** A pattern; or what is wrong with it (`invalid`, made of CoreDNS's words by the caller), or that it is not modelled. */
export type PatternResult = GoRegexp | (RewriteAction & { readonly kind: "unsupported" }) | RuleFault;

export function parsePattern(source: string, tooLong: string, invalid: (why: string) => string): PatternResult {
  const octets = new TextEncoder().encode(source).length;
  if (octets > MAX_PATTERN) return { fault: `${tooLong}: ${octets} > ${MAX_PATTERN}` };
  const parsed = parseGoRegexp(source);
  if (!("fault" in parsed)) return parsed;
  return parsed.fault === "wrong" ? { fault: invalid(parsed.message) } : { kind: "unsupported", what: parsed.message };
}

/** plugin/rewrite/name.go isValidRegexPattern: no more placeholders than groups. */
export function parsePatternFor(from: string, to: string): PatternResult {
  const pattern = parsePattern(from, "regex pattern too long", () => `invalid regex matching pattern: ${from}`);
  if (!("source" in pattern)) return pattern;
  if (placeholdersIn(to) <= pattern.groupNames.length - 1) return pattern;
  const fault = `the rewrite regex pattern (${to}) uses more subexpressions than its corresponding matching regex pattern (${from})`;
  return { fault };
}

function placeholdersIn(text: string): number {
  let count = 0;
  for (let index = 0; index < MOST_PLACEHOLDERS; index += 1) if (text.includes(`{${index}}`)) count += 1;
  return count;
}

/** The match of a ttl or rcode rule. */
export function parseResponseMatch(
  kind: MatchKind,
  word: string,
  what: string,
): NameMatch | Exclude<PatternResult, GoRegexp> {
  if (kind !== "regex") return { kind, text: normalizeName(word) };
  const pattern = parsePattern(
    word,
    `regex pattern too long in a ${what} rule`,
    () => `invalid regex pattern in a ${what} rule: ${word}`,
  );
  return "source" in pattern ? { kind, pattern } : pattern;
}
