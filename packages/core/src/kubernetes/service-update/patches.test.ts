import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyJsonPatch } from "./json-patch.ts";
import { isSameJson, type Json, type JsonMap, jsonFrom } from "./json-value.ts";
import { after, freeAllocations, merge, nodePortsOf, patchOf, printed, specOf } from "./kube-dns.fixture.ts";
import { mergePatch } from "./merge-patch.ts";
import { SERVICE_LISTS } from "./service-shape.ts";
import { strategicPatch } from "./strategic-patch.ts";

const ports: Json = [
  { name: "dns", port: 53, protocol: "UDP" },
  { name: "dns-tcp", port: 53, protocol: "TCP" },
  { name: "metrics", port: 9153, protocol: "TCP" },
];
const object: JsonMap = {
  metadata: { finalizers: ["x/y"], labels: { a: "b" } },
  spec: { ports, externalIPs: ["1.2.3.4"], selector: { app: "dns" }, type: "ClusterIP" },
};

/** What is left of one member of the spec or the metadata: by name, where items have one. */
function shown(value: Json | undefined): string {
  if (value === undefined) return "gone";
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value
    .map((item: JsonMap | string) => (typeof item === "string" ? item : `${item["name"]}/${item["port"]}`))
    .join(" ");
}

describe("strategic merge patches, each asked of kubectl patch --local", () => {
  test.each<readonly [patch: JsonMap, part: "metadata" | "spec", key: string, left: string]>([
    [{ metadata: { labels: { a: null, c: "d" } } }, "metadata", "labels", '{"c":"d"}'],
    [{ metadata: { labels: { $patch: "replace", c: "d" } } }, "metadata", "labels", '{"c":"d"}'],
    [{ metadata: { finalizers: ["z/z", "x/y"] } }, "metadata", "finalizers", "z/z x/y"],
    [{ metadata: { "$deleteFromPrimitiveList/finalizers": ["x/y"] } }, "metadata", "finalizers", ""],
    [{ spec: { ports: [{ port: 9153, name: "m" }] } }, "spec", "ports", "dns/53 dns-tcp/53 m/9153"],
    // Of two ports of one number the first is taken, whatever the protocol says.
    [{ spec: { ports: [{ port: 53, name: "d" }] } }, "spec", "ports", "d/53 dns-tcp/53 metrics/9153"],
    [{ spec: { ports: [{ port: 8080, name: "new" }] } }, "spec", "ports", "new/8080 dns/53 dns-tcp/53 metrics/9153"],
    [
      {
        spec: {
          ports: [
            { port: 9153, name: "m" },
            { port: 53, name: "d" },
          ],
        },
      },
      "spec",
      "ports",
      "m/9153 d/53 dns-tcp/53",
    ],
    [{ spec: { ports: [{ $patch: "delete", port: 53 }] } }, "spec", "ports", "metrics/9153"],
    [{ spec: { ports: [{ $patch: "replace" }, { port: 1, name: "x" }] } }, "spec", "ports", "x/1"],
    [
      { spec: { "$setElementOrder/ports": [{ port: 9153 }, { port: 53 }], ports: [{ port: 9153, name: "q" }] } },
      "spec",
      "ports",
      "q/9153 dns/53 dns-tcp/53",
    ],
    [{ spec: { externalIPs: ["5.6.7.8"] } }, "spec", "externalIPs", "5.6.7.8"],
    [{ spec: { selector: { x: "y" } } }, "spec", "selector", '{"app":"dns","x":"y"}'],
    [{ spec: { selector: { $patch: "delete" } } }, "spec", "selector", "{}"],
    [{ spec: { $retainKeys: ["type"], type: "NodePort" } }, "spec", "ports", "gone"],
  ])("%j", (patch, part, key, left) => {
    const patched = strategicPatch(object, patch, SERVICE_LISTS);
    const value = patched.kind === "patched" ? (patched.value as JsonMap)[part] : undefined;
    expect(shown((value as JsonMap)[key])).toBe(left);
  });
});

describe("JSON patches, each asked of kubectl patch --local", () => {
  const spec = { ports: ["a", "b"], type: "ClusterIP" };
  test.each<readonly [operation: JsonMap, left: Json]>([
    [
      { op: "remove", path: "/ports/-1" },
      { ports: ["a"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/-", value: "x" },
      { ports: ["a", "b", "x"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/0", value: "x" },
      { ports: ["x", "a", "b"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/2", value: "x" },
      { ports: ["a", "b", "x"], type: "ClusterIP" },
    ],
    [{ op: "add", path: "/ports/3", value: "x" }, "failed"],
    [
      { op: "add", path: "/ports/-1", value: "x" },
      { ports: ["a", "b", "x"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/-3", value: "x" },
      { ports: ["x", "a", "b"], type: "ClusterIP" },
    ],
    // A member that is not there is replaced all the same; one of a list is not.
    [
      { op: "replace", path: "/name", value: "x" },
      { ports: ["a", "b"], type: "ClusterIP", name: "x" },
    ],
    [{ op: "replace", path: "/ports/2", value: "x" }, "failed"],
    [{ op: "remove", path: "/name" }, "failed"],
    [{ op: "remove", path: "/ports/x" }, "failed"],
    [{ op: "test", path: "/name", value: null }, spec],
    [
      { op: "move", from: "/type", path: "/name" },
      { ports: ["a", "b"], name: "ClusterIP" },
    ],
    [
      { op: "copy", from: "/name", path: "/other" },
      { ports: ["a", "b"], type: "ClusterIP", other: null },
    ],
    [
      { op: "add", path: "/name" },
      { ports: ["a", "b"], type: "ClusterIP", name: null },
    ],
    [{ op: "frob", path: "/type" }, "failed"],
    [{ op: "add", path: "/type/deep", value: "x" }, "failed"],
    // What stands before the first slash is not looked at.
    [
      { op: "replace", path: "spec/type", value: "x" },
      { ports: ["a", "b"], type: "x" },
    ],
  ])("%j", (operation, left) => {
    const patched = applyJsonPatch(spec, [operation]);
    expect(patched.kind === "patched" ? patched.value : patched.kind).toEqual(left);
  });
});

const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 3 }).map(jsonFrom);

test("law: a merge patch applied twice is as good as once", () => {
  fc.assert(
    fc.property(json, json, (document, patch) => {
      const once = mergePatch(document, patch);
      expect(isSameJson(mergePatch(once, patch), once)).toBe(true);
    }),
  );
});

const wishes = fc.array(
  fc.record(
    {
      type: fc.constantFrom("ClusterIP", "NodePort", "LoadBalancer"),
      allocateLoadBalancerNodePorts: fc.constantFrom(true, false, null),
      externalTrafficPolicy: fc.constantFrom("Cluster", "Local", null),
      healthCheckNodePort: fc.constantFrom(31_003, 31_004, null),
      clusterIP: fc.constantFrom("198.18.0.10", "198.18.0.11"),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 8 },
);

test("law: whatever is patched, what is stored holds together, keeps its address, and an empty patch changes nothing", () => {
  fc.assert(
    fc.property(wishes, fc.infiniteStream(fc.nat(2999)), (patches, lots) => {
      const allocations = { ...freeAllocations, choose: (among: number) => (lots.next().value ?? 0) % among };
      let stored = after();
      for (const spec of patches) {
        const update = patchOf(stored, merge({ spec }), allocations);
        if (update.kind === "refused") continue;
        stored = update.object;
        expect(printed(stored, merge({ spec: {} }), allocations)).toBe("service/kube-dns patched (no change)");
        const { type, clusterIP, healthCheckNodePort, externalTrafficPolicy } = specOf(stored);
        expect(clusterIP).toBe("198.18.0.10");
        expect(healthCheckNodePort !== undefined).toBe(type === "LoadBalancer" && externalTrafficPolicy === "Local");
        if (type === "ClusterIP") expect(nodePortsOf(stored)).toEqual([undefined, undefined, undefined]);
        if (type === "NodePort") expect(nodePortsOf(stored).every((port) => typeof port === "number")).toBe(true);
      }
    }),
  );
});
