import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";
import { parseRule } from "./parse-rule.ts";
import type { RewriteRule } from "./rule.ts";

/** plugin/rewrite/setup.go: a line is a rule; the words of one with fewer than two may stand in a block instead. */
export function readRewriteSettings(dispenser: Dispenser): Parsed<readonly RewriteRule[]> {
  const rules: RewriteRule[] = [];
  while (dispenser.next()) {
    const at = dispenser.span;
    const words = [...dispenser.remainingArguments()];
    if (words.length < 2) while (dispenser.nextInBlock()) words.push(dispenser.value);
    const rule = parseRule(words);
    if ("fault" in rule) dispenser.problem(rule.fault, { at });
    else {
      if (rule.kind === "unsupported") dispenser.unsupported(rule.what, at);
      rules.push(rule);
    }
  }
  return settled(rules, dispenser);
}
