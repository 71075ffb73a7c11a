/**
 * The one source of chance of a simulation: the same seed, the same run on every engine. sfc32 (PractRand's small fast
 * counter generator), of whole numbers alone.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `purpose`: draws for one purpose leave those for others as they are. */
  constructor(seed: number, purpose = "") {
    this.#a = 0x9e3779b9;
    for (const character of purpose) this.#a = Math.imul(this.#a ^ (character.codePointAt(0) ?? 0), 0x01000193);
    this.#b = Math.trunc(seed) | 0;
    this.#c = Math.trunc(seed / 2 ** 32) | 0;
    // Seeds that lie side by side begin far apart after so many turns.
    for (let turn = 0; turn < 15; turn += 1) this.#next();
  }

  /** A whole number from 0 to below `among`. */
  below(among: number): number {
    return Math.floor(this.fraction() * among);
  }

  /** From 0 to below 1, in steps of 2^-32. */
  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** Whether something of this likelihood happens: never at 0, always at 1. */
  happens(likelihood: number): boolean {
    if (likelihood <= 0) return false;
    return likelihood >= 1 || this.fraction() < likelihood;
  }

  between(least: number, most: number): number {
    return least + this.fraction() * (most - least);
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }
}
