import type { Prefix } from "../../dns/index.ts";
import { applyPatch, type PatchBody, refusedPatch, undecodable } from "../patching/apply-patch.ts";
import type { FieldError } from "../patching/field-error.ts";
import { decodeObject, type Reading } from "../patching/go-shape.ts";
import { hasKind, kindFault, withKind } from "../patching/group-version-kind.ts";
import { isJsonMap, isSameJson, jsonFrom, memberOf } from "../patching/json-value.ts";
import {
  conflictOf,
  misnamed,
  type ObjectUpdate,
  refusedFor,
  serverFault,
  undeterminable,
} from "../patching/object-outcome.ts";
import { keepServersOwn } from "../patching/servers-own.ts";
import { allocateClusterIps, ClusterIps, joinClusterIps } from "./cluster-ips.ts";
import { type AllocationFault, allocateNodePorts, keepAllocated, NodePorts, type PortChooser } from "./node-ports.ts";
import { setDefaults, setReadDefaults } from "./service-defaults.ts";
import { SERVICE_LISTS, serviceShape } from "./service-shape.ts";
import { ServiceDraft } from "./service-spec.ts";
import { serviceWarnings } from "./service-warnings.ts";
import { validateUpdate } from "./validate-update.ts";
import { wipeFields } from "./wipe-fields.ts";

/** What the API server hands out, and what of it is taken by all services. */
export interface ServiceAllocations {
  readonly nodePorts: readonly number[];
  readonly clusterIps: readonly string[];
  /** --service-cluster-ip-range; the first one's family is the cluster's. */
  readonly serviceCidrs: readonly Prefix[];
  /** A number below `among`. */
  readonly choose: PortChooser;
}

/**
 * A patch of a Service, from body to stored object, in the API server's order: patch, decode, default, keep what was
 * allocated, allocate, wipe what the type has no use for, validate (kube-apiserver 1.36.3; facts: kubernetes-api.md A2).
 * The status is no patch's business. `current` is the object as it is stored.
 */
export function updateService(current: unknown, patch: PatchBody, allocations: ServiceAllocations): ObjectUpdate {
  const old = storedService(current);
  const patched = applyPatch(old.object, patch, SERVICE_LISTS);
  if (patched.kind !== "patched") return refusedPatch(patched);
  const document = withKind(patched.value, old.object, patch.type);
  if (!hasKind(document) && hasKind(old.object)) return undeterminable(old.name);
  const decoded = decodeObject(document, serviceShape, patch.type === "strategic" ? "map" : "json");
  if (typeof decoded === "string") return undecodable(patch, document, decoded);
  const stranger = kindFault(document, old.object);
  if (stranger !== null) return undecodable(patch, document, stranger);
  const draft = new ServiceDraft(decoded.value);
  setDefaults(draft);
  const refusal = misnamed(draft, old) ?? conflictOf(draft, old, "services") ?? prepareService(draft, old, allocations);
  if (refusal !== null) return refusal;
  const warnings = [...decoded.unknown, ...serviceWarnings(draft)];
  return isSameJson(draft.object, old.object)
    ? { kind: "unchanged", object: draft.object, warnings }
    : { kind: "updated", object: draft.object, warnings };
}

/** As a server holds it that has defaulted it when it was made. */
export function storedService(current: unknown): ServiceDraft {
  const decoded = decodeObject(jsonFrom(current), serviceShape, "map" satisfies Reading);
  const draft = new ServiceDraft(typeof decoded === "string" ? {} : decoded.value);
  setDefaults(draft);
  setReadDefaults(draft);
  return draft;
}

/** Hands out, wipes and validates; `known`: what is wrong with a new object's name. @returns why it is refused; null: the draft is what will be stored. */
export function prepareService(
  draft: ServiceDraft,
  old: ServiceDraft,
  allocations: ServiceAllocations,
  known: readonly FieldError[] = [],
): ObjectUpdate | null {
  const { name } = draft;
  keepAllocated(draft, old);
  joinClusterIps(draft, old);
  const ips = new ClusterIps(allocations.serviceCidrs, allocations.clusterIps, allocations.choose);
  const ports = new NodePorts(allocations.nodePorts, allocations.choose);
  const fault = allocateClusterIps(draft, old, ips) ?? allocateNodePorts(draft, old, ports);
  if (fault !== null) return refusedAllocation(name, fault);
  keepStatus(draft, old);
  wipeFields(draft, old);
  const errors = [...known, ...validateUpdate(draft, old)];
  return errors.length > 0 ? refusedFor("Service", name, errors) : null;
}

/** The status stays as it is, without the addresses of a load balancer that is none any more; so does what of the metadata is the server's own. */
function keepStatus(draft: ServiceDraft, old: ServiceDraft): void {
  const status = memberOf(old.object, "status");
  const isBalanced = draft.type === "LoadBalancer" || !isJsonMap(status);
  draft.setTop("status", isBalanced ? status : { ...status, loadBalancer: {} });
  keepServersOwn(draft, old);
}

function refusedAllocation(name: string, fault: AllocationFault): ObjectUpdate {
  if (fault.kind === "invalid") return refusedFor("Service", name, fault.errors);
  if (fault.kind === "fault") return serverFault(fault.message);
  const message = `Internal error occurred: ${fault.message}`;
  return { kind: "refused", code: 500, reason: "InternalError", object: null, causes: [], message, explanation: null };
}
