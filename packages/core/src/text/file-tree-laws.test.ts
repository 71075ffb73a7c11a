import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directoryOf, emptyFileTree, fileTreeBelow, fileTreeFromSources, resolvePath } from "./file-tree.ts";
import { sourceFromText } from "./source.ts";

const treeOf = (paths: readonly string[]) =>
  fileTreeFromSources(new Map(paths.map((path) => [path, sourceFromText(path, path)])));
const segment = fc.constantFrom("a", "b", "ab", "a.db", "__proto__", "x-1");
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`);

describe("paths", () => {
  it.each([
    ["/etc/bind", "db.kloud.lan", "/etc/bind/db.kloud.lan"],
    ["/etc/bind", "/var/db", "/var/db"],
    ["/etc/bind", "../x", "/etc/x"],
    ["/etc/bind", "../../../x", "/x"],
    ["/etc/bind", "./a//b/./c/", "/etc/bind/a/b/c"],
    ["/", "", "/"],
    ["/a", ".", "/a"],
    ["/a", "...", "/a/..."],
    ["/a", "b\\..\\c", "/a/b\\..\\c"],
  ])("%s and %s: %s", (directory, written, expected) => expect(resolvePath(directory, written)).toBe(expected));

  it("never leave the root, however they are written", () => {
    const odd = fc
      .array(fc.constantFrom("..", ".", "", "a", "/", "b/.."), { maxLength: 12 })
      .map((all) => all.join("/"));
    fc.assert(
      fc.property(odd, odd, (directory, written) => {
        const found = resolvePath(`/${directory}`, written);
        expect(found.startsWith("/")).toBe(true);
        expect(
          found === "/" ||
            found
              .split("/")
              .slice(1)
              .every((part) => part !== "" && part !== "." && part !== ".."),
        ).toBe(true);
        expect(resolvePath("/", found)).toBe(found);
      }),
    );
  });

  it.each([
    ["/a/b", "/a"],
    ["/a", "/"],
    ["/", "/"],
    ["a", "/"],
  ])("%s stands in %s", (one, expected) => expect(directoryOf(one)).toBe(expected));
});

describe("trees of files", () => {
  it("have what was put into them, and folders above it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 8 }), path, (paths, asked) => {
        const files = paths.filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
        const kind = treeOf(files).lookUp(asked).kind;
        const isFolder = files.some((one) => one.startsWith(`${asked}/`));
        expect(kind).toBe(files.includes(asked) ? "file" : isFolder ? "directory" : "missing");
      }),
    );
  });

  it("a pattern finds what a regular expression of it finds, sorted", () => {
    const pattern = fc.array(fc.constantFrom("/", "a", "b", "*", "?", "[ab]", ".db", "x-1"), { maxLength: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 8 }), pattern, (paths, pieces) => {
        const words: Readonly<Record<string, string>> = { "*": "[^/]*", "?": "[^/]", "[ab]": "[ab]", ".db": "\\.db" };
        const expression = new RegExp(`^/${pieces.map((piece) => words[piece] ?? piece).join("")}$`);
        expect(treeOf(paths).glob(`/${pieces.join("")}`)).toEqual(
          [...paths].sort().filter((one) => expression.test(one)),
        );
      }),
    );
  });

  it("seen from a folder are the files below it", () => {
    const below = fileTreeBelow(treeOf(["/dns1/etc/a", "/dns1/etc/b", "/dns2/etc/a", "/dns10/x"]), "/dns1");
    expect(below.glob("/etc/*")).toEqual(["/etc/a", "/etc/b"]);
    expect(["/etc/a", "/etc", "/", "/x", "/dns2/etc/a"].map((one) => below.lookUp(one).kind)).toEqual([
      "file",
      "directory",
      "directory",
      "missing",
      "missing",
    ]);
  });

  it("without files have none", () => {
    expect(emptyFileTree.lookUp("/").kind).toBe("missing");
    expect(emptyFileTree.glob("/*")).toEqual([]);
  });
});
