import { concatenateNames, DomainName, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, type RrType } from "../dns/index.ts";
import { FaultSignal, type WireFaultKind } from "./fault.ts";
import type { Irregularity } from "./irregularity.ts";
import { nameFromOctets } from "./name-memory.ts";
import { OffsetNames } from "./offset-names.ts";

/** The most pointers that a name of 255 octets can use; miekg/dns stops there too (msg.go maxCompressionPointers). */
const MAX_POINTERS = 126;
const HEADER_OCTETS = 12;

/** Reads a message from the front to the back. Each name costs at most 126 pointers and 255 octets, and none is read twice. */
export class WireReader {
  readonly bytes: Uint8Array;
  at = 0;
  readonly irregularities: Irregularity[] = [];
  /** Labels and pointers looked at, to prove that the work is linear. */
  steps = 0;
  /** The type whose data may not hold a compressed name; null where a name may be compressed. */
  uncompressedType: RrType | null = null;
  private readonly names = new OffsetNames();
  /** How many were followed to read the last name. */
  private pointers = 0;
  private recordsLeft: number;
  /** Pointers that were told as odd: each is told once, however many names lead there. */
  private told: Set<number> | null = null;

  constructor(bytes: Uint8Array, maxRecords: number) {
    this.bytes = bytes;
    this.recordsLeft = maxRecords;
  }

  /** To be asked before each question and each record. */
  countRecord(): void {
    if (this.recordsLeft === 0) this.fail("too-many-records");
    this.recordsLeft -= 1;
  }

  fail(kind: WireFaultKind, at: number = this.at): never {
    throw new FaultSignal(kind, at);
  }

  u8(): number {
    const value = this.bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  u16(): number {
    const value = ((this.bytes[this.at] ?? 0) << 8) | (this.bytes[this.at + 1] ?? 0);
    this.at += 2;
    return value;
  }

  u32(): number {
    const high = this.u16();
    return high * 0x10000 + this.u16();
  }

  /** A copy, so that nobody's data changes when a socket's buffer is used again (the slice of a Buffer would be none). */
  octets(length: number): Uint8Array {
    const octets = new Uint8Array(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return octets;
  }

  /** The name at `at`, which moves behind it. */
  name(): DomainName {
    const start = this.at;
    const first = this.bytes[start] ?? 0;
    if (first === 0 && start < this.bytes.length) {
      this.at = start + 1;
      return DomainName.root;
    }
    return this.nameAt(start, 0);
  }

  /** Reads the name at `start`; `at` moves only behind what stands there, not behind what a pointer leads to. */
  private nameAt(start: number, pointers: number): DomainName {
    const { bytes } = this;
    let at = start;
    let hash = 0;
    let labels = 0;
    for (;;) {
      const length = bytes[at] ?? this.fail("name-cut-off", at);
      if (length === 0 || length > MAX_LABEL_OCTETS) break;
      const last = at + length;
      if (last >= bytes.length) this.fail("name-cut-off", at);
      if (last + 2 - start > MAX_NAME_OCTETS) this.fail("name-too-long", at);
      const ends = ((bytes[at + 1] ?? 0) << 16) ^ ((bytes[last - 1] ?? 0) << 8) ^ (bytes[last] ?? 0);
      hash = Math.imul(hash ^ ends ^ ((bytes[at + (length >> 1)] ?? 0) << 4), 0x9e3779b1) ^ length;
      at = last + 1;
      labels += 1;
    }
    // One for each octet that says what comes next: a label, a pointer or the end.
    this.steps += labels + 1;
    const first = labels === 0 ? DomainName.root : nameFromOctets(bytes, start, at, labels, hash ^ (hash >>> 15));
    const name = bytes[at] === 0 ? this.endAt(at + 1, first) : this.follow(at, first, pointers);
    this.names.remember(start, name, this.pointers);
    return name;
  }

  private endAt(end: number, name: DomainName): DomainName {
    this.at = end;
    this.pointers = 0;
    return name;
  }

  /** `labels`, then the name that the pointer at `at` leads to. */
  private follow(at: number, labels: DomainName, pointers: number): DomainName {
    const { bytes } = this;
    if ((bytes[at] ?? 0) < 0xc0) this.fail("label-type", at);
    if (at + 2 > bytes.length) this.fail("name-cut-off", at);
    if (pointers === MAX_POINTERS) this.fail("pointer-loop", at);
    const target = (((bytes[at] ?? 0) & 0x3f) << 8) | (bytes[at + 1] ?? 0);
    if (target < HEADER_OCTETS) this.tellOnce({ kind: "pointer-into-header", at });
    else if (target >= at) this.tellOnce({ kind: "forward-pointer", at });
    if (this.uncompressedType !== null && pointers === 0) {
      this.irregularities.push({ kind: "compressed-rdata", at, type: this.uncompressedType });
    }
    const rest = this.recall(target) ?? this.nameAt(target, pointers + 1);
    if (pointers + this.pointers >= MAX_POINTERS) this.fail("pointer-loop", at);
    const name = concatenateNames(labels, rest);
    if (typeof name === "string") this.fail("name-too-long", at);
    this.at = at + 2;
    this.pointers += 1;
    return name;
  }

  private tellOnce(oddity: Irregularity & { readonly at: number }): void {
    this.told ??= new Set();
    if (this.told.has(oddity.at)) return;
    this.told.add(oddity.at);
    this.irregularities.push(oddity);
  }

  private recall(offset: number): DomainName | undefined {
    this.steps += 1;
    const name = this.names.recall(offset);
    if (name !== undefined) this.pointers = this.names.pointers;
    return name;
  }
}
