import { type DomainName, type Rdata, type ResourceRecord, type RRset, type RrType, rdataKey } from "../dns/index.ts";

interface Gathered {
  readonly owner: DomainName;
  readonly class: RRset["class"];
  readonly type: RrType;
  ttl: number;
  readonly data: Rdata[];
  /** Of the data, once there are two of them. */
  keys: Set<string> | null;
}

/**
 * Records of a message gathered into sets, in the order in which each set appears; the lowest TTL holds for all, and a record that
 * is there twice is one (RFC 2181 sections 5 and 5.2).
 */
export function rrsetsOf(records: readonly ResourceRecord[]): readonly RRset[] {
  const [only] = records;
  if (only === undefined) return [];
  if (records.length === 1) return [loneSet(only)];
  const sets = new Map<string, Gathered>();
  for (const record of records) {
    const key = `${record.data.type} ${record.owner.key}`;
    const known = sets.get(key);
    if (known === undefined) {
      const { owner, ttl, data } = record;
      sets.set(key, { owner, class: record.class, type: data.type, ttl, data: [data], keys: null });
    } else {
      addTo(known, record);
    }
  }
  return [...sets.values()].map(({ owner, class: of, type, ttl, data }) => ({ owner, class: of, type, ttl, data }));
}

function loneSet({ owner, class: of, ttl, data }: ResourceRecord): RRset {
  return { owner, class: of, type: data.type, ttl, data: [data] };
}

function addTo(set: Gathered, { data, ttl }: ResourceRecord): void {
  set.ttl = Math.min(set.ttl, ttl);
  set.keys ??= new Set(set.data.map(rdataKey));
  const key = rdataKey(data);
  if (set.keys.has(key)) return;
  set.keys.add(key);
  set.data.push(data);
}

/** RRSIG that cover a set, out of sets of the same section or zone; they live as long as it does (RFC 4034 section 3). */
export function signaturesOf(set: RRset, among: readonly RRset[]): RRset | null {
  const all = among.find((candidate) => candidate.type === "RRSIG" && candidate.owner.key === set.owner.key);
  const data = all?.data.filter((rdata) => rdata.type === "RRSIG" && rdata.covered === set.type) ?? [];
  return data.length === 0 ? null : { ...set, type: "RRSIG", data };
}
