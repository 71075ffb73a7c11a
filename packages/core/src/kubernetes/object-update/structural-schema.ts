import { parsePrefix } from "../../dns/index.ts";
import { type FieldError, invalid, required, tooLong, unsupported } from "../patching/field-error.ts";
import { isJsonList, isJsonMap, type Json, type JsonMap, memberOf } from "../patching/json-value.ts";

/** What of a CRD's OpenAPI schema Cilium's kinds use. */
export type Schema =
  | {
      readonly type: "object";
      readonly properties: Readonly<Record<string, Schema>>;
      readonly required?: readonly string[];
    }
  /** A map whose values are all of one schema. */
  | { readonly type: "object"; readonly values: Schema }
  /** Whatever it holds is let be. */
  | { readonly type: "object"; readonly open: true }
  | { readonly type: "array"; readonly items: Schema; readonly minItems?: number }
  | {
      readonly type: "string";
      readonly enum?: readonly string[];
      readonly format?: "cidr";
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
    }
  | { readonly type: "boolean"; readonly default?: boolean }
  | { readonly type: "integer"; readonly minimum: number; readonly maximum: number; readonly default?: number };

/** Without the fields that the schema does not have, with its defaults (apiextensions-apiserver/pkg/apiserver/schema). */
export function prune(value: Json, schema: Schema, path: string, unknown: string[]): Json {
  if (schema.type === "array") {
    return isJsonList(value) ? value.map((item, at) => prune(item, schema.items, `${path}[${at}]`, unknown)) : value;
  }
  if (schema.type !== "object" || !isJsonMap(value) || "open" in schema) return value;
  if ("values" in schema) return mapValues(value, (item, key) => prune(item, schema.values, `${path}.${key}`, unknown));
  const { properties } = schema;
  const kept = Object.entries(value).flatMap(([key, member]): readonly (readonly [string, Json])[] => {
    const inside = path === "" ? key : `${path}.${key}`;
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own === undefined) {
      unknown.push(`unknown field "${inside}"`);
      return [];
    }
    // A null is pruned where there is a default to take its place.
    return member === null && hasDefault(own) ? [] : [[key, prune(member, own, inside, unknown)]];
  });
  const defaults = Object.entries(properties).flatMap(([key, own]): readonly (readonly [string, Json])[] =>
    (own.type === "boolean" || own.type === "integer") &&
    own.default !== undefined &&
    !kept.some(([name]) => name === key)
      ? [[key, own.default]]
      : [],
  );
  return Object.fromEntries([...kept, ...defaults]);
}

function hasDefault(schema: Schema): boolean {
  return (schema.type === "boolean" || schema.type === "integer") && schema.default !== undefined;
}

function mapValues(map: JsonMap, change: (value: Json, key: string) => Json): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

/** What is wrong with a value, in the words of kube-openapi/pkg/validation. Go's maps have no order, so the errors have none. */
export function schemaErrors(value: Json, schema: Schema, path: string): readonly FieldError[] {
  const found = typeOf(value);
  const wrongType = (): readonly FieldError[] => {
    // Who looks at a format says so himself, and calls numbers as Go does.
    const isFormat = schema.type === "string" && schema.format !== undefined;
    const [type, shown] = isFormat && found === "integer" ? [schema.format, "int64"] : [schema.type, found];
    return [invalid(path, shown, `${path} in body must be of type ${type}: "${shown}"`)];
  };
  if (schema.type === "string") return [...(found === "string" ? [] : wrongType()), ...textErrors(value, schema, path)];
  if (found !== schema.type) return wrongType();
  if (schema.type === "array" && isJsonList(value)) {
    const few = (schema.minItems ?? 0) > value.length;
    return [
      ...(few ? [invalid(path, value.length, `${path} in body should have at least ${schema.minItems} items`)] : []),
      ...value.flatMap((item, at) => schemaErrors(item, schema.items, `${path}[${at}]`)),
    ];
  }
  if (schema.type === "integer") return numberErrors(Number(value), schema, path);
  return isJsonMap(value) ? mapErrors(value, schema, path) : [];
}

function mapErrors(map: JsonMap, schema: Schema, path: string): readonly FieldError[] {
  const inside = (key: string): string => (path === "" ? key : `${path}.${key}`);
  if ("values" in schema) {
    return Object.entries(map).flatMap(([key, item]) => schemaErrors(item, schema.values, inside(key)));
  }
  if (!("properties" in schema)) return [];
  const missing = (schema.required ?? []).filter((key) => memberOf(map, key) === undefined);
  return [
    ...Object.entries(map).flatMap(([key, item]) => {
      const own = schema.properties[key];
      return own === undefined ? [] : schemaErrors(item, own, inside(key));
    }),
    ...missing.map((key) => required(inside(key))),
  ];
}

function textErrors(value: Json, schema: Schema & { readonly type: "string" }, path: string): readonly FieldError[] {
  const { enum: words, format, minLength, maxLength, pattern } = schema;
  if (value === null) return [];
  const isUnlisted = words !== undefined && !words.some((word) => word === value);
  const unlisted = isUnlisted ? [unsupported(path, value, words)] : [];
  if (typeof value !== "string") return unlisted;
  const isNoCidr = format === "cidr" && !isCidr(value);
  const isLong = maxLength !== undefined && [...value].length > maxLength;
  const isShort = minLength !== undefined && [...value].length < minLength;
  const isOff = pattern !== undefined && !new RegExp(pattern).test(value);
  return [
    ...unlisted,
    ...(isNoCidr ? [invalid(path, value, `${path} in body must be of type cidr: ${JSON.stringify(value)}`)] : []),
    ...(isLong ? [tooLong(path, maxLength)] : []),
    ...(isShort ? [invalid(path, value, `${path} in body should be at least ${minLength} chars long`)] : []),
    ...(isOff ? [invalid(path, value, `${path} in body should match '${pattern}'`)] : []),
  ];
}

function numberErrors(
  value: number,
  { minimum, maximum }: Schema & { readonly type: "integer" },
  path: string,
): readonly FieldError[] {
  if (value < minimum) {
    return [invalid(path, value, `${path} in body should be greater than or equal to ${minimum}`)];
  }
  return value > maximum ? [invalid(path, value, `${path} in body should be less than or equal to ${maximum}`)] : [];
}

/** As Go's net.ParseCIDR takes it, bits of the host or not. */
function isCidr(text: string): boolean {
  return text.includes("/") && typeof parsePrefix(text) !== "string";
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (isJsonList(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
