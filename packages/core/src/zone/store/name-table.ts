import { type ByteColumn, type Int32Column, longer8, longer32 } from "./columns.ts";
import { hashBelow, hashOctet, LABEL_HASH_START, lowerOctet, lowerOctets } from "./label-hash.ts";

/** The node that has no parent. */
export const APEX = 0;
/** No node, no record. */
export const NONE = -1;

/**
 * How far a search goes. Hashes are not secret, so a file may be written to make them collide; what finds no place near its own
 * goes to a map, whose hashes are the engine's. So each search is short, whatever the file.
 */
const MAX_TRIES = 32;
const FULL = -0x80000000;
const MAX_LABEL_KEY = 252;
/** A guess on the high side: pages that nobody writes to cost nothing. */
const OCTETS_OF_LABEL = 16;

/**
 * The names of a zone as a tree: a node is its parent and its label, so that walking up costs nothing and each suffix is kept once.
 * Labels are kept as they stand in a name's key: lower case, ASCII, odd octets as `\DDD`.
 */
export class NameTable {
  count = 1;
  #parents: Int32Column;
  /** 0 for none: the apex is nobody's child. */
  #firstChildren: Int32Column;
  #labelStarts: Int32Column;
  /** All labels, one behind the other; a node's ends where the next node's begins. */
  #labels: ByteColumn;
  #labelsEnd = 0;
  /**
   * Open addressing, their number a power of two. Where a name belongs tell the low bits of its hash; the low bits of the slot are its node's number plus one,
   * or 0 for a free one, and the high bits are the hash's, so that most searches touch one line of memory.
   */
  #slots: Int32Column;
  #strays: Map<string, number> = new Map();

  /** @param rows how many nodes are likely: room for them is made at once */
  constructor(rows: number) {
    this.#parents = new Int32Array(rows);
    this.#firstChildren = new Int32Array(rows);
    this.#labelStarts = new Int32Array(rows + 1);
    this.#labels = new Uint8Array(rows * OCTETS_OF_LABEL);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(rows * 2)));
    this.#parents[APEX] = NONE;
  }

  /** NONE for the apex. */
  parentOf(node: number): number {
    return this.#parents[node] ?? NONE;
  }

  /** The child that was made first; NONE if there is none. */
  firstChildOf(node: number): number {
    const child = this.#firstChildren[node] ?? 0;
    return child === 0 ? NONE : child;
  }

  /** The child with the label that stands in these octets, in any case; NONE if there is none. `labelHash` is the label's own. */
  find(parent: number, octets: Uint8Array, start: number, end: number, labelHash: number): number {
    const found = this.#search(parent, octets, start, end, hashBelow(parent, labelHash));
    if (found !== FULL) return found < 0 ? NONE : found;
    return this.#strays.get(strayKey(parent, octets, start, end)) ?? NONE;
  }

  /** The same; made if it is not there. */
  findOrMake(parent: number, octets: Uint8Array, start: number, end: number, labelHash: number): number {
    if (this.count === this.#parents.length) this.#lengthen();
    const hash = hashBelow(parent, labelHash);
    const found = this.#search(parent, octets, start, end, hash);
    if (found >= 0) return found;
    if (found === FULL) return this.#findOrMakeStray(parent, octets, start, end);
    this.#slots[~found] = this.#entry(this.count, hash);
    return this.#make(parent, octets, start, end);
  }

  /** The node; else the free slot it belongs into, inverted; else FULL. */
  #search(parent: number, octets: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const slot = (hash + tries) & mask;
      const entry = slots[slot] ?? 0;
      if (entry === 0) return ~slot;
      const node = (entry & mask) - 1;
      if (((entry ^ hash) & ~mask) === 0 && this.#isChild(node, parent, octets, start, end)) return node;
    }
    return FULL;
  }

  #isChild(node: number, parent: number, octets: Uint8Array, start: number, end: number): boolean {
    const labels = this.#labels;
    let from = this.#labelStarts[node] ?? 0;
    if ((this.#labelStarts[node + 1] ?? 0) - from !== end - start || this.#parents[node] !== parent) return false;
    for (let at = start; at < end; at += 1) {
      if (labels[from] !== lowerOctets[octets[at] ?? 0]) return false;
      from += 1;
    }
    return true;
  }

  #make(parent: number, octets: Uint8Array, start: number, end: number): number {
    const node = this.count;
    if (this.#labelsEnd + MAX_LABEL_KEY > this.#labels.length) this.#labels = longer8(this.#labels, MAX_LABEL_KEY);
    const labels = this.#labels;
    let to = this.#labelsEnd;
    for (let at = start; at < end; at += 1) {
      labels[to] = lowerOctets[octets[at] ?? 0] ?? 0;
      to += 1;
    }
    this.#labelsEnd = to;
    this.#labelStarts[node + 1] = to;
    this.#parents[node] = parent;
    if (this.#firstChildren[parent] === 0) this.#firstChildren[parent] = node;
    this.count = node + 1;
    return node;
  }

  #findOrMakeStray(parent: number, octets: Uint8Array, start: number, end: number): number {
    const key = strayKey(parent, octets, start, end);
    const known = this.#strays.get(key);
    if (known !== undefined) return known;
    const made = this.#make(parent, octets, start, end);
    this.#strays.set(key, made);
    return made;
  }

  /** Slots stay twice as many as nodes. */
  #lengthen(): void {
    this.#parents = longer32(this.#parents);
    this.#firstChildren = longer32(this.#firstChildren);
    this.#labelStarts = longer32(this.#labelStarts, this.#parents.length + 1);
    this.#widen();
  }

  /** Every name looks for a place anew, strays too: a search that meets a free slot does not ask for them. */
  #widen(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#strays = new Map();
    for (let node = 1; node < this.count; node += 1) this.#put(node, this.#hashOf(node));
  }

  #put(node: number, hash: number): void {
    const mask = this.#slots.length - 1;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const slot = (hash + tries) & mask;
      if (this.#slots[slot] !== 0) continue;
      this.#slots[slot] = this.#entry(node, hash);
      return;
    }
    this.#strays.set(this.#strayKeyOf(node), node);
  }

  #entry(node: number, hash: number): number {
    return (hash & -this.#slots.length) | (node + 1);
  }

  #hashOf(node: number): number {
    let hash = LABEL_HASH_START;
    for (let at = this.#labelStarts[node] ?? 0; at < (this.#labelStarts[node + 1] ?? 0); at += 1) {
      hash = hashOctet(hash, this.#labels[at] ?? 0);
    }
    return hashBelow(this.parentOf(node), hash);
  }

  #strayKeyOf(node: number): string {
    return strayKey(this.parentOf(node), this.#labels, this.#labelStarts[node] ?? 0, this.#labelStarts[node + 1] ?? 0);
  }
}

function strayKey(parent: number, octets: Uint8Array, start: number, end: number): string {
  let key = `${parent} `;
  for (let at = start; at < end; at += 1) key += String.fromCharCode(lowerOctet(octets[at] ?? 0));
  return key;
}
