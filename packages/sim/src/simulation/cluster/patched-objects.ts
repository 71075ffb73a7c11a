import {
  type Birth,
  type ClusterSnapshot,
  type CreatableKind,
  createObject,
  type JsonMap,
  type ObjectUpdate,
  type PatchableKind,
  patchOfManifest,
  printApplied,
  printCreation,
  printedKind,
  printObjectUpdate,
  strictUpdate,
  tooLargeToPatch,
  updateObject,
} from "@splithorizon/core";
import type { AppliedManifest } from "../world/applied-manifest.ts";
import type { ObjectPatch } from "../world/part.ts";
import type { ServicePatchResult } from "./cluster-services.ts";
import { type DeletableKind, type ObjectName, shownObject, withoutStored, withStored } from "./stored-lists.ts";

/** Where a cluster's objects are. */
export interface PatchedObjectsOwner {
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
  /** The object as its manifest has it, with what a snapshot leaves out; null: there is no manifest. */
  manifestOf(kind: PatchableKind, namespace: string, name: string): unknown;
}

/** What kubectl takes for a kind, in lower case. */
const KINDS: Readonly<Record<string, PatchableKind>> = {
  configmap: "ConfigMap",
  configmaps: "ConfigMap",
  cm: "ConfigMap",
  endpointslice: "EndpointSlice",
  endpointslices: "EndpointSlice",
  pod: "Pod",
  pods: "Pod",
  po: "Pod",
  node: "Node",
  nodes: "Node",
  no: "Node",
  ciliumloadbalancerippool: "CiliumLoadBalancerIPPool",
  ciliumloadbalancerippools: "CiliumLoadBalancerIPPool",
  ippool: "CiliumLoadBalancerIPPool",
  ippools: "CiliumLoadBalancerIPPool",
  lbippool: "CiliumLoadBalancerIPPool",
  lbippools: "CiliumLoadBalancerIPPool",
  namespace: "Namespace",
  namespaces: "Namespace",
  ns: "Namespace",
  ciliumbgpclusterconfig: "CiliumBGPClusterConfig",
  ciliumbgpclusterconfigs: "CiliumBGPClusterConfig",
  cbgpcluster: "CiliumBGPClusterConfig",
  ciliumbgppeerconfig: "CiliumBGPPeerConfig",
  ciliumbgppeerconfigs: "CiliumBGPPeerConfig",
  cbgppeer: "CiliumBGPPeerConfig",
  ciliumbgpadvertisement: "CiliumBGPAdvertisement",
  ciliumbgpadvertisements: "CiliumBGPAdvertisement",
  cbgpadvert: "CiliumBGPAdvertisement",
  ciliuml2announcementpolicy: "CiliumL2AnnouncementPolicy",
  ciliuml2announcementpolicies: "CiliumL2AnnouncementPolicy",
  l2announcement: "CiliumL2AnnouncementPolicy",
};

/** null: objects of that kind are not patched here. */
export function patchableKind(word: string): PatchableKind | null {
  return Object.hasOwn(KINDS, word) ? (KINDS[word] ?? null) : null;
}

/**
 * ConfigMaps, EndpointSlices, Pods, Nodes and pools of a cluster as its API server keeps them: whole objects, of which the
 * snapshot shows what is modelled. What others write, states and endpoints, is taken from the snapshot as it is now.
 */
export class PatchedObjects {
  readonly #owner: PatchedObjectsOwner;
  readonly #objects = new Map<string, JsonMap>();
  readonly #deleted = new Set<string>();
  #version = 0;

  constructor(owner: PatchedObjectsOwner) {
    this.#owner = owner;
  }

  /** null: there is no such object. */
  patch(kind: PatchableKind, { namespace, name, type, body }: ObjectPatch): ServicePatchResult | null {
    const current = this.stored(kind, { namespace, name });
    if (current === null) return null;
    const update = updateObject(kind, current, { type, body });
    const text = printObjectUpdate(update, printedKind(kind), name);
    if (update.kind === "refused") return { answer: { isAccepted: false, text }, remarks: remarksOf(update) };
    if (update.kind === "updated") this.#put(kind, { namespace, name }, update.object);
    return { answer: { isAccepted: true, text }, remarks: update.warnings.map((warning) => `Warning: ${warning}`) };
  }

  /** As the API server has it: what others write is as it is now; null: there is no such object. */
  stored(kind: PatchableKind, { namespace, name }: ObjectName): JsonMap | null {
    const present = this.#presentOf(kind, { namespace, name });
    const written = this.#objects.get(keyOf(kind, { namespace, name })) ?? this.#manifestOf(kind, { namespace, name });
    const whole = written ?? present;
    return whole === null ? null : withPresent(kind, mapFrom(whole), present ?? {});
  }

  /** An object that is not there yet. */
  create(kind: CreatableKind, manifest: JsonMap, named: ObjectName, birth: Birth): ServicePatchResult {
    const creation = createObject(kind, manifest, birth);
    const text = printCreation(creation, printedKind(kind), named.name);
    if (creation.kind === "refused") return { answer: { isAccepted: false, text }, remarks: remarksOf(creation) };
    this.#put(kind, named, creation.object);
    return { answer: { isAccepted: true, text }, remarks: [] };
  }

  /** `kubectl apply` of an object that is there. */
  applyTo(applied: AppliedManifest, kind: PatchableKind, current: JsonMap): ServicePatchResult {
    const patch = patchOfManifest(kind, applied.manifest, current);
    const object = { ...applied, kind, patch };
    if (patch === null) return { answer: { isAccepted: true, text: printApplied(null, object) }, remarks: [] };
    const update = tooLargeToPatch(patch) ?? strictUpdate(kind, updateObject(kind, current, patch), { patch, current });
    const text = printApplied(update, object);
    if (update.kind === "refused") return { answer: { isAccepted: false, text }, remarks: remarksOf(update) };
    if (update.kind === "updated") this.#put(kind, applied, update.object);
    return { answer: { isAccepted: true, text }, remarks: [] };
  }

  delete(kind: DeletableKind, named: ObjectName): void {
    this.#objects.delete(keyOf(kind, named));
    this.#deleted.add(keyOf(kind, named));
    this.#owner.setSnapshot(withoutStored(kind, this.#owner.snapshot(), named));
  }

  #presentOf(kind: PatchableKind, named: ObjectName): JsonMap | null {
    const shown = shownObject(kind, this.#owner.snapshot(), named);
    return shown === null ? null : mapFrom(shown);
  }

  /** What has been deleted is not what the site's files say of it any more. */
  #manifestOf(kind: PatchableKind, named: ObjectName): JsonMap | null {
    if (this.#deleted.has(keyOf(kind, named))) return null;
    const manifest = this.#owner.manifestOf(kind, named.namespace, named.name);
    return manifest === null || manifest === undefined ? null : mapFrom(manifest);
  }

  #put(kind: PatchableKind, named: ObjectName, object: JsonMap): void {
    const written = this.#numbered(object);
    this.#objects.set(keyOf(kind, named), written);
    this.#owner.setSnapshot(withStored(kind, this.#owner.snapshot(), written, named));
  }

  /** Each write has a version of its own; which number it is, nobody can tell beforehand. */
  #numbered(object: JsonMap): JsonMap {
    const metadata = mapFrom(object["metadata"]);
    const before = Number(metadata["resourceVersion"] ?? 0);
    this.#version = Math.max(this.#version, Number.isFinite(before) ? before : 0) + 1;
    return { ...object, metadata: { ...metadata, resourceVersion: String(this.#version) } };
  }
}

/** What controllers and kubelets write is newer in the snapshot than where the object was last written by a patch. */
function withPresent(kind: PatchableKind, whole: JsonMap, present: JsonMap): JsonMap {
  const fields = kind === "EndpointSlice" ? ["endpoints", "ports"] : ["status"];
  const newer = Object.entries(present).filter(([key]) => fields.includes(key));
  return { ...whole, ...Object.fromEntries(newer) };
}

function keyOf(kind: PatchableKind, { namespace, name }: ObjectName): string {
  return `${kind} ${namespace}/${name}`;
}

function remarksOf({ explanation }: ObjectUpdate & { readonly kind: "refused" }): readonly string[] {
  return explanation === null ? [] : [explanation];
}

/** Values come from JSON or YAML, or from our own objects. */
function mapFrom(value: unknown): JsonMap {
  const parsed: unknown = JSON.parse(JSON.stringify(value ?? {}));
  return isMap(parsed) ? parsed : {};
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
