import { any, decodeObject, metadataShape, struct, text } from "../patching/go-shape.ts";
import { memberOf } from "../patching/json-value.ts";
import { METADATA_LISTS } from "../patching/strategic-patch.ts";
import type { ObjectKind } from "./object-kind.ts";

const shape = struct("Namespace", { kind: text, apiVersion: text, metadata: metadataShape, spec: any, status: any });

/** The label that each Namespace gets of its own name (admission of the API server, core/v1 LabelMetadataName). */
const NAME_LABEL = "kubernetes.io/metadata.name";

export const namespaceKind: ObjectKind = {
  kind: "Namespace",
  resource: "namespaces",
  printed: "namespace",
  lists: new Map(METADATA_LISTS),
  decode: (document, reading) => decodeObject(document, shape, reading),
  prepare: (draft, old) => {
    draft.setTop("status", memberOf(old.object, "status"));
    const labels = memberOf(draft.metadata, "labels");
    const own = typeof labels === "object" && labels !== null && !Array.isArray(labels) ? labels : {};
    draft.setMetadata("labels", { ...own, [NAME_LABEL]: draft.name });
  },
  validate: () => [],
};
