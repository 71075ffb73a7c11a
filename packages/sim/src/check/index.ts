export { type CheckedSite, checkSite } from "./check-site.ts";
export {
  compareAnswer,
  expectationDiagnostics,
  type Judgement,
  judgeExpectations,
  serversFor,
} from "./expectations.ts";
export { type Linted, type LintOptions, lintFile } from "./lint-file.ts";
