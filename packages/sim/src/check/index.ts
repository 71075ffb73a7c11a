export { expectationDiagnostics, type Judgement, judgeExpectations } from "./expectations.ts";
