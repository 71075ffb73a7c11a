import { describe, expect, it } from "vitest";
import { fileTreeFromSources, placeOf, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "./index.ts";

const FILES: Readonly<Record<string, string>> = {
  "/etc/coredns/common": "errors\nlog\n",
  "/etc/coredns/zones/a.conf": "a.test {\n import ../common\n}\n",
  "/etc/coredns/zones/b.conf": "b.test {\n import inner/*.part\n}\n",
  "/etc/coredns/zones/inner/1.part": "whoami\n",
  "/etc/coredns/zones/inner/2.part": "cache {\n import sizes\n}\n",
  "/etc/coredns/zones/inner/sizes": "success 5\ndenial 6\n",
  "/etc/coredns/keys": "c.test d.test\n",
  "/etc/coredns/snippet": "(s) {\n chaos\n}\n",
  "/etc/coredns/self": "import self\n",
  "/etc/coredns/ping": "import pong\n",
  "/etc/coredns/pong": "import ping\n",
  "/etc/coredns/empty": "",
  "/srv/outside": "nsid\n",
};
const files = fileTreeFromSources(
  new Map(Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)])),
);

function read(
  text: string,
  environment: readonly (readonly [string, string])[] = [],
): ReturnType<typeof parseCorefile> {
  const limits = { fileExpansions: 50, snippetExpansions: 50 };
  return parseCorefile(sourceFromText("Corefile", text), {
    version: "1.15.0",
    files,
    environment: new Map(environment),
    limits,
  });
}

/** `a.test. errors log`, one for each block. */
function blocks(text: string, environment?: readonly (readonly [string, string])[]): readonly string[] {
  return read(text, environment).value.blocks.map(({ zones, directives }) =>
    [
      ...zones.map(({ zone }) => zone.text),
      ...[...directives.values()].flatMap(({ tokens }) => tokens.map(({ text: word }) => word)),
    ].join(" "),
  );
}

describe("what an import brings", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["directives of a file", ". {\n import common\n}", [". errors log"]],
    ["an absolute path", ". {\n import /srv/outside\n}", [". nsid"]],
    [
      "whole blocks, by a pattern, in the order of their names",
      "import zones/*.conf",
      ["a.test. errors log", "b.test. whoami cache { success 5 denial 6 }"],
    ],
    ["relative to the file that holds the line", "import zones/a.conf", ["a.test. errors log"]],
    ["keys", "import keys\n{\n log\n}", ["c.test. d.test. log"]],
    ["a snippet of another file", "import snippet\n. {\n import s\n}", [". chaos"]],
    ["an empty file", ". {\n import empty\n log\n}", [". log"]],
    ["no file at all, by a pattern", ". {\n import none*\n log\n}", [". log"]],
    [
      "properties within a plugin's braces",
      ". {\n cache {\n import zones/inner/sizes\n }\n}",
      [". cache { success 5 denial 6 }"],
    ],
    ["a word that is no first one is an argument", ". {\n log import common\n}", [". log import common"]],
    ["one after the other", ". {\n import common\n import /srv/outside\n}", [". errors log nsid"]],
    ["a snippet before a file of the same name", "(common) {\n whoami\n}\n. {\n import common\n}", [". whoami"]],
    ["a snippet within a snippet", "(a) {\n log\n}\n(b) {\n import a\n errors\n}\n. {\n import b\n}", [". log errors"]],
    [
      "one character by ?",
      "import zones/?.conf",
      ["a.test. errors log", "b.test. whoami cache { success 5 denial 6 }"],
    ],
  ])("%s", (_, text, expected) => {
    expect(blocks(text)).toEqual(expected);
    expect(read(text).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("a path may come from the environment", () => {
    expect(blocks(". {\n import {$PART}\n}", [["PART", "common"]])).toEqual([". errors log"]);
  });
});

describe("what cannot be imported", () => {
  it.each<readonly [string, string]>([
    [". {\n import none\n}", "Corefile:2:9 File to import not found: none"],
    [". {\n import zones\n}", "Corefile:2:9 Could not import /etc/coredns/zones: is a directory"],
    [". {\n import\n}", "Corefile:2:2 Wrong argument count or unexpected line ending after 'import'"],
    [". {\n import common more\n}", "Corefile:2:16 Import takes only one argument (glob pattern or file)"],
    [". {\n import {$NONE}\n}", "Corefile:2:9 Import requires a non-empty filepath"],
    [
      ". {\n import *a*\n}",
      "Corefile:2:9 Glob pattern may only contain one wildcard (*), but has others: /etc/coredns/*a*",
    ],
    [
      ". {\n import ??\n}",
      "Corefile:2:9 Glob pattern may only contain one wildcard (*), but has others: /etc/coredns/??",
    ],
    [
      ". {\n import [ab]\n}",
      "Corefile:2:9 Glob pattern may only contain one wildcard (*), but has others: /etc/coredns/[ab]",
    ],
    [". {\n import self\n}", "/etc/coredns/self:1:8 maximum file import depth (50) exceeded"],
    [". {\n import ping\n}", "/etc/coredns/pong:1:8 maximum file import depth (50) exceeded"],
    [
      "(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}",
      "Corefile:5:9 maximum snippet import depth (50) exceeded",
    ],
  ])("%j", (text, expected) => {
    const [first] = read(text).diagnostics.filter(({ severity }) => severity === "error");
    expect(first && `${placeOf(first.span)} ${first.message}`).toBe(expected);
  });
});

it("a complaint about an imported word points into its own file", () => {
  const found = fileTreeFromSources(
    new Map([["/etc/coredns/bad", sourceFromText("/etc/coredns/bad", "log\nforwad . x\n")]]),
  );
  const { diagnostics } = parseCorefile(sourceFromText("Corefile", ". {\n import bad\n}"), {
    version: "1.15.0",
    files: found,
  });
  expect(diagnostics.map(({ span, message }) => `${placeOf(span)} ${message}`)).toEqual([
    "/etc/coredns/bad:2:1 Unknown directive 'forwad'",
  ]);
});
