import {
  type ClusterSnapshot,
  type JsonMap,
  type ObjectMeta,
  type ObjectUpdate,
  type PatchableKind,
  printedKind,
  printObjectUpdate,
  snapshotFromObjects,
  sourceFromText,
  updateObject,
  wholeSpan,
} from "@splithorizon/core";
import { configMapObject, endpointSliceObject, nodeObject, podObject, poolObject } from "../show/index.ts";
import type { ServicePatchResult } from "./cluster-services.ts";
import type { ObjectPatch } from "./part.ts";

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
  #version = 0;

  constructor(owner: PatchedObjectsOwner) {
    this.#owner = owner;
  }

  /** null: there is no such object. */
  patch(kind: PatchableKind, { namespace, name, type, body }: ObjectPatch): ServicePatchResult | null {
    const key = `${kind} ${namespace}/${name}`;
    const present = this.#presentOf(kind, namespace, name);
    const written = this.#objects.get(key) ?? this.#owner.manifestOf(kind, namespace, name) ?? present;
    if (written === null) return null;
    const update = updateObject(kind, withPresent(kind, mapFrom(written), present ?? {}), { type, body });
    const text = printObjectUpdate(update, printedKind(kind), name);
    if (update.kind === "refused") return { answer: { isAccepted: false, text }, remarks: remarksOf(update) };
    if (update.kind === "updated") {
      const object = this.#numbered(update.object);
      this.#objects.set(key, object);
      this.#store(kind, namespace, name, object);
    }
    return { answer: { isAccepted: true, text }, remarks: update.warnings.map((warning) => `Warning: ${warning}`) };
  }

  /** As the snapshot has it. */
  #presentOf(kind: PatchableKind, namespace: string, name: string): JsonMap | null {
    const isIt = ({ metadata }: { readonly metadata: ObjectMeta }): boolean =>
      metadata.name === name && metadata.namespace === namespace;
    const snapshot = this.#owner.snapshot();
    const shown = <T extends { readonly metadata: ObjectMeta }>(
      items: readonly T[],
      print: (item: T) => unknown,
    ): JsonMap | null => {
      const found = items.find(isIt);
      return found === undefined ? null : mapFrom(print(found));
    };
    switch (kind) {
      case "ConfigMap":
        return shown(snapshot.corefiles, configMapObject);
      case "EndpointSlice":
        return shown(snapshot.endpointSlices, endpointSliceObject);
      case "Pod":
        return shown(snapshot.pods, podObject);
      case "Node":
        return shown(snapshot.nodes, nodeObject);
      case "CiliumLoadBalancerIPPool":
        return shown(snapshot.loadBalancerIpPools, poolObject);
    }
  }

  #store(kind: PatchableKind, namespace: string, name: string, object: JsonMap): void {
    const place = wholeSpan(sourceFromText(kind, ""));
    const { value } = snapshotFromObjects([{ value: object, locate: () => place }]);
    const isIt: IsIt = ({ metadata }) => metadata.name === name && metadata.namespace === namespace;
    this.#owner.setSnapshot(withWritten(kind, this.#owner.snapshot(), { read: value, object, isIt }));
  }

  /** Each write has a version of its own; which number it is, nobody can tell beforehand. */
  #numbered(object: JsonMap): JsonMap {
    const metadata = mapFrom(object["metadata"]);
    const before = Number(metadata["resourceVersion"] ?? 0);
    this.#version = Math.max(this.#version, Number.isFinite(before) ? before : 0) + 1;
    return { ...object, metadata: { ...metadata, resourceVersion: String(this.#version) } };
  }
}

type IsIt = (item: { readonly metadata: ObjectMeta }) => boolean;

/** The object as it is stored now, and as a snapshot shows it. */
interface Written {
  readonly read: ClusterSnapshot;
  readonly object: JsonMap;
  readonly isIt: IsIt;
}

function withWritten(kind: PatchableKind, snapshot: ClusterSnapshot, { read, object, isIt }: Written): ClusterSnapshot {
  switch (kind) {
    case "ConfigMap": {
      const corefile = corefileIn(object);
      const corefiles = snapshot.corefiles.map((known) => (isIt(known) ? { ...known, corefile } : known));
      return { ...snapshot, corefiles };
    }
    case "EndpointSlice": {
      const [slice] = read.endpointSlices;
      const endpointSlices = snapshot.endpointSlices.map((known) => (isIt(known) ? (slice ?? known) : known));
      return { ...snapshot, endpointSlices };
    }
    case "Pod": {
      const metadata = read.pods[0]?.metadata;
      const pods = snapshot.pods.map((known) => (isIt(known) && metadata ? { ...known, metadata } : known));
      return { ...snapshot, pods };
    }
    case "Node":
      return withNode(snapshot, read.nodes[0], isIt);
    case "CiliumLoadBalancerIPPool": {
      const [pool] = read.loadBalancerIpPools;
      const loadBalancerIpPools = snapshot.loadBalancerIpPools.map((known) =>
        isIt(known) && pool !== undefined ? { ...pool, conditions: known.conditions } : known,
      );
      return { ...snapshot, loadBalancerIpPools };
    }
  }
}

/** Each agent keeps its CiliumNode's labels as its Node has them (pkg/nodediscovery); nodeSelectors look there. */
function withNode(
  snapshot: ClusterSnapshot,
  node: ClusterSnapshot["nodes"][number] | undefined,
  isIt: IsIt,
): ClusterSnapshot {
  if (node === undefined) return snapshot;
  const { metadata, podCidrs, unschedulable } = node;
  const nodes = snapshot.nodes.map((known) => (isIt(known) ? { ...known, metadata, podCidrs, unschedulable } : known));
  const { labels } = metadata;
  const ciliumNodes = snapshot.ciliumNodes.map((known) =>
    isIt(known) ? { ...known, metadata: { ...known.metadata, labels } } : known,
  );
  return { ...snapshot, nodes, ciliumNodes };
}

/** Empty where the ConfigMap has lost it. */
function corefileIn(object: JsonMap): string {
  const data = object["data"];
  const text = isMap(data) ? data["Corefile"] : undefined;
  return typeof text === "string" ? text : "";
}

/** What controllers and kubelets write is newer in the snapshot than where the object was last written by a patch. */
function withPresent(kind: PatchableKind, whole: JsonMap, present: JsonMap): JsonMap {
  const fields = kind === "EndpointSlice" ? ["endpoints", "ports"] : ["status"];
  const newer = Object.entries(present).filter(([key]) => fields.includes(key));
  return { ...whole, ...Object.fromEntries(newer) };
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
