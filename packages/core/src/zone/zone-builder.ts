import { type DomainName, type Rdata, type ResourceRecord, type RRset, type RrClass, rdataKey } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import { type PlacedSource, Zone, type ZoneNode } from "./zone.ts";

interface OpenSet extends RRset {
  ttl: number;
  readonly data: Rdata[];
}

class OpenNode implements ZoneNode {
  readonly name: DomainName;
  readonly sets: OpenSet[] = [];
  readonly place: number;
  parent: OpenNode | null = null;
  isCut = false;
  hasDname = false;
  barrier: OpenNode | null = null;

  constructor(name: DomainName, place: number) {
    this.name = name;
    this.place = place;
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
  /** Sets that records of this run of one owner went into. */
  #run: OpenSet[] = [];

  constructor(apex: DomainName, rrClass: RrClass) {
    this.apex = apex;
    this.class = rrClass;
    this.#node = this.#nodeAt(apex, 0);
  }

  /**
   * Adds a record and gives the TTL that it got. Within a run of records of one owner the first TTL of a set holds;
   * a later run brings its own, for the whole set (lib/dns/master.c load_text, lib/dns/rbtdb.c add32).
   */
  add(owner: DomainName, ttl: number, data: Rdata, place: number): number {
    if (this.#node.name.key !== owner.key) {
      this.#node = this.#nodeAt(owner, place);
      this.#run = [];
    }
    const set = this.#node.sets.find((candidate) => candidate.type === data.type);
    if (set === undefined) {
      const made: OpenSet = { owner: this.#node.name, class: this.class, type: data.type, ttl, data: [data] };
      this.#node.sets.push(made);
      this.#run.push(made);
      this.recordCount += 1;
      return ttl;
    }
    if (!this.#run.includes(set)) {
      this.#run.push(set);
      set.ttl = ttl;
    }
    if (this.#isNew(set, data)) {
      set.data.push(data);
      this.recordCount += 1;
    }
    return set.ttl;
  }

  #nodeAt(name: DomainName, place: number): OpenNode {
    const known = this.#nodes.get(name.key);
    if (known !== undefined) return known;
    const made = new OpenNode(name, place);
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
    for (const node of this.#nodes.values()) this.#close(node);
    for (const node of this.#nodes.values()) node.barrier = barrierOf(node);
    return new Zone(this.apex, this.class, this.#nodes, this.recordCount, sources);
  }

  /** Links a node to its parent; names between them become empty non-terminals (RFC 4592 section 2.2.2). A map's loop meets those it is given meanwhile. */
  #close(node: OpenNode): void {
    const isApex = node.name.key === this.apex.key;
    for (const { type } of node.sets) {
      if (type === "NS") node.isCut = !isApex;
      else if (type === "DNAME") node.hasDname = true;
    }
    if (isApex) return;
    const key = parentKey(node.name.key);
    const parent = this.#nodes.get(key);
    if (parent !== undefined) node.parent = parent;
    else {
      invariant(node.name.parent !== null, "a zone's names are at or below its apex");
      node.parent = this.#nodeAt(node.name.parent, node.place);
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
