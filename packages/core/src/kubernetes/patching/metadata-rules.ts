import { type FieldError, invalid } from "./field-error.ts";
import { isJsonList, isJsonMap, type JsonMap, memberOf } from "./json-value.ts";
import { labelErrors } from "./label-errors.ts";
import { qualifiedNameFaults } from "./names.ts";
import { textIn } from "./object-draft.ts";

const IMMUTABLE = ["name", "namespace", "uid"] as const;

/** What may change, and what labels and annotations may be (apimachinery validation/objectmeta.go). */
export function validateMetadata(metadata: JsonMap, old: JsonMap): readonly FieldError[] {
  const changed = IMMUTABLE.flatMap((key) =>
    textIn(metadata, key) === textIn(old, key)
      ? []
      : [invalid(`metadata.${key}`, textIn(metadata, key), "field is immutable")],
  );
  return [...changed, ...labelErrors(metadata, "metadata.labels", "labels"), ...annotationErrors(metadata)];
}

/** Names of finalizers are qualified ones; one without a slash is reserved (ValidateObjectMeta). */
export function validateFinalizers(metadata: JsonMap): readonly FieldError[] {
  const finalizers = memberOf(metadata, "finalizers");
  if (!isJsonList(finalizers)) return [];
  return finalizers
    .filter((name) => typeof name === "string")
    .flatMap((name) => qualifiedNameFaults(name).map((fault) => invalid("metadata.finalizers", name, fault)));
}

function annotationErrors(metadata: JsonMap): readonly FieldError[] {
  const annotations = memberOf(metadata, "annotations");
  if (!isJsonMap(annotations)) return [];
  return Object.keys(annotations)
    .sort()
    .flatMap((name) =>
      qualifiedNameFaults(name.toLowerCase()).map((fault) => invalid("metadata.annotations", name, fault)),
    );
}
