import type { Stage } from "./stages.ts";

/** When a fault is there, in milliseconds from the beginning. */
export interface FaultWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

type Timed = Pick<Stage, "atMs" | "settleMs">;

/** The stages of which an answer may still be, at a moment. */
export interface StageWindow {
  readonly oldest: number;
  readonly newest: number;
}

/** When a stage must be everywhere: its own time after it has begun, and after a fault that was there meanwhile has been healed. */
export function settledMs({ atMs, settleMs }: Timed, { fromMs, untilMs }: FaultWindow): number {
  const isHindered = fromMs < atMs + settleMs && untilMs > atMs;
  return (isHindered ? Math.max(atMs, untilMs) : atMs) + settleMs;
}

/**
 * Never an answer of a stage to come, and of a stage gone by only as long as a later one need not be everywhere.
 * `askedMs` and `cameMs`: the answer is of some moment between the two.
 */
export function stageWindow(
  stages: readonly Timed[],
  fault: FaultWindow,
  { askedMs, cameMs }: { readonly askedMs: number; readonly cameMs: number },
): StageWindow {
  const newest = stages.findLastIndex(({ atMs }) => atMs <= cameMs);
  const oldest = stages.findLastIndex((stage) => stage.atMs <= askedMs && settledMs(stage, fault) <= askedMs);
  return { oldest: Math.max(0, oldest), newest: Math.max(0, newest) };
}

/** Until when one fault is followed: everything is healed, and every stage that has begun by then is everywhere. */
export function endOfPlay(stages: readonly Timed[], fault: FaultWindow, restMs: number): number {
  let end = fault.untilMs + restMs;
  for (const stage of stages) if (stage.atMs < end) end = Math.max(end, settledMs(stage, fault));
  return end;
}
