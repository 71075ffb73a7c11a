import {
  isJsonList,
  isJsonMap,
  isSameJson,
  type Json,
  type JsonMap,
  jsonText,
  memberOf,
} from "../patching/json-value.ts";
import type { MergedLists } from "../patching/strategic-patch.ts";

/** The annotation in which `kubectl apply` keeps what it was given last. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Where in the object, and which lists are merged item by item. */
interface Spot {
  readonly path: string;
  readonly lists: MergedLists;
}

/**
 * What `kubectl apply` sends for an object that is there (kubectl 1.36 pkg/cmd/apply/patcher.go): what the manifest says
 * otherwise than the object, and null for what the last manifest said and this one does not. `lists` null: a merge patch
 * of a custom resource, whose lists are replaced whole. An empty map: kubectl sends nothing, and prints `unchanged`.
 */
export function threeWayPatch(
  original: JsonMap | null,
  modified: JsonMap,
  current: JsonMap,
  lists: MergedLists | null,
): JsonMap {
  const spot: Spot = { path: "", lists: lists ?? new Map() };
  return mapPatch(original ?? {}, modified, current, spot);
}

/** A manifest with itself in the annotation, as kubectl sends it (pkg/util/apply.go GetModifiedConfiguration). */
export function withLastApplied(manifest: JsonMap): JsonMap {
  const metadata = mapOf(memberOf(manifest, "metadata"));
  const { [LAST_APPLIED]: _, ...annotations } = mapOf(memberOf(metadata, "annotations"));
  const bare = { ...manifest, metadata: { ...metadata, annotations } };
  const text = `${jsonText(sorted(bare))}\n`;
  return { ...manifest, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

/** null: nobody has applied a manifest to it, or the annotation is none. */
export function lastAppliedOf(object: JsonMap): JsonMap | null {
  const annotations = mapOf(memberOf(mapOf(memberOf(object, "metadata")), "annotations"));
  const text = memberOf(annotations, LAST_APPLIED);
  if (typeof text !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonMap(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function mapPatch(original: JsonMap, modified: JsonMap, current: JsonMap, spot: Spot): JsonMap {
  const patch: Record<string, Json> = {};
  for (const [key, wanted] of Object.entries(modified)) {
    const path = spot.path === "" ? key : `${spot.path}.${key}`;
    const sides = { original: memberOf(original, key), wanted, known: memberOf(current, key) };
    Object.assign(patch, memberPatch(key, sides, { ...spot, path }));
  }
  for (const key of Object.keys(original)) {
    if (memberOf(modified, key) === undefined) patch[key] = null;
  }
  return patch;
}

/** What a member was, is to be, and is. */
interface Sides {
  readonly original: Json | undefined;
  readonly wanted: Json;
  readonly known: Json | undefined;
}

function memberPatch(key: string, { original, wanted, known }: Sides, spot: Spot): JsonMap {
  if (wanted === null) return { [key]: null };
  if (isJsonMap(wanted) && isJsonMap(known)) {
    const inner = mapPatch(mapOf(original), wanted, known, spot);
    return Object.keys(inner).length > 0 ? { [key]: inner } : {};
  }
  const mergeKey = spot.lists.get(spot.path);
  if (mergeKey !== undefined && isJsonList(wanted) && isJsonList(known) && known.length > 0) {
    const lists = { original: listOf(original), wanted, known };
    return mergeKey === null ? setPatch(key, lists) : listPatch(key, mergeKey, lists, spot);
  }
  return isSameJson(wanted, known) ? {} : { [key]: wanted };
}

interface Lists {
  readonly original: readonly Json[];
  readonly wanted: readonly Json[];
  readonly known: readonly Json[];
}

/** Plain values, of which each is there once. */
function setPatch(key: string, { original, wanted, known }: Lists): JsonMap {
  const lacks =
    (list: readonly Json[]) =>
    (item: Json): boolean =>
      !list.some((other) => isSameJson(other, item));
  const added = wanted.filter(lacks(known));
  const gone = original.filter(lacks(wanted));
  return {
    ...(isSameJson(wanted, known) && gone.length === 0 ? {} : { [`$setElementOrder/${key}`]: wanted }),
    ...(added.length > 0 ? { [key]: added } : {}),
    ...(gone.length > 0 ? { [`$deleteFromPrimitiveList/${key}`]: gone } : {}),
  };
}

/** Items by their key: what is otherwise, what is new, and a directive for what has gone, whether or not it is still there. */
function listPatch(key: string, mergeKey: string, { original, wanted, known }: Lists, spot: Spot): JsonMap {
  const keyOf = (item: Json): Json | undefined => (isJsonMap(item) ? memberOf(item, mergeKey) : undefined);
  const find = (items: readonly Json[], item: Json): JsonMap | null => {
    const found = items.find((other) => isSameJson(keyOf(other), keyOf(item)));
    return found !== undefined && isJsonMap(found) ? found : null;
  };
  const named = (item: Json): JsonMap => ({ [mergeKey]: keyOf(item) ?? null });
  const changed = wanted.flatMap((item): readonly Json[] => {
    const before = find(known, item);
    if (before === null || !isJsonMap(item)) return [item];
    const inner = mapPatch(find(original, item) ?? {}, item, before, { ...spot, path: `${spot.path}[]` });
    return Object.keys(inner).length > 0 ? [{ ...inner, ...named(item) }] : [];
  });
  const gone = original
    .filter((item) => find(wanted, item) === null)
    .map((item): Json => ({ $patch: "delete", ...named(item) }));
  const patch = [...changed, ...gone];
  const isInOrder = wanted.length === known.length && wanted.every((item, at) => isNamedAs(item, known[at], keyOf));
  if (patch.length === 0 && isInOrder) return {};
  return { [`$setElementOrder/${key}`]: wanted.map(named), ...(patch.length > 0 ? { [key]: patch } : {}) };
}

function isNamedAs(one: Json, other: Json | undefined, keyOf: (item: Json) => Json | undefined): boolean {
  return other !== undefined && isSameJson(keyOf(one), keyOf(other));
}

function mapOf(value: Json | undefined): JsonMap {
  return value !== undefined && isJsonMap(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isJsonList(value) ? value : [];
}

/** Go's maps are written with their keys sorted. */
function sorted(value: Json): Json {
  if (isJsonList(value)) return value.map(sorted);
  if (!isJsonMap(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
