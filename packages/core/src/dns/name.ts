import { type Spelling, spellOctets, wireFromText } from "./name-octets.ts";

/** Octets of a name on the wire, root label included (RFC 1035 section 3.1). */
export const MAX_NAME_OCTETS = 255;
/** Octets of one label. */
export const MAX_LABEL_OCTETS = 63;

/** Why a text or a packet does not hold a name. */
export type NameFault =
  | "empty"
  | "empty-label"
  | "label-too-long"
  | "name-too-long"
  | "bad-escape"
  | "relative"
  | "not-latin1";

/**
 * An absolute domain name. Labels are octets, not text: any of the 256 values may stand in one (RFC 2181 section 11).
 * Its text and key are made when somebody asks, from what it was read from, and then kept; so are its parent and its octets.
 * Names that share a suffix on the wire share it in memory until then.
 */
export class DomainName {
  /** Labels without the root: 0 for the root, 3 for `www.kloud.lan.`. */
  readonly labelCount: number;
  /** Octets on the wire, 1 to 255. */
  readonly octets: number;
  #text: string | null;
  #key: string | null;
  #parent: DomainName | null | undefined;
  /** Its octets begin in there at {@link #at}; null where there are only its text and key, or its parts. */
  #bytes: Uint8Array | null = null;
  #at = 0;
  /** Of a name of two parts, until its text is made. */
  #left: DomainName | null = null;
  #right: DomainName | null = null;

  private constructor(text: string | null, key: string | null, labelCount: number, octets: number) {
    this.#text = text;
    this.#key = key;
    this.labelCount = labelCount;
    this.octets = octets;
  }

  /** Presentation format in the spelling as read, always absolute, with the escapes of RFC 1035 section 5.1 as BIND prints them. */
  get text(): string {
    return this.#text ?? this.#spell().text;
  }

  /** Equal names have equal keys: lower case, and every octet that is not a plain character as `\DDD`, so a bare `.` always ends a label. */
  get key(): string {
    return this.#key ?? this.#spell().key;
  }

  #spell(): Spelling {
    const spelled = this.#bytes === null ? this.#join() : spellOctets(this.#bytes, this.#at, this.octets);
    this.#text = spelled.text;
    this.#key = spelled.key;
    // What many names share is not held by one that may live long: the octets can be made again.
    if (this.#bytes !== null && this.#bytes.length !== this.octets) this.#bytes = null;
    this.#left = null;
    this.#right = null;
    return spelled;
  }

  #join(): Spelling {
    const [left, right] = [this.#left ?? ROOT, this.#right ?? ROOT];
    const text = left.text + right.text;
    const key = left.key + right.key;
    return { text, key: key === text ? text : key };
  }

  /** The name without its leftmost label; null for the root. Made at the first use and kept. */
  get parent(): DomainName | null {
    if (this.#parent === undefined) this.#parent = makeParent(this);
    return this.#parent;
  }

  /** As on the wire, root label included and nothing compressed. Made at the first use and kept: nobody may write to it. */
  get wire(): Uint8Array {
    const bytes = this.#bytes;
    if (bytes !== null && bytes.length === this.octets) return bytes;
    const wire = bytes === null ? wireFromText(this.text, this.octets) : bytes.slice(this.#at, this.#at + this.octets);
    this.#bytes = wire;
    this.#at = 0;
    return wire;
  }

  /** Whether its labels, without the root's, are the octets between two offsets, in this spelling. */
  hasLabels(octets: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.octets !== length + 1) return false;
    const own = this.#bytes ?? this.wire;
    const from = this.#at;
    for (let at = 0; at < length; at += 1) if (own[from + at] !== octets[start + at]) return false;
    return true;
  }

  toString(): string {
    return this.text;
  }

  /** `JSON.stringify` writes names as their text. */
  toJSON(): string {
    return this.text;
  }

  static get root(): DomainName {
    return ROOT;
  }

  /** For this folder's converters alone, which have checked every part. */
  static unchecked(text: string, key: string, labelCount: number, octets: number): DomainName {
    return new DomainName(text, key, labelCount, octets);
  }

  /** The name of so many labels between two offsets, which were checked. They are copied. */
  static fromCheckedLabels(octets: Uint8Array, start: number, end: number, labelCount: number): DomainName {
    const name = new DomainName(null, null, labelCount, end - start + 1);
    name.#at = keepOctets(octets, start, end);
    name.#bytes = block;
    return name;
  }

  /** Two names, neither the root, that together are not too long. */
  static fromCheckedParts(left: DomainName, right: DomainName): DomainName {
    const name = new DomainName(null, null, left.labelCount + right.labelCount, left.octets + right.octets - 1);
    name.#left = left;
    name.#right = right;
    return name;
  }
}

const ROOT = DomainName.unchecked(".", ".", 0, 1);

/** Names that are read from the wire share blocks: an array for each costs more than the rest of the reading. */
const BLOCK_OCTETS = 2048;
let block: Uint8Array = new Uint8Array(BLOCK_OCTETS);
let blockEnd = 0;

/** Copies labels into {@link block}, the root's behind them, and tells where they begin there. */
function keepOctets(octets: Uint8Array, start: number, end: number): number {
  if (blockEnd + end - start >= BLOCK_OCTETS) {
    block = new Uint8Array(BLOCK_OCTETS);
    blockEnd = 0;
  }
  const at = blockEnd;
  for (let from = start; from < end; from += 1) block[at + from - start] = octets[from] ?? 0;
  blockEnd = at + end - start + 1;
  return at;
}

function makeParent(name: DomainName): DomainName | null {
  if (name.labelCount === 0) return null;
  if (name.labelCount === 1) return ROOT;
  const { text, key } = name;
  const keyEnd = key.indexOf(".");
  const octets = name.octets - octetsOfLabel(key, 0, keyEnd) - 1;
  return DomainName.unchecked(text.slice(endOfLabel(text, 0) + 1), key.slice(keyEnd + 1), name.labelCount - 1, octets);
}

/** End of the label that starts at `from`: the index of its unescaped dot. */
export function endOfLabel(text: string, from: number): number {
  let at = from;
  while (text[at] !== "." && at < text.length) at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** Octets of the label of a *key* between two offsets: `\DDD` is one. */
function octetsOfLabel(key: string, from: number, to: number): number {
  let octets = 0;
  for (let at = from; at < to; at += key[at] === "\\" ? 4 : 1) octets += 1;
  return octets;
}

/** The labels of `left`, then those of `right`: neither is read again. */
export function concatenateNames(left: DomainName, right: DomainName): DomainName | NameFault {
  if (left.labelCount === 0) return right;
  if (right.labelCount === 0) return left;
  const octets = left.octets + right.octets - 1;
  if (octets > MAX_NAME_OCTETS) return "name-too-long";
  return DomainName.fromCheckedParts(left, right);
}
