/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const kubernetesCodes = {
  KUBERNETES_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
  KUBERNETES_NOT_AN_OBJECT: "A document is not a Kubernetes object with apiVersion, kind and metadata.name.",
  KUBERNETES_UNKNOWN_KIND: "An object is of a kind that splithorizon takes nothing from.",
  KUBERNETES_FIELD: "A field has another form than the API server would let it have.",
  KUBERNETES_DUPLICATE: "Two objects have the same kind, namespace and name; the later one counts.",
  KUBERNETES_SCHEMA_VERSION: "A snapshot was written in a schema that this version does not read.",
} as const;
