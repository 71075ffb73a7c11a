export { type CheckedSite, checkSite } from "./check-site.ts";
export { expectationDiagnostics, type Judgement, judgeExpectations } from "./expectations.ts";
export { type Linted, type LintOptions, lintFile } from "./lint-file.ts";
