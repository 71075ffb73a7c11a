import { describe, expect, test } from "vitest";
import { patchedCorefile } from "./config-map-patch.ts";
import type { ObjectPatch } from "./part.ts";

const OLD = ". {\n whoami\n}\n";

function patched(type: ObjectPatch["type"], body: unknown): string {
  const patch = { cluster: null, kind: "configmap", namespace: "kube-system", name: "coredns", type, body };
  const after = patchedCorefile(OLD, patch);
  return after.kind === "text" ? after.text : `refused: ${after.why}`;
}

describe("what a patch makes of the Corefile", () => {
  test.each<readonly [string, ObjectPatch["type"], unknown, string]>([
    ["merge", "merge", { data: { Corefile: "new" } }, "new"],
    ["strategic", "strategic", { data: { Corefile: "new", other: "x" } }, "new"],
    ["null takes the key away", "merge", { data: { Corefile: null } }, ""],
    ["other keys alone", "merge", { data: { other: "x" } }, OLD],
    ["metadata alone", "merge", { metadata: { labels: { a: "b" } } }, OLD],
    ["no object at all", "merge", "text", OLD],
    [
      "a number",
      "merge",
      { data: { Corefile: 7 } },
      'refused: The ConfigMap "coredns" is invalid: data.Corefile is no text',
    ],
    ["json: replace", "json", [{ op: "replace", path: "/data/Corefile", value: "new" }], "new"],
    [
      "json: add, the last counts",
      "json",
      [
        { op: "add", path: "/data/Corefile", value: "a" },
        { op: "add", path: "/data/Corefile", value: "b" },
      ],
      "b",
    ],
    ["json: another path", "json", [{ op: "replace", path: "/data/other", value: "x" }], OLD],
    [
      "json: a test that holds",
      "json",
      [
        { op: "test", path: "/data/Corefile", value: OLD },
        { op: "replace", path: "/data/Corefile", value: "new" },
      ],
      "new",
    ],
    [
      "json: a test that does not",
      "json",
      [
        { op: "test", path: "/data/Corefile", value: "other" },
        { op: "replace", path: "/data/Corefile", value: "new" },
      ],
      "refused: The request is invalid: the server rejected our request due to an error in our request",
    ],
    [
      "json: no text",
      "json",
      [{ op: "replace", path: "/data/Corefile", value: 7 }],
      'refused: The ConfigMap "coredns" is invalid: data.Corefile is no text',
    ],
  ])("%s", (_title, type, body, expected) => expect(patched(type, body)).toBe(expected));
});
