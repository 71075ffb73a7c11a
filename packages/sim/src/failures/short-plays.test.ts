import { printDiagnostic } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PairOptions, pairTwin } from "../simulation/pair.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import { sites, twinOf } from "../testing/sites.ts";
import { type CheckedFailures, checkFailures, checkFailuresInFull } from "./check-failures.ts";
import { exampleTwin } from "./example-site.fixture.ts";

/** Every single fault is played twice, which takes its time. */
const LONG_MS = 300_000;

function printed({ diagnostics, faults, questions }: CheckedFailures): readonly string[] {
  return [`${faults} faults, ${questions} questions`, ...diagnostics.map((diagnostic) => printDiagnostic(diagnostic))];
}

function expectTheSame(twin: SiteTwin, seed?: number): void {
  expect(printed(checkFailures(twin, seed))).toEqual(printed(checkFailuresInFull(twin, seed)));
}

describe("who asks less finds the same", () => {
  test.each<readonly [what: string, options: PairOptions]>([
    ["a pair", {}],
    ["the other one is active", { dns2: "priority 102" }],
    ["a slow timer: the take-over is long", { dns1: "advert_int 4", dns2: "advert_int 4" }],
    ["who takes over again waits", { dns1: "preempt_delay 7" }],
    ["two who do not understand each other", { dns2: "authentication { auth_type PASS\n auth_pass 2222 }" }],
  ])("%s", (_what, options) => {
    for (const seed of [1, 2]) expectTheSame(pairTwin(options), seed);
  });

  test.each(["kloud-lan", "kloud-lan-backup-without-zone", "kloud-lan-policy-local"])(
    "%s",
    (name) => expectTheSame(exampleTwin(name)),
    LONG_MS,
  );

  test(
    "of every site",
    () => {
      fc.assert(
        fc.property(sites(), fc.integer({ min: 1, max: 1000 }), (site, seed) => expectTheSame(twinOf(site), seed)),
        { numRuns: 10 },
      );
    },
    LONG_MS,
  );
});
