import { digPatience, type SiteAnswer, type StubPatience } from "../asking/index.ts";
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
/**
 * So long after its question for the delegation's own server a named of 9.18 may be without the delegated zone: the
 * denial is cached for k8s_external's five seconds, at their end it is taken over for ten whole seconds more, and the last
 * SERVFAIL is remembered for one (lib/dns/adb.c ADB_CACHE_MINIMUM, lib/ns/query.c servfail-ttl).
 */
export const SPOILED_MS = 17_000;

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
  const { watched, atRest } = resting;
  return { watched, atRest, askedAt, came, judged: judge(watched, atRest, came) };
}

/** Those that spoil a delegation come behind all others, and are over before anybody else asks anything. */
function askEach(simulation: Simulation, watched: readonly Watched[]): readonly (Came | undefined)[] {
  const answers = new Map<Watched, Came>();
  const spoiling = watched.filter(({ isSpoiling }) => isSpoiling);
  askTogether(
    simulation,
    watched.filter(({ isSpoiling }) => !isSpoiling),
    answers,
  );
  if (spoiling.length > 0) {
    askTogether(simulation, spoiling, answers);
    simulation.runFor(SPOILED_MS);
  }
  return watched.map((one) => answers.get(one));
}

function askTogether(simulation: Simulation, watched: readonly Watched[], answers: Map<Watched, Came>): void {
  let open = watched.length;
  for (const one of watched) {
    const done = (answer: SiteAnswer): void => {
      answers.set(one, cameOf(answer));
      open -= 1;
    };
    simulation.ask(one.asking, one.query, done, digPatience);
  }
  const until = simulation.now + LONGEST_MS;
  while (open > 0 && simulation.now < until) simulation.runFor(10);
}
