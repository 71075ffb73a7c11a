import type { PatchBody } from "./apply-patch.ts";
import { isJsonMap, type Json, type JsonMap, memberOf, withMember } from "./json-value.ts";
import { textIn } from "./object-draft.ts";

const KEYS = ["apiVersion", "kind"] as const;
/** Go names the place of the scheme by the line that makes it. */
const SCHEME = "pkg/runtime/scheme.go:111";
/** Kinds that the core group has, of those that somebody may write by mistake. */
const CORE_KINDS = ["ConfigMap", "Endpoints", "Namespace", "Node", "Pod", "Secret", "Service", "ServiceAccount"];

/** A strategic patch changes neither version nor kind, whatever it says; of the others, one that is taken away is filled in. */
export function withKind(document: Json, old: JsonMap, type: PatchBody["type"]): Json {
  if (!isJsonMap(document)) return document;
  const isLost = KEYS.every((key) => textIn(document, key) === "");
  if (isLost && type !== "strategic") return document;
  return KEYS.reduce(
    (map: JsonMap, key) =>
      type === "strategic" || textIn(map, key) === "" ? withMember(map, key, memberOf(old, key)) : map,
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

/** Without version and kind the server reads nothing of it, not even the name. */
export function hasKind(document: Json): boolean {
  return !isJsonMap(document) || KEYS.some((key) => textIn(document, key) !== "");
}
