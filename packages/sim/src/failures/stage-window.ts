import type { Stage } from "./stages.ts";

/** When a fault is there, in milliseconds from the beginning. */
export interface FaultWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

type Timed = Pick<Stage, "atMs" | "settleMs">;

/** When a question was asked, and when its answer came: the answer is of some moment between the two. */
export interface AskedWhen {
  readonly askedMs: number;
  readonly cameMs: number;
}

/** When a stage has reached every server: its own time after it has begun, and after a fault that was there meanwhile has been healed. */
export function settledMs({ atMs, settleMs }: Timed, { fromMs, untilMs }: FaultWindow): number {
  const isHindered = fromMs < atMs + settleMs && untilMs > atMs;
  return (isHindered ? Math.max(atMs, untilMs) : atMs) + settleMs;
}

/** The stages of a play with one fault, and until when each of them may still be heard of. */
export class StageTimes {
  readonly #begunMs: readonly number[];
  /** By stage: when it and all before it have reached every server. A later one that is there sooner brings no earlier one with it. */
  readonly #everywhereMs: readonly number[];

  constructor(stages: readonly Timed[], fault: FaultWindow) {
    this.#begunMs = stages.map(({ atMs }) => atMs);
    let everywhereMs = 0;
    this.#everywhereMs = stages.map((stage) => {
      everywhereMs = Math.max(everywhereMs, settledMs(stage, fault));
      return everywhereMs;
    });
  }

  everywhereMs(stage: number): number {
    return this.#everywhereMs[stage] ?? Number.POSITIVE_INFINITY;
  }

  /** The last one that has begun. */
  newestAt(ms: number): number {
    return Math.max(
      0,
      this.#begunMs.findLastIndex((atMs) => atMs <= ms),
    );
  }

  /**
   * The stages of which an answer may be: never one to come, and one gone by only until the next has reached every server,
   * and caches have forgotten it. `lingersMs`: by stage, how long they keep what it answers beside the next one.
   */
  possible({ askedMs, cameMs }: AskedWhen, lingersMs: readonly number[]): readonly number[] {
    const newest = this.newestAt(cameMs);
    const stages = Array.from({ length: newest + 1 }, (_one, stage) => stage);
    return stages.filter(
      (stage) => stage === newest || askedMs < this.everywhereMs(stage + 1) + (lingersMs[stage] ?? 0),
    );
  }

  /** Whether what is answered only while a stage spreads may come; `keptMs`: how long caches keep it. */
  maySpread(stage: number, { askedMs, cameMs }: AskedWhen, keptMs: number): boolean {
    return stage <= this.newestAt(cameMs) && askedMs < this.everywhereMs(stage) + keptMs;
  }
}

/**
 * Until when one fault is followed: everything is healed, every stage that has begun by then has reached every server, and
 * caches have forgotten the one before. `lingersMs`: by stage, the longest that any answer of it is kept beside the next.
 */
export function endOfPlay(
  stages: readonly Timed[],
  fault: FaultWindow,
  restMs: number,
  lingersMs: readonly number[],
): number {
  const times = new StageTimes(stages, fault);
  let end = fault.untilMs + restMs;
  stages.forEach(({ atMs }, stage) => {
    if (atMs >= end) return;
    const forgottenMs = stage === 0 ? 0 : times.everywhereMs(stage) + (lingersMs[stage - 1] ?? 0);
    end = Math.max(end, times.everywhereMs(stage), forgottenMs);
  });
  return end;
}
