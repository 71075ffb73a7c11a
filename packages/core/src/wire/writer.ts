import type { DomainName } from "../dns/index.ts";
import { WireError } from "./fault.ts";

/** The most octets of a message: what two octets of length in front of it can say over TCP (RFC 1035 section 4.2.2). */
export const MAX_MESSAGE_OCTETS = 65_535;
/** Pointers have 14 bits. */
const FIRST_UNREACHABLE_OFFSET = 0x4000;
const POINTER = 0xc000;

/** Stays empty: nothing is noted where nothing is compressed. */
const NOTHING_WRITTEN: Map<string, number> = new Map();
/** One record behind the limit still fits, so that only its end need be checked. Messages are written one at a time. */
const scratch = new Uint8Array(2 * MAX_MESSAGE_OCTETS + 1024);

/** Finished messages up to this size share blocks of memory: an array of its own costs more than the rest of the work. */
const SHARED_OCTETS = 2048;
const BLOCK_OCTETS = 16_384;
let block: Uint8Array = new Uint8Array(BLOCK_OCTETS);
let blockAt = 0;

/** A copy of the first octets of {@link scratch}. */
function copyOfScratch(octets: number): Uint8Array {
  if (octets > SHARED_OCTETS) return scratch.slice(0, octets);
  if (blockAt + octets > BLOCK_OCTETS) {
    block = new Uint8Array(BLOCK_OCTETS);
    blockAt = 0;
  }
  const start = blockAt;
  blockAt += octets;
  block.set(scratch.subarray(0, octets), start);
  return block.subarray(start, blockAt);
}

/** How names are compressed: not at all, or as BIND (9.18; from 9.20 on by a new rule) or CoreDNS (miekg/dns) do it. */
export type Compression = "off" | "bind" | "bind-9.20" | "coredns";

/** How many of a name's suffixes BIND looks for and remembers, the whole name included (lib/dns/compress.c). */
const BIND_SUFFIXES = 2;
/** The most suffixes that BIND 9.20 remembers in a message: a table of 64 places is filled to three quarters. */
const BIND_9_20_NAMES = 48;

/** Writes one message. Names are found again by their spelling: BIND and CoreDNS both compress names of equal case only. */
export class WireWriter {
  readonly bytes: Uint8Array = scratch;
  at = 0;
  /** Whether neighbours of one owner and type are one RRset, whose owner BIND writes once. */
  hasSets = true;
  private readonly compression: Compression;
  /** Where names and their suffixes stand, by text. */
  private readonly offsets: Map<string, number> = NOTHING_WRITTEN;
  /** Where the owner of the RRset being written stands; BIND alone points there without a search. */
  private ownerOffset = FIRST_UNREACHABLE_OFFSET;

  constructor(compression: Compression) {
    this.compression = compression;
    if (compression !== "off") this.offsets = new Map();
  }

  /** A copy of what was written. Its `buffer` may hold other messages too. */
  finish(): Uint8Array {
    this.checkLength();
    return copyOfScratch(this.at);
  }

  /** @throws WireError where the message is longer than any can be: to be asked after each record. */
  checkLength(): void {
    if (this.at > MAX_MESSAGE_OCTETS) throw new WireError("message-too-long", `a message of ${this.at} octets`);
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
    if (this.compression === "coredns") this.noteSuffixes(name);
    if (this.compression === "bind") this.noteAsBind(name, this.at, BIND_SUFFIXES);
    if (this.compression === "bind-9.20") this.noteAsBind920(name, this.knownSuffix(name));
    this.spell(name);
  }

  /** A name that may end in a pointer. */
  compressibleName(name: DomainName): void {
    switch (this.compression) {
      case "off":
        this.spell(name);
        return;
      case "coredns":
        this.compressAsCoreDns(name);
        return;
      case "bind":
        this.compressAsBind(name);
        return;
      case "bind-9.20":
        this.compressAsBind920(name);
    }
  }

  /** The longest suffix that stands in the message already, wherever it first was: 9.20 looks at all of them. */
  private compressAsBind920(name: DomainName): void {
    const known = this.knownSuffix(name);
    this.noteAsBind920(name, known);
    let current = name;
    for (; current !== known && current.parent !== null; current = current.parent) this.spellFirstLabel(current);
    const offset = current.parent === null ? undefined : this.offsets.get(current.text);
    if (offset === undefined) this.u8(0);
    else this.u16(POINTER | offset);
  }

  /** null: none of the name's suffixes was written before. */
  private knownSuffix(name: DomainName): DomainName | null {
    for (let current = name; current.parent !== null; current = current.parent) {
      if (this.offsets.has(current.text)) return current;
    }
    return null;
  }

  /** Remembers what is new of the name, shortest suffix first, until one is out of reach or the table is full. */
  private noteAsBind920(name: DomainName, known: DomainName | null): void {
    const suffixes: DomainName[] = [];
    for (let current = name; current !== known && current.parent !== null; current = current.parent) {
      suffixes.push(current);
    }
    for (const suffix of suffixes.reverse()) {
      const offset = this.at + name.octets - suffix.octets;
      if (offset >= FIRST_UNREACHABLE_OFFSET || this.offsets.size >= BIND_9_20_NAMES) return;
      this.offsets.set(suffix.text, offset);
    }
  }

  /** The longest suffix that was written before, wherever it first was (miekg/dns msg.go packDomainName). */
  private compressAsCoreDns(name: DomainName): void {
    let current = name;
    for (let { parent } = current; parent !== null; { parent } = current) {
      const offset = this.offsets.get(current.text);
      if (offset !== undefined) {
        this.u16(POINTER | offset);
        return;
      }
      if (this.at < FIRST_UNREACHABLE_OFFSET) this.offsets.set(current.text, this.at);
      this.spellFirstLabel(current);
      current = parent;
    }
    this.u8(0);
  }

  private noteSuffixes(name: DomainName): void {
    let current = name;
    for (let { parent } = current; parent !== null; { parent } = current) {
      const offset = this.at + name.octets - current.octets;
      if (offset < FIRST_UNREACHABLE_OFFSET && !this.offsets.has(current.text)) this.offsets.set(current.text, offset);
      current = parent;
    }
  }

  /** The name itself or what follows its first label, where either was written last (lib/dns/name.c dns_name_towire2). */
  private compressAsBind(name: DomainName): void {
    const { parent } = name;
    const whole = parent === null ? undefined : this.offsets.get(name.text);
    if (whole !== undefined) {
      this.u16(POINTER | whole);
      return;
    }
    const start = this.at;
    const rest = parent === null ? undefined : this.offsets.get(parent.text);
    if (parent === null || rest === undefined) {
      this.spell(name);
      this.noteAsBind(name, start, BIND_SUFFIXES);
      return;
    }
    this.spellFirstLabel(name);
    this.u16(POINTER | rest);
    this.noteAsBind(name, start, 1);
  }

  /** Later spellings take the place of earlier ones. */
  private noteAsBind(name: DomainName, start: number, count: number): void {
    let current = name;
    for (let noted = 0; noted < count; noted += 1) {
      const { parent } = current;
      const offset = start + name.octets - current.octets;
      if (parent === null || offset >= FIRST_UNREACHABLE_OFFSET) return;
      this.offsets.set(current.text, offset);
      current = parent;
    }
  }

  /** The owner of an RRset's first record. */
  owner(name: DomainName): void {
    const start = this.at;
    this.compressibleName(name);
    const first = this.bytes[start] ?? 0;
    this.ownerOffset = first < 0xc0 ? start : ((first & 0x3f) << 8) | (this.bytes[start + 1] ?? 0);
  }

  /**
   * The owner of an RRset's later record. BIND points to the first one's without a look at the name, and so writes two
   * octets for the root's one; 9.20 spells that one out.
   */
  ownerAgain(name: DomainName): void {
    if (this.pointsToOwner(name)) this.u16(POINTER | this.ownerOffset);
    else this.compressibleName(name);
  }

  private pointsToOwner({ parent }: DomainName): boolean {
    if (this.ownerOffset >= FIRST_UNREACHABLE_OFFSET) return false;
    return this.compression === "bind" || (this.compression === "bind-9.20" && parent !== null);
  }

  private spell({ wire }: DomainName): void {
    this.bytes.set(wire, this.at);
    this.at += wire.length;
  }

  private spellFirstLabel({ wire }: DomainName): void {
    const { bytes, at } = this;
    const end = 1 + (wire[0] ?? 0);
    for (let index = 0; index < end; index += 1) bytes[at + index] = wire[index] ?? 0;
    this.at = at + end;
  }
}

function checked(value: number, most: number): number {
  if (value < 0 || value > most || !Number.isInteger(value)) {
    throw new WireError("number-out-of-range", `${value} does not stand between 0 and ${most}`);
  }
  return value;
}
