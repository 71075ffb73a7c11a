import type { LabelSelector, ObjectMeta } from "../cluster-snapshot.ts";
import type { FieldReader } from "./field-reader.ts";

/** Annotations that splithorizon gives a meaning; no other is kept. */
const ANNOTATIONS = /^(?:lbipam\.cilium\.io\/|io\.cilium\/lb-ipam-|service\.cilium\.io\/)/;

export function readMetadata(object: FieldReader): ObjectMeta {
  const metadata = object.at("metadata");
  const annotations = Object.entries(metadata.textMap("annotations")).filter(([name]) => ANNOTATIONS.test(name));
  return {
    name: metadata.text("name") ?? "",
    namespace: metadata.text("namespace") ?? "",
    labels: metadata.textMap("labels"),
    annotations: Object.fromEntries(annotations),
    creationTimestamp:
      typeof metadata.raw("creationTimestamp") === "string" ? metadata.text("creationTimestamp") : null,
    ...deletionOf(metadata),
  };
}

function deletionOf(metadata: FieldReader): Pick<ObjectMeta, "deletionTimestamp"> {
  const deletionTimestamp = metadata.text("deletionTimestamp");
  return deletionTimestamp === null ? {} : { deletionTimestamp };
}

/** null where the field is absent: whoever holds it says whether that selects nothing or everything. */
export function readSelector(reader: FieldReader, key: string): LabelSelector | null {
  if (reader.raw(key) === undefined) return null;
  const selector = reader.at(key);
  return {
    matchLabels: selector.textMap("matchLabels"),
    matchExpressions: selector.items("matchExpressions").map((expression) => ({
      key: expression.text("key") ?? "",
      operator: expression.oneOf("operator", ["In", "NotIn", "Exists", "DoesNotExist"]) ?? "In",
      values: expression.texts("values"),
    })),
  };
}
