import { parsePrefix } from "../../dns/index.ts";
import type { PatchBody } from "../patching/apply-patch.ts";
import { isJsonMap, type Json, type JsonMap, jsonFrom, memberOf } from "../patching/json-value.ts";
import { printObjectUpdate } from "../patching/kubectl-answer.ts";
import type { ObjectUpdate } from "../patching/object-outcome.ts";
import { type ServiceAllocations, storedService, updateService } from "./update-service.ts";

/** The tutorial's Service, before anything is done to it. */
export const kubeDns = {
  apiVersion: "v1",
  kind: "Service",
  metadata: {
    annotations: { "prometheus.io/port": "9153" },
    creationTimestamp: "2023-11-20T14:02:14Z",
    labels: { "k8s-app": "kube-dns" },
    name: "kube-dns",
    namespace: "kube-system",
    resourceVersion: "331",
    uid: "7e6f1d1c-0a39-4f14-bd3c-6d6f3f8f0c02",
  },
  spec: {
    clusterIP: "198.18.0.10",
    clusterIPs: ["198.18.0.10"],
    internalTrafficPolicy: "Cluster",
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    ports: [
      { name: "dns", port: 53, protocol: "UDP", targetPort: 53 },
      { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: 53 },
      { name: "metrics", port: 9153, protocol: "TCP", targetPort: 9153 },
    ],
    selector: { "k8s-app": "kube-dns" },
    sessionAffinity: "None",
    type: "ClusterIP",
  },
  status: { loadBalancer: {} },
} as const satisfies Json;

const prefix = parsePrefix("198.18.0.0/16");

/** Draws the first of what is free. */
export const freeAllocations: ServiceAllocations = {
  nodePorts: [],
  clusterIps: ["198.18.0.10"],
  serviceCidrs: typeof prefix === "string" ? [] : [prefix],
  choose: () => 0,
};

export function strategic(body: unknown): PatchBody {
  return { type: "strategic", body };
}

export function merge(body: unknown): PatchBody {
  return { type: "merge", body };
}

export function json(...body: readonly unknown[]): PatchBody {
  return { type: "json", body };
}

/** One patch behind the other; each must be taken. */
export function after(...patches: readonly PatchBody[]): JsonMap {
  let object: JsonMap = storedService(jsonFrom(kubeDns)).object;
  for (const patch of patches) {
    const update = updateService(object, patch, freeAllocations);
    if (update.kind === "refused") throw new Error(update.message);
    object = update.object;
  }
  return object;
}

/** What a further patch comes to. */
export function patchOf(object: JsonMap, patch: PatchBody, allocations = freeAllocations): ObjectUpdate {
  return updateService(object, patch, allocations);
}

/** As kubectl prints it. */
export function printed(object: JsonMap, patch: PatchBody, allocations = freeAllocations): string {
  return printObjectUpdate(patchOf(object, patch, allocations), "service", "kube-dns");
}

export function specOf(object: JsonMap): JsonMap {
  const spec = memberOf(object, "spec");
  return isJsonMap(spec) ? spec : {};
}

export function nodePortsOf(object: JsonMap): readonly (Json | undefined)[] {
  const ports = memberOf(specOf(object), "ports");
  return Array.isArray(ports)
    ? ports.map((port: Json) => (isJsonMap(port) ? memberOf(port, "nodePort") : undefined))
    : [];
}
