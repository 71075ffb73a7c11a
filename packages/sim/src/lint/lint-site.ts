import type { Diagnostic, FileTree } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";
import type { Finding, LintRule } from "./rule.ts";
import { lintRules } from "./rules.ts";
import { SiteView } from "./site-view.ts";

/**
 * What is wrong with a site as a whole, rule by rule in their order. `known` is what the readers of its files said. The
 * twin itself is not asked: rules ask copies of it, which know nothing of each other.
 */
export function lintSite(
  twin: SiteTwin,
  files: FileTree,
  known: readonly Diagnostic[] = [],
  rules: readonly LintRule[] = lintRules,
): readonly Finding[] {
  const view = new SiteView(twin, files, known);
  return rules.flatMap(({ code, severity, check }) =>
    check(view).map((observation): Finding => ({ code, severity, ...observation })),
  );
}
