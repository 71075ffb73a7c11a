export { type Evidence, evidenceText, type Inquiry, outcomeText } from "./evidence.ts";
export { explain, explainList, explainWords } from "./explain.ts";
export { lintSite } from "./lint-site.ts";
export { type ReaderTrap, readerTraps } from "./reader-traps.ts";
export type { Finding, LintRule, Observation } from "./rule.ts";
export { findRule, lintRules } from "./rules.ts";
