import { describe, expect, it, test } from "vitest";
import { recordedVerdicts } from "./table.ts";
import { twinVerdict } from "./twin-verdict.ts";
import { differenceOf } from "./verdict.ts";

const recorded = recordedVerdicts();

test("zone files by lot: what named-checkzone 9.18.49 loads, refuses and finds", () => {
  const differing = recorded.flatMap((real) => {
    const difference = differenceOf(real, twinVerdict(real.text));
    return difference === "" ? [] : [`${JSON.stringify(real.text)}\n${difference}`];
  });
  expect(differing).toEqual([]);
});

describe("the table", () => {
  it("has files that are loaded and files that are refused", () => {
    const loaded = recorded.filter(({ records }) => records !== null).length;
    expect(loaded).toBeGreaterThan(500);
    expect(recorded.length - loaded).toBeGreaterThan(300);
  });

  it.each([
    "$GENERATE",
    "$INCLUDE",
    "$ORIGIN",
    "$TTL",
    "TYPE65280",
    "NSEC3",
    "SVCB",
    "LOC",
    "APL",
    "CERT",
    "EUI48",
    "NAPTR",
    "\r\n",
    "(\n",
    "\\032",
  ])("has %j in files that are loaded", (piece) => {
    expect(recorded.filter(({ text, records }) => records !== null && text.includes(piece)).length).toBeGreaterThan(3);
  });
});

describe("what differs", () => {
  const verdict = { findings: ["TTL_DIFFERS"], records: ["a. 1 A 1.1.1.1"] };
  it.each([
    ["nothing", verdict, ""],
    ["a record", { ...verdict, records: ["a. 2 A 1.1.1.1"] }, "named alone: a. 1"],
    ["one finding more", { ...verdict, findings: ["TTL_DIFFERS", "TTL_DIFFERS"] }, "found by twin alone: TTL_DIFFERS"],
    ["whether it is loaded", { ...verdict, records: null }, "loaded by named"],
  ])("%s", (_, twin, expected) => {
    expect(differenceOf(verdict, twin)).toContain(expected);
    if (expected === "") expect(differenceOf(verdict, twin)).toBe("");
  });
});
