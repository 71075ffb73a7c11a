import type { Lots } from "../site-questions/draw.ts";

/** How often something is drawn that a server may refuse: seldom, since one such line costs the whole zone. */
const ODD = 0.04;

/** A way to draw a piece of a zone file. */
export type Draw = (lots: Lots) => string;

/** One of the good, seldom one of the odd. */
export function mostly(good: readonly string[], odd: readonly string[] = []): Draw {
  return (lots) => lots.pick(odd.length > 0 && lots.happens(ODD) ? odd : good);
}

/** What each draws, with spaces between. */
export function inOrder(...draws: readonly Draw[]): Draw {
  return (lots) => draws.map((draw) => draw(lots)).join(" ");
}

export function below(lots: Lots, limit: number): number {
  return Math.floor(lots.next() * limit);
}
