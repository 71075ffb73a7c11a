import type { Landmark } from "../../../dns/index.ts";
import { parseGoName } from "../../go-name.ts";
import type { NameMatch, RewriteRule } from "./rule.ts";

/** Names and suffixes that rules look for. What a prefix, a part of a name or a regular expression matches has no landmark. */
export function rewriteLandmarks(rules: readonly RewriteRule[]): readonly Landmark[] {
  return rules.flatMap((rule) => ("match" in rule && rule.kind !== "cname" ? landmarkOf(rule.match, rule.kind) : []));
}

function landmarkOf(match: NameMatch, kind: string): readonly Landmark[] {
  if (match.kind !== "exact" && match.kind !== "suffix") return [];
  const text = match.text.startsWith(".") && match.text.length > 1 ? match.text.slice(1) : match.text;
  const name = parseGoName(text);
  return typeof name === "string" ? [] : [{ kind: "name", name, why: `a rewrite ${kind} rule` }];
}
