import { expect, test } from "vitest";
import { openDefects, recordingsOf } from "./recordings.ts";
import { replaySuite } from "./replay.ts";
import { suites } from "./suites/index.ts";

const defects = openDefects();

/** Every other answer is the real server's; a defect that was mended must leave the list (`pnpm run report --update`). */
test.each(suites)("$name: $about", (suite) => {
  const replayed = replaySuite(suite, recordingsOf(suite.name));
  const indices = (kind: string): readonly number[] =>
    replayed.flatMap((result, index) => (result.kind === kind ? [index] : []));
  expect(indices("differs")).toEqual(defects[suite.name]?.differs ?? []);
  expect(indices("unsupported")).toEqual(defects[suite.name]?.unsupported ?? []);
});

test("there are at least 1,500 recordings of real servers", () => {
  expect(suites.reduce((sum, suite) => sum + recordingsOf(suite.name).length, 0)).toBeGreaterThanOrEqual(1500);
});
