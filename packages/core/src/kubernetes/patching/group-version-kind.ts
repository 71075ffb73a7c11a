import { isJsonMap, type Json, type JsonMap, memberOf, withMember } from "./json-value.ts";
import { textIn } from "./object-draft.ts";

/** Go names the place of the scheme by the line that makes it. */
const SCHEME = "pkg/runtime/scheme.go:111";
/** Kinds that the core group has, of those that somebody may write by mistake. */
const CORE_KINDS = ["ConfigMap", "Endpoints", "Namespace", "Node", "Pod", "Secret", "Service", "ServiceAccount"];

/** Version and kind hold as they were where a patch takes them away. */
export function withKind(document: Json, old: JsonMap): Json {
  if (!isJsonMap(document)) return document;
  return ["apiVersion", "kind"].reduce(
    (map: JsonMap, key) => (textIn(map, key) === "" ? withMember(map, key, memberOf(old, key)) : map),
    document,
  );
}

/** Why a document of another version or kind cannot become one of this; null: it is one. */
export function kindFault(document: Json, old: JsonMap): string | null {
  if (!isJsonMap(document)) return null;
  const [version, kind] = [textIn(document, "apiVersion"), textIn(document, "kind")];
  if (version === textIn(old, "apiVersion") && kind === textIn(old, "kind")) return null;
  if (version === "v1" && CORE_KINDS.includes(kind)) {
    return `converting (v1.${kind}) to (core.${textIn(old, "kind")}): unknown conversion`;
  }
  return `no kind "${kind}" is registered for version "${version}" in scheme "${SCHEME}"`;
}
