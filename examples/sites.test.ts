import { readdirSync } from "node:fs";
import { BEGINNING, printDiagnostic } from "@splithorizon/core";
import { judgeExpectations, loadSite } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import { describe, expect, test } from "vitest";

const files = readFolder(import.meta.dirname);
const sites = readdirSync(import.meta.dirname).filter((name) => files.lookUp(`/${name}/site.yaml`).kind === "file");

describe.each(sites)("%s", (site) => {
  const { value: twin, diagnostics } = loadSite(files, `/${site}/site.yaml`);

  test("nothing in its files is wrong", () => {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map((error) => printDiagnostic(error)).join("\n")).toBe("");
  });

  const judgements = judgeExpectations(twin, BEGINNING);
  test.each(judgements.map(({ expectation, faults }) => [describeExpectation(expectation), faults] as const))(
    "%s",
    (_expectation, faults) => {
      expect(faults).toEqual([]);
    },
  );
});

function describeExpectation({
  from,
  name,
  type,
}: ReturnType<typeof judgeExpectations>[number]["expectation"]): string {
  return `${from} asks ${name.text} ${type}`;
}
