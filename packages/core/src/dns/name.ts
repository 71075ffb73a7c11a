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
 * Made once when it is read; its key, its parent and its length are never computed twice.
 */
export class DomainName {
  /** Presentation format in the spelling as read, always absolute, with the escapes of RFC 1035 section 5.1 as BIND prints them. */
  readonly text: string;
  /** Equal names have equal keys: lower case, and every octet that is not a plain character as `\DDD`, so a bare `.` always ends a label. */
  readonly key: string;
  /** Labels without the root: 0 for the root, 3 for `www.kloud.lan.`. */
  readonly labelCount: number;
  /** Octets on the wire, 1 to 255. */
  readonly octets: number;
  #parent: DomainName | null | undefined;
  #wire: Uint8Array | null;

  private constructor(text: string, key: string, labelCount: number, octets: number, wire: Uint8Array | null) {
    this.text = text;
    this.key = key;
    this.labelCount = labelCount;
    this.octets = octets;
    this.#wire = wire;
  }

  /** The name without its leftmost label; null for the root. Made at the first use and kept. */
  get parent(): DomainName | null {
    if (this.#parent === undefined) this.#parent = makeParent(this);
    return this.#parent;
  }

  /** As on the wire, root label included and nothing compressed. Made at the first use and kept: nobody may write to it. */
  get wire(): Uint8Array {
    this.#wire ??= wireFromText(this.text, this.octets);
    return this.#wire;
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
  static unchecked(
    text: string,
    key: string,
    labelCount: number,
    octets: number,
    wire: Uint8Array | null = null,
  ): DomainName {
    return new DomainName(text, key, labelCount, octets, wire);
  }
}

const ROOT = DomainName.unchecked(".", ".", 0, 1);

function makeParent(name: DomainName): DomainName | null {
  if (name.labelCount === 0) return null;
  if (name.labelCount === 1) return ROOT;
  const keyEnd = name.key.indexOf(".");
  const octets = name.octets - octetsOfLabel(name.key, 0, keyEnd) - 1;
  const text = name.text.slice(endOfLabel(name.text, 0) + 1);
  return DomainName.unchecked(text, name.key.slice(keyEnd + 1), name.labelCount - 1, octets);
}

const DOT = 0x2e;
const BACKSLASH = 0x5c;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;

/** The octets of a name's text, which is well formed: every label, then the root label. */
function wireFromText(text: string, octets: number): Uint8Array {
  const wire = new Uint8Array(octets);
  const end = octets === 1 ? 0 : text.length;
  let lengthAt = 0;
  let at = 1;
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT) {
      wire[lengthAt] = at - lengthAt - 1;
      lengthAt = at;
    } else if (code === BACKSLASH) {
      const next = text.charCodeAt(index + 1);
      const isDecimal = next >= DIGIT_ZERO && next <= DIGIT_NINE;
      wire[at] = isDecimal ? Number(text.slice(index + 1, index + 4)) : next;
      index += isDecimal ? 3 : 1;
    } else wire[at] = code;
    at += 1;
  }
  return wire;
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
  return DomainName.unchecked(left.text + right.text, left.key + right.key, left.labelCount + right.labelCount, octets);
}
