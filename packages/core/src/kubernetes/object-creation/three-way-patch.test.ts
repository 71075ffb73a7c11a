import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectKindOf } from "../object-update/update-object.ts";
import { applyPatch } from "../patching/apply-patch.ts";
import { isJsonMap, isSameJson, type JsonMap } from "../patching/json-value.ts";
import { mergePatch } from "../patching/merge-patch.ts";
import type { MergedLists } from "../patching/strategic-patch.ts";
import { SERVICE_LISTS } from "../service-update/service-shape.ts";
import type { AppliedKind } from "./apply-manifest.ts";
import { recordedPatches } from "./three-way-patch.fixture.ts";
import { LAST_APPLIED, lastAppliedOf, threeWayPatch, withLastApplied } from "./three-way-patch.ts";

function listsOf(kind: AppliedKind): MergedLists | null {
  return kind === "Service" ? SERVICE_LISTS : objectKindOf(kind).lists;
}

describe("what kubectl sends, as its own library computes it", () => {
  test.each(recordedPatches.map((row) => [row.kind, row.what, row] as const))("%s: %s", (kind, _what, row) => {
    expect(threeWayPatch(row.original, row.modified, row.current, listsOf(kind))).toEqual(row.patch);
  });

  /** Order alone is sent again and again where others have items of their own in a list. */
  const saysSomething = (patch: JsonMap): boolean =>
    Object.entries(patch).some(
      ([key, value]) => !key.startsWith("$setElementOrder") && (!isJsonMap(value) || saysSomething(value)),
    );

  test("law: whatever kubectl sends, the object says afterwards what the manifest says", () => {
    const rows = recordedPatches.filter(({ modified }) => !JSON.stringify(modified).includes("null"));
    for (const { kind, original, modified, current } of rows) {
      const lists = listsOf(kind);
      const patch = threeWayPatch(original, modified, current, lists);
      const patched = applyPatch(
        current,
        { type: lists === null ? "merge" : "strategic", body: patch },
        lists ?? new Map(),
      );
      if (patched.kind !== "patched" || !isJsonMap(patched.value)) throw new Error(patched.kind);
      expect(saysSomething(threeWayPatch(modified, modified, patched.value, lists))).toBe(false);
    }
  });
});

describe("of maps alone", () => {
  const value = fc.constantFrom("a", "b", 1, true);
  const map = fc.dictionary(
    fc.constantFrom("x", "y", "z"),
    fc.oneof(value, fc.dictionary(fc.constantFrom("p", "q"), value)),
    {
      noNullPrototype: true,
    },
  );

  test("law: a merge patch of it brings what the manifest says, and keeps or takes the rest", () => {
    fc.assert(
      fc.property(map, map, map, (original, modified, current) => {
        const after = mergePatch(current, threeWayPatch(original, modified, current, null)) as JsonMap;
        expect(after).toMatchObject(modified);
        const others = Object.keys(current).filter((key) => !Object.hasOwn(modified, key));
        const expected = others.map((key) => (Object.hasOwn(original, key) ? undefined : current[key]));
        expect(others.map((key) => after[key])).toEqual(expected);
      }),
    );
  });

  test("law: applied twice, the second time there is nothing to send", () => {
    fc.assert(
      fc.property(map, map, map, (original, modified, current) => {
        const after = mergePatch(current, threeWayPatch(original, modified, current, null)) as JsonMap;
        expect(threeWayPatch(modified, modified, after, null)).toEqual({});
      }),
    );
  });
});

describe("the annotation", () => {
  const manifest = {
    kind: "Service",
    apiVersion: "v1",
    metadata: { name: "web", namespace: "a", annotations: { b: "<1>" } },
  };

  test("holds the manifest without itself, keys sorted, as Go writes JSON", () => {
    const { metadata } = withLastApplied(manifest);
    expect(metadata).toMatchObject({
      annotations: {
        b: "<1>",
        [LAST_APPLIED]:
          '{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{"b":"\\u003c1\\u003e"},"name":"web","namespace":"a"}}\n',
      },
    });
  });

  test("is read back, and none that was written by hand", () => {
    const read = lastAppliedOf(withLastApplied(manifest));
    expect(isSameJson(read ?? {}, manifest)).toBe(true);
    expect(lastAppliedOf(withLastApplied(withLastApplied(manifest)))).toEqual(read);
    for (const text of ["", "{", "[]", "7"]) {
      expect(lastAppliedOf({ metadata: { annotations: { [LAST_APPLIED]: text } } })).toBeNull();
    }
    expect(lastAppliedOf(manifest)).toBeNull();
  });
});
