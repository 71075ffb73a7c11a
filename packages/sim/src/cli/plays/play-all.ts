import { setImmediate } from "node:timers/promises";
import { type CliIo, readNumber } from "../io.ts";
import { type PlayJob, type Plays, type PlayThreads, Turns } from "./plays.ts";

/** For less than so many cases each, a thread costs more than it brings: it reads the site anew, and its code is cold. */
const CASES_A_THREAD = 16;

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
    for (let next = this.results.length; this.#early.has(next); next = this.results.length) this.#pass(next);
  }

  #pass(index: number): void {
    const result = this.#early.get(index);
    if (result === undefined) return;
    this.#early.delete(index);
    this.results.push(result);
    this.#tell(result, index);
  }
}

export interface PlayingAll<Result extends object> {
  readonly job: PlayJob;
  readonly plays: Plays<Result>;
  /** null: this thread plays all of it. */
  readonly threads: PlayThreads | null;
  /** Told each result in the order of the cases, as soon as all before it are there. */
  readonly tell?: (result: Result, index: number) => void;
}

/** Plays all cases, here and in other threads; what comes of it is the same, however many there are. */
export function playAll<Result extends object>(playing: PlayingAll<Result>): Promise<readonly Result[]> {
  return beginPlaying(playing)();
}

/** As {@link playAll}, in two steps: other threads begin at once, this one joins them when it is told to. */
export function beginPlaying<Result extends object>({
  job,
  plays,
  threads,
  tell = () => {},
}: PlayingAll<Result>): () => Promise<readonly Result[]> {
  const { cases } = plays;
  const turns = new Turns();
  const told = new InOrder<Result>(tell);
  const helping = Math.min(threads?.most ?? 1, Math.ceil(cases.length / CASES_A_THREAD)) - 1;
  const started = Array.from({ length: Math.max(0, helping) }, async () =>
    threads?.start<Result>(job, cases, turns, (index, result) => told.put(index, result)),
  );
  // Heard of when this thread has done its part: until then a rejection has somebody who waits for it.
  const ended = Promise.allSettled(started);
  return async () => {
    for (let index = turns.take(); index < cases.length; index = turns.take()) {
      told.put(index, plays.play(index));
      // What other threads have told comes in between.
      await setImmediate();
    }
    for (const one of await ended) if (one.status === "rejected") throw one.reason;
    return told.results;
  };
}
