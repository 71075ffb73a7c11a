import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of tests that take longest, the longest first. Where nothing has been run yet, as in CI, vitest goes by the size of
 * the files, and the longest of all are four lines: they would be begun last, when the other worker has nothing left to do.
 */
export const LONGEST: readonly string[] = [
  "packages/sim/src/failures/random-courses-0.test.ts",
  "packages/sim/src/failures/random-courses-1.test.ts",
  "packages/sim/src/failures/random-courses-2.test.ts",
  "packages/sim/src/failures/random-courses-3.test.ts",
  "tools/browser-run.test.ts",
  "tools/docs.test.ts",
  "packages/sim/src/node/serve/serve-twin.test.ts",
  "packages/sim/src/failures/short-plays.test.ts",
  "packages/sim/src/cli/plays/threads.test.ts",
  "packages/sim/src/failures/faults-at-steps.test.ts",
  "packages/sim/src/simulation/measured/split-brain.test.ts",
  "conformance/src/replay.test.ts",
];

/** How early a file is begun; the others as vitest has them. */
function placeOf(path: string): number {
  const place = LONGEST.findIndex((name) => path.endsWith(`/${name}`));
  return place === -1 ? LONGEST.length : place;
}

/** vitest's own order, but for the longest: those of a project come first in it, so that it is still run in one piece. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) =>
      sorted
        .filter(({ project }) => project.name === name)
        .toSorted((one, other) => placeOf(one.moduleId) - placeOf(other.moduleId)),
    );
  }
}
