import { DomainName, MAX_LABEL_OCTETS, nameFromLabels } from "../dns/index.ts";
import { invariant } from "../invariant.ts";

/** How many names are remembered; a power of two. The newest takes the place of an older one with the same hash. */
const REMEMBERED = 2048;

interface Memory {
  /** The labels as on the wire, without the root's octet. */
  readonly octets: Uint8Array;
  readonly name: DomainName;
}

/**
 * Names that were read lately, by their octets: a server is asked the same names again and again, and a name that is
 * found here is not made twice, nor are its ancestors. Of fixed size; equal octets give equal names with or without it.
 */
const memories: (Memory | undefined)[] = new Array(REMEMBERED);

/** The name of the labels between two offsets, which were checked. `hash` is any number that equal octets share. */
export function nameFromOctets(bytes: Uint8Array, start: number, end: number, hash: number): DomainName {
  const slot = hash & (REMEMBERED - 1);
  const known = memories[slot];
  if (known !== undefined && isSame(known.octets, bytes, start, end)) return known.name;
  const name = makePlainName(bytes, start, end) ?? makeName(bytes, start, end);
  memories[slot] = { octets: bytes.slice(start, end), name };
  return name;
}

function isSame(octets: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (octets.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (octets[at] !== bytes[start + at]) return false;
  return true;
}

const DOT = 0x2e;
const isPlainOctet: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  /[A-Za-z0-9_*/-]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

/** A name whose octets all stand for themselves in text; null for any other. */
function makePlainName(bytes: Uint8Array, start: number, end: number): DomainName | null {
  const codes: number[] = [];
  let labelCount = 0;
  for (let at = start; at < end; ) {
    const labelEnd = at + 1 + (bytes[at] ?? 0);
    for (at += 1; at < labelEnd; at += 1) {
      const octet = bytes[at] ?? 0;
      if (isPlainOctet[octet] === 0) return null;
      codes.push(octet);
    }
    codes.push(DOT);
    labelCount += 1;
  }
  const text = String.fromCharCode.apply(null, codes);
  return DomainName.unchecked(text, text.toLowerCase(), labelCount, codes.length + 1);
}

function makeName(bytes: Uint8Array, start: number, end: number): DomainName {
  const labels: Uint8Array[] = [];
  for (let at = start; at < end; at += 1 + (bytes[at] ?? 0)) {
    invariant((bytes[at] ?? 0) <= MAX_LABEL_OCTETS, "a label that was checked");
    labels.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  const name = nameFromLabels(labels);
  invariant(typeof name !== "string", "labels that were checked");
  return name;
}
