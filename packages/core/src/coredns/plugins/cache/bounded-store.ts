const SHARDS = 256;
const LEAST_PER_SHARD = 4;
/** The lowest octets of FNV-1's 64-bit offset basis and prime: the lowest octet of the product depends on no other. */
const BASIS = 0x25;
const PRIME = 0xb3;

/** What is kept under a key, and the octets that choose its shard. */
export interface StoreKey {
  readonly text: string;
  readonly shard: number;
}

/**
 * plugin/pkg/cache: 256 shards of at least four entries. Who comes into a full shard drives another out;
 * CoreDNS takes any, this takes the one that has been there longest.
 */
export class BoundedStore<T> {
  readonly #capacity: number;
  readonly #entries = new Map<string, T>();
  /** Keys of each shard, longest there first. */
  readonly #shards = new Map<number, Set<string>>();

  constructor(capacity: number) {
    this.#capacity = Math.max(Math.trunc(capacity / SHARDS), LEAST_PER_SHARD);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): T | null {
    return this.#entries.get(key) ?? null;
  }

  add({ text, shard }: StoreKey, entry: T): void {
    const keys = this.#shards.get(shard) ?? new Set();
    this.#shards.set(shard, keys);
    if (!keys.has(text) && keys.size >= this.#capacity) {
      const [victim] = keys;
      if (victim !== undefined) this.#remove(victim, keys);
    }
    keys.add(text);
    this.#entries.set(text, entry);
  }

  remove({ text, shard }: StoreKey): void {
    const keys = this.#shards.get(shard);
    if (keys !== undefined) this.#remove(text, keys);
  }

  /** The same entries, each as `copy` makes it. */
  fork(copy: (entry: T) => T): BoundedStore<T> {
    const forked = new BoundedStore<T>(this.#capacity * SHARDS);
    for (const [shard, keys] of this.#shards) forked.#shards.set(shard, new Set(keys));
    for (const [text, entry] of this.#entries) forked.#entries.set(text, copy(entry));
    return forked;
  }

  #remove(text: string, keys: Set<string>): void {
    keys.delete(text);
    this.#entries.delete(text);
  }
}

/** The lowest octet of CoreDNS's hash (cache.go hash): DO, CD, type and class in two octets each, and the name. */
export function shardOf(
  dnssecOk: boolean,
  checkingDisabled: boolean,
  type: number,
  rrClass: number,
  name: string,
): number {
  const head = [
    dnssecOk ? 0x31 : 0x30,
    checkingDisabled ? 0x31 : 0x30,
    type >> 8,
    type & 255,
    rrClass >> 8,
    rrClass & 255,
  ];
  let hash = BASIS;
  for (const octet of head) hash = ((hash * PRIME) & 255) ^ octet;
  for (let at = 0; at < name.length; at += 1) hash = ((hash * PRIME) & 255) ^ (name.charCodeAt(at) & 255);
  return hash;
}
