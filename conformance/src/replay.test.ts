import { expect, test } from "vitest";
import { openDefectsOf, recordingsOf } from "./recordings.ts";
import { replaySuite } from "./replay.ts";
import { suites } from "./suites/index.ts";

/** Every other answer is the real server's; a defect that was mended must leave the list (`pnpm run report --update`). */
test.each(suites)("$name: $about", (suite) => {
  const replayed = replaySuite(suite, recordingsOf(suite.name));
  const indices = (kind: string): readonly number[] =>
    replayed.flatMap((result, index) => (result.kind === kind ? [index] : []));
  expect({ differs: indices("differs"), unsupported: indices("unsupported") }).toEqual(openDefectsOf(suite.name));
});

test("there are at least 1,500 recordings of real servers", () => {
  expect(suites.reduce((sum, suite) => sum + recordingsOf(suite.name).length, 0)).toBeGreaterThanOrEqual(1500);
});
