import type { DomainName, Rdata, ResourceRecord, RRset, RrType } from "../dns/index.ts";

/** Records of a message gathered into sets, in the order in which each set appears; the lowest TTL holds for all (RFC 2181 section 5.2). */
export function rrsetsOf(records: readonly ResourceRecord[]): readonly RRset[] {
  const sets = new Map<
    string,
    { owner: DomainName; class: RRset["class"]; type: RrType; ttl: number; data: Rdata[] }
  >();
  for (const record of records) {
    const key = `${record.data.type} ${record.owner.key}`;
    const known = sets.get(key);
    if (known === undefined) {
      const { owner, ttl, data } = record;
      sets.set(key, { owner, class: record.class, type: data.type, ttl, data: [data] });
    } else {
      known.data.push(record.data);
      known.ttl = Math.min(known.ttl, record.ttl);
    }
  }
  return [...sets.values()];
}

/** RRSIG that cover a set, out of sets of the same section or zone; they live as long as it does (RFC 4034 section 3). */
export function signaturesOf(set: RRset, among: readonly RRset[]): RRset | null {
  const all = among.find((candidate) => candidate.type === "RRSIG" && candidate.owner.key === set.owner.key);
  const data = all?.data.filter((rdata) => rdata.type === "RRSIG" && rdata.covered === set.type) ?? [];
  return data.length === 0 ? null : { ...set, type: "RRSIG", data };
}
