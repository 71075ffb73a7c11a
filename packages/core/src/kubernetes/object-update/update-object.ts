import { applyPatch, type PatchBody, refusedPatch, undecodable } from "../patching/apply-patch.ts";
import { kindFault, withKind } from "../patching/group-version-kind.ts";
import { isSameJson, jsonFrom } from "../patching/json-value.ts";
import { finalizerRemarks, validateCoreFinalizers, validateMetadata } from "../patching/metadata-rules.ts";
import { ObjectDraft } from "../patching/object-draft.ts";
import { conflictOf, misnamed, type ObjectUpdate, refusedDraft } from "../patching/object-outcome.ts";
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
  const document = withKind(patched.value, old.object);
  const decoded = kind.decode(document, patch.type === "strategic" ? "map" : "json");
  if (typeof decoded === "string") return undecodable(patch, document, decoded);
  const stranger = kind.lists === null ? null : kindFault(document, old.object);
  if (stranger !== null) return undecodable(patch, document, stranger);
  const draft = new ObjectDraft(decoded.value);
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
  return { kind: outcome, object: draft.object, warnings: [...decoded.unknown, ...remarks] };
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
  const decoded = kind.decode(jsonFrom(current), "map");
  const draft = new ObjectDraft(typeof decoded === "string" ? {} : decoded.value);
  kind.prepare(draft, draft);
  return draft;
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
