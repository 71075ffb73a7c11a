import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { FailurePlays, FaultsAtSteps } from "../../failures/index.ts";
import { CliFault } from "../io.ts";
import { readScenario } from "../open-scenario.ts";
import { readSite } from "../open-site.ts";
import { playsOfFailures, playsOfSteps } from "./open-plays.ts";
import { type PlayJob, type Plays, Turns } from "./plays.ts";
import { nodeThreads } from "./threads.ts";

const SITE = join(import.meta.dirname, "../../../../../examples/kloud-lan");
const SCENARIO = join(SITE, "../scenarios/bind-killed.yaml");
const scratch = mkdtempSync(join(tmpdir(), "splithorizon-threads-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** As the package brings it: a thread of Node 20 reads no TypeScript. */
const WORKER = new URL("../../../dist/bundle/cli/play-worker.js", import.meta.url);
const threads = nodeThreads(WORKER, 2);

/** Turns of which the first ones are taken: the thread plays the last cases alone. */
function lastTurns(cases: readonly string[], left: number): Turns {
  const turns = new Turns();
  while (turns.take() < cases.length - left - 1);
  return turns;
}

async function playedElsewhere(job: PlayJob, { cases }: Plays<object>, left: number): Promise<Map<number, unknown>> {
  const heard = new Map<number, unknown>();
  await threads.start<unknown>(job, cases, lastTurns(cases, left), (index, result) => heard.set(index, result));
  return heard;
}

test("a thread plays failures as this one does", async () => {
  const plays = playsOfFailures(new FailurePlays(readSite(SITE).twin, 3));
  const heard = await playedElsewhere({ kind: "failures", site: SITE, seed: 3 }, plays, 4);
  const numbers = [4, 3, 2, 1].map((back) => plays.cases.length - back);
  expect([...heard]).toEqual(numbers.map((index) => [index, plays.play(index)]));
});

test("and faults at the steps of a scenario", async () => {
  const scenario = { ...readScenario(SCENARIO).value, seed: 5 };
  const plays = playsOfSteps(new FaultsAtSteps(readSite(SITE).twin, scenario));
  const job: PlayJob = { kind: "faults-at-steps", site: SITE, scenario: SCENARIO, seed: 5 };
  const heard = await playedElsewhere(job, plays, 1);
  const last = plays.cases.length - 1;
  expect([...heard]).toEqual([[last, plays.play(last)]]);
});

test("the program finds its threads beside itself", () => {
  expect(readFileSync(new URL("main.js", WORKER), "utf8")).toMatch(
    /new URL\([`"']\.\/play-worker\.js[`"'], ?import\.meta\.url\)/,
  );
});

test.each<readonly [what: string, site: string]>([
  ["a site that says something else now", SITE],
  ["a site that is gone", join(scratch, "gone")],
])("%s is told as such", async (_what, site) => {
  const told = threads.start({ kind: "failures", site, seed: 1 }, ["crash nobody"], new Turns(), () => {});
  await expect(told).rejects.toThrow(new CliFault(`The files of ${site} changed while they were read.`));
});

test("a thread that falls over is told as it fell", async () => {
  const script = join(scratch, "broken.mjs");
  writeFileSync(script, `throw new RangeError("too much");\n`);
  const started = nodeThreads(pathToFileURL(script), 2).start(
    { kind: "failures", site: SITE, seed: 1 },
    [],
    new Turns(),
    () => {},
  );
  await expect(started).rejects.toThrow("too much");
});
