import fc from "fast-check";
import { expect, test } from "vitest";
import {
  directoryOf,
  emptyFileTree,
  fileTreeBelow,
  fileTreeFromSources,
  matchesGlob,
  resolvePath,
} from "./file-tree.ts";
import { sourceFromText } from "./source.ts";

const tree = fileTreeFromSources(
  new Map(
    ["/dns1/etc/bind/named.conf", "/dns1/etc/bind/zones/a.db", "/dns1/etc/bind/zones/b.db", "/site.yaml"].map(
      (path) => [path, sourceFromText(path, path)],
    ),
  ),
);

test.each([
  { path: "/site.yaml", kind: "file" },
  { path: "/dns1/etc", kind: "directory" },
  { path: "/", kind: "directory" },
  { path: "/dns1/et", kind: "missing" },
  { path: "/__proto__", kind: "missing" },
])("$path is $kind", ({ path, kind }) => {
  expect(tree.lookUp(path).kind).toBe(kind);
});

test("below a host's folder, its files stand at /", () => {
  const host = fileTreeBelow(tree, "/dns1");
  expect(host.lookUp("/etc/bind/named.conf").kind).toBe("file");
  expect(host.lookUp("/site.yaml").kind).toBe("missing");
  expect(host.glob("/etc/bind/zones/*.db")).toEqual(["/etc/bind/zones/a.db", "/etc/bind/zones/b.db"]);
  expect(host.lookUp("/").kind).toBe("directory");
  expect(emptyFileTree.lookUp("/site.yaml").kind).toBe("missing");
});

test.each([
  { directory: "/etc/bind", path: "zones/a.db", resolved: "/etc/bind/zones/a.db" },
  { directory: "/etc/bind", path: "../../../../x", resolved: "/x" },
  { directory: "/etc/bind", path: "/a/./b//c/..", resolved: "/a/b" },
  { directory: "/", path: "", resolved: "/" },
])("$path in $directory is $resolved", ({ directory, path, resolved }) => {
  expect(resolvePath(directory, path)).toBe(resolved);
});

test.each([
  { pattern: "/a/*.db", path: "/a/x.db", matches: true },
  { pattern: "/a/*.db", path: "/a/b/x.db", matches: false },
  { pattern: "/a/?.db", path: "/a/x.db", matches: true },
  { pattern: "/a/[x-z].db", path: "/a/y.db", matches: true },
  { pattern: "/a/[!x-z].db", path: "/a/y.db", matches: false },
  { pattern: "/a/[", path: "/a/[", matches: true },
  { pattern: "*", path: "", matches: true },
  { pattern: "/*/*", path: "/a/b", matches: true },
])("$pattern against $path: $matches", ({ pattern, path, matches }) => {
  expect(matchesGlob(pattern, path)).toBe(matches);
});

test("a path without pattern characters matches itself alone", () => {
  const segment = fc.stringMatching(/^[a-z.]{1,5}$/);
  fc.assert(fc.property(segment, segment, (left, right) => matchesGlob(left, right) === (left === right)));
});

test("a resolved path never leaves the tree", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("..", ".", "a", "", "b/..")), (parts) => {
      const path = resolvePath("/x", parts.join("/"));
      expect(path.startsWith("/")).toBe(true);
      expect(path.split("/")).not.toContain("..");
    }),
  );
});

test.each([
  { path: "/a/b", directory: "/a" },
  { path: "/a", directory: "/" },
  { path: "/", directory: "/" },
])("$path stands in $directory", ({ path, directory }) => {
  expect(directoryOf(path)).toBe(directory);
});
