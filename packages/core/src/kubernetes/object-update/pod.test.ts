import { describe, expect, test } from "vitest";
import type { JsonMap } from "../patching/json-value.ts";
import { answerTo, patched } from "./patched.fixture.ts";

describe("Pods", () => {
  const tolerated = { key: "a", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 };
  test.each<readonly [type: "merge" | "strategic", spec: JsonMap, said: string]>([
    ["strategic", { containers: [{ name: "coredns", image: "coredns:v1.13.0" }] }, "pod/coredns-0 patched"],
    ["strategic", { containers: [{ name: "coredns", image: "" }] }, "spec.containers[0].image: Required value"],
    [
      "strategic",
      { containers: [{ name: "second", image: "x" }] },
      "spec.containers: Forbidden: pod updates may not add or remove containers",
    ],
    [
      "merge",
      { nodeName: "node2" },
      "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`",
    ],
    ["merge", { hostNetwork: true }, "spec: Forbidden: pod updates may not change fields other than"],
    ["merge", { activeDeadlineSeconds: 60 }, "pod/coredns-0 patched"],
    [
      "merge",
      { activeDeadlineSeconds: -1 },
      "spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive",
    ],
    ["merge", { tolerations: [tolerated] }, "existing toleration can not be modified except its tolerationSeconds"],
  ])("%s %j", (type, spec, said) => {
    const settled = patched("Pod", "merge", { spec: { tolerations: [{ key: "b", operator: "Exists" }] } });
    expect(answerTo("Pod", type, { spec }, settled)).toContain(said);
  });

  test("a deadline comes nearer, and never goes", () => {
    const bounded = patched("Pod", "merge", { spec: { activeDeadlineSeconds: 60 } });
    expect(answerTo("Pod", "merge", { spec: { activeDeadlineSeconds: 30 } }, bounded)).toBe("pod/coredns-0 patched");
    expect(answerTo("Pod", "merge", { spec: { activeDeadlineSeconds: 61 } }, bounded)).toContain(
      "must be less than or equal to previous value",
    );
    expect(answerTo("Pod", "merge", { spec: { activeDeadlineSeconds: null } }, bounded)).toContain(
      "must not update from a positive integer to nil value",
    );
  });
});
