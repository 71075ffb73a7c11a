import { type FieldError, printFieldError } from "./field-error.ts";
import { type JsonMap, memberOf } from "./json-value.ts";
import { type ObjectDraft, textIn } from "./object-draft.ts";

/** What the API server makes of a patch. */
export type ObjectUpdate =
  | {
      readonly kind: "updated";
      /** The object as it is stored now. */
      readonly object: JsonMap;
      /** Fields that it does not know and has dropped; kubectl prints them in front. */
      readonly warnings: readonly string[];
    }
  /** Nothing is stored, and no watcher is told. */
  | { readonly kind: "unchanged"; readonly object: JsonMap; readonly warnings: readonly string[] }
  | {
      readonly kind: "refused";
      readonly code: 400 | 409 | 413 | 415 | 422 | 500;
      /** Empty: the server tells none. */
      readonly reason:
        | ""
        | "BadRequest"
        | "Conflict"
        | "Invalid"
        | "InternalError"
        | "RequestEntityTooLarge"
        | "UnsupportedMediaType";
      /** The object that the server names; null: none. */
      readonly object: string | null;
      /** Fields that are wrong, each as `field: what`. */
      readonly causes: readonly string[];
      readonly message: string;
      /** What the server does not tell: which operation of a JSON patch fails. */
      readonly explanation: string | null;
    };

/** A patch is for the object that the request names (apiserver/pkg/endpoints/handlers/rest.go checkName). */
export function misnamed(draft: ObjectDraft, old: ObjectDraft): ObjectUpdate | null {
  const [namespace, known] = [textIn(draft.metadata, "namespace"), textIn(old.metadata, "namespace")];
  // Of an object without a namespace none is taken.
  if (namespace === "" || known === "") draft.setMetadata("namespace", memberOf(old.metadata, "namespace"));
  if (draft.name === "") return undeterminable(old.name);
  if (draft.name !== old.name) {
    return badRequest(`the name of the object (${draft.name}) does not match the name on the URL (${old.name})`);
  }
  if (namespace === "" || known === "" || namespace === known) return null;
  // registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace
  return badRequest("the namespace of the provided object does not match the namespace sent on the request");
}

export function undeterminable(name: string): ObjectUpdate {
  return badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
}

/** A patch that names another version than the stored one. */
export function conflictOf(draft: ObjectDraft, old: ObjectDraft, resource: string): ObjectUpdate | null {
  const [asked, stored] = [textIn(draft.metadata, "resourceVersion"), textIn(old.metadata, "resourceVersion")];
  if (!/^\d*$/.test(asked)) return serverFault(`strconv.ParseUint: parsing ${JSON.stringify(asked)}: invalid syntax`);
  // Zero is any version.
  if (asked === "" || /^0+$/.test(asked) || asked === stored) {
    draft.setMetadata("resourceVersion", memberOf(old.metadata, "resourceVersion"));
    return null;
  }
  const why = "the object has been modified; please apply your changes to the latest version and try again";
  const message = `Operation cannot be fulfilled on ${resource} "${old.name}": ${why}`;
  return { kind: "refused", code: 409, reason: "Conflict", object: null, causes: [], message, explanation: null };
}

export function badRequest(message: string): ObjectUpdate {
  return { kind: "refused", code: 400, reason: "BadRequest", object: null, causes: [], message, explanation: null };
}

/** Of a request's body, in bytes (k8s.io/apiserver: MaxRequestBodyBytes). */
const MOST_BYTES = 3 * 1024 * 1024;

/** The body is read before anybody looks what it is for. null: it is small enough. */
export function oversized(body: string): (ObjectUpdate & { readonly kind: "refused" }) | null {
  if (new TextEncoder().encode(body).length <= MOST_BYTES) return null;
  const message = `Request entity too large: limit is ${MOST_BYTES}`;
  const reason = "RequestEntityTooLarge";
  return { kind: "refused", code: 413, reason, object: null, causes: [], message, explanation: null };
}

/** An error that the server has no reason for. */
export function serverFault(message: string): ObjectUpdate {
  return { kind: "refused", code: 500, reason: "", object: null, causes: [], message, explanation: null };
}

/** All that is told of a JSON patch of which an operation fails, whichever it is. */
export function unprocessable(explanation: string): ObjectUpdate {
  const message = "the server rejected our request due to an error in our request";
  return { kind: "refused", code: 422, reason: "Invalid", object: null, causes: [], message, explanation };
}

/** What a draft of a kind cannot be; the message tells the group as well. */
export function refusedDraft(draft: ObjectDraft, errors: readonly FieldError[]): ObjectUpdate {
  const [version, kind] = [textIn(draft.object, "apiVersion"), textIn(draft.object, "kind")];
  const group = version.includes("/") ? `.${version.slice(0, version.indexOf("/"))}` : "";
  const refused = refusedFor(kind, draft.name, errors);
  return refused.kind === "refused"
    ? { ...refused, message: `${kind}${group}${refused.message.slice(kind.length)}` }
    : refused;
}

export function refusedFor(kind: string, name: string, errors: readonly FieldError[]): ObjectUpdate {
  const causes = [...new Set(errors.map(printFieldError))];
  const all = causes.length === 1 ? causes.join("") : `[${causes.join(", ")}]`;
  const object = kind === "" ? null : `${kind} "${name}"`;
  const message = `${kind} "${name}" is invalid: ${all}`;
  return { kind: "refused", code: 422, reason: "Invalid", object, causes, message, explanation: null };
}
