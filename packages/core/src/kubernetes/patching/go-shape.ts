import { timeFault } from "./go-time.ts";
import { kindOf } from "./json-patch.ts";
import { isJsonList, isJsonMap, type Json, type JsonMap, memberOf, sortedMap } from "./json-value.ts";

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
  | {
      readonly kind: "struct";
      readonly name: string;
      readonly members: Readonly<Record<string, Shape>>;
      readonly isOpen?: true;
    }
  /** A number or a text: a port by its number or name. */
  | { readonly kind: "int-or-text" }
  | { readonly kind: "time" }
  /** In base64. */
  | { readonly kind: "octets" }
  /** Whatever is read by code of its own. */
  | { readonly kind: "any" };

export type StructShape = Shape & { readonly kind: "struct" };

export const text: Shape = { kind: "plain", type: "string", name: "string" };
export const flag: Shape = { kind: "plain", type: "bool", name: "bool" };
export const int32: Shape = { kind: "plain", type: "int32", name: "int32" };
export const int64: Shape = { kind: "plain", type: "int64", name: "int64" };
export const any: Shape = { kind: "any" };
export const intOrText: Shape = { kind: "int-or-text" };
const time: Shape = { kind: "time" };

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

/** A struct of which only some members are looked at. */
export function openStruct(name: string, members: Readonly<Record<string, Shape>>): StructShape {
  return { kind: "struct", name, members, isOpen: true };
}

export const octetMap: Shape = { kind: "map", of: { kind: "octets" } };
export const texts: Shape = list(text, "string");
export const textMap: Shape = { kind: "map", of: text };

/** Of every object. */
export const metadataShape: StructShape = struct("ObjectMeta", {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: word("types.UID"),
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: time,
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
  return { value: isJsonMap(value) ? value : {}, unknown: reading === "map" ? unknown.sort() : unknown };
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
    case "map":
      if (!isJsonMap(value)) return wrongKind(value, "map", "map[string]string", where);
      return firstFault(Object.values(value), (item) => faultIn(item, shape.of, where));
    case "list":
      if (!isJsonList(value)) return wrongKind(value, "slice", shape.name, where);
      return firstFault([...value.entries()], ([at, item]) => faultIn(item, shape.of, atIndex(where, at)));
    case "struct":
      if (!isJsonMap(value)) return wrongKind(value, "struct", `v1.${shape.name}`, where);
      return faultInStruct(value, shape, where);
    default:
      return leafFault(value, shape, where);
  }
}

type Leaf = Exclude<Shape, { readonly kind: "map" | "list" | "struct" }>;

function leafFault(value: Json, shape: Leaf, where: Where): string | null {
  switch (shape.kind) {
    case "any":
      return null;
    case "int-or-text":
      if (typeof value === "string" || isInt32(value)) return null;
      return where.reading === "json" ? wrongJson(value, "int32", where) : wrongValue(value, "int32");
    case "time":
      if (typeof value === "string") return timeFault(value);
      return where.reading === "json" ? wrongJson(value, "string", where) : wrongValue(value, "string");
    case "octets":
      return typeof value === "string" ? base64Fault(value, where.reading) : wrongOctets(value, where);
    case "plain":
      return isPlain(value, shape.type, where.reading) ? null : wrongPlain(value, shape, where);
  }
}

/** Indices count for unknown fields alone. */
function atIndex(where: Where, at: number): Where {
  const last = where.path.at(-1) ?? "";
  return { ...where, path: [...where.path.slice(0, -1), `${last}[${at}]`] };
}

function faultInStruct(value: JsonMap, shape: StructShape, where: Where): string | null {
  const inside = { ...where, struct: shape.name };
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape.members, key) && shape.isOpen !== true);
  const tell = (key: string): void => void where.unknown.push(`unknown field "${[...where.path, key].join(".")}"`);
  if (where.reading === "map") unknown.forEach(tell);
  // A map is read member by member of the Go type; JSON in the order in which it stands there.
  const keys = where.reading === "map" ? Object.keys(shape.members) : Object.keys(value);
  return firstFault(keys, (key) => {
    if (where.reading === "json" && unknown.includes(key)) tell(key);
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

/** From a map Go converts any whole number, and takes what its type cannot hold modulo its size. */
function isPlain(value: Json, type: "string" | "bool" | "int32" | "int64", reading: Reading): boolean {
  if (type === "string") return typeof value === "string";
  if (type === "bool") return typeof value === "boolean";
  if (reading === "map") return Number.isInteger(value);
  return type === "int32" ? isInt32(value) : Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63;
}

function isInt32(value: Json): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

function wrongPlain(value: Json, shape: Shape & { readonly kind: "plain" }, where: Where): string {
  if (where.reading === "json") return wrongJson(value, shape.name, where);
  const isConvertible =
    typeof value === "number" && (shape.type.startsWith("int") || (shape.type === "string" && Number.isInteger(value)));
  return isConvertible ? `cannot convert ${goKindOf(value)} to ${shape.name}` : `unrecognized type: ${shape.type}`;
}

/** Of a type that reads JSON by itself, and knows nothing of where it stands. */
function wrongValue(value: Json, name: string): string {
  return `json: cannot unmarshal ${foundIn(value)} into Go value of type ${name}`;
}

function wrongKind(value: Json, kind: "map" | "slice" | "struct", name: string, where: Where): string {
  if (where.reading === "json") return wrongJson(value, name, where);
  return `cannot restore ${kind} from${kind === "struct" ? ":" : ""} ${goKindOf(value)}`;
}

function wrongJson(value: Json, name: string, { struct, path }: Where): string {
  if (path.length === 0) return wrongValue(value, name);
  const field = path.map((part) => part.replace(/\[\d+\]$/, "")).join(".");
  return `json: cannot unmarshal ${foundIn(value)} into Go struct field ${struct}.${field} of type ${name}`;
}

/** A number that its type cannot hold is told. */
function foundIn(value: Json): string {
  if (typeof value !== "number") return kindOf(value);
  return isInt32(value) ? "number" : `number ${value}`;
}

function wrongOctets(value: Json, where: Where): string {
  return where.reading === "json" ? wrongJson(value, "[]uint8", where) : `cannot restore slice from ${goKindOf(value)}`;
}

/** encoding/base64 tells the first octet that is none of its own. */
function base64Fault(text: string, reading: Reading): string | null {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null;
  const wrong = text.search(/[^A-Za-z0-9+/]/);
  const from = reading === "map" ? "error decoding from json: " : "";
  return `${from}illegal base64 data at input byte ${wrong < 0 ? text.length - (text.length % 4) : wrong}`;
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
    case "plain":
      return stripPlain(value, shape);
    case "map":
      return isJsonMap(value) ? stripMap(value) : undefined;
    case "list":
      return isJsonList(value) && value.length > 0
        ? value.map((item) => strip(item, shape.of) ?? zeroOf(shape.of))
        : undefined;
    case "struct":
      return isJsonMap(value) ? stripStruct(value, shape) : undefined;
    default:
      return value;
  }
}

function stripPlain(value: Json, shape: Shape & { readonly kind: "plain" }): Json | undefined {
  const kept = shape.type === "int32" && typeof value === "number" && !isInt32(value) ? wrapped(value) : value;
  return shape.isSaid || !(kept === "" || kept === 0 || kept === false) ? kept : undefined;
}

function stripMap(value: JsonMap): JsonMap | undefined {
  const members = Object.entries(value).map(([key, item]): readonly [string, Json] => [key, item ?? ""]);
  return members.length > 0 ? sortedMap(Object.fromEntries(members)) : undefined;
}

/** As amd64 makes 32 bits of 64: of what does not fit into those either, nothing. */
function wrapped(value: number): number {
  return Math.abs(value) < 2 ** 63 ? Number(BigInt.asIntN(32, BigInt(value))) : 0;
}

/** What a Go list has in the place of a null. */
function zeroOf(shape: Shape): Json {
  return shape.kind === "struct" || shape.kind === "map" ? {} : "";
}

/** In the order of the Go type; what an open one has beyond it is let be. */
function stripStruct(value: JsonMap, { members, isOpen }: StructShape): JsonMap {
  const others = isOpen === true ? Object.keys(value).filter((key) => !Object.hasOwn(members, key)) : [];
  return Object.fromEntries(
    [...Object.keys(members), ...others].flatMap((key) => {
      const [member, shape] = [memberOf(value, key), members[key]];
      if (shape === undefined || !Object.hasOwn(members, key))
        return member === null || member === undefined ? [] : [[key, member]];
      const kept = member === undefined ? undefined : strip(member, shape);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}
