import type { LintCode } from "@splithorizon/core";
import { clusterCases } from "./cluster-cases.fixture.ts";
import type { RuleCase } from "./rule-case.fixture.ts";
import { serverCases } from "./server-cases.fixture.ts";

/** For every rule, so that a rule without a test does not compile. */
export const cases: Readonly<Record<LintCode, RuleCase>> = { ...serverCases, ...clusterCases };
