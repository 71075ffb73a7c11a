import { applyPatch, type PatchBody, undecodable } from "../patching/apply-patch.ts";
import { isSameJson, jsonFrom, memberOf } from "../patching/json-value.ts";
import { validateFinalizers, validateMetadata } from "../patching/metadata-rules.ts";
import { ObjectDraft, textIn } from "../patching/object-draft.ts";
import {
  badRequest,
  conflictOf,
  misnamed,
  type ObjectUpdate,
  refusedFor,
  unprocessable,
} from "../patching/object-outcome.ts";
import { configMapKind } from "./config-map.ts";
import { endpointSliceKind } from "./endpoint-slice.ts";
import { ipPoolKind } from "./ip-pool.ts";
import { nodeKind } from "./node.ts";
import type { ObjectKind } from "./object-kind.ts";
import { podKind } from "./pod.ts";

/** The kinds that {@link updateObject} patches; a Service has ports and addresses to be handed out: `updateService`. */
export type PatchableKind = "ConfigMap" | "EndpointSlice" | "Pod" | "Node" | "CiliumLoadBalancerIPPool";

const kinds: Readonly<Record<PatchableKind, ObjectKind>> = {
  ConfigMap: configMapKind,
  EndpointSlice: endpointSliceKind,
  Pod: podKind,
  Node: nodeKind,
  CiliumLoadBalancerIPPool: ipPoolKind,
};

/**
 * A patch of an object, from body to stored object, as kube-apiserver 1.36.3 does it: patch, decode, default, validate.
 * `current` is the object as it is stored; its status is no patch's business.
 */
export function updateObject(name: PatchableKind, current: unknown, patch: PatchBody): ObjectUpdate {
  const kind = kinds[name];
  const old = stored(kind, current);
  if (patch.type === "strategic" && kind.lists === null) return unsupportedType();
  const patched = applyPatch(old.object, patch, kind.lists ?? new Map());
  if (patched.kind === "malformed") return badRequest(patched.why);
  if (patched.kind === "failed") return unprocessable(patched.why);
  const decoded = kind.decode(patched.value, patch.type === "strategic" ? "map" : "json");
  if (typeof decoded === "string") return undecodable(patch, patched.value, decoded);
  const draft = new ObjectDraft(decoded.value);
  const refusal = misnamed(draft, old) ?? conflictOf(draft, old, kind.resource);
  if (refusal !== null) return refusal;
  keep(draft, old);
  kind.prepare(draft, old);
  const errors = [
    ...validateMetadata(draft.metadata, old.metadata),
    ...validateFinalizers(draft.metadata),
    ...kind.validate(draft, old),
  ];
  if (errors.length > 0) return refusedFor(kind.kind, draft.name, errors);
  const outcome = isSameJson(draft.object, old.object) ? "unchanged" : "updated";
  return { kind: outcome, object: draft.object, warnings: decoded.unknown };
}

/** How kubectl names an object of the kind: `configmap`, `ciliumloadbalancerippool.cilium.io`. */
export function printedKind(kind: PatchableKind): string {
  return kinds[kind].printed;
}

/** How the API server names objects of the kind: `configmaps`, `endpointslices.discovery.k8s.io`. */
export function resourceName(kind: PatchableKind): string {
  return kinds[kind].resource;
}

/** As a server holds it that has defaulted it when it was made. */
function stored(kind: ObjectKind, current: unknown): ObjectDraft {
  const decoded = kind.decode(jsonFrom(current), "map");
  const draft = new ObjectDraft(typeof decoded === "string" ? {} : decoded.value);
  kind.prepare(draft, draft);
  return draft;
}

/** Moments and the generation are the server's own (registry/rest/update.go BeforeUpdate). */
function keep(draft: ObjectDraft, old: ObjectDraft): void {
  for (const key of ["creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds"]) {
    draft.setMetadata(key, memberOf(old.metadata, key));
  }
  if (textIn(draft.metadata, "uid") === "") draft.setMetadata("uid", memberOf(old.metadata, "uid"));
}

/** apiserver/pkg/endpoints/handlers/negotiation/errors.go */
function unsupportedType(): ObjectUpdate {
  const accepted = "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";
  return {
    kind: "refused",
    code: 415,
    reason: "UnsupportedMediaType",
    object: null,
    causes: [],
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
    explanation: null,
  };
}
