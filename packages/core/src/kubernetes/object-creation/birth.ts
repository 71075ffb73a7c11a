import { type FieldError, invalid, required } from "../patching/field-error.ts";
import { labelFaults, subdomainFaults } from "../patching/names.ts";
import type { ObjectDraft } from "../patching/object-draft.ts";
import { badRequest, type ObjectUpdate } from "../patching/object-outcome.ts";

/** What the API server writes into a new object by itself. */
export interface Birth {
  /** RFC 3339. */
  readonly creationTimestamp: string;
}

const SYSTEM_FIELDS = ["uid", "resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"];

/** Whatever a manifest says of what is the server's own is not looked at (registry/rest/meta.go WipeObjectMetaSystemFields). */
export function begin(draft: ObjectDraft, { creationTimestamp }: Birth): void {
  for (const key of [...SYSTEM_FIELDS, "generation", "managedFields"]) draft.setMetadata(key, undefined);
  draft.setMetadata("creationTimestamp", creationTimestamp);
  draft.setTop("status", undefined);
}

/** A document of which a field is of another type (apiserver/pkg/endpoints/handlers/rest.go transformDecodeError). */
export function misshapen(kind: string, version: string, why: string): ObjectUpdate {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}

/** `kubectl apply` lets the server be strict. */
export function strayFields(kind: string, version: string, unknown: readonly string[]): ObjectUpdate {
  return misshapen(kind, version, `strict decoding error: ${unknown.join(", ")}`);
}

/** What is wrong with the name of a new object of this form; it is told with whatever else is wrong (ValidateObjectMeta). */
export function nameErrors({ name }: ObjectDraft, form: "label" | "subdomain"): readonly FieldError[] {
  if (name === "") return [required("metadata.name", "name or generateName is required")];
  const faults = form === "label" ? labelFaults(name) : subdomainFaults(name);
  return faults.map((fault) => invalid("metadata.name", name, fault));
}
