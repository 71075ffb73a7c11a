import { absoluteGoText } from "../../go-name.ts";
import { type MatchKind, matchKindOf, normalizeName, parsePatternFor } from "./parse-match.ts";
import type { NameAction, NameMatch, RewriteAction, RuleFault, TextRule } from "./rule.ts";

interface Answers {
  readonly isAuto: boolean;
  readonly rules: readonly TextRule[];
}

type Unsupported = Extract<RewriteAction, { kind: "unsupported" }>;

/** plugin/rewrite/name.go newNameRule. */
export function parseNameRule(words: readonly string[]): RewriteAction | RuleFault {
  const [first = "", second, third] = words;
  if (second === undefined) return { fault: "too few arguments for a name rule" };
  if (third === undefined) return parseExact(first, second, NO_ANSWERS);
  const kind = matchKindOf(first);
  const hasMetadata = words[3] === "metadata";
  if (hasMetadata && kind !== "regex") return { fault: "metadata is only supported for regex name rules" };
  const rest = words.slice(hasMetadata ? 4 : 3);
  const answers = rest.length === 0 ? NO_ANSWERS : parseAnswers(first.toLowerCase(), rest);
  if (!("rules" in answers)) return answers;
  if (kind === null) {
    const supported = "exact, prefix, suffix, substring, and regex";
    return { fault: `name rule supports only ${supported} name matching, received: ${first.toLowerCase()}` };
  }
  if (kind === "exact") return parseExact(second, third, answers);
  if (kind === "regex") return hasMetadata ? parseMetadata(second, third, answers) : parseRegex(second, third, answers);
  return nameAction({ kind, text: normalizeName(second) }, normalizeName(third), answers, kind);
}

const NO_ANSWERS: Answers = { isAuto: false, rules: [] };

/** The new name is taken for a regular expression, the asked one for what it makes: a check that nobody meant. */
function parseExact(from: string, to: string, answers: Answers): RewriteAction | RuleFault {
  const [match, replacement] = [normalizeName(from), normalizeName(to)];
  const checked = parsePatternFor(replacement, match);
  if (!("source" in checked)) return checked;
  return nameAction({ kind: "exact", text: match }, replacement, { ...answers, isAuto: true }, "exact");
}

function parseRegex(from: string, to: string, answers: Answers): RewriteAction | RuleFault {
  const pattern = parsePatternFor(from, to);
  return "source" in pattern ? nameAction({ kind: "regex", pattern }, normalizeName(to), answers, "regex") : pattern;
}

/** A suffix reverts suffixes, whatever the name; the others the one name and all below it. */
function nameAction(match: NameMatch, to: string, { isAuto, rules }: Answers, kind: MatchKind): NameAction {
  if (match.kind !== "suffix" || !isAuto) {
    return { kind: "name", match, to, revertsByItself: isAuto && kind !== "suffix", answers: rules };
  }
  const rewriter = { kind: "suffix", from: to, to: match.text } as const;
  const answers: readonly TextRule[] = [{ kind: "owner", rewriter }, { kind: "value", rewriter }, ...rules];
  return { kind: "name", match, to, revertsByItself: false, answers };
}

const PLACEHOLDER = /\{([^}]*)\}/g;
const METADATA_LABEL = /^[^{}/]+\/[^{}]+$/;

/** plugin/rewrite/name_metadata.go: groups alone are as without metadata; labels need the metadata of other plugins. */
function parseMetadata(from: string, to: string, answers: Answers): RewriteAction | RuleFault {
  const pattern = parsePatternFor(from, "");
  if (!("source" in pattern)) return pattern;
  const replacement = absoluteGoText(to);
  const literal = replacement.replace(PLACEHOLDER, "");
  if (literal.includes("}")) return { fault: "unmatched closing brace in metadata name replacement" };
  if (literal.includes("{")) return { fault: "unclosed placeholder in metadata name replacement" };
  let usesLabels = false;
  for (const [, label = ""] of replacement.matchAll(PLACEHOLDER)) {
    const group = /^[+-]?\d+$/.test(label) ? Number(label) : null;
    if (group !== null && (group < 0 || group >= pattern.groupNames.length)) {
      return { fault: `capture group ${label} does not exist in name matching pattern` };
    }
    if (group === null && !METADATA_LABEL.test(label)) {
      return { fault: `invalid metadata label "${label}" in name replacement` };
    }
    usesLabels ||= group === null;
  }
  if (usesLabels) return { kind: "unsupported", what: `metadata in "rewrite name regex"` };
  return nameAction({ kind: "regex", pattern }, replacement.toLowerCase(), answers, "regex");
}

/** plugin/rewrite/name.go parseAnswerRules: `answer auto`, `answer name FROM TO`, `answer value FROM TO`. */
function parseAnswers(name: string, words: readonly string[]): Answers | RuleFault | Unsupported {
  if (words.length < 2) return { fault: `invalid arguments for ${name} rule` };
  const rules: TextRule[] = [];
  let isAuto = false;
  for (let at = 0; at < words.length; ) {
    if (at === 0 && words[at] !== "answer") {
      return { fault: `exceeded the number of arguments for a non-answer rule argument for ${name} rule` };
    }
    if (words[at] === "answer") at += 1;
    const kind = words[at];
    if (kind === undefined) return { fault: `type missing for answer rule for ${name} rule` };
    at += 1;
    if (kind === "auto") {
      isAuto = true;
      continue;
    }
    const rule = parseAnswer(kind, words.slice(at, at + 2), name);
    if (!("rewriter" in rule)) return rule;
    rules.push(rule);
    at += 2;
  }
  if (isAuto && rules.some(({ kind }) => kind === "owner")) {
    return { fault: "auto name answer rule cannot be combined with explicit name anwer rules" };
  }
  return { isAuto, rules };
}

function parseAnswer(kind: string, [from, to]: readonly string[], name: string): TextRule | RuleFault | Unsupported {
  if (kind !== "name" && kind !== "value") return { fault: `invalid type "${kind}" for answer rule for ${name} rule` };
  if (from === undefined || to === undefined) {
    return { fault: `${kind} answer rule for ${name} rule: 2 arguments required` };
  }
  const pattern = parsePatternFor(from, to);
  if ("fault" in pattern) return { fault: `${kind} answer rule for ${name} rule: ${pattern.fault}` };
  if (!("source" in pattern)) return pattern;
  return { kind: kind === "name" ? "owner" : "value", rewriter: { kind: "regex", pattern, to: normalizeName(to) } };
}
