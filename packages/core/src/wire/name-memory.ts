import { DomainName, MAX_NAME_OCTETS, nameFromLabels } from "../dns/index.ts";
import { invariant } from "../invariant.ts";

/** How many names are remembered; a power of two. The newest takes the place of an older one with the same hash. */
const REMEMBERED = 2048;

/**
 * Names that were read lately, found again by their octets: a server is asked the same names again and again, and a name
 * that is found here is not made twice, nor are its ancestors. Of fixed size; equal octets give equal names with or without it.
 */
const memories: (DomainName | undefined)[] = new Array(REMEMBERED);

/** The name of the labels between two offsets, which were checked. `hash` is any number that equal octets share. */
export function nameFromOctets(bytes: Uint8Array, start: number, end: number, hash: number): DomainName {
  const slot = hash & (REMEMBERED - 1);
  const known = memories[slot];
  if (known !== undefined && isSame(known.wire, bytes, start, end)) return known;
  const name = makePlainName(bytes, start, end) ?? makeName(bytes, start, end);
  memories[slot] = name;
  return name;
}

/** Whether the labels of a name, without the root's, are the octets between two offsets. */
function isSame(wire: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (wire.length !== length + 1) return false;
  for (let at = 0; at < length; at += 1) if (wire[at] !== bytes[start + at]) return false;
  return true;
}

const DOT = 0x2e;
const isPlainOctet: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  /[A-Za-z0-9_*/-]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

/** Room for the characters of a text, by its length: spread as arguments, an array must have no end that is not used. */
const rooms: (number[] | undefined)[] = new Array(MAX_NAME_OCTETS);

/** A name whose octets all stand for themselves in text; null for any other. */
function makePlainName(bytes: Uint8Array, start: number, end: number): DomainName | null {
  const length = end - start;
  const wire = new Uint8Array(length + 1);
  rooms[length] ??= new Array<number>(length).fill(DOT);
  const codes = rooms[length];
  let labelCount = 0;
  for (let at = 0; at < length; ) {
    const labelLength = bytes[start + at] ?? 0;
    wire[at] = labelLength;
    const labelEnd = at + labelLength;
    for (; at < labelEnd; at += 1) {
      const octet = bytes[start + at + 1] ?? 0;
      if (isPlainOctet[octet] === 0) return null;
      wire[at + 1] = octet;
      codes[at] = octet;
    }
    codes[at] = DOT;
    at += 1;
    labelCount += 1;
  }
  const text = String.fromCharCode.apply(null, codes);
  return DomainName.unchecked(text, text.toLowerCase(), labelCount, length + 1, wire);
}

function makeName(bytes: Uint8Array, start: number, end: number): DomainName {
  const labels: Uint8Array[] = [];
  for (let at = start; at < end; at += 1 + (bytes[at] ?? 0)) {
    labels.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  const name = nameFromLabels(labels);
  invariant(typeof name !== "string", "labels that were checked");
  return name;
}
