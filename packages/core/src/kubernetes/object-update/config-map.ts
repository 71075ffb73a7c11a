import { type FieldError, forbidden, invalid, tooLong } from "../patching/field-error.ts";
import { decodeObject, flag, metadataShape, octetMap, pointer, struct, text, textMap } from "../patching/go-shape.ts";
import { isSameJson, type JsonMap, memberOf } from "../patching/json-value.ts";
import { configMapKeyFaults } from "../patching/names.ts";
import { mapIn, textIn } from "../patching/object-draft.ts";
import { METADATA_LISTS } from "../patching/strategic-patch.ts";
import type { ObjectKind } from "./object-kind.ts";

const shape = struct("ConfigMap", {
  kind: text,
  apiVersion: text,
  metadata: metadataShape,
  immutable: pointer(flag),
  data: textMap,
  binaryData: octetMap,
});

/** All values together, a MiB (core MaxSecretSize). */
const MOST_OCTETS = 1_048_576;

export const configMapKind: ObjectKind = {
  kind: "ConfigMap",
  resource: "configmaps",
  printed: "configmap",
  lists: new Map(METADATA_LISTS),
  decode: (document, reading) => decodeObject(document, shape, reading),
  prepare: () => {},
  /** validation.go ValidateConfigMapUpdate */
  validate: ({ object }, { object: old }) => [...frozenErrors(object, old), ...contentErrors(object)],
};

const FROZEN = "field is immutable when `immutable` is set";

function frozenErrors(object: JsonMap, old: JsonMap): readonly FieldError[] {
  if (memberOf(old, "immutable") !== true) return [];
  const isChanged = (key: string): boolean => !isSameJson(mapIn(object, key), mapIn(old, key));
  return [
    ...(memberOf(object, "immutable") === true ? [] : [forbidden("immutable", FROZEN)]),
    ...["data", "binaryData"].filter(isChanged).map((key) => forbidden(key, FROZEN)),
  ];
}

function contentErrors(object: JsonMap): readonly FieldError[] {
  const [data, binary] = [mapIn(object, "data"), mapIn(object, "binaryData")];
  const keyErrors = (map: JsonMap, field: string): readonly FieldError[] =>
    Object.keys(map).flatMap((key) => [
      ...configMapKeyFaults(key).map((fault) => invalid(`${field}[${key}]`, key, fault)),
      ...(field === "data" && Object.hasOwn(binary, key)
        ? [invalid(`${field}[${key}]`, key, "duplicate of key present in binaryData")]
        : []),
    ]);
  const octets = [
    ...Object.keys(data).map((key) => new TextEncoder().encode(textIn(data, key)).length),
    ...Object.keys(binary).map((key) => octetsOfBase64(textIn(binary, key))),
  ].reduce((sum, length) => sum + length, 0);
  return [
    ...keyErrors(data, "data"),
    ...keyErrors(binary, "binaryData"),
    ...(octets > MOST_OCTETS ? [tooLong("", MOST_OCTETS)] : []),
  ];
}

function octetsOfBase64(value: string): number {
  return Math.floor((value.replace(/=+$/, "").length * 3) / 4);
}
