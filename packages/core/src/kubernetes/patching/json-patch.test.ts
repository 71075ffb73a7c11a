import { describe, expect, test } from "vitest";
import { applyJsonPatch } from "./json-patch.ts";
import type { Json, JsonMap } from "./json-value.ts";

describe("JSON patches, each asked of kubectl patch --local", () => {
  const spec = { ports: ["a", "b"], type: "ClusterIP" };
  test.each<readonly [operation: JsonMap, left: Json]>([
    [
      { op: "remove", path: "/ports/-1" },
      { ports: ["a"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/-", value: "x" },
      { ports: ["a", "b", "x"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/0", value: "x" },
      { ports: ["x", "a", "b"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/2", value: "x" },
      { ports: ["a", "b", "x"], type: "ClusterIP" },
    ],
    [{ op: "add", path: "/ports/3", value: "x" }, "failed"],
    [
      { op: "add", path: "/ports/-1", value: "x" },
      { ports: ["a", "b", "x"], type: "ClusterIP" },
    ],
    [
      { op: "add", path: "/ports/-3", value: "x" },
      { ports: ["x", "a", "b"], type: "ClusterIP" },
    ],
    // A member that is not there is replaced all the same; one of a list is not.
    [
      { op: "replace", path: "/name", value: "x" },
      { ports: ["a", "b"], type: "ClusterIP", name: "x" },
    ],
    [{ op: "replace", path: "/ports/2", value: "x" }, "failed"],
    [{ op: "remove", path: "/name" }, "failed"],
    [{ op: "remove", path: "/ports/x" }, "failed"],
    [{ op: "test", path: "/name", value: null }, spec],
    [
      { op: "move", from: "/type", path: "/name" },
      { ports: ["a", "b"], name: "ClusterIP" },
    ],
    [
      { op: "copy", from: "/name", path: "/other" },
      { ports: ["a", "b"], type: "ClusterIP", other: null },
    ],
    [
      { op: "add", path: "/name" },
      { ports: ["a", "b"], type: "ClusterIP", name: null },
    ],
    [{ op: "frob", path: "/type" }, "failed"],
    [{ op: "add", path: "/type/deep", value: "x" }, "failed"],
    // What stands before the first slash is not looked at.
    [
      { op: "replace", path: "spec/type", value: "x" },
      { ports: ["a", "b"], type: "x" },
    ],
  ])("%j", (operation, left) => {
    const patched = applyJsonPatch(spec, [operation]);
    expect(patched.kind === "patched" ? patched.value : patched.kind).toEqual(left);
  });
});
