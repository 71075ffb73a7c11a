import {
  type DomainName,
  isAtOrBelow,
  type Rdata,
  type RdataOf,
  type ResourceRecord,
  type RrType,
  sameName,
} from "../../dns/index.ts";
import { canonicalKey } from "../../zone/index.ts";
import { lowerCaseName } from "../go-name.ts";

/** A record whose data are of this type. */
export type RecordOf<Type extends Rdata["type"]> = ResourceRecord & { readonly data: Extract<Rdata, { type: Type }> };

/** What stands at a name (plugin/file/tree Elem). */
export interface ZoneElement {
  /** As the first record spells it. */
  readonly name: DomainName;
  /** By type, in the order of the file; duplicates stay. */
  readonly types: ReadonlyMap<RrType, readonly ResourceRecord[]>;
}

interface OpenElement extends ZoneElement {
  readonly types: Map<RrType, ResourceRecord[]>;
}

/** The apex's SOA and NS, which do not stand in the tree. */
export interface ZoneApex {
  readonly soa: RecordOf<"SOA"> | null;
  readonly nameServers: readonly ResourceRecord[];
  readonly soaSignatures: readonly ResourceRecord[];
  readonly nameServerSignatures: readonly ResourceRecord[];
}

/** A zone as plugin/file has it: a tree of names that are not all below its origin, without any check. */
export class GoZone {
  readonly origin: DomainName;
  readonly apex: ZoneApex;
  readonly #elements: ReadonlyMap<string, ZoneElement>;
  /** Keys of the names that have a name below them in the tree. */
  readonly #ancestors: ReadonlySet<string>;
  #sorted: readonly { readonly order: string; readonly element: ZoneElement }[] | null = null;

  constructor(origin: DomainName, apex: ZoneApex, elements: ReadonlyMap<string, ZoneElement>) {
    this.origin = origin;
    this.apex = apex;
    this.#elements = elements;
    this.#ancestors = ancestorsOf(elements.values());
  }

  find(name: DomainName): ZoneElement | null {
    return this.#elements.get(name.key) ?? null;
  }

  elements(): IterableIterator<ZoneElement> {
    return this.#elements.values();
  }

  /** Whether a name stands strictly below this one, which itself is not in the tree (lookup.go hasDescendant). */
  hasDescendant(name: DomainName): boolean {
    return this.#ancestors.has(name.key) && !this.#elements.has(name.key);
  }

  /** In canonical order (tree/less.go). */
  get sorted(): readonly ZoneElement[] {
    return this.#order().map(({ element }) => element);
  }

  /** The last element at or before this name in canonical order (tree.Prev). */
  previous(name: DomainName): ZoneElement | null {
    const sorted = this.#order();
    const wanted = canonicalKey(name);
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.order ?? "") <= wanted) low = middle + 1;
      else high = middle;
    }
    return sorted[low - 1]?.element ?? null;
  }

  #order(): readonly { readonly order: string; readonly element: ZoneElement }[] {
    if (this.#sorted === null) {
      const keyed = [...this.#elements.values()].map((element) => ({ order: canonicalKey(element.name), element }));
      this.#sorted = keyed.sort((left, right) => (left.order < right.order ? -1 : 1));
    }
    return this.#sorted;
  }
}

/** Each name's ancestors are added until one is met that is there already. */
function ancestorsOf(elements: Iterable<ZoneElement>): ReadonlySet<string> {
  const ancestors = new Set<string>();
  for (const { name } of elements) {
    for (let above = name.parent; above !== null && !ancestors.has(above.key); above = above.parent) {
      ancestors.add(above.key);
    }
  }
  return ancestors;
}

/** Records of a type at an element. */
export function recordsOfType(element: ZoneElement, type: RrType): readonly ResourceRecord[] {
  return element.types.get(type) ?? NONE;
}

/** Signatures over a type at an element (rrutil.SubTypeSignature). */
export function signaturesOf(element: ZoneElement, type: RrType): readonly ResourceRecord[] {
  return recordsOfType(element, "RRSIG").filter(({ data }) => data.type === "RRSIG" && data.covered === type);
}

const NONE: readonly ResourceRecord[] = [];

/** plugin/file/zone.go Insert, for each record in turn. The last SOA stands. */
export function makeGoZone(origin: DomainName, records: Iterable<ResourceRecord>): GoZone {
  const zone = lowerCaseName(origin);
  const elements = new Map<string, OpenElement>();
  const apex = {
    soa: null as RecordOf<"SOA"> | null,
    nameServers: [] as ResourceRecord[],
    soaSignatures: [] as ResourceRecord[],
    nameServerSignatures: [] as ResourceRecord[],
  };
  for (const given of records) {
    const record = inLowerCase(given);
    const { data } = record;
    const isApex = sameName(record.owner, zone);
    if (data.type === "SOA") apex.soa = { ...record, data };
    else if (data.type === "NS" && isApex) apex.nameServers.push(record);
    else if (data.type === "RRSIG" && data.covered === "SOA") apex.soaSignatures.push(record);
    else if (data.type === "RRSIG" && data.covered === "NS" && isApex) apex.nameServerSignatures.push(record);
    else insert(elements, record);
  }
  return new GoZone(zone, apex, elements);
}

function insert(elements: Map<string, OpenElement>, record: ResourceRecord): void {
  const { owner, data } = record;
  const element = elements.get(owner.key);
  if (element === undefined) {
    elements.set(owner.key, { name: owner, types: new Map([[data.type, [record]]]) });
    return;
  }
  const records = element.types.get(data.type);
  if (records === undefined) element.types.set(data.type, [record]);
  else records.push(record);
}

/** Owners become lower case except those of SRV; of the names in the data some do. */
function inLowerCase(record: ResourceRecord): ResourceRecord {
  if (record.data.type === "SRV") return record;
  return { ...record, owner: lowerCaseName(record.owner), data: dataInLowerCase(record.data) };
}

function dataInLowerCase(data: Rdata): Rdata {
  switch (data.type) {
    case "NS":
      return { ...data, host: lowerCaseName(data.host) };
    case "SOA":
      return { ...data, primary: lowerCaseName(data.primary), mailbox: lowerCaseName(data.mailbox) };
    case "CNAME":
      return { ...data, target: lowerCaseName(data.target) };
    case "MX":
      return { ...data, exchange: lowerCaseName(data.exchange) };
    case "SVCB":
    case "HTTPS":
      return { ...data, target: lowerCaseName(data.target) };
    default:
      return data;
  }
}

/** tree/glue.go: addresses of the name servers that stand at or below their own owner. */
export function glueFor(zone: GoZone, nameServers: readonly ResourceRecord[], dnssecOk: boolean): ResourceRecord[] {
  return nameServers.flatMap(({ owner, data }) => {
    const element = data.type === "NS" && isAtOrBelow(data.host, owner) ? zone.find(data.host) : null;
    return element === null ? [] : addressesAt(element, dnssecOk);
  });
}

export function addressesAt(element: ZoneElement, dnssecOk: boolean): ResourceRecord[] {
  return (["A", "AAAA"] as const).flatMap((type) => withSignatures(element, type, dnssecOk));
}

/** Records of a type, with the signatures over them where they were asked for (lookup.go typeFromElem). */
export function withSignatures(element: ZoneElement, type: RrType, dnssecOk: boolean): readonly ResourceRecord[] {
  const records = recordsOfType(element, type);
  return dnssecOk ? [...records, ...signaturesOf(element, type)] : records;
}

/** A name's target, if the record is an alias. */
export function aliasOf(record: ResourceRecord | undefined): RdataOf<"CNAME"> | null {
  return record?.data.type === "CNAME" ? record.data : null;
}
