import { expect, test } from "vitest";
import { openDefectsOf, recordingsOf } from "./recordings.ts";
import { replaySuite } from "./replay.ts";
import { suites } from "./suites/index.ts";

/** Every other answer is the real server's; a defect that was mended must leave the list (`pnpm run report --update`). */
test.each(suites)("$name: $about", (suite) => {
  expect(standing(suite, "9.18")).toEqual(openDefectsOf(suite.name));
});

const suitesOf920 = suites.filter((suite) => recordingsOf(suite.name, "9.20").length > 0);

test.each(suitesOf920)("BIND 9.20, $name: $about", (suite) => {
  expect(standing(suite, "9.20")).toEqual(openDefectsOf(suite.name, "9.20"));
});

test("there are at least 1,500 recordings of real servers", () => {
  expect(suites.reduce((sum, suite) => sum + recordingsOf(suite.name).length, 0)).toBeGreaterThanOrEqual(1500);
});

function standing(suite: (typeof suites)[number], version: "9.18" | "9.20"): Record<string, readonly number[]> {
  const replayed = replaySuite(suite, recordingsOf(suite.name, version), version);
  const indices = (kind: string): readonly number[] =>
    replayed.flatMap((result, index) => (result.kind === kind ? [index] : []));
  return { differs: indices("differs"), unsupported: indices("unsupported") };
}
