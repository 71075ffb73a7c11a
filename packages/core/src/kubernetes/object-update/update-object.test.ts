import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameJson, type JsonMap } from "../patching/json-value.ts";
import { answerTo, objects, patched } from "./patched.fixture.ts";
import { type PatchableKind, updateObject } from "./update-object.ts";

const kinds = Object.keys(objects) as PatchableKind[];

describe.each(kinds)("a patch of any %s", (kind) => {
  const types = kind.startsWith("Cilium") ? (["merge"] as const) : (["merge", "strategic"] as const);

  test.each(types)("%s: of an object that does not say what it is, labels are merged all the same", (type) => {
    const { kind: _, apiVersion: __, ...bare } = objects[kind];
    const object = patched(kind, type, { metadata: { labels: { tier: "a" } } }, bare);
    expect(object["metadata"]).toMatchObject({ labels: { tier: "a" } });
  });

  test("what the server sees to by itself may be said, and is not looked at", () => {
    const said = { creationTimestamp: "2020-01-01T00:00:00Z", generation: 99, selfLink: "/x" };
    expect(answerTo(kind, "merge", { metadata: said })).toMatch(/patched \(no change\)$/);
  });

  test.each<readonly [metadata: JsonMap, said: string]>([
    [{ deletionGracePeriodSeconds: 7 }, "metadata.deletionGracePeriodSeconds: Invalid value: 7: field is immutable"],
    [{ resourceVersion: "abc" }, 'Error from server: strconv.ParseUint: parsing "abc": invalid syntax'],
    [{ creationTimestamp: "now" }, 'parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"'],
    [{ ownerReferences: [{ kind: "Pod" }] }, 'metadata.ownerReferences.uid: Invalid value: "": must not be empty'],
  ])("%j is refused", (metadata, said) => {
    expect(answerTo(kind, "merge", { metadata })).toContain(said);
  });

  test.each(types)("%s: labels are merged, null takes one away", (type) => {
    const object = patched(kind, type, { metadata: { labels: { tier: "a", bgp: null } } });
    const { labels } = object["metadata"] as { readonly labels: JsonMap };
    expect(labels["tier"]).toBe("a");
    expect(Object.hasOwn(labels, "bgp")).toBe(false);
  });

  test.each<readonly [what: string, metadata: JsonMap, said: string]>([
    [
      "another name",
      { name: "other" },
      "Error from server (BadRequest): the name of the object (other) does not match",
    ],
    ["an old version", { resourceVersion: "1" }, "Error from server (Conflict): Operation cannot be fulfilled on "],
    ["another uid", { uid: "x" }, 'metadata.uid: Invalid value: "x": field is immutable'],
    ["a label with a bad value", { labels: { a: "not a value" } }, 'metadata.labels: Invalid value: "not a value"'],
    ["a bad name of an annotation", { annotations: { "a b": "c" } }, 'metadata.annotations: Invalid value: "a b"'],
    ["a bad finalizer", { finalizers: ["a b"] }, 'metadata.finalizers: Invalid value: "a b"'],
  ])("%s is refused", (_what, metadata, said) => {
    expect(answerTo(kind, "merge", { metadata })).toContain(said);
  });

  test("what it is told already changes nothing", () => {
    expect(answerTo(kind, "merge", {})).toMatch(/ patched \(no change\)$/);
    expect(answerTo(kind, "merge", objects[kind])).toMatch(/ patched \(no change\)$/);
  });

  test("a status is no patch's business", () => {
    const object = patched(kind, "merge", { status: { phase: "Failed" } });
    expect(object["status"]).toEqual(objects[kind]["status"]);
  });

  test("a failing operation is not told by the server, but is here", () => {
    const update = updateObject(kind, objects[kind], {
      type: "json",
      body: [{ op: "test", path: "/metadata/name", value: "other" }],
    });
    expect(update).toMatchObject({
      kind: "refused",
      code: 422,
      message: "the server rejected our request due to an error in our request",
      explanation: "operation 0: /metadata/name is not what it was tested for",
    });
  });

  test("law: a patch that is taken is taken again, and then changes nothing", () => {
    const label = fc.constantFrom("a", "b", "c.d/e");
    const labels = fc.dictionary(label, fc.option(fc.constantFrom("x", "y")), { maxKeys: 3 });
    fc.assert(
      fc.property(labels, labels, (ofLabels, annotations) => {
        const body = { metadata: { labels: ofLabels, annotations } };
        const once = patched(kind, "merge", body);
        const twice = updateObject(kind, once, { type: "merge", body });
        expect(twice.kind).toBe("unchanged");
        expect(isSameJson(twice.kind === "unchanged" ? twice.object : null, once)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
