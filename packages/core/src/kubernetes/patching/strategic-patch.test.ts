import { describe, expect, test } from "vitest";
import { SERVICE_LISTS } from "../service-update/service-shape.ts";
import type { Json, JsonMap } from "./json-value.ts";
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
