import type { EqualRoutes } from "./world/flows.ts";
import type { SimulationContext, SimulationPart } from "./world/part.ts";

export interface SimulationOptions {
  /** The same seed, the same run. */
  readonly seed: number;
  /** Which of several next hops a question takes; by default `by-flow`, as Linux does. */
  readonly equalRoutes?: EqualRoutes;
  /** What a packet takes from one machine to the next, in milliseconds. */
  readonly latencyMs?: number;
  /** Seconds since 1970 at its beginning; without it the youngest object of the site has just been made. */
  readonly beginsAt?: number;
  /** So many events happen at most before a run ends as exhausted. */
  readonly budget?: number;
  /**
   * Keeps everything that is done to it, which `Simulation.fork` needs; by default nothing is kept. A question takes some
   * 700 octets for as long as the simulation lives: an hour of ten questions a second 24 MB, where the heap is flat without.
   */
  readonly keepsDeeds?: boolean;
}

/** Makes a part for a simulation; for each fork it makes another. */
export type PartMaker = (context: SimulationContext) => SimulationPart;
