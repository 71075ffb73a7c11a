import type { DomainName, ResourceRecord, RRset, RrClass, RrType, SoaRdata } from "../dns/index.ts";
import { type Source, type Span, sourceFromText, spanOf } from "../text/index.ts";
import { canonicalKey } from "./canonical-order.ts";

/** A name of a zone with what stands at it; an empty non-terminal has no sets. */
export interface ZoneNode {
  readonly name: DomainName;
  /** Known without looking at the sets, which may not have been made yet. */
  readonly hasRecords: boolean;
  /** In the order in which each type appeared. */
  readonly sets: readonly RRset[];
  /** null at the apex. */
  readonly parent: ZoneNode | null;
  /** Whether a delegation begins here: NS below the apex. */
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

/** A zone's data, ready to be asked. Made by a reader or by `zoneFromRecords`, and never changed. */
export class Zone {
  readonly apex: DomainName;
  readonly class: RrClass;
  readonly recordCount: number;
  /** The SOA as sent in an answer. */
  readonly soa: RRset | null;
  /** The SOA as sent with negative answers: TTL min(TTL, MINIMUM) (RFC 2308 section 3). */
  readonly negativeSoa: RRset | null;
  /** NS at the apex. */
  readonly nameServers: RRset | null;
  readonly #nodes: ReadonlyMap<string, ZoneNode>;
  readonly #sources: readonly PlacedSource[];
  #names: readonly DomainName[] | null = null;

  constructor(
    apex: DomainName,
    rrClass: RrClass,
    nodes: ReadonlyMap<string, ZoneNode>,
    recordCount: number,
    sources: readonly PlacedSource[],
  ) {
    this.apex = apex;
    this.class = rrClass;
    this.#nodes = nodes;
    this.#sources = sources;
    this.recordCount = recordCount;
    this.soa = this.rrset(apex, "SOA");
    this.nameServers = this.rrset(apex, "NS");
    this.negativeSoa = this.soa === null ? null : negativeOf(this.soa);
  }

  /** The node with this key ({@link DomainName.key}), empty non-terminals and hidden ones too. */
  find(key: string): ZoneNode | null {
    return this.#nodes.get(key) ?? null;
  }

  /** What stands at a name, hidden or not; questions go through `lookUp`. */
  rrset(name: DomainName, type: RrType): RRset | null {
    const node = this.#nodes.get(name.key);
    return node === undefined ? null : setOf(node, type);
  }

  /** All nodes, empty non-terminals too, in no order to rely on. */
  nodes(): IterableIterator<ZoneNode> {
    return this.#nodes.values();
  }

  /** Names that have records, in the canonical order of RFC 4034 section 6.1. */
  get names(): readonly DomainName[] {
    if (this.#names === null) this.#names = sortedNames(this.#nodes.values());
    return this.#names;
  }

  /** All records: the SOA first, then by name in canonical order. */
  *records(): Generator<ResourceRecord, void, undefined> {
    if (this.soa !== null) yield* recordsOfSet(this.soa);
    for (const name of this.names) {
      for (const set of this.#nodes.get(name.key)?.sets ?? []) if (set !== this.soa) yield* recordsOfSet(set);
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

/** The set of a type at a node; null if there is none. */
export function setOf(node: ZoneNode, type: RrType): RRset | null {
  for (const set of node.sets) if (set.type === type) return set;
  return null;
}

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
