import { nameRewritesOf } from "../rewrites.ts";
import type { Rule } from "../rule.ts";

/** T28: only `exact` turns the answer's owner back by itself. */
const KINDS: readonly string[] = ["prefix", "suffix", "substring", "regex"];

export const rewriteWithoutAnswer: Rule = {
  traps: ["T28"],
  severity: "warning",
  check: (view) =>
    nameRewritesOf(view)
      .filter(({ kind, rest }) => KINDS.includes(kind) && !rest.includes("answer"))
      .map(({ kind, pattern }) => ({
        span: pattern.span,
        message: `\`${kind} ${pattern.text}\` changes the question and not the answer: the owner names there are not those that were asked for, and resolvers throw such answers away.`,
        hint: "Add `answer auto`.",
      })),
};
