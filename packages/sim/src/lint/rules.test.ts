import { type LintCode, lintCodes, printDiagnostic } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { cases } from "./cases.fixture.ts";
import { evidenceText } from "./evidence.ts";
import { propertyTraps } from "./property-traps.ts";
import { readerTraps } from "./reader-traps.ts";
import { findRule, lintRules, ruleIdOf } from "./rules.ts";
import { findingsOf } from "./variation.fixture.ts";

const codes = Object.keys(lintCodes).filter((code): code is LintCode => code in lintCodes);

/** Each rule under the rows of the list of traps that it finds. */
const titled = codes.map((code) => [findRule(code)?.traps.join(" ") || "no row", code] as const);

describe.each(titled)("%s: %s", (_rows, code) => {
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

describe("the list of traps", () => {
  it("has 39 rows: each has a rule, a reader's diagnostic or a law, which its tests show found and silent", () => {
    const shown = [
      ...lintRules.flatMap(({ traps }) => traps),
      ...[...readerTraps, ...propertyTraps].map(({ trap }) => trap),
    ];
    const rows = Array.from({ length: 39 }, (_, index) => `T${index + 1}`);
    expect([...new Set(shown)].filter((row) => row !== "seed").toSorted()).toEqual(rows.toSorted());
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
