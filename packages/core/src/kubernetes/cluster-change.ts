import { assertNever } from "../invariant.ts";
import type { ClusterSnapshot, EndpointSlice, Namespace, ObjectMeta, Pod, Service } from "./cluster-snapshot.ts";

/** What CoreDNS watches at the API server; each kind has a watch of its own. */
interface Watched {
  readonly namespaces: Namespace;
  readonly services: Service;
  readonly endpointSlices: EndpointSlice;
  readonly pods: Pod;
}

export type WatchedKind = keyof Watched;

/** One object that has come (`before` null), gone (`after` null) or become another. */
export type ClusterChange = {
  [Kind in WatchedKind]: {
    readonly kind: Kind;
    readonly before: Watched[Kind] | null;
    readonly after: Watched[Kind] | null;
  };
}[WatchedKind];

/** What has changed from one state of a cluster to another, in the order of the lists; objects are compared as values that are kept. */
export function changesBetween(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  kinds: readonly WatchedKind[],
): readonly ClusterChange[] {
  return kinds.flatMap((kind) => changesOfKind(kind, before, after));
}

function changesOfKind(kind: WatchedKind, before: ClusterSnapshot, after: ClusterSnapshot): readonly ClusterChange[] {
  switch (kind) {
    case "namespaces":
      return pairs(before.namespaces, after.namespaces).map((pair) => ({ kind, ...pair }));
    case "services":
      return pairs(before.services, after.services).map((pair) => ({ kind, ...pair }));
    case "endpointSlices":
      return pairs(before.endpointSlices, after.endpointSlices).map((pair) => ({ kind, ...pair }));
    case "pods":
      return pairs(before.pods, after.pods).map((pair) => ({ kind, ...pair }));
    default:
      return assertNever(kind);
  }
}

interface Named {
  readonly metadata: ObjectMeta;
}

interface Pair<T> {
  readonly before: T | null;
  readonly after: T | null;
}

function pairs<T extends Named>(before: readonly T[], after: readonly T[]): readonly Pair<T>[] {
  if (before === after) return [];
  const old = new Map(before.map((object) => [keyOf(object), object]));
  const changed: Pair<T>[] = [];
  for (const object of after) {
    const key = keyOf(object);
    const known = old.get(key) ?? null;
    old.delete(key);
    if (known !== object) changed.push({ before: known, after: object });
  }
  return [...changed, ...[...old.values()].map((object): Pair<T> => ({ before: object, after: null }))];
}

function keyOf({ metadata }: Named): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** A cluster as somebody holds it who has heard of this change as well. Lists stay sorted by namespace and name. */
export function snapshotAfter(snapshot: ClusterSnapshot, change: ClusterChange): ClusterSnapshot {
  switch (change.kind) {
    case "namespaces":
      return { ...snapshot, namespaces: listAfter(snapshot.namespaces, change) };
    case "services":
      return { ...snapshot, services: listAfter(snapshot.services, change) };
    case "endpointSlices":
      return { ...snapshot, endpointSlices: listAfter(snapshot.endpointSlices, change) };
    case "pods":
      return { ...snapshot, pods: listAfter(snapshot.pods, change) };
    default:
      return assertNever(change);
  }
}

function listAfter<T extends Named>(objects: readonly T[], { before, after }: Pair<T>): readonly T[] {
  const named = after ?? before;
  if (named === null) return objects;
  const key = keyOf(named);
  const place = objects.findIndex((object) => keyOf(object) === key);
  if (place !== -1) return objects.toSpliced(place, 1, ...(after === null ? [] : [after]));
  if (after === null) return objects;
  const behind = objects.findIndex((object) => isBehind(object.metadata, after.metadata));
  return objects.toSpliced(behind === -1 ? objects.length : behind, 0, after);
}

function isBehind(one: ObjectMeta, other: ObjectMeta): boolean {
  if (one.namespace !== other.namespace) return one.namespace > other.namespace;
  return one.name > other.name;
}
