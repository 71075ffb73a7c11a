import { type FieldError, invalid } from "../patching/field-error.ts";
import { type Decoded, decodeObject, metadataShape } from "../patching/go-shape.ts";
import { isJsonMap, isSameJson, type Json, type JsonMap, jsonText, memberOf } from "../patching/json-value.ts";
import { numberIn, type ObjectDraft, textIn } from "../patching/object-draft.ts";
import type { ObjectKind } from "./object-kind.ts";
import { prune, type Schema, schemaErrors } from "./structural-schema.ts";

const text: Schema = { type: "string" };

/** `metav1.LabelSelector`, as Cilium's CRDs spell it out. */
export const selectorSchema: Schema = {
  type: "object",
  properties: {
    matchExpressions: {
      type: "array",
      items: {
        type: "object",
        required: ["key", "operator"],
        properties: {
          key: text,
          operator: { type: "string", enum: ["In", "NotIn", "Exists", "DoesNotExist"] },
          values: { type: "array", items: text },
        },
      },
    },
    matchLabels: {
      type: "object",
      values: { type: "string", maxLength: 63, pattern: "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$" },
    },
  },
};

/** A kind of Cilium's group `cilium.io`: its CRD says what its spec is; its status has a way of its own. */
export function customKind(kind: string, plural: string, spec: Schema, required: readonly string[]): ObjectKind {
  const schema: Schema = {
    type: "object",
    required,
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { type: "object", open: true },
      spec,
      status: { type: "object", properties: { conditions: { type: "array", items: { type: "object", open: true } } } },
    },
  };
  return {
    kind,
    resource: `${plural}.cilium.io`,
    printed: `${kind.toLowerCase()}.cilium.io`,
    lists: null,
    decode: (document, reading) => decode(document, reading, schema),
    prepare,
    validate: ({ object }, { object: old }): readonly FieldError[] => [
      ...kindErrors(object, old),
      ...schemaErrors(object, schema, ""),
    ],
  };
}

/** apiextensions-apiserver/pkg/registry/customresource/validator.go */
function kindErrors(object: JsonMap, old: JsonMap): readonly FieldError[] {
  return ["apiVersion", "kind"].flatMap((key) => {
    const [said, meant] = [textIn(object, key), textIn(old, key)];
    return said === meant ? [] : [invalid(key, said, `must be ${meant}`)];
  });
}

/** The metadata is read as that of any object, the rest by the schema. */
function decode(document: Json, reading: "map" | "json", schema: Schema): Decoded | string {
  if (!isJsonMap(document)) return "json: cannot unmarshal";
  if (textIn(document, "kind") === "") return `Object 'Kind' is missing in '${jsonText(document)}'`;
  const metadata = decodeObject(memberOf(document, "metadata") ?? {}, metadataShape, reading);
  if (typeof metadata === "string") return metadata;
  const unknown = metadata.unknown.map((told) => told.replace('"', '"metadata.'));
  const value = prune({ ...document, metadata: metadata.value }, schema, "", unknown);
  return { value: isJsonMap(value) ? value : {}, unknown };
}

/** Whatever changes but the metadata and the status counts for the generation. */
function prepare(draft: ObjectDraft, old: ObjectDraft): void {
  draft.setTop("status", memberOf(old.object, "status"));
  const { metadata: _, ...rest } = draft.object;
  const { metadata: __, ...before } = old.object;
  if (!isSameJson(rest, before)) draft.setMetadata("generation", numberIn(old.metadata, "generation") + 1);
}
