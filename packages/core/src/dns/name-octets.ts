/** How a name is written, and the key that equal names share. */
export interface Spelling {
  readonly text: string;
  readonly key: string;
}

const DOT = 0x2e;
const BACKSLASH = 0x5c;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
const MAX_OCTETS = 255;
/** Printed with a backslash, as BIND and dig do. */
const SPECIAL = new Set([...'"().;\\@$'].map((character) => character.charCodeAt(0)));

const textOfOctet: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  if (SPECIAL.has(octet)) return `\\${String.fromCharCode(octet)}`;
  return octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, "0")}`;
});
const keyOfOctet: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const lower = octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
  const isPlain = lower > 0x20 && lower < 0x7f && lower !== BACKSLASH && lower !== DOT;
  return isPlain ? String.fromCharCode(lower) : `\\${String(lower).padStart(3, "0")}`;
});

/** Stand for themselves in text and key, but for their case. */
const isPlainOctet: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  /[A-Za-z0-9_*/-]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

/** Of the name whose octets, so many with the root's, begin at an offset. */
export function spellOctets(bytes: Uint8Array, start: number, octets: number): Spelling {
  const text = plainText(bytes, start, octets - 1);
  return text === null ? spellEach(bytes, start, octets - 1) : { text, key: text.toLowerCase() };
}

/** Room for the characters of a text, by its length: spread as arguments, an array must have no end that is not used. */
const rooms: (number[] | undefined)[] = new Array(MAX_OCTETS);

/** null where an octet does not stand for itself. */
function plainText(bytes: Uint8Array, start: number, length: number): string | null {
  rooms[length] ??= new Array<number>(length).fill(DOT);
  const codes = rooms[length];
  for (let at = 0; at < length; at += 1) {
    const labelEnd = at + (bytes[start + at] ?? 0);
    for (; at < labelEnd; at += 1) {
      const octet = bytes[start + at + 1] ?? 0;
      if (isPlainOctet[octet] === 0) return null;
      codes[at] = octet;
    }
    codes[at] = DOT;
  }
  return String.fromCharCode.apply(null, codes);
}

function spellEach(bytes: Uint8Array, start: number, length: number): Spelling {
  let text = "";
  let key = "";
  for (let at = start; at < start + length; ) {
    const labelEnd = at + (bytes[at] ?? 0);
    for (at += 1; at <= labelEnd; at += 1) {
      text += textOfOctet[bytes[at] ?? 0];
      key += keyOfOctet[bytes[at] ?? 0];
    }
    text += ".";
    key += ".";
  }
  return { text, key };
}

/** The octets of a name's text, which is well formed: every label, then the root label. */
export function wireFromText(text: string, octets: number): Uint8Array {
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
