import { nameRewritesOf } from "../rewrites.ts";
import type { Rule } from "../rule.ts";

/** T28: the pattern gets a trailing dot, as if it were a name. */
export const rewriteAtLabelEnd: Rule = {
  traps: ["T28"],
  severity: "warning",
  check: (view) =>
    nameRewritesOf(view)
      .filter(({ kind, pattern }) => (kind === "prefix" || kind === "substring") && !pattern.text.endsWith("."))
      .map(({ kind, pattern }) => ({
        span: pattern.span,
        message: `\`${kind} ${pattern.text}\` matches "${pattern.text}." alone: whole labels up to a dot, and not names that begin like this.`,
        hint: "Use `regex` to match a part of a label.",
      })),
};
