import type { JsonMap, PatchBody } from "@splithorizon/core";
import { json, merge, strategic } from "./patch-row.ts";

const ANNOTATE = strategic({ metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.0.30" } } });
const TO_BALANCER = json(
  { op: "replace", path: "/spec/type", value: "LoadBalancer" },
  { op: "add", path: "/spec/allocateLoadBalancerNodePorts", value: false },
);
const LOCAL = merge({ spec: { externalTrafficPolicy: "Local" } });
const CLUSTER = merge({ spec: { externalTrafficPolicy: "Cluster" } });
const ALLOCATE = merge({ spec: { allocateLoadBalancerNodePorts: true } });
const DO_NOT = merge({ spec: { allocateLoadBalancerNodePorts: false } });
const PINNED = merge({ spec: { externalTrafficPolicy: "Local", healthCheckNodePort: 31_003 } });
const NODE_PORT = merge({ spec: { type: "NodePort" } });
const CLUSTER_IP = merge({ spec: { type: "ClusterIP" } });
const spec = (members: JsonMap): PatchBody => merge({ spec: members });
const remove = (path: string): PatchBody => json({ op: "remove", path });

const atOnce = merge({
  metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.0.30" } },
  spec: { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, externalTrafficPolicy: "Local" },
});
const back = strategic({ spec: { type: "ClusterIP" } });

/** kubernetes-api A2: what the tutorial does, and what is easily done instead. */
export const tutorialCourses: Readonly<Record<string, readonly PatchBody[]>> = {
  "the tutorial's patches, and back": [ANNOTATE, TO_BALANCER, LOCAL, CLUSTER_IP, LOCAL],
  "ports are asked for later, and given back": [TO_BALANCER, ALLOCATE, DO_NOT, remove("/spec/ports/0/nodePort"), back],
  "type alone, ports refused in a second patch": [
    strategic({ spec: { type: "LoadBalancer" } }),
    DO_NOT,
    LOCAL,
    CLUSTER,
  ],
  "a pinned port": [TO_BALANCER, PINNED, spec({ healthCheckNodePort: 31_004 }), CLUSTER, PINNED],
  "a port that is taken": [
    spec({ ports: [{ port: 53, nodePort: 30_100 }], type: "NodePort" }),
    TO_BALANCER,
    spec({ externalTrafficPolicy: "Local", healthCheckNodePort: 30_100 }),
    spec({ externalTrafficPolicy: "Local", healthCheckNodePort: 99 }),
    spec({ externalTrafficPolicy: "Local", healthCheckNodePort: 70_000 }),
  ],
  "all at once": [atOnce, atOnce, back, atOnce],
  "a port removed while ports are allocated": [spec({ type: "LoadBalancer" }), remove("/spec/ports/0/nodePort")],
};

export const typeCourses: Readonly<Record<string, readonly PatchBody[]>> = {
  "through all types": [NODE_PORT, spec({ type: "LoadBalancer" }), NODE_PORT, CLUSTER_IP],
  "an outside name and back": [
    spec({ type: "ExternalName" }),
    spec({ type: "ExternalName", externalName: "ns1.example.net." }),
    spec({ type: "ExternalName", externalName: "ns1.example.net", clusterIP: null }),
    spec({ externalName: "Ns1_x" }),
    spec({ externalName: "" }),
    CLUSTER_IP,
    spec({ type: "ClusterIP", externalName: null }),
  ],
  "an outside name, and an address that is asked for": [
    spec({ type: "ExternalName", externalName: "ns1.example.net" }),
    spec({ type: "ClusterIP", externalName: null, clusterIP: "198.18.0.50" }),
    spec({ type: "ClusterIP", externalName: null, clusterIP: "10.9.9.9" }),
    spec({ type: "ClusterIP", externalName: null, clusterIP: "198.18.0.77" }),
    spec({ type: "NodePort" }),
  ],
  "no address": [
    spec({ clusterIP: "None" }),
    spec({ clusterIP: "None", clusterIPs: ["None"] }),
    spec({ clusterIP: "" }),
    spec({ clusterIP: null }),
    spec({ clusterIPs: null }),
    spec({ clusterIP: null, clusterIPs: null }),
    spec({ clusterIPs: ["198.18.0.11"] }),
    spec({ clusterIP: "198.18.0.11" }),
    spec({ clusterIP: "198.18.0.11", clusterIPs: ["198.18.0.11"] }),
    spec({ clusterIPs: ["198.18.0.10", "198.18.0.11"] }),
    spec({ clusterIPs: ["198.18.0.10", "fd00::10"] }),
    spec({ clusterIP: "not-an-ip" }),
  ],
  families: [
    spec({ ipFamilies: ["IPv6"] }),
    spec({ ipFamilies: ["IPv4", "IPv6"] }),
    spec({ ipFamilies: ["IPv4", "IPv4"] }),
    spec({ ipFamilies: ["IPv4", "IPv6", "IPv4"] }),
    spec({ ipFamilies: ["ipv4"] }),
    spec({ ipFamilies: [] }),
    spec({ ipFamilies: null }),
    spec({ ipFamilyPolicy: "RequireDualStack" }),
    spec({ ipFamilyPolicy: "PreferDualStack" }),
    spec({ ipFamilyPolicy: "SingleStack" }),
    spec({ ipFamilyPolicy: "Both" }),
    spec({ ipFamilyPolicy: null }),
  ],
  "families of two": [
    spec({ ipFamilyPolicy: "PreferDualStack", ipFamilies: ["IPv4", "IPv6"] }),
    spec({ ipFamilyPolicy: "RequireDualStack" }),
    spec({ ipFamilies: ["IPv4"] }),
    spec({ clusterIPs: ["198.18.0.10"] }),
    spec({ ipFamilies: ["IPv6", "IPv4"] }),
    spec({ ipFamilyPolicy: "SingleStack" }),
    spec({ ipFamilyPolicy: "SingleStack", ipFamilies: ["IPv4"], clusterIPs: ["198.18.0.10"] }),
  ],
};
