import { join } from "node:path";
import { sourceFromText } from "@splithorizon/core";
import { loadSite, parseScenario, runScenario } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import { describe, expect, test } from "vitest";
import { tutorialRows } from "./tutorial.ts";
import { rowsInTime } from "./tutorial-in-time.ts";

const files = readFolder(join(import.meta.dirname, ".."));

describe("the tutorial's commands that need time, each played to its end", () => {
  test.each(rowsInTime.map((row) => [row.tutorial, row] as const))("%s", (tutorial, { stage, steps }) => {
    const { value, diagnostics } = parseScenario(sourceFromText(tutorial, `version: 1\nsteps:\n${steps}`));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    const { faults, end } = runScenario(loadSite(files, `/${stage}/site.yaml`).value, value);
    expect(faults.map(({ why }) => why)).toEqual([]);
    expect(end.kind).toBe("reached");
  });
});

test("a row stands in one list alone", () => {
  const shown = new Set(tutorialRows.map(({ tutorial }) => tutorial));
  expect(rowsInTime.filter(({ tutorial }) => shown.has(tutorial))).toEqual([]);
  expect(new Set(rowsInTime.map(({ tutorial }) => tutorial)).size).toBe(rowsInTime.length);
});
