import type { DomainName } from "../dns/index.ts";
import { WireError } from "./fault.ts";

/** The most octets of a message: what two octets of length in front of it can say over TCP (RFC 1035 section 4.2.2). */
export const MAX_MESSAGE_OCTETS = 65_535;
/** Pointers have 14 bits. */
const FIRST_UNREACHABLE_OFFSET = 0x4000;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;

/** One record behind the limit still fits, so that only its end need be checked. Messages are written one at a time. */
const scratch = new Uint8Array(2 * MAX_MESSAGE_OCTETS + 1024);

/** Where the names of a message stand; null: no name is compressed. */
type NameOffsets = Map<string, number> | null;

/** What undoes everything written behind a point. */
export interface Mark {
  readonly at: number;
  readonly names: number;
}

/** Writes one message. Names are found again by their spelling: BIND and CoreDNS both compress names of equal case only. */
export class WireWriter {
  readonly bytes: Uint8Array = scratch;
  at = 0;
  private readonly offsets: NameOffsets;
  private spelled: DomainName | null = null;
  private spelledAt = 0;

  constructor(compression: "on" | "off") {
    this.offsets = compression === "on" ? new Map() : null;
  }

  mark(): Mark {
    return { at: this.at, names: this.offsets?.size ?? 0 };
  }

  /** Takes back what was written behind the mark, the names to point to included. */
  rollBack(mark: Mark): void {
    this.at = mark.at;
    this.spelled = null;
    if (this.offsets === null || this.offsets.size === mark.names) return;
    let position = 0;
    for (const key of this.offsets.keys()) {
      if (position >= mark.names) this.offsets.delete(key);
      position += 1;
    }
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    if (this.at > MAX_MESSAGE_OCTETS) throw new WireError("message-too-long", `a message of ${this.at} octets`);
    return this.bytes.slice(0, this.at);
  }

  u8(value: number): void {
    this.bytes[this.at] = checked(value, 0xff);
    this.at += 1;
  }

  u16(value: number): void {
    checked(value, 0xffff);
    this.bytes[this.at] = value >> 8;
    this.bytes[this.at + 1] = value;
    this.at += 2;
  }

  u32(value: number): void {
    checked(value, 0xffffffff);
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  octets(octets: Uint8Array): void {
    if (this.at + octets.length > scratch.length) throw new WireError("rdata-too-long", `${octets.length} octets`);
    this.bytes.set(octets, this.at);
    this.at += octets.length;
  }

  /** A name in full. Later names may point to it (BIND and miekg/dns both do that). */
  name(name: DomainName): void {
    if (this.offsets !== null) this.noteSuffixes(name, this.offsets);
    this.spell(name);
  }

  /** A name that may end in a pointer. */
  compressibleName(name: DomainName): void {
    const { offsets } = this;
    if (offsets === null) {
      this.spell(name);
      return;
    }
    let current = name;
    for (let { parent } = current; parent !== null; { parent } = current) {
      const offset = offsets.get(current.text);
      if (offset !== undefined) {
        this.u16(0xc000 | offset);
        return;
      }
      if (this.at < FIRST_UNREACHABLE_OFFSET) offsets.set(current.text, this.at);
      this.spellLabels(current.text, current.text.length - (parent.labelCount === 0 ? 0 : parent.text.length));
      current = parent;
    }
    this.u8(0);
  }

  private noteSuffixes(name: DomainName, offsets: Map<string, number>): void {
    let current = name;
    for (let { parent } = current; parent !== null; { parent } = current) {
      const offset = this.at + name.octets - current.octets;
      if (offset < FIRST_UNREACHABLE_OFFSET && !offsets.has(current.text)) offsets.set(current.text, offset);
      current = parent;
    }
  }

  /** An owner is often the question's name: the octets of the name before are copied, not made again. */
  private spell(name: DomainName): void {
    const start = this.at;
    if (name === this.spelled) this.bytes.copyWithin(start, this.spelledAt, this.spelledAt + name.octets);
    else {
      if (name.labelCount > 0) this.spellLabels(name.text, name.text.length);
      this.bytes[this.at] = 0;
    }
    this.at = start + name.octets;
    this.spelled = name;
    this.spelledAt = start;
  }

  /** The labels of a presentation-format name up to `end`, which stands behind a label's dot. */
  private spellLabels(text: string, end: number): void {
    const { bytes } = this;
    let lengthAt = this.at;
    let at = lengthAt + 1;
    for (let index = 0; index < end; index += 1) {
      const code = text.charCodeAt(index);
      if (code === DOT) {
        bytes[lengthAt] = at - lengthAt - 1;
        lengthAt = at;
      } else if (code === BACKSLASH) {
        const next = text.charCodeAt(index + 1);
        const isDecimal = next >= DIGIT_ZERO && next <= DIGIT_NINE;
        bytes[at] = isDecimal ? Number(text.slice(index + 1, index + 4)) : next;
        index += isDecimal ? 3 : 1;
      } else bytes[at] = code;
      at += 1;
    }
    this.at = lengthAt;
  }
}

function checked(value: number, most: number): number {
  if (value < 0 || value > most || !Number.isInteger(value)) {
    throw new WireError("number-out-of-range", `${value} does not stand between 0 and ${most}`);
  }
  return value;
}
