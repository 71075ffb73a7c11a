import { rrTypeNumbers } from "../../dns/index.ts";
import { NONE } from "../store/name-table.ts";
import type { ZoneBuilder } from "../zone-builder.ts";
import { isHostName } from "./host-names.ts";
import type { LineListener } from "./line-listener.ts";
import type { LineRecords } from "./line-records.ts";
import { AT, CR, LF, SEMICOLON, SPACE, TAB } from "./octets.ts";
import { skipBlanks } from "./plain-data.ts";
import { NO_TTL, PlainHead } from "./plain-head.ts";
import { NOT_PLAIN, PlainName } from "./plain-name.ts";
import { PlainOwners } from "./plain-owners.ts";
import { type PlainContext, scanData } from "./plain-types.ts";
import type { RecordReader } from "./reader.ts";

/** Longer lines are left to the lexer: data have at most 65,535 octets. */
const MAX_PLAIN_OCTETS = 65_000;

/**
 * Reads the lines that a large zone consists of: blank ones, and records on one line with nothing special in them. Each is checked as the parser would,
 * and only its place is kept. Whatever is not exactly that is left to the lexer, which finds the same; a property test holds the two together.
 */
export class PlainLines {
  readonly #octets: Uint8Array;
  readonly #reader: RecordReader;
  readonly #builder: ZoneBuilder;
  readonly #listener: LineListener;
  readonly #owners: PlainOwners;
  readonly #owner = new PlainName();
  readonly #head = new PlainHead();
  readonly #target = new PlainName();
  readonly #isInternet: boolean;
  readonly #maxOctets: number;
  /** Behind the last end of line: scans need one to stop at. */
  readonly #end: number;
  #lines: LineRecords;
  #context: PlainContext = { target: this.#target, originOctets: 1, isHostOrigin: false };
  #defaultTtl: number = NO_TTL;
  /** The owner of the last line; NONE if only the reader knows. */
  #node = NONE;
  #isHost = false;
  /** The line that said it; NONE if the reader knows. */
  #ownerStart = NONE;

  constructor(octets: Uint8Array, reader: RecordReader, builder: ZoneBuilder, listener: LineListener) {
    const { options } = reader;
    this.#octets = octets;
    this.#reader = reader;
    this.#builder = builder;
    this.#listener = listener;
    this.#owners = new PlainOwners(octets, builder);
    this.#isInternet = options.class === "IN";
    this.#maxOctets = Math.min(options.limits.maxLineOctets, MAX_PLAIN_OCTETS);
    this.#end = octets.lastIndexOf(LF) + 1;
    this.#lines = reader.lines;
    this.#beginStretch();
  }

  /** Reads plain lines up to the first that is not one, and gives its start; the reader knows all that it needs to go on there. */
  read(start: number): number {
    this.#begin();
    let at = start;
    while (at < this.#end) {
      const next = this.#readLine(at);
      if (next === NOT_PLAIN) break;
      at = next;
    }
    if (this.#ownerStart !== NONE) this.#reader.takeOwnerLater(this.#lines, this.#ownerStart);
    this.#ownerStart = NONE;
    this.#node = NONE;
    return at;
  }

  /** Lines that others have read may have changed the origin and the TTL. */
  #begin(): void {
    const { lines, defaultTtl } = this.#reader;
    this.#defaultTtl = defaultTtl ?? NO_TTL;
    this.#builder.store.beginStretch(lines);
    if (lines !== this.#lines) this.#beginStretch();
  }

  #beginStretch(): void {
    this.#lines = this.#reader.lines;
    const { origin } = this.#lines;
    this.#owners.begin(origin);
    const { isHostOrigin } = this.#owners;
    this.#context = { target: this.#target, originOctets: origin.octets, isHostOrigin };
  }

  /** The start of the next line; NOT_PLAIN: this one is not read, and nothing has changed. */
  #readLine(start: number): number {
    const octets = this.#octets;
    const first = octets[start] ?? 0;
    if (first === SPACE || first === TAB) return this.#readInherited(start, skipBlanks(octets, start));
    const end = first === AT ? this.#owner.scanOrigin(start) : this.#owner.scan(octets, start);
    if (end === NOT_PLAIN) return this.#readBlank(start, start);
    const text = skipBlanks(octets, end);
    const next = text === end ? NOT_PLAIN : this.#scanRecord(start, text);
    if (next === NOT_PLAIN || !this.#addOwn(start)) return NOT_PLAIN;
    this.#listener("record", start, next);
    return next;
  }

  #readInherited(start: number, text: number): number {
    const next = this.#scanRecord(start, text);
    if (next === NOT_PLAIN) return this.#readBlank(start, text);
    if (!this.#addInherited(start)) return NOT_PLAIN;
    this.#listener("record", start, next);
    return next;
  }

  /** What follows the owner. */
  #scanRecord(start: number, text: number): number {
    const octets = this.#octets;
    const data = this.#head.scan(octets, text, this.#defaultTtl, this.#isInternet);
    const end = data === NOT_PLAIN ? NOT_PLAIN : scanData(this.#head.type, octets, data, this.#context);
    return end === NOT_PLAIN ? NOT_PLAIN : this.#lineEnd(start, skipBlanks(octets, end));
  }

  /** A line that has at most a comment. */
  #readBlank(start: number, text: number): number {
    const next = this.#lineEnd(start, text);
    if (next !== NOT_PLAIN) this.#listener("blank", start, next);
    return next;
  }

  /** Behind the end of line, and the comment in front of it. */
  #lineEnd(start: number, end: number): number {
    const octets = this.#octets;
    let at = end;
    if (octets[at] === SEMICOLON) at = octets.indexOf(LF, at);
    else if (octets[at] === CR) at += 1;
    return octets[at] === LF && at < start + this.#maxOctets ? at + 1 : NOT_PLAIN;
  }

  #addOwn(start: number): boolean {
    const owner = this.#owner;
    const isHost = owner.isHost && (owner.isAbsolute || this.#owners.isHostOrigin);
    const node = this.#isFit(isHost) ? this.#owners.nodeOf(owner) : NONE;
    if (node === NONE) return false;
    const isLower = !owner.hasUpper && (owner.isAbsolute || this.#owners.isLowerOrigin);
    const spelling = isLower ? null : this.#lines.ownerAt(start).text;
    this.#builder.enterNode(node, spelling, this.#owners.hintOf(owner));
    if (this.#add(start) === NONE) return false;
    this.#node = node;
    this.#isHost = isHost;
    this.#ownerStart = start;
    this.#reader.isOriginNew = false;
    return true;
  }

  #addInherited(start: number): boolean {
    if (this.#node !== NONE) return this.#isFit(this.#isHost) && this.#add(start) !== NONE;
    const { owner, isOwnerInZone, isOriginNew } = this.#reader;
    if (owner === null || !isOwnerInZone || isOriginNew || owner.key.includes("*")) return false;
    this.#isHost = isHostName(owner, false);
    if (!this.#isFit(this.#isHost)) return false;
    this.#ownerStart = NONE;
    const isFirst = this.#builder.enter(owner);
    const record = this.#add(start);
    if (record === NONE) return false;
    if (isFirst) this.#builder.store.spell(record, owner);
    this.#node = this.#builder.nodeFor(owner);
    return true;
  }

  /** Whether the type may have such an owner (dns_rdata_checkowner). */
  #isFit(isHost: boolean): boolean {
    const { type } = this.#head;
    return isHost || !(type === rrTypeNumbers.A || type === rrTypeNumbers.AAAA || type === rrTypeNumbers.MX);
  }

  /** The record's number; NONE where the set has another TTL: the reader says so. */
  #add(start: number): number {
    const { type, ttl } = this.#head;
    if (this.#builder.ttlFor(type, ttl) !== ttl) return NONE;
    this.#reader.lastTtl = ttl;
    return this.#builder.add(type, ttl, this.#lines.base + start, this.#target.hashes[0] ?? 0);
  }
}
