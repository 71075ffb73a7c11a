import type { Flow } from "../../network/index.ts";
import type { Chooser } from "../../sending/index.ts";
import { Random } from "./random.ts";

/**
 * How a router spreads questions over equal next hops. `by-flow`: all between two addresses go the same way, as with
 * Linux's own setting. `by-question`: each by a lot of its own, so that one run hears what is answered on all ways.
 */
export type EqualRoutes = "by-flow" | "by-question";

/** More pairs than a site has; whoever asks from or for ever new addresses does not fill the memory. */
const MOST_KEPT = 4096;

/** Who draws a simulation's lots. */
export function lotsOver(equalRoutes: EqualRoutes, seed: number, random: Random): Chooser {
  if (equalRoutes === "by-question") return (among) => random.below(among);
  const flows = new Flows(seed);
  return (among, _why, flow) => (flow === null ? random.below(among) : flows.nextHopOf(flow));
}

/**
 * Which of several equal next hops a packet takes: Linux hashes its two addresses with a secret of the machine
 * (`fib_multipath_hash_policy` 0) and gives each next hop an equal stretch of the hash's range (RFC 2992, hash-threshold).
 * So a pair of addresses keeps its next hop as long as the next hops stay the same; when one comes or goes the stretches
 * move, and with them a part of the pairs. Measured with `ip route get` on Linux 6.18, 120 pairs.
 */
export class Flows {
  readonly #seed: number;
  /** From 0 to below 1, by machine and pair; each can be worked out again at any time. */
  readonly #hashes = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** @returns an index of the flow's next hops. */
  nextHopOf({ at, source, destination, nextHops }: Flow): number {
    const hash = this.#hashOf(`${at} ${source} ${destination}`);
    const sorted = nextHops.toSorted();
    const chosen = sorted[Math.floor(hash * sorted.length)];
    return chosen === undefined ? 0 : nextHops.indexOf(chosen);
  }

  #hashOf(pair: string): number {
    const known = this.#hashes.get(pair);
    if (known !== undefined) return known;
    const hash = new Random(this.#seed, `ecmp ${pair}`).fraction();
    if (this.#hashes.size >= MOST_KEPT) this.#hashes.clear();
    this.#hashes.set(pair, hash);
    return hash;
  }
}
