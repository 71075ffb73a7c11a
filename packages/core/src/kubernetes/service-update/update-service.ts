import type { Prefix } from "../../dns/index.ts";
import { allocateClusterIps, ClusterIps, joinClusterIps } from "./cluster-ips.ts";
import { type FieldError, invalid, printFieldError } from "./field-error.ts";
import { applyJsonPatch, type Patched } from "./json-patch.ts";
import { goText, isJsonMap, isSameJson, type Json, type JsonMap, jsonFrom, jsonText, memberOf } from "./json-value.ts";
import { mergePatch } from "./merge-patch.ts";
import { type AllocationFault, allocateNodePorts, keepAllocated, NodePorts, type PortChooser } from "./node-ports.ts";
import { setDefaults, setReadDefaults } from "./service-defaults.ts";
import { decodeService, type Reading } from "./service-shape.ts";
import { ServiceDraft, textIn } from "./service-spec.ts";
import { strategicPatch } from "./strategic-patch.ts";
import { validateUpdate } from "./validate-update.ts";
import { wipeFields } from "./wipe-fields.ts";

/** The body of a patch, and how it is meant: kubectl sends `strategic` unless it is told otherwise. */
export interface ServicePatch {
  readonly type: "strategic" | "merge" | "json";
  readonly body: unknown;
}

/** What the API server hands out, and what of it is taken by all services. */
export interface ServiceAllocations {
  readonly nodePorts: readonly number[];
  readonly clusterIps: readonly string[];
  /** --service-cluster-ip-range; the first one's family is the cluster's. */
  readonly serviceCidrs: readonly Prefix[];
  /** A number below `among`. */
  readonly choose: PortChooser;
}

/** What the API server makes of a patch to a Service. */
export type ServiceUpdate =
  | {
      readonly kind: "updated";
      /** The Service as it is stored now. */
      readonly object: JsonMap;
      /** Fields that it does not know and has dropped; kubectl prints them in front. */
      readonly warnings: readonly string[];
    }
  /** Nothing is stored, and no watcher is told. */
  | { readonly kind: "unchanged"; readonly object: JsonMap; readonly warnings: readonly string[] }
  | {
      readonly kind: "refused";
      readonly code: 400 | 409 | 422 | 500;
      readonly reason: "BadRequest" | "Conflict" | "Invalid" | "InternalError";
      /** The object that the server names; null: none. */
      readonly object: string | null;
      /** Fields that are wrong, each as `field: what`. */
      readonly causes: readonly string[];
      readonly message: string;
      /** What the server does not tell: which operation of a JSON patch fails. */
      readonly explanation: string | null;
    };

/**
 * A patch of a Service, from body to stored object, in the API server's order: patch, decode, default, keep what was
 * allocated, allocate, wipe what the type has no use for, validate (kube-apiserver 1.36.3; facts: kubernetes-api.md A2).
 * The status is no patch's business. `current` is the object as it is stored.
 */
export function updateService(current: unknown, patch: ServicePatch, allocations: ServiceAllocations): ServiceUpdate {
  const old = storedService(current);
  const body = jsonFrom(patch.body);
  const patched = applyPatch(old.object, { ...patch, body });
  if (patched.kind === "malformed") return badRequest(patched.why);
  if (patched.kind === "failed") return unprocessable(patched.why);
  const decoded = decodeService(patched.value, patch.type === "strategic" ? "map" : "json");
  if (typeof decoded === "string") {
    const shown = patch.type === "strategic" ? goText(body) : jsonText(patched.value);
    return refusedFor("", "", [invalid("patch", shown, decoded)]);
  }
  const draft = new ServiceDraft(decoded.value);
  setDefaults(draft);
  const refusal = misnamed(draft, old) ?? conflictOf(draft, old) ?? prepare(draft, old, allocations);
  if (refusal !== null) return refusal;
  const warnings = decoded.unknown;
  return isSameJson(draft.object, old.object)
    ? { kind: "unchanged", object: draft.object, warnings }
    : { kind: "updated", object: draft.object, warnings };
}

/** As a server holds it that has defaulted it when it was made. */
export function storedService(current: unknown): ServiceDraft {
  const decoded = decodeService(jsonFrom(current), "map" satisfies Reading);
  const draft = new ServiceDraft(typeof decoded === "string" ? {} : decoded.value);
  setDefaults(draft);
  setReadDefaults(draft);
  return draft;
}

function applyPatch(
  object: JsonMap,
  { type, body }: { readonly type: ServicePatch["type"]; readonly body: Json },
): Patched {
  switch (type) {
    case "json":
      return applyJsonPatch(object, body);
    case "merge":
      if (!isJsonMap(body)) return { kind: "malformed", why: "error decoding patch: json: cannot unmarshal" };
      return { kind: "patched", value: mergePatch(object, body) };
    case "strategic":
      return strategicPatch(object, body);
  }
}

/** @returns why it is refused; null: the draft is what will be stored. */
function prepare(draft: ServiceDraft, old: ServiceDraft, allocations: ServiceAllocations): ServiceUpdate | null {
  const { name } = draft;
  keepAllocated(draft, old);
  joinClusterIps(draft, old);
  const ips = new ClusterIps(allocations.serviceCidrs, allocations.clusterIps, allocations.choose);
  const ports = new NodePorts(allocations.nodePorts, allocations.choose);
  const fault = allocateClusterIps(draft, old, ips) ?? allocateNodePorts(draft, old, ports);
  if (fault !== null) return refusedAllocation(name, fault);
  keepStatus(draft, old);
  wipeFields(draft, old);
  const errors = validateUpdate(draft, old);
  return errors.length > 0 ? refusedFor("Service", name, errors) : null;
}

/** The status stays as it is, without the addresses of a load balancer that is none any more; so does when it was made. */
function keepStatus(draft: ServiceDraft, old: ServiceDraft): void {
  const status = memberOf(old.object, "status");
  const isBalanced = draft.type === "LoadBalancer" || !isJsonMap(status);
  draft.setTop("status", isBalanced ? status : { ...status, loadBalancer: {} });
  for (const key of ["creationTimestamp", "generation", "deletionTimestamp"]) {
    draft.setMetadata(key, memberOf(old.metadata, key));
  }
  if (textIn(draft.metadata, "uid") === "") draft.setMetadata("uid", memberOf(old.metadata, "uid"));
}

/** A patch is for the object that the request names (apiserver/pkg/endpoints/handlers/rest.go checkName). */
function misnamed(draft: ServiceDraft, old: ServiceDraft): ServiceUpdate | null {
  const [namespace, known] = [textIn(draft.metadata, "namespace"), textIn(old.metadata, "namespace")];
  if (namespace === "") draft.setMetadata("namespace", memberOf(old.metadata, "namespace"));
  if (draft.name !== old.name) {
    return badRequest(`the name of the object (${draft.name}) does not match the name on the URL (${old.name})`);
  }
  if (namespace === "" || namespace === known) return null;
  return badRequest(
    `the namespace of the object (${namespace}) does not match the namespace on the request (${known})`,
  );
}

/** A patch that names another version than the stored one. */
function conflictOf(draft: ServiceDraft, old: ServiceDraft): ServiceUpdate | null {
  const [asked, stored] = [textIn(draft.metadata, "resourceVersion"), textIn(old.metadata, "resourceVersion")];
  if (asked === "" || asked === stored) {
    draft.setMetadata("resourceVersion", memberOf(old.metadata, "resourceVersion"));
    return null;
  }
  const why = "the object has been modified; please apply your changes to the latest version and try again";
  const message = `Operation cannot be fulfilled on services "${old.name}": ${why}`;
  return { kind: "refused", code: 409, reason: "Conflict", object: null, causes: [], message, explanation: null };
}

function badRequest(message: string): ServiceUpdate {
  return { kind: "refused", code: 400, reason: "BadRequest", object: null, causes: [], message, explanation: null };
}

/** All that is told of a JSON patch of which an operation fails, whichever it is. */
function unprocessable(explanation: string): ServiceUpdate {
  const message = "the server rejected our request due to an error in our request";
  return { kind: "refused", code: 422, reason: "Invalid", object: null, causes: [], message, explanation };
}

function refusedFor(kind: string, name: string, errors: readonly FieldError[]): ServiceUpdate {
  const causes = [...new Set(errors.map(printFieldError))];
  const all = causes.length === 1 ? causes.join("") : `[${causes.join(", ")}]`;
  const object = kind === "" ? null : `${kind} "${name}"`;
  const message = `${kind} "${name}" is invalid: ${all}`;
  return { kind: "refused", code: 422, reason: "Invalid", object, causes, message, explanation: null };
}

function refusedAllocation(name: string, fault: AllocationFault): ServiceUpdate {
  if (fault.kind === "invalid") return refusedFor("Service", name, fault.errors);
  const message = `Internal error occurred: ${fault.message}`;
  return { kind: "refused", code: 500, reason: "InternalError", object: null, causes: [], message, explanation: null };
}
