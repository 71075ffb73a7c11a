import type { DomainName } from "../../dns/index.ts";
import { hashOctet, LABEL_HASH_START, lowerOctet } from "./label-hash.ts";
import { APEX, type NameTable, NONE } from "./name-table.ts";

/** A name has at most 255 octets, and a key up to four characters for each. */
const MAX_KEY = 1020;
const MAX_LABELS = 128;
const DOT = 0x2e;

/** From the apex to the node of a name that is given by its key ({@link DomainName.key}): one step for each label. */
export class KeyPath {
  readonly #suffix: string;
  readonly #names: NameTable;
  /** What of the key is left of the apex, and its labels. */
  readonly #octets = new Uint8Array(MAX_KEY);
  readonly #ends = new Int32Array(MAX_LABELS);
  readonly #hashes = new Int32Array(MAX_LABELS);

  constructor(apex: DomainName, names: NameTable) {
    this.#suffix = apex.labelCount === 0 ? "" : apex.key;
    this.#names = names;
  }

  /** NONE if there is no such node. */
  find(key: string): number {
    const labels = this.#split(key);
    let node = labels === NONE ? NONE : APEX;
    for (let label = labels - 1; label >= 0 && node !== NONE; label -= 1) node = this.#child(node, label);
    return node;
  }

  /** The node, or the nearest above it that is there; NONE outside the zone. */
  findNearest(key: string): number {
    const labels = this.#split(key);
    let node = labels === NONE ? NONE : APEX;
    for (let label = labels - 1; label >= 0; label -= 1) {
      const child = this.#child(node, label);
      if (child === NONE) return node;
      node = child;
    }
    return node;
  }

  /** The node, made with those above it that are not there. The name must be at or below the apex. */
  make(key: string): number {
    let node = APEX;
    for (let label = this.#split(key) - 1; label >= 0; label -= 1) {
      const [end = 0, hash = 0] = [this.#ends[label], this.#hashes[label]];
      node = this.#names.findOrMake(node, this.#octets, this.#startOf(label), end, hash);
    }
    return node;
  }

  #child(node: number, label: number): number {
    return this.#names.find(node, this.#octets, this.#startOf(label), this.#ends[label] ?? 0, this.#hashes[label] ?? 0);
  }

  #startOf(label: number): number {
    return label === 0 ? 0 : (this.#ends[label - 1] ?? 0) + 1;
  }

  /** How many labels are left of the apex; in a key a bare dot always ends one. NONE outside the zone. */
  #split(key: string): number {
    if (key === ".") return this.#suffix === "" ? 0 : NONE;
    const length = key.length - this.#suffix.length;
    if (length < 0 || length > MAX_KEY || !key.endsWith(this.#suffix)) return NONE;
    // What ends within a label of the apex's is another name.
    if (length > 0 && key.charCodeAt(length - 1) !== DOT) return NONE;
    let labels = 0;
    let hash = LABEL_HASH_START;
    for (let at = 0; at < length; at += 1) {
      const code = key.charCodeAt(at);
      if (code > 0x7f || labels === MAX_LABELS) return NONE;
      this.#octets[at] = code;
      if (code !== DOT) {
        hash = hashOctet(hash, lowerOctet(code));
        continue;
      }
      this.#ends[labels] = at;
      this.#hashes[labels] = hash;
      labels += 1;
      hash = LABEL_HASH_START;
    }
    return labels;
  }
}
