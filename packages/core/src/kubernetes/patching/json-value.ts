/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: Json;
}

export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** undefined: the map has no such member of its own. */
export function memberOf(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A foreign value without what JSON cannot say; a prototype's members are no members. */
export function jsonFrom(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(jsonFrom);
  if (typeof value !== "object") return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, jsonFrom(member)]])),
  );
}

/** Whatever the order of members. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (isJsonList(one) && isJsonList(other)) {
    return one.length === other.length && one.every((item, at) => isSameJson(item, other[at]));
  }
  if (!isJsonMap(one) || !isJsonMap(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]))
  );
}

/** The same map with another member; undefined: without it. */
export function withMember(map: JsonMap, key: string, value: Json | undefined): JsonMap {
  const others = Object.entries(map).filter(([name]) => name !== key);
  if (value === undefined) return Object.fromEntries(others);
  return Object.hasOwn(map, key) ? { ...map, [key]: value } : Object.fromEntries([...others, [key, value]]);
}

/** As Go writes its maps. */
export function sortedMap(map: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Every map in it as Go writes maps. */
export function sortedDeep(value: Json): Json {
  if (isJsonList(value)) return value.map(sortedDeep);
  if (!isJsonMap(value)) return value;
  const members = Object.entries(value).map(([key, member]): readonly [string, Json] => [key, sortedDeep(member)]);
  return sortedMap(Object.fromEntries(members));
}

/** As Go's encoding/json writes it. */
export function jsonText(value: Json | undefined): string {
  return JSON.stringify(value ?? null).replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  '"': '\\"',
  "\\": "\\\\",
};

/** As Go prints a text with `%q` (strconv.Quote): what cannot be printed is told by its number. */
export function quotedText(text: string): string {
  const inside = text.replaceAll(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    const hex = (digits: number): string => code.toString(16).padStart(digits, "0");
    if (ESCAPES[letter] !== undefined) return ESCAPES[letter];
    if (code < 0x80) return `\\x${hex(2)}`;
    return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
  });
  return `"${inside}"`;
}

/** How Go calls the type of what it has read as anything. */
export function goTypeOf(value: Json): string {
  if (value === null) return "<nil>";
  if (isJsonList(value)) return "[]interface {}";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "map[string]interface {}";
}

/** As Go prints it with `%+v`: `map[metadata:map[annotations:[a b]]]`. */
export function goText(value: Json): string {
  if (value === null) return "<nil>";
  if (isJsonList(value)) return `[${value.map(goText).join(" ")}]`;
  if (!isJsonMap(value)) return String(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goText(value[key] ?? null)}`);
  return `map[${members.join(" ")}]`;
}
