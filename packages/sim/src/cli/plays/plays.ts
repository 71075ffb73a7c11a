/** Plays that do not know of each other, and may be played in any order and in any thread. */
export interface Plays<Result> {
  /** What each is called: two threads that read the same files have the same list. */
  readonly cases: readonly string[];
  play(index: number): Result;
}

/** What is played, as plain data: with it another thread opens the same plays. */
export type PlayJob =
  | { readonly kind: "failures"; readonly site: string; readonly seed: number }
  | { readonly kind: "faults-at-steps"; readonly site: string; readonly scenario: string; readonly seed: number };

/** Hands out the numbers of cases, each once, to whatever threads share it. */
export class Turns {
  readonly shared: SharedArrayBuffer;
  readonly #next: Int32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#next = new Int32Array(shared);
  }

  take(): number {
    return Atomics.add(this.#next, 0, 1);
  }
}

/** Other threads that play along. */
export interface PlayThreads {
  /** How many play at most, with the one that asks for it. */
  readonly most: number;
  /**
   * Starts one: it opens the plays of `job`, plays what `turns` gives it until there is nothing left, and tells each.
   * Resolves when it has ended; rejects where it could not play, or met other cases than these.
   */
  start<Result>(
    job: PlayJob,
    cases: readonly string[],
    turns: Turns,
    tell: (index: number, result: Result) => void,
  ): Promise<void>;
}
