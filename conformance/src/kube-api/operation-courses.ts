import type { PatchBody } from "@splithorizon/core";
import { json, strategic } from "./patch-row.ts";

const remove = (path: string): PatchBody => json({ op: "remove", path });
const replace = (path: string, value: unknown): PatchBody => json({ op: "replace", path, value });
const KEY = "io.cilium~1lb-ipam-ips";

/** Operations of JSON patches, each for itself. */
export const operations: readonly (readonly [string, PatchBody])[] = [
  ["a missing path", remove("/spec/nothing")],
  ["a key that is not escaped", json({ op: "add", path: "/metadata/annotations/io.cilium/lb-ipam-ips", value: "x" })],
  ["an escaped key", json({ op: "add", path: `/metadata/annotations/${KEY}`, value: "198.19.0.30" })],
  ["a map that is not there", json({ op: "add", path: "/metadata/nothing/a", value: "x" })],
  ["a test that fails", json({ op: "test", path: "/spec/type", value: "LoadBalancer" })],
  [
    "a test that holds",
    json({ op: "test", path: "/spec/type", value: "ClusterIP" }, { op: "add", path: "/spec/type", value: "NodePort" }),
  ],
  ["a test of what is not there", json({ op: "test", path: "/spec/nothing", value: null })],
  ["replace of what is not there", replace("/spec/allocateLoadBalancerNodePorts", false)],
  ["replace of an unknown field", replace("/spec/nothing", 1)],
  ["the whole document", replace("", { kind: "Service" })],
  ["no slash", replace("spec/type", "NodePort")],
  ["a copy", json({ op: "copy", from: "/metadata/labels", path: "/spec/selector" })],
  ["a copy of nothing", json({ op: "copy", from: "/spec/nothing", path: "/spec/selector" })],
  ["a move", json({ op: "move", from: "/metadata/labels/k8s-app", path: "/metadata/labels/app" })],
  ["a move of nothing", json({ op: "move", from: "/metadata/labels/nothing", path: "/metadata/labels/app" })],
  ["a negative index", remove("/spec/ports/-1")],
  ["an index too far", remove("/spec/ports/3")],
  ["an index that is none", remove("/spec/ports/dns")],
  ["at the end", json({ op: "add", path: "/spec/ports/-", value: { name: "dot", port: 853 } })],
  ["in front", json({ op: "add", path: "/spec/ports/0", value: { name: "dot", port: 853 } })],
  ["no value", json({ op: "add", path: "/spec/type" })],
  ["no path", json({ op: "remove" })],
  ["no operation", json({ path: "/spec/type" })],
  ["an unknown operation", json({ op: "frob", path: "/spec/type" })],
  ["a value of another type", replace("/spec/ports", "x")],
  ["an operation with a wrong type", json({ op: 7, path: "/spec/type" })],
  ["the status", replace("/status", { loadBalancer: { ingress: [{ ip: "198.19.0.30" }] } })],
  ["a removed type", remove("/spec/type")],
  ["removed ports", remove("/spec/ports")],
  ["a removed address", json({ op: "remove", path: "/spec/clusterIP" }, { op: "remove", path: "/spec/clusterIPs" })],
  ["a removed selector", remove("/spec/selector")],
  ["an index with zeros", remove("/spec/ports/00")],
  ["an index with a sign", remove("/spec/ports/+1")],
  ["an escaped tilde", json({ op: "add", path: "/metadata/annotations/a~0b", value: "x" })],
  ["a tilde", json({ op: "add", path: "/metadata/annotations/a~b", value: "x" })],
  ["a copy of itself", json({ op: "copy", from: "/spec/ports/0", path: "/spec/ports/0" })],
  ["a list moved into itself", json({ op: "move", from: "/spec/ports", path: "/spec/ports/0" })],
];

/** What a strategic patch says to the server and not of the object. */
export const directives: readonly PatchBody[] = [
  strategic({ spec: { ports: [{ $patch: "replace" }, { port: 1, name: "x" }] } }),
  strategic({ spec: { ports: [{ $patch: "delete", port: 53 }] } }),
  strategic({ spec: { ports: [{ $patch: "frob", port: 53 }] } }),
  strategic({ spec: { $patch: "replace", type: "ClusterIP" } }),
  strategic({ spec: { $patch: "delete" } }),
  strategic({ $patch: "delete" }),
  strategic({ $patch: "replace" }),
  strategic({ $patch: 7 }),
  strategic({ spec: { selector: { $patch: "delete" } } }),
  strategic({ spec: { selector: { $patch: "replace", a: "b" } } }),
  strategic({ spec: { $retainKeys: ["type"], type: "NodePort" } }),
  strategic({ spec: { $retainKeys: ["ports"], type: "NodePort" } }),
  strategic({ spec: { $retainKeys: "type" } }),
  strategic({ spec: { "$setElementOrder/ports": [{ port: 9153 }, { port: 53 }], ports: [{ port: 9153, name: "q" }] } }),
  strategic({ spec: { "$setElementOrder/ports": [{ port: 53 }], ports: [{ port: 9153, name: "q" }] } }),
  strategic({ spec: { "$setElementOrder/ports": "x" } }),
  strategic({ metadata: { "$deleteFromPrimitiveList/finalizers": ["x/y"] } }),
  strategic({ metadata: { "$deleteFromPrimitiveList/finalizers": "x/y" } }),
  strategic({ metadata: { finalizers: ["z/z", "x/y"] } }),
  strategic({ spec: { ports: ["x"] } }),
  strategic({ spec: { ports: [{ name: "no-port" }] } }),
  strategic({ spec: { ports: [{ port: 9153, name: null }] } }),
  strategic({ spec: { ports: null } }),
  strategic({ spec: { externalIPs: ["198.51.100.8"] } }),
];
