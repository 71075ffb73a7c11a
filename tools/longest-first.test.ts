import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TestSpecification, Vitest } from "vitest/node";
import { LONGEST, LongestFirst } from "./longest-first.ts";

const root = join(import.meta.dirname, "..");

test.each(LONGEST)("%s is there", (name) => {
  expect(existsSync(join(root, name))).toBe(true);
});

/** What vitest's own order looks at: a project and a file. Nothing has been run yet. */
function specification(project: string, path: string): TestSpecification {
  const config = { sequence: { groupOrder: 0 }, isolate: false };
  return { moduleId: join(root, path), project: { name: project, config } } as unknown as TestSpecification;
}

test("the longest come first in their project, and projects stay in one piece", async () => {
  const [first = "", second = ""] = LONGEST;
  const large = "packages/sim/src/lint/rules.test.ts";
  const small = "packages/sim/src/lint/examples.test.ts";
  const given = [
    ["b", small],
    ["a", large],
    ["b", second],
    ["b", large],
    ["b", first],
    ["a", small],
  ] as const;
  const context = { cache: { getTestSpecificationResult: () => undefined } } as unknown as Vitest;
  const sorted = await new LongestFirst(context).sort(given.map(([project, path]) => specification(project, path)));
  expect(sorted.map(({ project, moduleId }) => `${project.name} ${moduleId.slice(root.length + 1)}`)).toEqual([
    `a ${large}`,
    `a ${small}`,
    `b ${first}`,
    `b ${second}`,
    `b ${large}`,
    `b ${small}`,
  ]);
});
