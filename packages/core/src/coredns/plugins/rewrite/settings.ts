import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";
import { parseRule } from "./parse-rule.ts";
import type { RewriteRule, RuleFault } from "./rule.ts";

/** plugin/rewrite/setup.go: a line is a rule; the words of one with fewer than two may stand in a block instead. */
export function readRewriteSettings(
  dispenser: Dispenser,
  { siblings }: SettingsContext,
): Parsed<readonly RewriteRule[]> {
  const rules: RewriteRule[] = [];
  while (dispenser.next()) {
    const at = dispenser.span;
    const words = [...dispenser.remainingArguments()];
    if (words.length < 2) while (dispenser.nextInBlock()) words.push(dispenser.value);
    const rule = withoutMetadata(parseRule(words), siblings.has("metadata") ? "collected" : "none");
    if ("fault" in rule) dispenser.problem(rule.fault, { at });
    else {
      if (rule.kind === "unsupported") dispenser.unsupported(rule.what, at);
      rules.push(rule);
    }
  }
  return settled(rules, dispenser);
}

/** `{plugin/label}` has no value unless the metadata plugin collects them. */
function withoutMetadata(rule: RewriteRule | RuleFault, metadata: "collected" | "none"): RewriteRule | RuleFault {
  const usesLabel = "option" in rule && rule.option.kind === "variable" && rule.option.variable.includes("/");
  if (!usesLabel || metadata === "none") return rule;
  const what = `the metadata ${rule.option.variable} in a rewrite rule`;
  return { kind: "unsupported", what, continues: rule.continues };
}
