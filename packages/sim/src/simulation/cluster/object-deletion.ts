import { printedKind, resourceName } from "@splithorizon/core";
import type { ObjectDeletion, PatchAnswer } from "../world/part.ts";
import type { ClusterServices } from "./cluster-services.ts";
import { type PatchedObjects, patchableKind } from "./patched-objects.ts";
import type { DeletableKind } from "./stored-lists.ts";

const SERVICE_WORDS: readonly string[] = ["service", "services", "svc"];
const DELETABLE: readonly DeletableKind[] = [
  "EndpointSlice",
  "CiliumLoadBalancerIPPool",
  "CiliumBGPClusterConfig",
  "CiliumBGPPeerConfig",
  "CiliumBGPAdvertisement",
  "CiliumL2AnnouncementPolicy",
];

/** What `kubectl delete` is written for: `service`, `ippool`; null: objects of that kind cannot be deleted here. */
export function deletableKind(word: string): DeletableKind | "Service" | null {
  if (SERVICE_WORDS.includes(word)) return "Service";
  const kind = patchableKind(word);
  return DELETABLE.find((one) => one === kind) ?? null;
}

/** `kubectl delete` of one object; null: the cluster has none of that name (kubectl 1.36 pkg/cmd/delete). */
export function deleteObject(
  { services, objects }: { readonly services: ClusterServices; readonly objects: PatchedObjects },
  { kind: word, namespace, name }: ObjectDeletion,
): PatchAnswer | null {
  const kind = deletableKind(word);
  if (kind === null) return null;
  const where = namespace === "" ? "" : ` from ${namespace} namespace`;
  const named = { namespace, name };
  if (kind === "Service") {
    if (!services.delete(named)) return null;
    return { isAccepted: true, text: `service "${name}" deleted${where}` };
  }
  if (objects.stored(kind, named) === null) return null;
  objects.delete(kind, named);
  return { isAccepted: true, text: `${printedKind(kind)} "${name}" deleted${where}` };
}

/** null: nobody deletes objects of that kind here. */
export function deletedResource(word: string): string | null {
  const kind = deletableKind(word);
  if (kind === null) return null;
  return kind === "Service" ? "services" : resourceName(kind);
}
