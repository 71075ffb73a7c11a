import { digPatience, type StubPatience } from "../asking/index.ts";
import type { Simulation } from "../simulation/index.ts";
import { type Came, cameOf, type Judged, judge } from "./judge.ts";
import type { Watched } from "./watched.ts";

/** A watched question, and what the site answers at rest. */
export interface Resting {
  readonly watched: Watched;
  readonly atRest: Came;
}

/** What a question came to while something was wrong. */
export interface Observed extends Resting {
  readonly askedAt: number;
  readonly came: Came;
  readonly judged: Judged;
}

/** dig's three tries of five seconds, and something to spare. */
const LONGEST_MS = 20_000;

/** What every watched question is answered with while nothing is wrong. */
export function askAtRest(simulation: Simulation, watched: readonly Watched[]): readonly Resting[] {
  const answers = askEach(simulation, watched);
  return watched.flatMap((one, index) => {
    const atRest = answers[index];
    return atRest === undefined ? [] : [{ watched: one, atRest }];
  });
}

/** Asks all of them now, with dig's patience, and lets time pass until the last answer. */
export function observe(simulation: Simulation, resting: readonly Resting[]): readonly Observed[] {
  const askedAt = simulation.now;
  const answers = askEach(
    simulation,
    resting.map(({ watched }) => watched),
  );
  return resting.flatMap((one, index) => {
    const came = answers[index];
    return came === undefined ? [] : [observed(one, askedAt, came)];
  });
}

/** Asks one question now with one try; `done` is told what came of it. */
export function probe(
  simulation: Simulation,
  resting: Resting,
  patience: StubPatience,
  done: (seen: Observed) => void,
): void {
  const askedAt = simulation.now;
  const { asking, query } = resting.watched;
  simulation.ask(asking, query, (answer) => done(observed(resting, askedAt, cameOf(answer))), patience);
}

function observed(resting: Resting, askedAt: number, came: Came): Observed {
  return { ...resting, askedAt, came, judged: judge(resting.watched, resting.atRest, came) };
}

function askEach(simulation: Simulation, watched: readonly Watched[]): readonly (Came | undefined)[] {
  const answers: (Came | undefined)[] = watched.map(() => undefined);
  let open = watched.length;
  for (const [index, { asking, query }] of watched.entries()) {
    const done = (answer: Parameters<typeof cameOf>[0]): void => {
      answers[index] = cameOf(answer);
      open -= 1;
    };
    simulation.ask(asking, query, done, digPatience);
  }
  const until = simulation.now + LONGEST_MS;
  while (open > 0 && simulation.now < until) simulation.runFor(open === 0 ? 0 : 10);
  return answers;
}
