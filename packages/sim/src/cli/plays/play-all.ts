import { setImmediate } from "node:timers/promises";
import { type CliIo, readNumber } from "../io.ts";
import { type PlayJob, type Plays, type PlayThreads, Turns } from "./plays.ts";

/** What is left must take so much longer for other threads to help: each reads the site anew, and its code is cold. */
const WORTH_MS = 5000;
/** So long nobody can tell how long the rest takes: the first cases are played by code that is not compiled yet. */
const FIRST_MS = 1000;

/** The threads of a command, and no more than `--jobs` says. @throws CliFault that is no number. */
export function threadsFor({ threads }: Pick<CliIo, "threads">, jobs: string | undefined): PlayThreads | null {
  if (jobs === undefined) return threads;
  const most = readNumber("number of threads", jobs, 1);
  return threads === null ? null : { ...threads, most };
}

/** Tells what came of cases in their order, however they come in. */
class InOrder<Result> {
  readonly results: Result[] = [];
  readonly #early = new Map<number, Result>();
  readonly #tell: (result: Result, index: number) => void;

  constructor(tell: (result: Result, index: number) => void) {
    this.#tell = tell;
  }

  put(index: number, result: Result): void {
    this.#early.set(index, result);
    for (let next = this.results.length; ; next += 1) {
      const told = this.#early.get(next);
      if (told === undefined) return;
      this.#early.delete(next);
      this.results.push(told);
      this.#tell(told, next);
    }
  }
}

export interface PlayingAll<Result extends object> {
  readonly job: PlayJob;
  readonly plays: Plays<Result>;
  /** null: this thread plays all of it. */
  readonly threads: PlayThreads | null;
  /** Milliseconds of the machine's own clock. */
  readonly clock: () => number;
  /** Told each result in the order of the cases, as soon as all before it are there. */
  readonly tell?: (result: Result, index: number) => void;
}

/**
 * Plays all cases, here and, where that takes long, in other threads; what comes of it is the same, however many there
 * are.
 */
export async function playAll<Result extends object>(playing: PlayingAll<Result>): Promise<readonly Result[]> {
  const { plays, clock, tell = () => {} } = playing;
  const count = plays.cases.length;
  const turns = new Turns();
  const told = new InOrder<Result>(tell);
  const begunMs = clock();
  let helped: Promise<readonly PromiseSettledResult<void>[]> | null = null;
  for (let index = turns.take(); index < count; index = turns.take()) {
    told.put(index, plays.play(index));
    // What other threads have told comes in between.
    await setImmediate();
    const passedMs = clock() - begunMs;
    const leftMs = (passedMs / (index + 1)) * (count - index - 1);
    if (helped === null && passedMs > FIRST_MS && leftMs > WORTH_MS) helped = startOthers(playing, turns, told);
  }
  for (const one of (await helped) ?? []) if (one.status === "rejected") throw one.reason;
  return told.results;
}

/** Settled: a thread's fault is told when this one has done its part, and has somebody who waits for it until then. */
function startOthers<Result extends object>(
  { job, plays: { cases }, threads }: PlayingAll<Result>,
  turns: Turns,
  told: InOrder<Result>,
): Promise<readonly PromiseSettledResult<void>[]> {
  const others = Array.from({ length: (threads?.most ?? 1) - 1 }, async () =>
    threads?.start<Result>(job, cases, turns, (index, result) => told.put(index, result)),
  );
  return Promise.allSettled(others);
}
