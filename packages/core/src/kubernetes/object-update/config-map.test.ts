import { describe, expect, test } from "vitest";
import { answerTo, patched } from "./patched.fixture.ts";

const FROZEN = "Forbidden: field is immutable when `immutable` is set";

describe("ConfigMaps", () => {
  test.each<readonly [type: "merge" | "strategic" | "json", body: unknown, said: string]>([
    ["merge", { data: { Corefile: "x" } }, "configmap/coredns patched"],
    ["strategic", { data: { Corefile: null } }, "configmap/coredns patched"],
    ["json", [{ op: "remove", path: "/data/Corefile" }], "configmap/coredns patched"],
    ["merge", { unknown: 1 }, "configmap/coredns patched (no change)"],
    [
      "merge",
      { data: { "a b": "x" } },
      'The ConfigMap "coredns" is invalid: data[a b]: Invalid value: "a b": a valid config key',
    ],
    ["merge", { data: { "..": "x" } }, "data[..]: Invalid value: \"..\": must not be '..'"],
    ["merge", { data: { blob: "x" } }, 'data[blob]: Invalid value: "blob": duplicate of key present in binaryData'],
    [
      "merge",
      { data: { Corefile: 53 } },
      "json: cannot unmarshal number into Go struct field ConfigMap.data of type string",
    ],
    [
      "strategic",
      { data: { Corefile: 53 } },
      'The request is invalid: patch: Invalid value: "map[data:map[Corefile:53]]": cannot convert int64 to string',
    ],
    [
      "json",
      { op: "add" },
      "Error from server (BadRequest): error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    ],
  ])("%s %j", (type, body, said) => {
    expect(answerTo("ConfigMap", type, body)).toContain(said);
  });

  test.each<readonly [octets: number, said: string]>([
    [1_048_573, "configmap/coredns patched"],
    [1_048_574, 'The ConfigMap "coredns" is invalid: []: Too long: may not be more than 1048576 bytes'],
  ])("a Corefile of %i octets beside a value of three", (octets, said) => {
    expect(answerTo("ConfigMap", "merge", { data: { Corefile: "x".repeat(octets) } })).toBe(said);
  });

  test.each<readonly [body: unknown, said: string]>([
    [{ immutable: false }, `immutable: ${FROZEN}`],
    [{ immutable: null }, `immutable: ${FROZEN}`],
    [{ data: { Corefile: "x" } }, `data: ${FROZEN}`],
    [{ binaryData: null }, `binaryData: ${FROZEN}`],
    [{ metadata: { labels: { a: "b" } } }, "configmap/coredns patched"],
  ])("once it is immutable, %j", (body, said) => {
    const frozen = patched("ConfigMap", "merge", { immutable: true });
    expect(answerTo("ConfigMap", "merge", body, frozen)).toContain(said);
  });
});
