import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import { isRecord } from "./from-object/field-reader.ts";

/**
 * The one text of a snapshot: the version first, then every map by its keys, lists as the snapshot has them. Equal
 * snapshots are equal octets, so that version control and checksums see a change of the cluster and nothing else.
 */
export function printClusterSnapshot({ schemaVersion, ...lists }: ClusterSnapshot): string {
  const document = Object.fromEntries([["schemaVersion", schemaVersion], ...sortedEntries(lists)]);
  return `${JSON.stringify(document, null, 2)}\n`;
}

function sortedEntries(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.keys(record)
    .sort()
    .map((key) => [key, withSortedKeys(record[key])] as const);
}

/** Maps with their keys in order at every depth; a key such as `__proto__` stays an own one. */
function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  return isRecord(value) ? Object.fromEntries(sortedEntries(value)) : value;
}
