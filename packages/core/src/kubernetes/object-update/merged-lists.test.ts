import { expect, test } from "vitest";
import type { JsonMap } from "../patching/json-value.ts";
import { strategicPatch } from "../patching/strategic-patch.ts";
import { endpointSliceKind } from "./endpoint-slice.ts";
import { nodeKind } from "./node.ts";
import type { ObjectKind } from "./object-kind.ts";
import { podKind } from "./pod.ts";

const port = { containerPort: 53, protocol: "UDP" };
const container = { image: "x:1", name: "c", ports: [port] };
const tolerated = { key: "a", operator: "Exists" };
const pod = { spec: { containers: [container], tolerations: [tolerated] } };
const node = { spec: { podCIDR: "10.0.1.0/24", podCIDRs: ["10.0.1.0/24"] } };
const slice = { endpoints: [{ addresses: ["10.0.1.1"] }], ports: [{ name: "dns", port: 53 }] };

/** Each row was asked of `kubectl patch --local`. */
test.each<readonly [title: string, kind: ObjectKind, before: JsonMap, patch: JsonMap, after: JsonMap]>([
  [
    "ranges are a set: the new one comes first",
    nodeKind,
    node,
    { spec: { podCIDRs: ["10.9.0.0/24"] } },
    { spec: { podCIDR: "10.0.1.0/24", podCIDRs: ["10.9.0.0/24", "10.0.1.0/24"] } },
  ],
  [
    "containers go by their name, tolerations are replaced",
    podKind,
    pod,
    { spec: { containers: [{ name: "c", image: "y:2" }], tolerations: [{ key: "b", operator: "Exists" }] } },
    { spec: { containers: [{ ...container, image: "y:2" }], tolerations: [{ key: "b", operator: "Exists" }] } },
  ],
  [
    "another container comes first",
    podKind,
    pod,
    { spec: { containers: [{ name: "d", image: "y:2" }] } },
    { spec: { containers: [{ image: "y:2", name: "d" }, container], tolerations: [tolerated] } },
  ],
  [
    "a container's ports go by their number",
    podKind,
    pod,
    { spec: { containers: [{ name: "c", ports: [{ containerPort: 53, name: "dns" }, { containerPort: 80 }] }] } },
    {
      spec: {
        containers: [{ ...container, ports: [{ ...port, name: "dns" }, { containerPort: 80 }] }],
        tolerations: [tolerated],
      },
    },
  ],
  [
    "endpoints and ports are replaced",
    endpointSliceKind,
    slice,
    { endpoints: [{ addresses: ["10.0.1.2"] }], ports: [{ port: 80 }] },
    { endpoints: [{ addresses: ["10.0.1.2"] }], ports: [{ port: 80 }] },
  ],
])("%s", (_title, { lists }, before, patch, after) => {
  expect(strategicPatch(before, patch, lists ?? new Map())).toEqual({ kind: "patched", value: after });
});
