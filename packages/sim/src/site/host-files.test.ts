import { type FileLookup, type FileTree, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layeredFileTree, treeOfHost } from "./host-files.ts";
import { type SiteFiles, treeOfFiles } from "./site-files.fixture.ts";

/** `file TEXT`, `directory`, `missing` or `refused REASON`. */
function print(found: FileLookup): string {
  if (found.kind === "file") return `file ${new TextDecoder().decode(found.source.bytes)}`;
  return found.kind === "refused" ? `refused ${found.reason}` : found.kind;
}

const BASE: SiteFiles = {
  "etc/bind/named.conf": "base",
  "etc/bind/db.kloud.lan": "base zone",
  "etc/hosts": "base hosts",
  "var/x": "base x",
};
const OWN: SiteFiles = { "etc/bind/named.conf": "own", "etc/hosts/by-folder": "own", "srv/db": "own db" };
const layered = layeredFileTree([treeOfFiles(BASE), treeOfFiles(OWN)]);

describe("folders laid over each other", () => {
  it.each<readonly [string, string, string]>([
    ["/etc/bind/named.conf", "a later one's file hides the earlier one's", "file own"],
    ["/etc/bind/db.kloud.lan", "what the later one has not is the earlier one's", "file base zone"],
    ["/srv/db", "what only the later one has", "file own db"],
    ["/etc/bind", "a folder of both", "directory"],
    ["/srv", "a folder of the later one", "directory"],
    ["/var", "a folder of the earlier one", "directory"],
    ["/etc/hosts", "a file below a later one's folder of that name stays to be read", "file base hosts"],
    ["/etc/hosts/by-folder", "and what is in that folder too", "file own"],
    ["/etc/passwd", "what none of them has", "missing"],
  ])("%s: %s", (path, _, found) => {
    expect(print(layered.lookUp(path))).toBe(found);
  });

  it("a refusal of the later one is not passed over: the earlier file is not what the host would read", () => {
    const refusing: FileTree = { lookUp: () => ({ kind: "refused", reason: "a symbolic link" }), glob: () => [] };
    const over = layeredFileTree([treeOfFiles(BASE), refusing]);
    const under = layeredFileTree([refusing, treeOfFiles(BASE)]);
    expect(print(over.lookUp("/etc/hosts"))).toBe("refused a symbolic link");
    expect(print(under.lookUp("/etc/hosts"))).toBe("file base hosts");
    expect(print(under.lookUp("/nowhere"))).toBe("refused a symbolic link");
  });

  it.each<readonly [string, readonly string[]]>([
    ["/etc/bind/*", ["/etc/bind/db.kloud.lan", "/etc/bind/named.conf"]],
    ["/etc/bind/named*", ["/etc/bind/named.conf"]],
    ["/srv/*", ["/srv/db"]],
    ["/nowhere/*", []],
  ])("a glob finds each file once, in order: %s", (pattern, paths) => {
    expect(layered.glob(pattern)).toEqual(paths);
  });

  it("no folder at all holds nothing", () => {
    expect([print(layeredFileTree([]).lookUp("/etc")), layeredFileTree([]).glob("/*")]).toEqual(["missing", []]);
  });

  it("law: the last layer that has a file gives it", () => {
    const layer = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), (layers) => {
        const tree = layeredFileTree(layers.map(treeOfFiles));
        const merged: SiteFiles = Object.assign({}, ...layers);
        for (const path of ["a", "b", "c", "d"]) {
          const expected = merged[path] === undefined ? "missing" : `file ${merged[path]}`;
          expect(print(tree.lookUp(`/${path}`))).toBe(expected);
        }
        expect(tree.glob("/*")).toEqual(
          Object.keys(merged)
            .sort()
            .map((name) => `/${name}`),
        );
      }),
    );
  });
});

describe("a host's own file system", () => {
  const files = treeOfFiles({ "site.yaml": "s", "base/etc/a": "base", "dns1/etc/a": "own", "dns1/etc/b": "b" });

  it.each<readonly [string, readonly string[], string, string]>([
    ["the later folder first", ["/base", "/dns1"], "/etc/a", "file own"],
    ["and the other way round", ["/dns1", "/base"], "/etc/a", "file base"],
    ["what only one of them has", ["/dns1", "/base"], "/etc/b", "file b"],
    ["nothing above the folder", ["/dns1"], "/site.yaml", "missing"],
    ["nor by climbing", ["/dns1"], "/../site.yaml", "missing"],
    ["the whole tree where the folder is its root", ["/"], "/site.yaml", "file s"],
    ["a folder that is not there", ["/dns2"], "/etc/a", "missing"],
    ["no folder", [], "/etc/a", "missing"],
  ])("%s: %j", (_, folders, path, found) => {
    expect(print(treeOfHost(files, { folders }).lookUp(path))).toBe(found);
  });

  it("carets name the file where it stands in the site", () => {
    const found = treeOfHost(files, { folders: ["/dns1"] }).lookUp("/etc/b");
    expect(found.kind === "file" ? found.source.name : found.kind).toBe(sourceFromText("dns1/etc/b", "").name);
  });
});
