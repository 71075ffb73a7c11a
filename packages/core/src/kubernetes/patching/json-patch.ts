import { isJsonList, isJsonMap, isSameJson, type Json, memberOf, sortedMap, withMember } from "./json-value.ts";

/** What came of a patch. */
export type Patched =
  | { readonly kind: "patched"; readonly value: Json }
  /** It is no patch at all. */
  | { readonly kind: "malformed"; readonly why: string }
  /** It is one that cannot be, and the server takes that for a fault of its own. */
  | { readonly kind: "broken"; readonly why: string }
  /** One of its operations cannot be done: the API server does not say which, `why` does. */
  | { readonly kind: "failed"; readonly why: string };

class OperationFails extends Error {}

/**
 * RFC 6902, as the API server's library takes it (gopkg.in/evanphx/json-patch.v4): a list's negative indices count from
 * its end, a map's member is replaced and copied also where it is not there, and whatever stands before the first slash
 * is not looked at. Each row of the tests was asked of `kubectl patch --local`.
 */
export function applyJsonPatch(document: Json, patch: Json): Patched {
  if (patch === null) return { kind: "patched", value: document };
  if (!isJsonList(patch)) {
    const why = `error decoding patch: json: cannot unmarshal ${kindOf(patch)} into Go value of type []handlers.jsonPatchOp`;
    return { kind: "malformed", why };
  }
  const malformed = patch.map(malformedOperation).find((why) => why !== null);
  if (malformed) return { kind: "malformed", why: `error decoding patch: json: cannot unmarshal ${malformed}` };
  let value = document;
  for (const [at, operation] of patch.entries()) {
    try {
      value = applyOperation(value, operation);
    } catch (fault) {
      if (!(fault instanceof OperationFails)) throw fault;
      return { kind: "failed", why: `operation ${at}: ${fault.message}` };
    }
  }
  return { kind: "patched", value };
}

/** An operation is read into a Go struct first, whose members are texts. */
function malformedOperation(operation: Json): string | null {
  if (operation === null) return null;
  if (!isJsonMap(operation)) return `${kindOf(operation)} into Go value of type handlers.jsonPatchOp`;
  const wrong = ["op", "path", "from"].find(
    (key) => !["string", "undefined"].includes(typeof (memberOf(operation, key) ?? undefined)),
  );
  if (wrong === undefined) return null;
  return `${kindOf(memberOf(operation, wrong) ?? null)} into Go struct field jsonPatchOp.${wrong} of type string`;
}

/** As encoding/json calls what it found. */
export function kindOf(value: Json): string {
  if (isJsonList(value)) return "array";
  return value === null ? "null" : typeof value === "boolean" ? "bool" : typeof value;
}

function applyOperation(document: Json, operation: Json): Json {
  const textOf = (key: string): string => {
    const text = isJsonMap(operation) ? memberOf(operation, key) : undefined;
    if (typeof text !== "string") throw new OperationFails(`it has no ${key}`);
    return text;
  };
  const value = isJsonMap(operation) ? memberOf(operation, "value") : undefined;
  const path = textOf("path");
  switch (textOf("op")) {
    case "add":
      return edit(document, path, (parent, key) => put(parent, key, value ?? null));
    case "remove":
      return edit(document, path, (parent, key) => remove(parent, key, path));
    case "replace":
      if (path === "" && typeof value === "object" && value !== null) return value;
      return edit(document, path, (parent, key) => set(parent, key, value ?? null));
    case "move": {
      const moved = lookUp(document, textOf("from"));
      const without = edit(document, textOf("from"), (parent, key) => remove(parent, key, path));
      return edit(without, path, (parent, key) => put(parent, key, moved));
    }
    case "copy": {
      const from = textOf("from");
      const copied = find(document, from) ?? null;
      return edit(document, path, (parent, key) => put(parent, key, copied));
    }
    case "test":
      return test(document, path, value ?? null);
    default:
      throw new OperationFails(`"${textOf("op")}" is no operation`);
  }
}

/** What is not there is as good as null. */
function test(document: Json, path: string, value: Json): Json {
  const found = find(document, path);
  if (!isSameJson(found ?? null, value)) throw new OperationFails(`${path} is not what it was tested for`);
  return document;
}

function partsOf(path: string): readonly string[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function find(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const part of partsOf(path)) {
    if (isJsonList(value)) value = value[indexIn(value.length, part) ?? -1];
    else value = isJsonMap(value) ? memberOf(value, part) : undefined;
  }
  return value;
}

function lookUp(document: Json, path: string): Json {
  const found = find(document, path);
  if (found === undefined) throw new OperationFails(`there is no ${path}`);
  return found;
}

/** Negative ones count from the end; null: outside. */
function indexIn(length: number, part: string): number | null {
  if (!/^[-+]?\d+$/.test(part)) return null;
  const index = Number(part);
  const at = index < 0 ? length + index : index;
  return at >= 0 && at < length ? at : null;
}

/** Changes the container of what the path names; every container on the way must be there. */
function edit(document: Json, path: string, change: (parent: Json, key: string) => Json): Json {
  const [head, ...rest] = partsOf(path);
  if (head === undefined) throw new OperationFails("the whole document cannot be changed");
  return editAt(document, head, rest, path, change);
}

function editAt(
  value: Json,
  head: string,
  [next, ...rest]: readonly string[],
  path: string,
  change: (parent: Json, key: string) => Json,
): Json {
  if (next === undefined) return change(value, head);
  const inner = isJsonList(value)
    ? value[indexIn(value.length, head) ?? -1]
    : isJsonMap(value)
      ? memberOf(value, head)
      : undefined;
  if (inner === undefined || inner === null) throw new OperationFails(`there is no ${head} on the way to ${path}`);
  return set(value, head, editAt(inner, next, rest, path, change));
}

/** In its place. */
function set(parent: Json, key: string, value: Json): Json {
  if (isJsonMap(parent)) return sortedMap(withMember(parent, key, value));
  const at = isJsonList(parent) ? indexIn(parent.length, key) : null;
  if (!isJsonList(parent) || at === null) throw new OperationFails(`there is no ${key}`);
  return parent.with(at, value);
}

/** Into a list before what stands there; `-`: at its end. */
function put(parent: Json, key: string, value: Json): Json {
  if (isJsonMap(parent)) return sortedMap(withMember(parent, key, value));
  if (!isJsonList(parent)) throw new OperationFails(`${key} stands in neither a list nor a map`);
  if (key === "-") return [...parent, value];
  const at = indexIn(parent.length + 1, key);
  if (at === null) throw new OperationFails(`the list has no place ${key}`);
  return parent.toSpliced(at, 0, value);
}

function remove(parent: Json, key: string, path: string): Json {
  if (isJsonMap(parent) && Object.hasOwn(parent, key)) return sortedMap(withMember(parent, key, undefined));
  const at = isJsonList(parent) ? indexIn(parent.length, key) : null;
  if (!isJsonList(parent) || at === null) throw new OperationFails(`there is no ${path}`);
  return parent.toSpliced(at, 1);
}
