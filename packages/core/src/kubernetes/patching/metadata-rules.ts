import { type FieldError, invalid, tooLong } from "./field-error.ts";
import { isJsonList, isJsonMap, type Json, type JsonMap, memberOf } from "./json-value.ts";
import { labelErrors } from "./label-errors.ts";
import { qualifiedNameFaults } from "./names.ts";
import { textIn } from "./object-draft.ts";

const IMMUTABLE = ["name", "namespace", "uid", "deletionTimestamp", "deletionGracePeriodSeconds"] as const;
/** All names and values of annotations together. */
const MOST_OCTETS = 262_144;
/** Without a slash (apis/core/helper IsStandardFinalizerName). */
const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];

/** What labels, annotations, owners and finalizers may be, and what may change (apimachinery validation/objectmeta.go: first as of any object, then as of an update). */
export function validateMetadata(metadata: JsonMap, old: JsonMap): readonly FieldError[] {
  const changed = IMMUTABLE.flatMap((key) =>
    (memberOf(metadata, key) ?? "") === (memberOf(old, key) ?? "")
      ? []
      : [invalid(`metadata.${key}`, memberOf(metadata, key) ?? "", "field is immutable")],
  );
  return [
    ...labelErrors(metadata, "metadata.labels", "labels"),
    ...annotationErrors(metadata),
    ...itemsIn(metadata, "ownerReferences").flatMap(ownerErrors),
    ...finalizerErrors(metadata),
    ...changed,
  ];
}

/** Names of finalizers are qualified ones. */
function finalizerErrors(metadata: JsonMap): readonly FieldError[] {
  return itemsIn(metadata, "finalizers")
    .filter((name) => typeof name === "string")
    .flatMap((name) => qualifiedNameFaults(name).map((fault) => invalid("metadata.finalizers", name, fault)));
}

/** Of an object with a Go type: one without a slash is reserved (apis/core/validation ValidateObjectMetaUpdate). */
export function validateCoreFinalizers(metadata: JsonMap): readonly FieldError[] {
  const detail = "name is neither a standard finalizer name nor is it fully qualified";
  return itemsIn(metadata, "finalizers").flatMap((name, at) => {
    const isReserved = typeof name === "string" && !name.includes("/") && !STANDARD_FINALIZERS.includes(name);
    return isReserved ? [invalid(`metadata.finalizers[${at}]`, name, detail)] : [];
  });
}

/** Of an object of a CRD it is only remarked (apiextensions-apiserver/pkg/registry/customresource/strategy.go). */
export function finalizerRemarks(metadata: JsonMap, old: JsonMap): readonly string[] {
  const known = itemsIn(old, "finalizers");
  return itemsIn(metadata, "finalizers").flatMap((name) => {
    const isNew = typeof name === "string" && !name.includes("/") && !known.includes(name);
    if (!isNew || STANDARD_FINALIZERS.includes(name)) return [];
    const better = `a domain-qualified finalizer name${name.includes(".") ? " including a path (/)" : ""}`;
    const why = "to avoid accidental conflicts with other finalizer writers";
    return [`metadata.finalizers: "${name}": prefer ${better} ${why}`];
  });
}

function itemsIn(metadata: JsonMap, key: string): readonly Json[] {
  const items = memberOf(metadata, key);
  return isJsonList(items) ? items : [];
}

const OWNER_NEEDS = ["apiVersion", "kind", "name", "uid"];

function ownerErrors(owner: Json): readonly FieldError[] {
  const fields = isJsonMap(owner) ? owner : {};
  return OWNER_NEEDS.filter((key) => textIn(fields, key) === "").map((key) =>
    invalid(`metadata.ownerReferences.${key}`, "", `${key === "apiVersion" ? "version " : ""}must not be empty`),
  );
}

function annotationErrors(metadata: JsonMap): readonly FieldError[] {
  const annotations = memberOf(metadata, "annotations");
  if (!isJsonMap(annotations)) return [];
  const octetsOf = (text: string): number => new TextEncoder().encode(text).length;
  const octets = Object.keys(annotations).reduce(
    (sum, key) => sum + octetsOf(key) + octetsOf(textIn(annotations, key)),
    0,
  );
  const faulty = Object.keys(annotations)
    .sort()
    .flatMap((name) =>
      qualifiedNameFaults(name.toLowerCase()).map((fault) => invalid("metadata.annotations", name, fault)),
    );
  return [...faulty, ...(octets > MOST_OCTETS ? [tooLong("metadata.annotations", MOST_OCTETS)] : [])];
}
