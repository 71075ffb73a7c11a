import { type Birth, type ClusterSnapshot, selects, withLastApplied } from "@splithorizon/core";
import { dnsServiceOf } from "../../site/index.ts";
import type { AppliedPods } from "../pods/applied-pods.ts";
import type { PodReadiness } from "../pods/pod-readiness.ts";
import { type AppliedManifest, whyNotCreated } from "../world/applied-manifest.ts";
import type { ClusterServices, ServicePatchResult } from "./cluster-services.ts";
import type { PatchedObjects } from "./patched-objects.ts";
import { readObject } from "./stored-lists.ts";

/** Who keeps a cluster's objects, and who is told of its pods. */
export interface ApplyingCluster {
  readonly services: ClusterServices;
  readonly objects: PatchedObjects;
  readonly pods: AppliedPods;
  readonly readiness: PodReadiness;
  snapshot(): ClusterSnapshot;
}

const NODES_REGISTER = "a Node registers itself: none can be created here";
const NO_COREDNS_BY_HAND =
  "a pod that the Service of CoreDNS selects cannot be created by hand here: its Deployment is scaled";

/** `kubectl apply` of one object: made where it is not there, else patched by what its manifest says otherwise. */
export function applyObject(cluster: ApplyingCluster, applied: AppliedManifest, birth: Birth): ServicePatchResult {
  const { kind, namespace, name, manifest } = applied;
  const { services, objects } = cluster;
  const named = { namespace, name };
  const current = kind === "Service" ? services.stored(named) : objects.stored(kind, named);
  if (current !== null) {
    const result = kind === "Service" ? services.applyTo(applied, current) : objects.applyTo(applied, kind, current);
    if (kind === "Pod") cluster.readiness.labelsChanged(`${namespace}/${name}`);
    return result;
  }
  const sent = withLastApplied(manifest);
  const why = whyNotCreated(cluster.snapshot(), namespace, sent);
  if (why !== null) return refused(why);
  if (kind === "Service") return services.create(sent, named, birth);
  if (kind === "Node") return refused(NODES_REGISTER);
  if (kind === "Pod" && isCoreDns(cluster.snapshot(), manifest)) return refused(NO_COREDNS_BY_HAND);
  const result = objects.create(kind, sent, named, birth);
  if (kind === "Pod" && result.answer.isAccepted) cluster.pods.created(`${namespace}/${name}`, manifest);
  return result;
}

function isCoreDns(snapshot: ClusterSnapshot, manifest: unknown): boolean {
  const service = dnsServiceOf(snapshot);
  const [pod] = readObject("Pod", manifest).pods;
  if (service === null || pod === undefined || Object.keys(service.selector).length === 0) return false;
  const isThere = pod.metadata.namespace === service.metadata.namespace;
  return isThere && selects({ matchLabels: service.selector, matchExpressions: [] }, pod.metadata.labels);
}

function refused(text: string): ServicePatchResult {
  return { answer: { isAccepted: false, text }, remarks: [] };
}
