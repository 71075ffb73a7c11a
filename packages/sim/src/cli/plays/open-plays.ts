import { type FailureFinding, FailurePlays, FaultsAtSteps, type PlayedFaultAtStep } from "../../failures/index.ts";
import { printFault } from "../../simulation/index.ts";
import { readScenario } from "../open-scenario.ts";
import { readSite } from "../open-site.ts";
import type { PlayJob, Plays } from "./plays.ts";

export function playsOfFailures(failures: FailurePlays): Plays<readonly FailureFinding[]> {
  return { cases: failures.faults.map(printFault), play: (index) => failures.play(index) };
}

export function playsOfSteps(faults: FaultsAtSteps): Plays<PlayedFaultAtStep> {
  const { cases } = faults;
  return {
    cases: cases.map(({ fault, atMs, forMs }) => `${printFault(fault)} at ${atMs} for ${forMs}`),
    play: (index) => {
      const one = cases[index];
      if (one === undefined) throw new RangeError(`There is no case ${index}.`);
      return faults.play(one);
    },
  };
}

/**
 * Opens in another thread what `job` says; whoever made the job has told already what is wrong with the files.
 * @throws CliFault they cannot be read.
 */
export function openPlays(job: PlayJob): Plays<unknown> {
  const { twin } = readSite(job.site);
  if (job.kind === "failures") return playsOfFailures(new FailurePlays(twin, job.seed));
  return playsOfSteps(new FaultsAtSteps(twin, { ...readScenario(job.scenario).value, seed: job.seed }));
}
