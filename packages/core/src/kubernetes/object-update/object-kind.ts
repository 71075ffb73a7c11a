import type { FieldError } from "../patching/field-error.ts";
import type { Decoded, Reading } from "../patching/go-shape.ts";
import type { Json } from "../patching/json-value.ts";
import type { ObjectDraft } from "../patching/object-draft.ts";
import type { MergedLists } from "../patching/strategic-patch.ts";

/** What the API server knows of a kind, to patch an object of it. */
export interface ObjectKind {
  readonly kind: string;
  /** As it names them: `configmaps`, `endpointslices.discovery.k8s.io`. */
  readonly resource: string;
  /** As kubectl names one: `configmap`, `endpointslice.discovery.k8s.io`. */
  readonly printed: string;
  /** null: a resource of a CRD, of which no Go type says how lists are merged. It takes no strategic patches. */
  readonly lists: MergedLists | null;
  /** Without the fields that it does not know; a text: why the document is no such object. */
  decode(document: Json, reading: Reading): Decoded | string;
  /** What it adds by itself, and what of the object a patch does not reach. */
  prepare(draft: ObjectDraft, old: ObjectDraft): void;
  /** Beyond what holds for the metadata of every object. */
  validate(draft: ObjectDraft, old: ObjectDraft): readonly FieldError[];
}
