import type { NameMatch, TextRewriter } from "./rule.ts";

/** What a match makes of a name; null: it does not match. */
export function replaceMatch(match: NameMatch, to: string, name: string): string | null {
  switch (match.kind) {
    case "exact":
      return name === match.text ? to : null;
    case "prefix":
      return name.startsWith(match.text) ? to + name.slice(match.text.length) : null;
    case "suffix":
      return name.endsWith(match.text) ? name.slice(0, name.length - match.text.length) + to : null;
    case "substring":
      return name.includes(match.text) ? name.replaceAll(match.text, () => to) : null;
    case "regex": {
      const groups = match.pattern.match(name);
      return groups && fillGroups(to, groups);
    }
  }
}

export function matches(match: NameMatch, name: string): boolean {
  return replaceMatch(match, "", name) !== null;
}

/** `{0}`, `{1}`, ...: one after the other, so that a group's text may bring another placeholder. */
function fillGroups(to: string, groups: readonly string[]): string {
  return groups.reduce((text, group, index) => text.replaceAll(`{${index}}`, () => group), to);
}

/** plugin/rewrite/name.go rewriteString; the text as it was where nothing matches. */
export function rewriteText(rewriter: TextRewriter, text: string): string {
  switch (rewriter.kind) {
    case "regex": {
      const groups = rewriter.pattern.match(text);
      return groups === null ? text : fillGroups(rewriter.to, groups);
    }
    case "remap": {
      if (text === rewriter.from) return rewriter.to;
      const cut = text.length - rewriter.from.length;
      return cut > 0 && text[cut - 1] === "." && text.endsWith(rewriter.from) ? text.slice(0, cut) + rewriter.to : text;
    }
    case "suffix":
      return text.endsWith(rewriter.from) ? text.slice(0, text.length - rewriter.from.length) + rewriter.to : text;
  }
}
