import { applyPatch, type PatchBody, refusedPatch, undecodable } from "../patching/apply-patch.ts";
import { invalid } from "../patching/field-error.ts";
import type { Decoded } from "../patching/go-shape.ts";
import { hasKind, kindFault, withKind } from "../patching/group-version-kind.ts";
import { isJsonMap, isSameJson, type Json, jsonFrom, sortedDeep } from "../patching/json-value.ts";
import { finalizerRemarks, validateCoreFinalizers, validateMetadata } from "../patching/metadata-rules.ts";
import { ObjectDraft, textIn } from "../patching/object-draft.ts";
import {
  conflictOf,
  misnamed,
  type ObjectUpdate,
  refusedDraft,
  refusedFor,
  undeterminable,
} from "../patching/object-outcome.ts";
import { keepServersOwn } from "../patching/servers-own.ts";
import { bgpAdvertisementKind, bgpClusterConfigKind, bgpPeerConfigKind, l2PolicyKind } from "./bgp-kinds.ts";
import { configMapKind } from "./config-map.ts";
import { endpointSliceKind } from "./endpoint-slice.ts";
import { ipPoolKind } from "./ip-pool.ts";
import { namespaceKind } from "./namespace.ts";
import { nodeKind } from "./node.ts";
import type { ObjectKind } from "./object-kind.ts";
import { podKind } from "./pod.ts";

/** The kinds that {@link updateObject} patches; a Service has ports and addresses to be handed out: `updateService`. */
export type PatchableKind =
  | "Namespace"
  | "ConfigMap"
  | "EndpointSlice"
  | "Pod"
  | "Node"
  | "CiliumLoadBalancerIPPool"
  | "CiliumBGPClusterConfig"
  | "CiliumBGPPeerConfig"
  | "CiliumBGPAdvertisement"
  | "CiliumL2AnnouncementPolicy";

const kinds: Readonly<Record<PatchableKind, ObjectKind>> = {
  Namespace: namespaceKind,
  ConfigMap: configMapKind,
  EndpointSlice: endpointSliceKind,
  Pod: podKind,
  Node: nodeKind,
  CiliumLoadBalancerIPPool: ipPoolKind,
  CiliumBGPClusterConfig: bgpClusterConfigKind,
  CiliumBGPPeerConfig: bgpPeerConfigKind,
  CiliumBGPAdvertisement: bgpAdvertisementKind,
  CiliumL2AnnouncementPolicy: l2PolicyKind,
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
  if (patched.kind !== "patched") return refusedPatch(patched);
  const read = readDocument(kind, old, patch, patched.value);
  return "kind" in read ? read : settle(kind, old, read);
}

/** The patched document as an object of its kind, or why it is none. */
function readDocument(kind: ObjectKind, old: ObjectDraft, patch: PatchBody, patched: Json): Decoded | ObjectUpdate {
  const isCustom = kind.lists === null;
  const whole = withKind(patched, old.object, patch.type);
  if (!hasKind(whole) && hasKind(old.object) && !isCustom) return undeterminable(old.name);
  // An object of a CRD has no Go type whose fields have an order.
  const document = isCustom ? sortedDeep(whole) : whole;
  const decoded = kind.decode(document, patch.type === "strategic" ? "map" : "json");
  if (typeof decoded === "string") return undecodable(patch, document, decoded);
  const stranger = isCustom ? null : kindFault(document, old.object);
  return stranger === null ? decoded : undecodable(patch, document, stranger);
}

/** What is kept, added, and wrong. */
function settle(kind: ObjectKind, old: ObjectDraft, { value, unknown }: Decoded): ObjectUpdate {
  const draft = new ObjectDraft(value);
  if (kind.lists === null && isAnyVersion(draft)) return unconditional(kind, old.name);
  const refusal = misnamed(draft, old) ?? conflictOf(draft, old, kind.resource);
  if (refusal !== null) return refusal;
  keepServersOwn(draft, old);
  kind.prepare(draft, old);
  const errors = [
    ...validateMetadata(draft.metadata, old.metadata),
    ...(kind.lists === null ? [] : validateCoreFinalizers(draft.metadata)),
    ...kind.validate(draft, old),
  ];
  if (errors.length > 0) return refusedDraft(draft, errors);
  const outcome = isSameJson(draft.object, old.object) ? "unchanged" : "updated";
  const remarks = kind.lists === null ? finalizerRemarks(draft.metadata, old.metadata) : [];
  return { kind: outcome, object: draft.object, warnings: [...unknown, ...remarks] };
}

/** What the API server knows of the kind. */
export function objectKindOf(kind: PatchableKind): ObjectKind {
  return kinds[kind];
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
  const json = jsonFrom(current);
  const named = isJsonMap(json) ? { kind: kind.kind, ...json } : json;
  const decoded = kind.decode(named, "map");
  const draft = new ObjectDraft(typeof decoded === "string" ? {} : decoded.value);
  kind.prepare(draft, draft);
  return draft;
}

function isAnyVersion(draft: ObjectDraft): boolean {
  return /^0+$/.test(textIn(draft.metadata, "resourceVersion"));
}

/** An object of a CRD is not changed whatever its version is (apiserver/pkg/registry/generic/registry/store.go). */
function unconditional({ resource }: ObjectKind, name: string): ObjectUpdate {
  const error = invalid("metadata.resourceVersion", 0, "must be specified for an update");
  const refused = refusedFor(resource, name, [error]);
  const [plural = ""] = resource.split(".");
  return refused.kind === "refused" ? { ...refused, object: `${plural} "${name}"` } : refused;
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
