import { type LintCode, lintCodes, printDiagnostic } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { cases } from "./cases.fixture.ts";
import { evidenceText } from "./evidence.ts";
import { findRule, lintRules, ruleIdOf } from "./rules.ts";
import { findingsOf } from "./variation.fixture.ts";

const codes = Object.keys(lintCodes).filter((code): code is LintCode => code in lintCodes);

describe.each(codes)("%s", (code) => {
  const { found, says, asked, silent } = cases[code];

  it("is found where it is, with the questions that show it", () => {
    const findings = findingsOf(found, code);
    expect(findings.map(({ message }) => message).join("\n")).toContain(says);
    const shown = findings.find(({ message }) => message.includes(says));
    if (asked !== undefined) expect(shown?.evidence?.map(evidenceText)).toEqual(asked);
    for (const { answer, steps } of shown?.evidence ?? []) {
      expect(["answered", "failed", "endless"]).toContain(answer.kind);
      expect(steps[0]?.event.kind).toBe("asked");
    }
  });

  it("is silent where it is not", () => {
    expect(findingsOf(silent, code).map(({ message }) => message)).toEqual([]);
  });

  it("points at a line of a file", () => {
    for (const finding of findingsOf(found, code)) expect(printDiagnostic(finding)).toMatch(/^\/[\w./-]+:\d+:\d+: /);
  });
});

describe("the registry", () => {
  it("has each rule once, under its code", () => {
    expect(lintRules.map(({ code }) => code)).toEqual(codes);
    expect(lintRules.map(({ id }) => id)).toEqual(codes.map(ruleIdOf));
  });

  it.each([
    ["route-to-pods", "LINT_ROUTE_TO_PODS"],
    ["LINT_ROUTE_TO_PODS", "LINT_ROUTE_TO_PODS"],
    ["lint_route_to_pods", "LINT_ROUTE_TO_PODS"],
    ["T12", "LINT_PAIR_ANSWERS_DIFFER"],
    ["t1", "LINT_DELEGATION_FORWARDED_AWAY"],
    ["T99", undefined],
    ["", undefined],
  ])("%s is %s", (word, code) => {
    expect(findRule(word)?.code).toBe(code);
  });
});
