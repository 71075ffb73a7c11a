import {
  type DomainName,
  type ResourceRecord,
  type RRset,
  type RrClass,
  type RrType,
  rrTypeNumbers,
  type SoaRdata,
} from "../dns/index.ts";
import { type Source, type Span, sourceFromText, spanOf } from "../text/index.ts";
import { canonicalKey } from "./canonical-order.ts";
import { APEX, NONE } from "./store/name-table.ts";
import type { ZoneStore } from "./store/zone-store.ts";

/** A name of a zone with what stands at it; an empty non-terminal has no sets. */
export interface ZoneNode {
  readonly name: DomainName;
  /** Known without looking at the sets, which may not have been made yet. */
  readonly hasRecords: boolean;
  /** In the order in which each appeared: one of each type, but of RRSIG one for each type that is covered. */
  readonly sets: readonly RRset[];
  /** null at the apex. */
  readonly parent: ZoneNode | null;
  /** Whether a delegation begins here: NS below the apex, of a stub zone at it too. */
  readonly isCut: boolean;
  readonly hasDname: boolean;
  /** The topmost delegation or DNAME above: what hides this node from every question. */
  readonly barrier: ZoneNode | null;
  /** Of the first record. See {@link Zone.spanOf}. */
  readonly place: number;
}

/** A file that the zone was read from; its octets have places from `base` on. */
export interface PlacedSource {
  readonly source: Source;
  readonly base: number;
}

const NOWHERE: Source = sourceFromText("zone", "");

/** A node that is read when somebody looks, and then kept. */
class StoredNode implements ZoneNode {
  readonly #nodes: NodeSource;
  readonly #store: ZoneStore;
  readonly #node: number;
  readonly isCut: boolean;
  readonly hasDname: boolean;
  #name: DomainName | null = null;
  #sets: readonly RRset[] | null = null;
  #barrier: ZoneNode | null | undefined;

  constructor(nodes: NodeSource, store: ZoneStore, node: number) {
    this.#nodes = nodes;
    this.#store = store;
    this.#node = node;
    const mayBeCut = store.hasBarriers && (node !== APEX || store.isCutAtApex);
    this.isCut = mayBeCut && store.records.hasType(node, rrTypeNumbers.NS);
    this.hasDname = store.hasBarriers && store.records.hasType(node, rrTypeNumbers.DNAME);
  }

  get name(): DomainName {
    this.#name ??= this.#store.nameOf(this.#node);
    return this.#name;
  }

  get hasRecords(): boolean {
    return this.#store.records.firstOf(this.#node) !== NONE;
  }

  get sets(): readonly RRset[] {
    this.#sets ??= this.#store.setsOf(this.#node, this.name);
    return this.#sets;
  }

  get parent(): ZoneNode | null {
    return this.#nodes.nodeAt(this.#store.names.parentOf(this.#node));
  }

  get barrier(): ZoneNode | null {
    if (this.#barrier === undefined) this.#barrier = this.#store.hasBarriers ? topmostBarrier(this.parent) : null;
    return this.#barrier;
  }

  get place(): number {
    return this.#store.placeOf(this.#node);
  }
}

/** Of a node and those above it. At most 127 steps: a name has no more labels. */
function topmostBarrier(from: ZoneNode | null): ZoneNode | null {
  let topmost: ZoneNode | null = null;
  for (let at = from; at !== null; at = at.parent) if (at.isCut || at.hasDname) topmost = at;
  return topmost;
}

/** Nodes by number; the same number gives the same node. */
interface NodeSource {
  nodeAt(node: number): ZoneNode | null;
}

/** A zone's data, ready to be asked. Made by a reader or by `zoneFromRecords`, and never changed. */
export class Zone {
  readonly apex: DomainName;
  readonly class: RrClass;
  readonly #store: ZoneStore;
  /** Those that somebody has looked at. */
  readonly #nodes: (StoredNode | undefined)[] = [];
  readonly #source: NodeSource = { nodeAt: (node) => this.#nodeAt(node) };
  readonly #sources: readonly PlacedSource[];
  #names: readonly DomainName[] | null = null;
  #recordCount: number | null = null;
  #negativeSoa: RRset | null | undefined;

  constructor(store: ZoneStore, sources: readonly PlacedSource[]) {
    this.apex = store.apex;
    this.class = store.class;
    this.#store = store;
    this.#sources = sources;
  }

  /** The SOA as sent in an answer. */
  get soa(): RRset | null {
    return this.rrset(this.apex, "SOA");
  }

  /** The SOA as sent with negative answers: TTL min(TTL, MINIMUM) (RFC 2308 section 3). */
  get negativeSoa(): RRset | null {
    if (this.#negativeSoa === undefined) this.#negativeSoa = this.soa === null ? null : negativeOf(this.soa);
    return this.#negativeSoa;
  }

  /** NS at the apex. */
  get nameServers(): RRset | null {
    return this.rrset(this.apex, "NS");
  }

  #nodeAt(node: number): StoredNode | null {
    if (node === NONE) return null;
    const known = this.#nodes[node];
    if (known !== undefined) return known;
    const made = new StoredNode(this.#source, this.#store, node);
    this.#nodes[node] = made;
    return made;
  }

  /** Records that differ, counted at the first use: to tell the same from others, those that share owner and type are read. */
  get recordCount(): number {
    this.#recordCount ??= this.#countRecords();
    return this.#recordCount;
  }

  #countRecords(): number {
    const { names, records } = this.#store;
    let { count } = records;
    for (let node = 0; node < names.count; node += 1) {
      if (records.mayRepeatType(node)) count += sizeOf(this.#nodeAt(node)?.sets ?? []) - records.sizeOf(node);
    }
    return count;
  }

  /** Sets that have more than so many records. */
  *setsAbove(limit: number): Generator<RRset, void, undefined> {
    for (const { sets } of this.nodesAbove(limit)) for (const set of sets) if (set.data.length > limit) yield set;
  }

  /** Nodes of more than so many records, hidden ones too. */
  *nodesAbove(limit: number): Generator<ZoneNode, void, undefined> {
    const { names, records } = this.#store;
    for (let at = 0; at < names.count; at += 1) {
      const node = records.hasMoreThan(at, limit) ? this.#nodeAt(at) : null;
      if (node !== null) yield node;
    }
  }

  /** The node with this key ({@link DomainName.key}), empty non-terminals and hidden ones too. */
  find(key: string): ZoneNode | null {
    return this.#nodeAt(this.#store.path.find(key));
  }

  /** The node with this key, or the nearest above it: the closest encloser (RFC 4592 section 3.3.1); null outside the zone. */
  findNearest(key: string): ZoneNode | null {
    return this.#nodeAt(this.#store.path.findNearest(key));
  }

  /** What stands at a name, hidden or not; questions go through `lookUp`. */
  rrset(name: DomainName, type: RrType): RRset | null {
    const node = name === this.apex ? this.#nodeAt(APEX) : this.find(name.key);
    return node === null ? null : setOf(node, type);
  }

  /** All nodes, empty non-terminals too, in no order to rely on. */
  *nodes(): Generator<ZoneNode, void, undefined> {
    for (let node = 0; node < this.#store.names.count; node += 1) {
      const made = this.#nodeAt(node);
      if (made !== null) yield made;
    }
  }

  /** Names that have records, in the canonical order of RFC 4034 section 6.1. */
  get names(): readonly DomainName[] {
    if (this.#names === null) this.#names = sortedNames(this.nodes());
    return this.#names;
  }

  /** All records: the SOA first, then by name in canonical order. */
  *records(): Generator<ResourceRecord, void, undefined> {
    if (this.soa !== null) yield* recordsOfSet(this.soa);
    for (const name of this.names) {
      for (const set of this.find(name.key)?.sets ?? []) if (set !== this.soa) yield* recordsOfSet(set);
    }
  }

  /** Where a node's first record stands. */
  spanOf(node: ZoneNode): Span {
    const placed = this.#sources.findLast((candidate) => candidate.base <= node.place);
    if (placed === undefined) return spanOf(NOWHERE, 0, 0);
    const start = node.place - placed.base;
    const lineEnd = placed.source.bytes.indexOf(0x0a, start);
    return spanOf(placed.source, start, lineEnd === -1 ? placed.source.bytes.length : lineEnd);
  }
}

/** The signatures of the set of a type at a node; null if there are none. */
export function signaturesAt(node: ZoneNode, covered: RrType): RRset | null {
  for (const set of node.sets) {
    const [first] = set.data;
    if (first?.type === "RRSIG" && first.covered === covered) return set;
  }
  return null;
}

/** The set of a type at a node; null if there is none. For RRSIG see {@link signaturesAt}. */
export function setOf(node: ZoneNode, type: RrType): RRset | null {
  for (const set of node.sets) if (set.type === type) return set;
  return null;
}

const sizeOf = (sets: readonly RRset[]): number => sets.reduce((count, set) => count + set.data.length, 0);

function negativeOf(soa: RRset): RRset {
  const { minimum } = soa.data[0] as SoaRdata;
  return { ...soa, ttl: Math.min(soa.ttl, minimum) };
}

function* recordsOfSet(set: RRset): Generator<ResourceRecord, void, undefined> {
  const { owner, class: rrClass, ttl } = set;
  for (const data of set.data) yield { owner, class: rrClass, ttl, data };
}

function sortedNames(nodes: Iterable<ZoneNode>): readonly DomainName[] {
  const keyed: { readonly order: string; readonly name: DomainName }[] = [];
  for (const node of nodes) if (node.hasRecords) keyed.push({ order: canonicalKey(node.name), name: node.name });
  keyed.sort((left, right) => (left.order < right.order ? -1 : 1));
  return keyed.map(({ name }) => name);
}
