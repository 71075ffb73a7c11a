import type { Exchange } from "../../resolution/index.ts";
import type { BindSurroundings } from "../surroundings.ts";

/** What named does for a zone whose timer has run out. */
export interface DueZone {
  /** `SOA z.lan/IN`, `NOTIFY z.lan/IN/inside`. */
  readonly what: string;
  readonly exchanges: readonly Exchange[];
}

/** named's clock ticks so often (CLOCK_REALTIME_COARSE of a kernel of 250 Hz): what is due within a tick is due together. */
export const TICK_MS = 4;

/** Which of several is the first. */
export type TieBreak = (between: readonly string[]) => number;

/** By lots that know what is drawn between, `dns1 SOA z.lan/IN`; where nobody draws the first by name. */
export function tieBreakOf({ lots, hostname }: Pick<BindSurroundings, "lots" | "hostname">): TieBreak {
  return (between) => {
    const named = between.map((what) => `${hostname} ${what}`);
    return lots?.()?.(between.length, named) ?? 0;
  };
}

/**
 * Of zones whose timers run out in one tick of named's clock any may be the first, by what else lies in its heap of timers
 * (lib/isc/heap.c; seen): it takes the first slot of a pace.
 */
export function inDrawnOrder(due: readonly DueZone[], tieBreak: TieBreak): readonly Exchange[] {
  const left = [...due];
  const ordered: Exchange[] = [];
  while (left.length > 0) {
    const at = left.length === 1 ? 0 : tieBreak(left.map(({ what }) => what));
    for (const { exchanges } of left.splice(at, 1)) ordered.push(...exchanges);
  }
  return ordered;
}
