import { kindOf } from "./json-patch.ts";
import { isJsonList, isJsonMap, type Json, type JsonMap, memberOf } from "./json-value.ts";

/** The type of a field, by its name in Go. */
export type Shape =
  | {
      readonly kind: "plain";
      readonly type: "string" | "bool" | "int32" | "int64";
      readonly name: string;
      /** A pointer, or written whatever it says: empty, zero and false are said. */
      readonly isSaid?: true;
    }
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "list"; readonly of: Shape; readonly name: string }
  | { readonly kind: "struct"; readonly name: string; readonly members: Readonly<Record<string, Shape>> }
  /** A number or a text, and whatever is read by code of its own. */
  | { readonly kind: "any" };

export type StructShape = Shape & { readonly kind: "struct" };

export const text: Shape = { kind: "plain", type: "string", name: "string" };
export const flag: Shape = { kind: "plain", type: "bool", name: "bool" };
export const int32: Shape = { kind: "plain", type: "int32", name: "int32" };
export const int64: Shape = { kind: "plain", type: "int64", name: "int64" };
export const any: Shape = { kind: "any" };

/** A field that is a pointer in Go: `false`, `0` and the empty text are something else than its absence. */
export function pointer(shape: Shape): Shape {
  return shape.kind === "plain" ? { ...shape, isSaid: true } : shape;
}

/** A text with a type of its own. */
export function word(name: string): Shape {
  return { kind: "plain", type: "string", name };
}

export function list(of: Shape, name: string): Shape {
  return { kind: "list", of, name: `[]${name}` };
}

export function struct(name: string, members: Readonly<Record<string, Shape>>): StructShape {
  return { kind: "struct", name, members };
}

export const texts: Shape = list(text, "string");
export const textMap: Shape = { kind: "map", of: text };

/** Of every object. */
export const metadataShape: Shape = struct("ObjectMeta", {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: word("types.UID"),
  resourceVersion: text,
  generation: int64,
  creationTimestamp: any,
  deletionTimestamp: any,
  deletionGracePeriodSeconds: int64,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(any, "v1.OwnerReference"),
  finalizers: texts,
  managedFields: list(any, "v1.ManagedFieldsEntry"),
});

/** What a patched document is as an object of its kind. */
export interface Decoded {
  readonly value: JsonMap;
  /** Where no field says anything, it is left out by the server; these it says are unknown, and drops. */
  readonly unknown: readonly string[];
}

/** How the server reads what a patch has made: from a map (strategic), or from JSON. */
export type Reading = "map" | "json";

/** An object of what a patch has made, or the first thing that none of its kind can have, in the server's words. */
export function decodeObject(document: Json, shape: StructShape, reading: Reading): Decoded | string {
  const unknown: string[] = [];
  const fault = faultIn(document, shape, { path: [], struct: "", reading, unknown });
  if (fault !== null) return fault;
  const value = strip(document, shape);
  return { value: isJsonMap(value) ? value : {}, unknown };
}

interface Where {
  /** Names alone, as encoding/json tells them. */
  readonly path: readonly string[];
  /** The Go type of the struct that holds the field. */
  readonly struct: string;
  readonly reading: Reading;
  readonly unknown: string[];
}

function faultIn(value: Json, shape: Shape, where: Where): string | null {
  if (value === null) return null;
  switch (shape.kind) {
    case "any":
      return null;
    case "plain":
      return isPlain(value, shape.type) ? null : wrongPlain(value, shape, where);
    case "map":
      if (!isJsonMap(value)) return wrongKind(value, "map", "map[string]string", where);
      return firstFault(Object.values(value), (item) => faultIn(item, shape.of, where));
    case "list":
      if (!isJsonList(value)) return wrongKind(value, "slice", shape.name, where);
      return firstFault([...value.entries()], ([at, item]) => faultIn(item, shape.of, atIndex(where, at)));
    case "struct":
      if (!isJsonMap(value)) return wrongKind(value, "struct", `v1.${shape.name}`, where);
      return faultInStruct(value, shape, where);
  }
}

/** Indices count for unknown fields alone. */
function atIndex(where: Where, at: number): Where {
  const last = where.path.at(-1) ?? "";
  return { ...where, path: [...where.path.slice(0, -1), `${last}[${at}]`] };
}

function faultInStruct(value: JsonMap, shape: StructShape, where: Where): string | null {
  const inside = { ...where, struct: shape.name };
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(shape.members, key)) where.unknown.push(`unknown field "${[...where.path, key].join(".")}"`);
  }
  // A map is read member by member of the Go type; JSON in its own order, which Go's maps sort.
  const keys = where.reading === "map" ? Object.keys(shape.members) : Object.keys(value).sort();
  return firstFault(keys, (key) => {
    const [member, of] = [memberOf(value, key), shape.members[key]];
    if (member === undefined || of === undefined || !Object.hasOwn(shape.members, key)) return null;
    return faultIn(member, of, { ...inside, path: [...where.path, key] });
  });
}

function firstFault<T>(items: readonly T[], faultOf: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== null) return fault;
  }
  return null;
}

function isPlain(value: Json, type: "string" | "bool" | "int32" | "int64"): boolean {
  if (type === "string") return typeof value === "string";
  if (type === "bool") return typeof value === "boolean";
  return (
    Number.isInteger(value) && Math.abs(Number(value)) <= (type === "int32" ? 0x7fffffff : Number.MAX_SAFE_INTEGER)
  );
}

function wrongPlain(value: Json, shape: Shape & { readonly kind: "plain" }, where: Where): string {
  if (where.reading === "json") return wrongJson(value, shape.name, where);
  const isNumber = typeof value === "number" && shape.type.startsWith("int");
  return isNumber ? `cannot convert float64 to ${shape.name}` : `unrecognized type: ${shape.type}`;
}

function wrongKind(value: Json, kind: "map" | "slice" | "struct", name: string, where: Where): string {
  if (where.reading === "json") return wrongJson(value, name, where);
  return `cannot restore ${kind} from${kind === "struct" ? ":" : ""} ${goKindOf(value)}`;
}

function wrongJson(value: Json, name: string, { struct, path }: Where): string {
  const found = typeof value === "number" ? `number${Number.isInteger(value) ? "" : ` ${value}`}` : kindOf(value);
  const field = path.map((part) => part.replace(/\[\d+\]$/, "")).join(".");
  return `json: cannot unmarshal ${found} into Go struct field ${struct}.${field} of type ${name}`;
}

function goKindOf(value: Json): string {
  if (isJsonList(value)) return "slice";
  if (isJsonMap(value)) return "map";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : "string";
}

/** Without unknown fields, and without what a Go type leaves out when it is written: nulls, empty texts, lists and maps, zeros, false. */
function strip(value: Json, shape: Shape): Json | undefined {
  if (value === null) return undefined;
  switch (shape.kind) {
    case "any":
      return value;
    case "plain":
      return shape.isSaid || !(value === "" || value === 0 || value === false) ? value : undefined;
    case "map":
      return isJsonMap(value) && Object.keys(value).length > 0
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item ?? ""]))
        : undefined;
    case "list":
      return isJsonList(value) && value.length > 0 ? value.map((item) => strip(item, shape.of) ?? "") : undefined;
    case "struct":
      return isJsonMap(value) ? stripStruct(value, shape.members) : undefined;
  }
}

function stripStruct(value: JsonMap, members: Readonly<Record<string, Shape>>): JsonMap {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const shape = Object.hasOwn(members, key) ? members[key] : undefined;
      const kept = shape === undefined ? undefined : strip(member, shape);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}
