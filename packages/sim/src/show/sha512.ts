const MASK = (1n << 64n) - 1n;

/** FIPS 180-4, in hexadecimal. For short texts: a number a word, no tables of our own (the constants are made once). */
export function sha512Hex(bytes: Uint8Array): string {
  const { initial, rounds } = constants();
  const state = [...initial];
  const padded = pad(bytes);
  for (let at = 0; at < padded.length; at += 128) compress(state, schedule(padded, at), rounds);
  return state.map((word) => word.toString(16).padStart(16, "0")).join("");
}

/** A one, zeros, and the length in bits. */
function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  return padded;
}

function schedule(padded: Uint8Array, at: number): readonly bigint[] {
  const view = new DataView(padded.buffer, at, 128);
  const words = Array.from({ length: 16 }, (_, index) => view.getBigUint64(index * 8));
  for (let index = 16; index < 80; index += 1) {
    const [near, far] = [words[index - 2] ?? 0n, words[index - 15] ?? 0n];
    const sigma1 = rotate(near, 19n) ^ rotate(near, 61n) ^ (near >> 6n);
    const sigma0 = rotate(far, 1n) ^ rotate(far, 8n) ^ (far >> 7n);
    words.push((sigma1 + (words[index - 7] ?? 0n) + sigma0 + (words[index - 16] ?? 0n)) & MASK);
  }
  return words;
}

function compress(state: bigint[], words: readonly bigint[], rounds: readonly bigint[]): void {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (const [index, word] of words.entries()) {
    const sum1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
    const first = h + sum1 + ((e & f) ^ (~e & MASK & g)) + (rounds[index] ?? 0n) + word;
    const second = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & MASK, c, b, a, (first + second) & MASK];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = ((state[index] ?? 0n) + word) & MASK;
}

function rotate(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & MASK;
}

interface Constants {
  readonly initial: readonly bigint[];
  readonly rounds: readonly bigint[];
}

let made: Constants | null = null;

/** The first 64 bits of the fractions of the square and cube roots of the first primes (FIPS 180-4 sections 4.2.3 and 5.3.5). */
function constants(): Constants {
  made ??= {
    initial: primes(8).map((prime) => fractionOfRoot(prime, 2n)),
    rounds: primes(80).map((prime) => fractionOfRoot(prime, 3n)),
  };
  return made;
}

function primes(count: number): readonly bigint[] {
  const found: bigint[] = [];
  for (let candidate = 2n; found.length < count; candidate += 1n) {
    if (found.every((prime) => candidate % prime !== 0n)) found.push(candidate);
  }
  return found;
}

/** Of the root shifted left by 64 bits, found by halving. */
function fractionOfRoot(value: bigint, power: bigint): bigint {
  const shifted = value << (64n * power);
  let [low, high] = [0n, value << 64n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= shifted) low = middle;
    else high = middle;
  }
  return low & MASK;
}
