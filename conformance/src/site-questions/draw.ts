/** Lots that fall the same way for the same seed (mulberry32). */
export class Lots {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError("nothing to draw from");
    return item;
  }

  /** Each item as often as its weight says. */
  pickWeighted<Item>(items: readonly (readonly [Item, number])[]): Item {
    const sum = items.reduce((total, [, weight]) => total + weight, 0);
    let left = this.next() * sum;
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return this.pick(items)[0];
  }
}

/** A number for a word, the same everywhere (FNV-1a). */
export function seedOf(word: string): number {
  let hash = 0x811c9dc5;
  for (const octet of Buffer.from(word)) hash = Math.imul(hash ^ octet, 0x01000193) >>> 0;
  return hash;
}
