import type { Simulation, WaysSeen } from "../simulation/index.ts";
import { HoldingsPrinter } from "./holdings.ts";
import { type Observed, observe, type Resting, SPOILED_MS } from "./watch.ts";

/**
 * Rounds of questions that came out as at rest. Servers that hold the same answer alike over the same ways, so who has
 * asked all once need not ask all again: one question of each kind goes first, and where nothing is lost, all is as at
 * rest, and they meet what such a round has met and nothing else, the others would be answered as they were there.
 */
export class KnownRounds {
  readonly #known = new Set<string>();
  readonly #holdings = new HoldingsPrinter();
  readonly #kinds = new WeakMap<Resting, string>();
  readonly #roundMs: number;

  /** `restingMs`: how long all of them took at rest, when nobody remembered anything. */
  constructor(resting: readonly Resting[], restingMs: number) {
    const spoiledMs = resting.some(spoils) ? SPOILED_MS : 0;
    this.#roundMs = 2 * (restingMs - spoiledMs) + spoiledMs;
  }

  /**
   * Asks all of them now, or, where `unknown` are to be asked, the first ones alone if what comes of the others is known:
   * they are as at rest, and are not told. A round takes its time either way.
   */
  ask(simulation: Simulation, asked: readonly Resting[], how: "all" | "unknown"): readonly Observed[] {
    const endsAt = simulation.now + this.#roundMs;
    const firsts = this.#oneOfEachKind(asked);
    const others = asked.filter((one) => !firsts.has(one));
    const ways = simulation.lookAtWays();
    const seen = [...observe(simulation, [...firsts])];
    const met = this.#printMet(simulation, firsts, ways);
    if (how === "all" || !ways.isWhole || !isAsAtRest(seen) || !this.#known.has(met)) {
      seen.push(...observe(simulation, others.filter(isPlain)));
      const isNothingNew = ways.isWhole && this.#printMet(simulation, firsts, ways) === met;
      seen.push(...observe(simulation, others.filter(spoils)));
      if (isNothingNew && isAsAtRest(seen) && simulation.now <= endsAt) this.#known.add(met);
    }
    if (simulation.now < endsAt) simulation.runFor(endsAt - simulation.now);
    return inOrderOf(asked, seen);
  }

  /** Together they go nearly all ways. Never one that spoils. */
  #oneOfEachKind(asked: readonly Resting[]): ReadonlySet<Resting> {
    const ones = new Map<string, Resting>();
    for (const one of asked.filter(isPlain)) {
      const kind = this.#kinds.get(one) ?? kindOf(one);
      this.#kinds.set(one, kind);
      if (!ones.has(kind)) ones.set(kind, one);
    }
    return new Set(ones.values());
  }

  /** Who asks first, what those who were asked hold, and every way. */
  #printMet({ world }: Simulation, firsts: ReadonlySet<Resting>, ways: WaysSeen): string {
    const titles = [...firsts].map(({ watched }) => watched.title);
    return [...titles, ...this.#holdings.print(world, ways.stations), ways.print()].join("\n");
  }
}

/** From where, of whom, and what comes of it at rest. */
function kindOf({ watched, atRest }: Resting): string {
  const servers = watched.asking.servers.map(({ address, port }) => `${address} ${port}`);
  return [watched.place.name, ...servers, atRest.rcode, atRest.data.length > 0].join(" ");
}

function spoils({ watched }: Resting): boolean {
  return watched.isSpoiling;
}

function isPlain(one: Resting): boolean {
  return !spoils(one);
}

function isAsAtRest(seen: readonly Observed[]): boolean {
  return seen.every(({ came, atRest }) => came.text === atRest.text);
}

function inOrderOf(asked: readonly Resting[], seen: readonly Observed[]): readonly Observed[] {
  const byQuestion = new Map(seen.map((one) => [one.watched, one]));
  return asked.flatMap(({ watched }) => byQuestion.get(watched) ?? []);
}
