import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../../../text/index.ts";
import { filesBelow } from "./walk.ts";

function walk(paths: readonly string[], directory: string): readonly string[] {
  return filesBelow(fileTreeFromSources(new Map(paths.map((path) => [path, sourceFromText(path, "")]))), directory);
}

describe("the order in which Go walks over a folder", () => {
  it.each<readonly [string, readonly string[], string, readonly string[]]>([
    ["name by name", ["/z/b", "/z/a", "/y/c"], "/z", ["/z/a", "/z/b"]],
    ["a folder where its name stands", ["/z/c", "/z/b/x", "/z/a"], "/z", ["/z/a", "/z/b/x", "/z/c"]],
    ["a name before longer ones", ["/z/a-b", "/z/a/x"], "/z", ["/z/a/x", "/z/a-b"]],
    ["the root", ["/a"], "/", ["/a"]],
    ["nothing", ["/a"], "/none", []],
  ])("%s", (_, paths, directory, expected) => expect(walk(paths, directory)).toEqual(expected));
});

it("finds each file once", () => {
  const name = fc.constantFrom("a", "b", "a.b", "a-b");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `/z/${parts.join("/")}.db`);
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
      expect([...walk(paths, "/z")].sort()).toEqual([...paths].sort());
    }),
  );
});
