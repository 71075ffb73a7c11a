import { DomainName } from "../dns/index.ts";

/** How many names are remembered; a power of two. The newest takes the place of an older one with the same hash. */
const REMEMBERED = 2048;

/**
 * Names that were read lately, found again by their octets: a server is asked the same names again and again, and a name
 * that is found here is not made twice, nor are its ancestors. Of fixed size; equal octets give equal names with or without it.
 */
const memories: (DomainName | undefined)[] = new Array(REMEMBERED);
/** The whole hash of each: most names of another spelling are told apart without a look at them. */
const hashes = new Int32Array(REMEMBERED);

/** The name of so many labels between two offsets, which were checked. `hash` is any 32-bit number that equal octets share. */
export function nameFromOctets(
  bytes: Uint8Array,
  start: number,
  end: number,
  labelCount: number,
  hash: number,
): DomainName {
  const slot = hash & (REMEMBERED - 1);
  const known = hashes[slot] === hash ? memories[slot] : undefined;
  if (known?.hasLabels(bytes, start, end) === true) return known;
  const name = DomainName.fromCheckedLabels(bytes, start, end, labelCount);
  memories[slot] = name;
  hashes[slot] = hash;
  return name;
}
