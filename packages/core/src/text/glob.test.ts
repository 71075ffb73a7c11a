import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, matchesGlob, withoutHidden } from "./file-tree.ts";
import { sourceFromText } from "./source.ts";

const treeOf = (paths: readonly string[]) =>
  fileTreeFromSources(new Map(paths.map((path) => [path, sourceFromText(path, path)])));

/** As glibc's fnmatch(3) with FNM_PATHNAME says. */
describe("one path segment", () => {
  it.each([
    ["*.conf", "a.conf", true],
    ["*.conf", ".conf", true],
    ["*.conf", "a.conf.bak", false],
    ["*.conf*", "a.conf.bak", true],
    ["db.*.lan", "db..lan", true],
    ["db.*.lan", "db.lan", false],
    ["a*b*c", "abcbc", true],
    ["a*b*c", "abcb", false],
    ["**", "abc", true],
    ["?", "", false],
    ["??", "a", false],
    ["?*?", "ab", true],
    ["*?", "", false],
    ["[abc]", "b", true],
    ["[abc]", "bb", false],
    ["[a-c]x", "bx", true],
    ["[a-c]x", "dx", false],
    ["[c-a]", "b", false],
    ["[0-9][0-9]-*", "10-acl.conf", true],
    ["[0-9][0-9]-*", "1-acl.conf", false],
    ["[!0-9]*", "10-acl.conf", false],
    ["[^0-9]*", "acl.conf", true],
    ["[a-]", "-", true],
    ["[-a]", "-", true],
    ["[-a]", "b", false],
    ["[]a]", "]", true],
    ["[]a]", "a", true],
    ["[]a]", "b", false],
    ["[!]a]", "b", true],
    ["[!]a]", "]", false],
    ["[^]a]", "a", false],
    ["[!]", "[!]", true],
    ["[!]", "x", false],
    ["[]", "[]", true],
    ["[a", "[a", true],
    ["[a", "a", false],
    ["a]", "a]", true],
    ["[a!]", "!", true],
    ["[a^]", "^", true],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["\\?x", "?x", true],
    ["\\[a]", "[a]", true],
    ["\\[a]", "a", false],
    ["a\\b", "ab", true],
    ["a\\\\b", "a\\b", true],
  ] as const)("%s and %s: %s", (pattern, name, matches) => expect(matchesGlob(pattern, name)).toBe(matches));
});

describe("slashes", () => {
  it.each([
    ["/etc/*", "/etc/bind", true],
    ["/etc/*", "/etc/bind/x", false],
    ["/etc/*/x", "/etc/bind/x", true],
    ["/etc/*/x", "/etc/x", false],
    ["/*/*/x", "/a/b/x", true],
    ["/a?b", "/a/b", false],
    ["/a[/]b", "/a/b", false],
    ["/a[!x]b", "/a/b", false],
    ["/a*", "/a", true],
    ["/*", "/", true],
  ] as const)("%s and %s: %s", (pattern, path, matches) => expect(matchesGlob(pattern, path)).toBe(matches));
});

describe("hidden files, as glob(3) passes over them", () => {
  const paths = ["/c/.a.swp", "/c/a", "/c/.d/x", "/c/d/x", "/c/d/.x", "/.e/x"];
  it.each([
    ["/c/*", ["/c/a"]],
    ["/c/.*", ["/c/.a.swp"]],
    ["/c/\\.*", ["/c/.a.swp"]],
    ["/c/?a*", []],
    ["/c/[.]*", []],
    ["/c/*/*", ["/c/d/x"]],
    ["/c/.*/*", ["/c/.d/x"]],
    ["/c/*/.*", ["/c/d/.x"]],
    ["/*/x", []],
    ["/.e/*", ["/.e/x"]],
  ] as const)("%s: %j", (pattern, found) => expect(withoutHidden(pattern, treeOf(paths).glob(pattern))).toEqual(found));
});

/** The definition, by trying every split: slow and plain. */
function naiveMatch(pieces: readonly string[], text: string): boolean {
  const [first, ...rest] = pieces;
  if (first === undefined) return text === "";
  if (first === "*") {
    if (naiveMatch(rest, text)) return true;
    return text !== "" && text[0] !== "/" && naiveMatch(pieces, text.slice(1));
  }
  const [head = "", tail] = [text.slice(0, 1), text.slice(1)];
  if (head === "") return false;
  const isMember: Readonly<Record<string, (character: string) => boolean>> = {
    "?": (character) => character !== "/",
    "[a-c]": (character) => character >= "a" && character <= "c",
    "[!a-c]": (character) => character !== "/" && (character < "a" || character > "c"),
    "[]x]": (character) => character === "]" || character === "x",
    "[^]x]": (character) => character !== "/" && character !== "]" && character !== "x",
    "\\*": (character) => character === "*",
    "\\[": (character) => character === "[",
  };
  return (isMember[first]?.(head) ?? first === head) && naiveMatch(rest, tail);
}

describe("laws", () => {
  const piece = fc.constantFrom("*", "?", "[a-c]", "[!a-c]", "[]x]", "[^]x]", "\\*", "\\[", "a", "x", "/", ".");
  const text = fc.string({ unit: fc.constantFrom("a", "b", "x", "/", ".", "]", "*", "["), maxLength: 7 });

  it("a pattern matches what its pieces match, one after the other", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, (pieces, path) => {
        expect(matchesGlob(pieces.join(""), path)).toBe(naiveMatch(pieces, path));
      }),
      { numRuns: 2000 },
    );
  });

  it("a name with a backslash before every character matches itself alone", () => {
    fc.assert(
      fc.property(text, text, (name, other) => {
        const pattern = [...name].map((character) => `\\${character}`).join("");
        expect(matchesGlob(pattern, other)).toBe(name === other);
      }),
    );
  });

  it("many stars cost no more than the text for each", () => {
    expect(matchesGlob(`${"*a".repeat(50)}b`, "a".repeat(20_000))).toBe(false);
  });
});
