import type { HeaderFlags, Opcode } from "../dns/index.ts";

export const HEADER_OCTETS = 12;
const RESPONSE_BIT = 0x8000;

/** What the header announces, which need not be what follows it. */
export interface AnnouncedCounts {
  readonly question: number;
  readonly answer: number;
  readonly authority: number;
  readonly additional: number;
}

/** The 12 octets of a header (RFC 1035 section 4.1.1). */
export interface MessageHeader {
  readonly id: number;
  readonly isResponse: boolean;
  readonly opcode: Opcode;
  readonly flags: HeaderFlags;
  /** The 4 bits of the header alone. */
  readonly rcodeBits: number;
  readonly announced: AnnouncedCounts;
}

/** Every combination of the seven flags, made once. */
const flagsByBits: readonly HeaderFlags[] = Array.from({ length: 128 }, (_, bits) => ({
  authoritative: (bits & 0x40) !== 0,
  truncated: (bits & 0x20) !== 0,
  recursionDesired: (bits & 0x10) !== 0,
  recursionAvailable: (bits & 0x08) !== 0,
  reserved: (bits & 0x04) !== 0,
  authenticData: (bits & 0x02) !== 0,
  checkingDisabled: (bits & 0x01) !== 0,
}));
const NONE = flagsByBits[0] as HeaderFlags;

/** The flags in a header's third and fourth octet. */
export function flagsFromWord(word: number): HeaderFlags {
  return flagsByBits[(word >> 4) & 0x7f] ?? NONE;
}

export function isResponseWord(word: number): boolean {
  return (word & RESPONSE_BIT) !== 0;
}

/** A header's third and fourth octet without the rcode. */
export function wordOfFlags(kind: "query" | "response", opcode: number, flags: HeaderFlags): number {
  let word = (kind === "response" ? RESPONSE_BIT : 0) | ((opcode & 0x0f) << 11);
  if (flags.authoritative) word |= 0x400;
  if (flags.truncated) word |= 0x200;
  if (flags.recursionDesired) word |= 0x100;
  if (flags.recursionAvailable) word |= 0x80;
  if (flags.reserved) word |= 0x40;
  if (flags.authenticData) word |= 0x20;
  if (flags.checkingDisabled) word |= 0x10;
  return word;
}
