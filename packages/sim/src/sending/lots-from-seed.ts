/**
 * Draws lots by a seed: the same seed, the same lots. xorshift32 (Marsaglia 2003), whose state is never 0.
 * Good enough for a shuffle, and for nothing that anybody must not foretell.
 */
export function lotsFromSeed(seed: number): (among: number) => number {
  let state = scramble(seed) || 1;
  return (among) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % among;
  };
}

/** Seeds that lie side by side begin far apart (the finalizer of MurmurHash3). */
function scramble(seed: number): number {
  let mixed = Math.trunc(seed) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
