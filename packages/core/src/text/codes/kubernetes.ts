/** Codes of this area, each with the sentence that its page starts with. Never renamed once released. */
export const kubernetesCodes = {
  KUBERNETES_LIMIT: "The input is larger or deeper than the limit for this kind of input.",
  KUBERNETES_NOT_AN_OBJECT: "A document is not a Kubernetes object with apiVersion, kind and metadata.name.",
  KUBERNETES_UNKNOWN_KIND: "An object is of a kind that splithorizon takes nothing from.",
  KUBERNETES_FIELD: "A field has another form than the API server would let it have.",
  KUBERNETES_DUPLICATE: "Two objects have the same kind, namespace and name; the later one counts.",
  KUBERNETES_API_ABSENT: "The API server has no such resource or object; nothing of it stands in the snapshot.",
  KUBERNETES_API_FORBIDDEN: "Whoever asks may not read this; nothing of it stands in the snapshot.",
  KUBERNETES_API_UNAUTHORIZED: "The API server does not take the credentials; nothing was read.",
  KUBERNETES_API_UNREACHABLE: "The API server did not answer; nothing was read.",
  KUBERNETES_API_EXPIRED: "A list went on changing, so that its pages could not be read to the end.",
  KUBERNETES_API_REPLY: "The API server answered with something else than what was asked for.",
  KUBECONFIG_SYNTAX: "A kubeconfig is not one: it cannot be read, or lacks what its context needs.",
  KUBECONFIG_REFUSED: "A kubeconfig wants something that is only done where the caller allows it.",
  KUBERNETES_SCHEMA_VERSION: "A snapshot was written in a schema that this version does not read.",
} as const;
