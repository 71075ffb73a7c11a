import { addressRdata, type DomainName, type ResourceRecord } from "../../../dns/index.ts";
import { type Entry, isOfType, NO_PORT, nameBelow } from "./cluster-records.ts";

/** plugin/backend_lookup.go A and AAAA: each address once, in order, under the name as it was asked. */
export function addressRecords(
  entries: readonly Entry[],
  owner: DomainName,
  type: "A" | "AAAA",
  ttl: number,
): readonly ResourceRecord[] {
  const seen = new Set<string>();
  const records: ResourceRecord[] = [];
  for (const entry of entries) {
    if (entry.kind !== "address" || !isOfType(entry.address, type) || seen.has(entry.address)) continue;
    seen.add(entry.address);
    records.push({ owner, class: "IN", ttl, data: addressRdata(entry.address) });
  }
  return records;
}

/** plugin/backend_lookup.go SRV: the weight is shared among all entries, also those that are dropped as doubles afterwards. */
export function serviceRecords(
  entries: readonly Entry[],
  owner: DomainName,
  zone: DomainName,
  ttl: number,
): { readonly answer: readonly ResourceRecord[]; readonly additional: readonly ResourceRecord[] } {
  const weight = Math.max(1, Math.floor(100 / Math.max(1, entries.length)));
  const answer = new Map<string, ResourceRecord>();
  const additional = new Map<string, ResourceRecord>();
  for (const entry of entries) {
    if (entry.kind !== "address" || entry.port === NO_PORT) continue;
    const target = nameBelow(entry.target, zone);
    if (target === null) continue;
    const data = { type: "SRV", priority: 0, weight, port: entry.port, target } as const;
    const key = `${entry.port} ${target.key}`;
    if (!answer.has(key)) answer.set(key, { owner, class: "IN", ttl, data });
    const address = `${target.key} ${entry.address}`;
    if (!additional.has(address))
      additional.set(address, { owner: target, class: "IN", ttl, data: addressRdata(entry.address) });
  }
  return { answer: [...answer.values()], additional: [...additional.values()] };
}
