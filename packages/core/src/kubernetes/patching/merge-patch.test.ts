import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameJson, type Json, jsonFrom } from "./json-value.ts";
import { mergePatch } from "./merge-patch.ts";

const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 3 }).map(jsonFrom);

test("law: a merge patch applied twice is as good as once", () => {
  fc.assert(
    fc.property(json, json, (document, patch) => {
      const once = mergePatch(document, patch);
      expect(isSameJson(mergePatch(once, patch), once)).toBe(true);
    }),
  );
});
