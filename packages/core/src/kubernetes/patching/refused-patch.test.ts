import { describe, expect, test } from "vitest";
import { applyPatch, type PatchBody, refusedPatch } from "./apply-patch.ts";
import { kindFault, withKind } from "./group-version-kind.ts";
import type { Json, JsonMap } from "./json-value.ts";
import { printObjectUpdate } from "./kubectl-answer.ts";
import { finalizerRemarks, validateCoreFinalizers, validateMetadata } from "./metadata-rules.ts";

const object: JsonMap = { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: { ports: [{ port: 1 }] } };
const lists = new Map([["spec.ports", "port"]]);

/** What kubectl prints of a patch that cannot be done. */
function printed(type: PatchBody["type"], body: unknown): string {
  const patched = applyPatch(object, { type, body }, lists);
  return patched.kind === "patched" ? "patched" : printObjectUpdate(refusedPatch(patched), "service", "a");
}

describe("patches that cannot be done, in the words of kube-apiserver 1.36.3", () => {
  const NO_MAP = "into Go value of type map[string]interface {}";
  test.each<readonly [type: PatchBody["type"], body: Json, said: string]>([
    ["merge", [], `Error from server (BadRequest): error decoding patch: json: cannot unmarshal array ${NO_MAP}`],
    ["merge", null, "Error from server (BadRequest): Invalid JSON Patch"],
    ["strategic", "x", `Error from server (BadRequest): json: cannot unmarshal string ${NO_MAP}`],
    ["json", null, "patched"],
    ["json", [null], "The request is invalid: the server rejected our request due to an error in our request"],
    [
      "json",
      [7],
      "Error from server (BadRequest): error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp",
    ],
    [
      "json",
      [{ op: "add", path: 7 }],
      "Error from server (BadRequest): error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of type string",
    ],
    ["strategic", { $patch: 7 }, "Error from server: unknown patch type: %!s(int64=7) in map: map[$patch:7]"],
    [
      "strategic",
      { spec: { ports: [{ port: 1, $patch: "frob" }] } },
      "Error from server: unknown patch type: frob in map: map[$patch:frob port:1]",
    ],
    [
      "strategic",
      { spec: { ports: [{ port: 1, $patch: "merge" }] } },
      "Error from server: merging lists cannot yet be specified in the patch",
    ],
    [
      "strategic",
      { spec: { ports: [{ name: "b" }] } },
      "Error from server: map: map[name:b] does not contain declared merge key: port",
    ],
    [
      "strategic",
      { spec: { ports: ["x"] } },
      "Error from server: list element types are not identical: [[map[port:1]] [x]]",
    ],
    [
      "strategic",
      { spec: { $retainKeys: "ports" } },
      "Error from server (BadRequest): invalid patch format of retainKeys",
    ],
    [
      "strategic",
      { spec: { $retainKeys: ["ports"], type: "NodePort" } },
      "Error from server (BadRequest): invalid patch format of retainKeys",
    ],
    [
      "strategic",
      { spec: { "$setElementOrder/ports": "x" } },
      "Error from server: expected a []interface {}, but received a string",
    ],
    [
      "strategic",
      { spec: { "$setElementOrder/ports": [{ port: 2 }], ports: [{ port: 1 }] } },
      "Error from server: The order in patch list:\n[map[port:1]]\n doesn't match $setElementOrder list:\n[map[port:2]]\n",
    ],
  ])("%s %j", (type, body, said) => {
    expect(printed(type, body)).toBe(said);
  });

  test("a JSON patch may put another document in the place of the whole", () => {
    const patched = applyPatch(object, { type: "json", body: [{ op: "replace", path: "", value: { a: 1 } }] }, lists);
    expect(patched).toEqual({ kind: "patched", value: { a: 1 } });
    expect(printed("json", [{ op: "replace", path: "", value: 7 }])).toMatch(/^The request is invalid/);
  });
});

describe("kind and version", () => {
  test.each<readonly [patch: JsonMap, fault: string | null]>([
    [{}, null],
    [{ kind: "" }, null],
    [{ kind: "Pod" }, "converting (v1.Pod) to (core.Service): unknown conversion"],
    [{ kind: "Foo" }, 'no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"'],
    [{ apiVersion: "v2" }, 'no kind "Service" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"'],
  ])("%j", (patch, fault) => {
    expect(kindFault(withKind({ ...object, ...patch }, object, "merge"), object)).toBe(fault);
    // A strategic patch is no document: what it says of its kind is not looked at.
    expect(kindFault(withKind({ ...object, ...patch }, object, "strategic"), object)).toBeNull();
  });
});

describe("finalizers", () => {
  const RESERVED = "name is neither a standard finalizer name nor is it fully qualified";
  test.each<readonly [names: readonly string[], refused: readonly string[], remarks: number]>([
    [["example.com/a"], [], 0],
    [["orphan", "foregroundDeletion", "kubernetes"], [], 0],
    [["a"], [`metadata.finalizers[0]: Invalid value: "a": ${RESERVED}`], 1],
    [["x/y", "a.b"], [`metadata.finalizers[1]: Invalid value: "a.b": ${RESERVED}`], 1],
  ])("%j", (names, refused, remarks) => {
    const metadata = { name: "a", finalizers: names };
    expect(validateCoreFinalizers(metadata).map(({ field, body }) => `${field}: ${body}`)).toEqual(refused);
    expect(finalizerRemarks(metadata, {})).toHaveLength(remarks);
    expect(finalizerRemarks(metadata, metadata)).toEqual([]);
    expect(validateMetadata(metadata, { name: "a" })).toEqual([]);
  });
});

test("annotations: a quarter of a MiB of names and values, in octets", () => {
  const annotated = (value: string): JsonMap => ({ name: "a", annotations: { "x/y": value } });
  const said = (value: string): readonly string[] =>
    validateMetadata(annotated(value), { name: "a" }).map(({ field, body }) => `${field}: ${body}`);
  expect(said("x".repeat(262_141))).toEqual([]);
  expect(said("x".repeat(262_142))).toEqual(["metadata.annotations: Too long: may not be more than 262144 bytes"]);
  expect(said("é".repeat(131_071))).toEqual(["metadata.annotations: Too long: may not be more than 262144 bytes"]);
});
