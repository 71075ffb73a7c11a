import { describe, expect, test } from "vitest";
import type { JsonMap } from "../patching/json-value.ts";
import { answerTo, patched } from "./patched.fixture.ts";

describe("Nodes", () => {
  const taint = { key: "a", effect: "NoSchedule" };
  const ONCE = 'node updates may not change podCIDR except from "" to valid';
  test.each<readonly [type: "merge" | "strategic", spec: JsonMap, said: string]>([
    ["merge", { unschedulable: true }, "node/node1 patched"],
    ["merge", { unschedulable: false }, "node/node1 patched (no change)"],
    [
      "merge",
      { unschedulable: "yes" },
      "json: cannot unmarshal string into Go struct field NodeSpec.spec.unschedulable of type bool",
    ],
    ["merge", { podCIDRs: ["10.9.0.0/24"], podCIDR: "10.9.0.0/24" }, `spec.podCIDRs: Forbidden: ${ONCE}`],
    // Merged in front of the one that is there: then podCIDR, which differs from the first, is what counts.
    ["strategic", { podCIDRs: ["10.9.0.0/24"] }, "node/node1 patched (no change)"],
    ["merge", { podCIDRs: ["10.9.0.0/24"] }, "node/node1 patched (no change)"],
    ["merge", { providerID: "kloud://1" }, "node/node1 patched"],
    ["merge", { taints: [taint] }, "node/node1 patched"],
    ["merge", { taints: [{ key: "a" }] }, "metadata.taints[0].effect: Required value"],
    ["merge", { taints: [{ key: "a", effect: "Never" }] }, 'metadata.taints[0].effect: Unsupported value: "Never"'],
    ["merge", { taints: [taint, { ...taint, value: "b" }] }, "taints must be unique by key and effect pair"],
  ])("%s %j", (type, spec, said) => {
    expect(answerTo("Node", type, { spec })).toContain(said);
  });

  test("a provider is named once", () => {
    const named = patched("Node", "merge", { spec: { providerID: "kloud://1" } });
    expect(answerTo("Node", "merge", { spec: { providerID: "kloud://2" } }, named)).toContain(
      'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
    );
  });
});
