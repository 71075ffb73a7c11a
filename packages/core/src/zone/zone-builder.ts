import {
  type DomainName,
  nameOf,
  type Rdata,
  type ResourceRecord,
  type RRset,
  type RrClass,
  rdataKey,
} from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import { type PlacedSource, Zone, type ZoneNode } from "./zone.ts";

/** A record's TTL and data. */
export interface LaterRecord {
  readonly ttl: number;
  readonly data: Rdata;
}

/** Records that are made when somebody asks for them: each place is the start of a line that was found to be good. */
export interface LaterRecords {
  /** Added to a line's start, its place. */
  readonly base: number;
  readonly rrClass: RrClass;
  ownerAt(start: number): DomainName;
  recordAt(start: number): LaterRecord;
}

interface OpenSet extends RRset {
  ttl: number;
  readonly data: Rdata[];
}

/** A node in the making, or one whose only record is still a line of a file. */
export class OpenNode implements ZoneNode {
  place: number;
  parent: OpenNode | null;
  isCut = false;
  hasDname = false;
  barrier: OpenNode | null = null;
  #name: DomainName | null;
  #sets: OpenSet[] | null;
  #later: LaterRecords | null;

  constructor(name: DomainName | null, parent: OpenNode | null, later: LaterRecords | null, place: number) {
    this.#name = name;
    this.parent = parent;
    this.#later = later;
    this.place = place;
    this.#sets = null;
  }

  get name(): DomainName {
    if (this.#name === null) {
      invariant(this.#later !== null, "a node has a name or a line");
      this.#name = this.#later.ownerAt(this.place - this.#later.base);
    }
    return this.#name;
  }

  /** An empty non-terminal takes the spelling and the place of the first record that comes. */
  begin(name: DomainName, place: number): void {
    this.#name = name;
    this.place = place;
  }

  get sets(): OpenSet[] {
    if (this.#sets === null) this.#sets = this.#later === null ? [] : [this.#open(this.#later)];
    return this.#sets;
  }

  #open(later: LaterRecords): OpenSet {
    const { ttl, data } = later.recordAt(this.place - later.base);
    const { name } = this;
    this.#later = null;
    return { owner: name, class: later.rrClass, type: data.type, ttl, data: [data] };
  }

  /** Whether any record stands here, without making it. */
  get hasRecords(): boolean {
    return this.#later !== null || (this.#sets !== null && this.#sets.length > 0);
  }
}

/** Takes records one by one, in the order of the file, and makes a zone of them. */
export class ZoneBuilder {
  readonly apex: DomainName;
  readonly class: RrClass;
  recordCount = 0;
  readonly #nodes = new Map<string, OpenNode>();
  /** Keys of the data of sets that have more than one record: a set of any size costs a look each. */
  readonly #dataKeys = new Map<OpenSet, Set<string>>();
  #node: OpenNode;
  /** Sets that records of this run of one owner went into; null where the node began with this run. */
  #run: OpenSet[] | null = null;
  #hasBarriers = false;

  constructor(apex: DomainName, rrClass: RrClass) {
    this.apex = apex;
    this.class = rrClass;
    this.#node = new OpenNode(apex, null, null, 0);
    this.#nodes.set(apex.key, this.#node);
  }

  has(key: string): boolean {
    return this.#nodes.has(key);
  }

  /** A name's first record, which stands in a line; the name must be new. `parent` is looked for at the end if it is null. */
  addPlain(key: string, parent: OpenNode | null, later: LaterRecords, start: number): OpenNode {
    const node = new OpenNode(null, parent, later, later.base + start);
    this.#nodes.set(key, node);
    this.#node = node;
    this.#run = null;
    this.recordCount += 1;
    return node;
  }

  /** The node with this key; made, with those above it, if it is not there. */
  nodeFor(key: string, origin: DomainName): OpenNode {
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    return this.#nodeAt(key === origin.key ? origin : nameOf(key), 0);
  }

  /**
   * Adds a record and gives the TTL that it got. Within a run of records of one owner the first TTL of a set holds;
   * a later run brings its own, for the whole set (lib/dns/master.c load_text, lib/dns/rbtdb.c add32).
   */
  add(owner: DomainName, ttl: number, data: Rdata, place: number): number {
    if (this.#node.name.key !== owner.key) this.#begin(owner, place);
    const { sets } = this.#node;
    const set = sets.find((candidate) => candidate.type === data.type);
    if (set === undefined) {
      if (sets.length === 0) this.#node.begin(owner, place);
      const made: OpenSet = { owner: this.#node.name, class: this.class, type: data.type, ttl, data: [data] };
      sets.push(made);
      this.#run?.push(made);
      this.#mark(data);
      this.recordCount += 1;
      return ttl;
    }
    if (this.#run?.includes(set) === false) {
      this.#run.push(set);
      set.ttl = ttl;
    }
    if (this.#isNew(set, data)) {
      set.data.push(data);
      this.recordCount += 1;
    }
    return set.ttl;
  }

  #begin(owner: DomainName, place: number): void {
    this.#run = this.#nodes.has(owner.key) ? [] : null;
    this.#node = this.#nodeAt(owner, place);
  }

  #mark(data: Rdata): void {
    if (data.type === "NS") this.#node.isCut = this.#node.name.key !== this.apex.key;
    else if (data.type === "DNAME") this.#node.hasDname = true;
  }

  #nodeAt(name: DomainName, place: number): OpenNode {
    const known = this.#nodes.get(name.key);
    if (known !== undefined) return known;
    const made = new OpenNode(name, null, null, place);
    this.#nodes.set(name.key, made);
    return made;
  }

  #isNew(set: OpenSet, data: Rdata): boolean {
    let keys = this.#dataKeys.get(set);
    if (keys === undefined) {
      keys = new Set(set.data.map(rdataKey));
      this.#dataKeys.set(set, keys);
    }
    const before = keys.size;
    return keys.add(rdataKey(data)).size > before;
  }

  /** The zone. The builder is used up. */
  finish(sources: readonly PlacedSource[]): Zone {
    for (const [key, node] of this.#nodes) this.#link(key, node);
    if (this.#hasBarriers) for (const node of this.#nodes.values()) node.barrier = barrierOf(node);
    return new Zone(this.apex, this.class, this.#nodes, this.recordCount, sources);
  }

  /** To the parent; names between become empty non-terminals (RFC 4592 section 2.2.2). A map's loop meets those it is given meanwhile. */
  #link(key: string, node: OpenNode): void {
    if (node.isCut || node.hasDname) this.#hasBarriers = true;
    if (node.parent !== null || key === this.apex.key) return;
    const parent = this.#nodes.get(parentKey(key));
    if (parent !== undefined) node.parent = parent;
    else {
      const { name } = node;
      invariant(name.parent !== null, "a zone's names are at or below its apex");
      node.parent = this.#nodeAt(name.parent, node.place);
    }
  }
}

/** The key without its first label: in a key a bare dot always ends one. */
export function parentKey(key: string): string {
  const rest = key.slice(key.indexOf(".") + 1);
  return rest === "" ? "." : rest;
}

/** At most 127 steps: a name has no more labels. */
function barrierOf(node: OpenNode): OpenNode | null {
  let topmost: OpenNode | null = null;
  for (let at = node.parent; at !== null; at = at.parent) if (at.isCut || at.hasDname) topmost = at;
  return topmost;
}

/** A zone of records at hand; those that are not below the apex are left out. */
export function zoneFromRecords(apex: DomainName, records: Iterable<ResourceRecord>, rrClass: RrClass = "IN"): Zone {
  const builder = new ZoneBuilder(apex, rrClass);
  for (const { owner, ttl, data } of records) if (isInZone(owner, apex)) builder.add(owner, ttl, data, 0);
  return builder.finish([]);
}

function isInZone(owner: DomainName, apex: DomainName): boolean {
  if (apex.labelCount === 0 || owner.key === apex.key) return true;
  return owner.key.endsWith(`.${apex.key}`);
}
