import type { PatchBody } from "../patching/apply-patch.ts";
import type { JsonMap } from "../patching/json-value.ts";
import { printObjectUpdate } from "../patching/kubectl-answer.ts";
import { type PatchableKind, printedKind, updateObject } from "./update-object.ts";

const metadata = {
  creationTimestamp: "2023-11-20T14:02:14Z",
  resourceVersion: "301",
  uid: "7e6f1d1c-0a39-4f14-bd3c-6d6f3f8f0c01",
};

/** An object of each kind, as a server holds it. */
export const objects: Readonly<Record<PatchableKind, JsonMap>> = {
  ConfigMap: {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { ...metadata, name: "coredns", namespace: "kube-system" },
    data: { Corefile: ".:53 {\n}\n" },
    binaryData: { blob: "AAEC" },
  },
  EndpointSlice: {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      ...metadata,
      generation: 1,
      labels: { "kubernetes.io/service-name": "kube-dns" },
      name: "kube-dns-x7k2p",
      namespace: "kube-system",
    },
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.0.1.53"], conditions: { ready: true }, nodeName: "node1" }],
    ports: [{ name: "dns", port: 53, protocol: "UDP" }],
  },
  Pod: {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...metadata,
      generation: 1,
      labels: { "k8s-app": "kube-dns" },
      name: "coredns-0",
      namespace: "kube-system",
    },
    spec: {
      containers: [
        { name: "coredns", image: "registry.k8s.io/coredns/coredns:v1.12.1", imagePullPolicy: "IfNotPresent" },
      ],
      nodeName: "node1",
    },
    status: { phase: "Running" },
  },
  Node: {
    apiVersion: "v1",
    kind: "Node",
    metadata: { ...metadata, labels: { bgp: "rack-1" }, name: "node1" },
    spec: { podCIDR: "10.0.1.0/24", podCIDRs: ["10.0.1.0/24"] },
    status: { conditions: [{ type: "Ready", status: "True" }] },
  },
  CiliumLoadBalancerIPPool: {
    apiVersion: "cilium.io/v2",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { ...metadata, generation: 1, name: "dns-pool" },
    spec: { blocks: [{ cidr: "198.19.0.0/24" }], disabled: false },
  },
  Namespace: {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { ...metadata, labels: { "kubernetes.io/metadata.name": "dnsutils" }, name: "dnsutils" },
    status: { phase: "Active" },
  },
  CiliumBGPClusterConfig: {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPClusterConfig",
    metadata: { ...metadata, generation: 1, name: "rack-1" },
    spec: {
      bgpInstances: [
        {
          name: "instance-65001",
          localASN: 65_001,
          peers: [{ name: "router", peerASN: 65_000, peerAddress: "192.168.14.1", peerConfigRef: { name: "router" } }],
        },
      ],
      nodeSelector: { matchLabels: { bgp: "rack-1" } },
    },
  },
  CiliumBGPPeerConfig: {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPPeerConfig",
    metadata: { ...metadata, generation: 1, name: "router" },
    spec: {
      ebgpMultihop: 1,
      families: [{ afi: "ipv4", safi: "unicast", advertisements: { matchLabels: { advertise: "bgp" } } }],
    },
  },
  CiliumBGPAdvertisement: {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPAdvertisement",
    metadata: { ...metadata, generation: 1, labels: { advertise: "bgp" }, name: "load-balancers" },
    spec: {
      advertisements: [{ advertisementType: "Service", service: { addresses: ["LoadBalancerIP"] }, selector: {} }],
    },
  },
  CiliumL2AnnouncementPolicy: {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: { ...metadata, generation: 1, name: "lan" },
    spec: { loadBalancerIPs: true },
  },
};

/** What kubectl prints of a patch to that object. */
export function answerTo(kind: PatchableKind, type: PatchBody["type"], body: unknown, before = objects[kind]): string {
  const name = String((before["metadata"] as JsonMap)["name"]);
  return printObjectUpdate(updateObject(kind, before, { type, body }), printedKind(kind), name);
}

/** The object after a patch that must be taken. */
export function patched(kind: PatchableKind, type: PatchBody["type"], body: unknown, before = objects[kind]): JsonMap {
  const update = updateObject(kind, before, { type, body });
  if (update.kind === "refused") throw new Error(update.message);
  return update.object;
}
