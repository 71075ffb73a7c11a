import type { Patched } from "./json-patch.ts";
import {
  goText,
  goTypeOf,
  isJsonList,
  isJsonMap,
  isSameJson,
  type Json,
  type JsonMap,
  memberOf,
  withMember,
} from "./json-value.ts";

/**
 * Lists that are merged item by item, by their path, with the member that items go by; null: a set of plain values.
 * All others are replaced as a whole (patchStrategy in the Go types).
 */
export type MergedLists = ReadonlyMap<string, string | null>;

/** Of every object. */
export const METADATA_LISTS: readonly (readonly [string, string | null])[] = [
  ["metadata.ownerReferences", "uid"],
  ["metadata.finalizers", null],
];

/** Where in the object, and what is merged there. */
interface Spot {
  readonly path: string;
  readonly lists: MergedLists;
}

function inside({ path, lists }: Spot, key: string): Spot {
  return { path: path === "" ? key : `${path}.${key}`, lists };
}

/** What cannot be done: the client's fault, or one that the server takes for its own. */
class BadPatch extends Error {
  readonly kind: "malformed" | "broken";

  constructor(message: string, kind: "malformed" | "broken" = "broken") {
    super(message);
    this.kind = kind;
  }
}

/** A strategic merge patch, as kubectl sends it by default (apimachinery/pkg/util/strategicpatch). */
export function strategicPatch(document: JsonMap, patch: JsonMap, lists: MergedLists): Patched {
  try {
    return { kind: "patched", value: mergeMap(document, patch, { path: "", lists }) };
  } catch (fault) {
    if (!(fault instanceof BadPatch)) throw fault;
    return { kind: fault.kind, why: fault.message };
  }
}

const ORDER = "$setElementOrder/";
const DELETIONS = "$deleteFromPrimitiveList/";
const RETAINED = "$retainKeys";

function mergeMap(original: JsonMap, patch: JsonMap, spot: Spot): JsonMap {
  const directive = memberOf(patch, "$patch");
  if (directive === "replace") return withMember(patch, "$patch", undefined);
  if (directive === "delete") return {};
  if (directive !== undefined) throw unknownDirective(directive, patch);
  const merged = Object.entries(patch).reduce(
    (map, [key, value]) => mergeEntry(map, key, value, spot),
    retain(original, patch),
  );
  const orders = Object.entries(patch).filter(([key]) => key.startsWith(ORDER));
  for (const [key, order] of orders) checkOrder(patch, key.slice(ORDER.length), order, spot);
  return orders.reduce((map, [key, order]) => inOrder(map, key.slice(ORDER.length), order, spot), merged);
}

function unknownDirective(directive: Json, patch: JsonMap): BadPatch {
  const shown = typeof directive === "string" ? directive : `%!s(${goTypeOf(directive)}=${goText(directive)})`;
  return new BadPatch(`unknown patch type: ${shown} in map: ${goText(patch)}`);
}

/** `$retainKeys` names all that stays, what the patch sets among it. */
function retain(map: JsonMap, patch: JsonMap): JsonMap {
  const keys = memberOf(patch, RETAINED);
  if (keys === undefined) return map;
  const isNamed = (key: string): boolean => isJsonList(keys) && keys.includes(key);
  const strangers = Object.keys(patch).filter(
    (key) =>
      key !== RETAINED && !key.startsWith(ORDER) && !key.startsWith(DELETIONS) && patch[key] !== null && !isNamed(key),
  );
  if (!isJsonList(keys) || strangers.length > 0) throw new BadPatch("invalid patch format of retainKeys", "malformed");
  return Object.fromEntries(Object.entries(map).filter(([key]) => isNamed(key)));
}

function mergeEntry(map: JsonMap, key: string, value: Json, spot: Spot): JsonMap {
  if (key.startsWith(ORDER) || key === RETAINED) return map;
  if (key.startsWith(DELETIONS)) return withoutItems(map, key.slice(DELETIONS.length), value);
  return mergeMember(map, key, value, inside(spot, key));
}

function mergeMember(map: JsonMap, key: string, value: Json, spot: Spot): JsonMap {
  if (value === null) return withMember(map, key, undefined);
  const known = memberOf(map, key);
  if (isJsonMap(known) && isJsonMap(value)) return withMember(map, key, mergeMap(known, value, spot));
  if (isJsonList(known) && isJsonList(value)) return withMember(map, key, mergeList(known, value, spot));
  return withMember(map, key, withoutDirectives(value));
}

/** A new map or list keeps nothing that was meant for the merging. */
function withoutDirectives(value: Json): Json {
  if (isJsonList(value)) {
    return value.filter((item) => !isJsonMap(item) || memberOf(item, "$patch") !== "delete").map(withoutDirectives);
  }
  if (!isJsonMap(value)) return value;
  const kept = Object.entries(value).filter(([key, member]) => !key.startsWith("$") && member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutDirectives(member)]));
}

function withoutItems(map: JsonMap, key: string, items: Json): JsonMap {
  const known = memberOf(map, key);
  if (!isJsonList(known) || !isJsonList(items)) return map;
  return withMember(
    map,
    key,
    known.filter((item) => !items.some((gone) => isSameJson(gone, item))),
  );
}

function mergeList(known: readonly Json[], patch: readonly Json[], spot: Spot): Json {
  const mergeKey = spot.lists.get(spot.path);
  if (mergeKey === undefined) return patch.map(withoutDirectives);
  if (mergeKey === null) return mergeSet(known, patch);
  const items = itemsOf(known, patch, mergeKey);
  if (items.some((item) => memberOf(item, "$patch") === "replace")) {
    return items.filter((item) => memberOf(item, "$patch") === undefined);
  }
  const keyOf = (item: Json): Json | undefined => (isJsonMap(item) ? memberOf(item, mergeKey) : undefined);
  const merged = items.reduce((list, item) => mergeItem(list, item, keyOf, spot), known);
  const changed = items.filter((item) => memberOf(item, "$patch") !== "delete");
  const isPatched = (item: Json): boolean => changed.some((other) => isSameJson(keyOf(other), keyOf(item)));
  return interleave(
    merged.filter((item) => !isPatched(item)),
    inPatchOrder(merged.filter(isPatched), changed, keyOf),
    known,
    keyOf,
  );
}

/** What the patch has of a list must be maps with the key, as the list is, and its directives known ones. */
function itemsOf(known: readonly Json[], patch: readonly Json[], mergeKey: string): readonly JsonMap[] {
  const items = patch.filter(isJsonMap);
  if (items.length < patch.length) {
    throw unlike(known, patch);
  }
  const directiveOf = (item: JsonMap): Json | undefined => memberOf(item, "$patch");
  if (items.some((item) => directiveOf(item) === "replace")) return items;
  for (const item of items) {
    if (memberOf(item, mergeKey) === undefined) {
      throw new BadPatch(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
    }
    const directive = directiveOf(item);
    if (directive === "merge") throw new BadPatch("merging lists cannot yet be specified in the patch");
    if (directive !== undefined && directive !== "delete") throw unknownDirective(directive, item);
  }
  return items;
}

function mergeItem(list: readonly Json[], item: JsonMap, keyOf: KeyOf, spot: Spot): readonly Json[] {
  const isIts = (other: Json): boolean => isSameJson(keyOf(other), keyOf(item));
  if (memberOf(item, "$patch") === "delete") return list.filter((other) => !isIts(other));
  const at = list.findIndex(isIts);
  const before = list[at];
  if (before === undefined || !isJsonMap(before)) return [...list, withoutDirectives(item)];
  return list.with(at, mergeMap(before, item, { ...spot, path: `${spot.path}[]` }));
}

/** Those that the patch names in its order, among the others as {@link interleave} puts them. */
function mergeSet(known: readonly Json[], patch: readonly Json[]): Json {
  if (new Set([...known, ...patch].map(goTypeOf)).size > 1) throw unlike(known, patch);
  const isNamed = (item: Json): boolean => patch.some((other) => isSameJson(other, item));
  return interleave(
    known.filter((item) => !isNamed(item)),
    patch,
    known,
    (item) => item,
  );
}

function unlike(known: readonly Json[], patch: readonly Json[]): BadPatch {
  return new BadPatch(`list element types are not identical: [${goText(known)} ${goText(patch)}]`);
}

type KeyOf = (item: Json) => Json | undefined;

function placeIn(list: readonly Json[], item: Json, keyOf: KeyOf): number {
  return list.findIndex((other) => isSameJson(keyOf(other), keyOf(item)));
}

function inPatchOrder(items: readonly Json[], order: readonly Json[], keyOf: KeyOf): readonly Json[] {
  return items.toSorted((one, other) => placeIn(order, one, keyOf) - placeIn(order, other, keyOf));
}

/** Items that the patch names come before the others, unless the server had them behind (mergeSortedSlice). */
function interleave(
  left: readonly Json[],
  right: readonly Json[],
  server: readonly Json[],
  keyOf: KeyOf,
): readonly Json[] {
  const merged: Json[] = [];
  let [at, other] = [0, 0];
  while (at < left.length || other < right.length) {
    const [own, patched] = [left[at], right[other]];
    if (own === undefined || (patched !== undefined && !isBefore(own, patched, server, keyOf))) {
      if (patched !== undefined) merged.push(patched);
      other += 1;
    } else {
      merged.push(own);
      at += 1;
    }
  }
  return merged;
}

function isBefore(own: Json, patched: Json, server: readonly Json[], keyOf: KeyOf): boolean {
  const [place, otherPlace] = [placeIn(server, own, keyOf), placeIn(server, patched, keyOf)];
  return place >= 0 && otherPlace >= 0 && place < otherPlace;
}

/** Whatever the patch has of a list must stand in its order, which names all of it (validatePatchWithSetOrderList). */
function checkOrder(patch: JsonMap, key: string, order: Json, spot: Spot): void {
  if (!isJsonList(order)) throw new BadPatch(`expected a []interface {}, but received a ${goTypeOf(order)}`);
  const items = memberOf(patch, key);
  const mergeKey = spot.lists.get(inside(spot, key).path);
  if (!isJsonList(items) || items.length === 0 || order.length === 0) return;
  const keyOf: KeyOf = (item) => (typeof mergeKey === "string" && isJsonMap(item) ? memberOf(item, mergeKey) : item);
  const kept = items.filter((item) => !isJsonMap(item) || memberOf(item, "$patch") === undefined);
  let found = 0;
  for (const named of order) {
    const item = kept[found];
    if (item !== undefined && isSameJson(keyOf(item), keyOf(named))) found += 1;
  }
  if (found === kept.length) return;
  const [shown, wanted] = [goText(items), goText(order)];
  throw new BadPatch(`The order in patch list:\n${shown}\n doesn't match $setElementOrder list:\n${wanted}\n`);
}

/** `$setElementOrder/ports`, as `kubectl apply` and `edit` send it. */
function inOrder(map: JsonMap, key: string, order: Json, spot: Spot): JsonMap {
  const known = memberOf(map, key);
  const mergeKey = spot.lists.get(inside(spot, key).path);
  if (!isJsonList(known) || !isJsonList(order) || mergeKey === undefined) return map;
  const keyOf: KeyOf = (item) => (mergeKey !== null && isJsonMap(item) ? memberOf(item, mergeKey) : item);
  const isNamed = (item: Json): boolean => placeIn(order, item, keyOf) >= 0;
  const named = inPatchOrder(known.filter(isNamed), order, keyOf);
  return withMember(
    map,
    key,
    interleave(
      known.filter((item) => !isNamed(item)),
      named,
      known,
      keyOf,
    ),
  );
}
