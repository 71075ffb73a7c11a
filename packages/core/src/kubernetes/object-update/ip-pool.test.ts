import { describe, expect, test } from "vitest";
import type { JsonMap } from "../patching/json-value.ts";
import { answerTo, objects, patched } from "./patched.fixture.ts";
import { updateObject } from "./update-object.ts";

describe("pools of Cilium, kubernetes-api.md A2", () => {
  test.each<readonly [body: JsonMap, said: string]>([
    [{ spec: { blocks: [{ cidr: "198.19.2.0/24" }] } }, "ciliumloadbalancerippool.cilium.io/dns-pool patched"],
    [
      { spec: { blocks: [{ cidr: "x" }] } },
      'spec.blocks[0].cidr: Invalid value: "x": spec.blocks[0].cidr in body must be of type cidr: "x"',
    ],
    [
      { spec: { allowFirstLastIPs: "maybe" } },
      'spec.allowFirstLastIPs: Unsupported value: "maybe": supported values: "Yes", "No"',
    ],
    [
      { spec: { disabled: "true" } },
      'spec.disabled: Invalid value: "string": spec.disabled in body must be of type boolean: "string"',
    ],
    [{ spec: null }, "spec: Required value"],
    [
      { spec: { serviceSelector: { matchExpressions: [{ key: "a" }] } } },
      "spec.serviceSelector.matchExpressions[0].operator: Required value",
    ],
    [
      { spec: { serviceSelector: { matchLabels: { a: "b c" } } } },
      "spec.serviceSelector.matchLabels.a in body should match",
    ],
    // The CRD lets these be; cilium-operator does not.
    [{ spec: { blocks: [{ start: "198.19.2.9", stop: "198.19.2.1" }] } }, "dns-pool patched"],
    [{ spec: { blocks: [] } }, "dns-pool patched"],
    // A misspelt field is dropped, and the pool stays as it was.
    [{ spec: { cidrs: [{ cidr: "198.19.2.0/24" }] } }, "dns-pool patched (no change)"],
  ])("%j", (body, said) => {
    expect(answerTo("CiliumLoadBalancerIPPool", "merge", body)).toContain(said);
  });

  test("a strategic patch, kubectl's usual one, is not for resources of a CRD", () => {
    expect(answerTo("CiliumLoadBalancerIPPool", "strategic", {})).toContain(
      "Error from server (UnsupportedMediaType): the body of the request was in an unknown format",
    );
  });

  test("a block in the place of one with a null in it", () => {
    const body = [{ op: "replace", path: "/spec/blocks/0", value: { cidr: null, start: "198.19.0.1" } }];
    expect(answerTo("CiliumLoadBalancerIPPool", "json", body)).toContain(
      'spec.blocks[0].cidr: Invalid value: "null": spec.blocks[0].cidr in body must be of type string: "null"',
    );
  });

  test("unknown fields are dropped with a warning each", () => {
    const update = updateObject("CiliumLoadBalancerIPPool", objects.CiliumLoadBalancerIPPool, {
      type: "merge",
      body: { spec: { cidrs: [], blocks: [{ cidr: "198.19.2.0/24", note: "x" }] } },
    });
    expect(update).toMatchObject({
      kind: "updated",
      warnings: expect.arrayContaining(['unknown field "spec.cidrs"', 'unknown field "spec.blocks[0].note"']),
    });
  });

  test.each<readonly [body: JsonMap, generation: number]>([
    [{ spec: { disabled: true } }, 2],
    [{ metadata: { labels: { a: "b" } } }, 1],
    [{ spec: { disabled: null } }, 1],
  ])("%j: generation %i", (body, generation) => {
    expect(patched("CiliumLoadBalancerIPPool", "merge", body)["metadata"]).toMatchObject({ generation });
  });
});
