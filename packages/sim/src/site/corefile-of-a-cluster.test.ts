import { describe, expect, it } from "vitest";
import { type SiteFiles, siteOfFiles } from "./site-files.fixture.ts";

/** A Corefile that is told by the zone of its only block. */
const corefile = (zone: string): string => `${zone} {\n  whoami\n}\n`;
const configMap = (path: string, zone: string): string => {
  const [namespace, name] = path.split("/");
  return `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata:\n  Corefile: |\n    ${zone} {\n      whoami\n    }\n`;
};
const site = (coredns: string): string => `version: 1\nclusters:\n  k: { objects: o.yaml, coredns: ${coredns} }\n`;

function chosenBlock(files: SiteFiles): string | null {
  const { twin } = siteOfFiles(files);
  const read = twin.clusters.get("k")?.corefile ?? null;
  return read === null ? null : read.blocks.flatMap(({ keys }) => keys.map((key) => key.text)).join(" ");
}

describe("of several Corefiles a cluster's is", () => {
  it.each<readonly [string, SiteFiles, string | null]>([
    [
      "the one that site.yaml names, before the ConfigMap's",
      {
        "site.yaml": site("{ corefile: c/named, files: c }"),
        "o.yaml": configMap("kube-system/coredns", "map."),
        "c/named": corefile("named."),
        "c/Corefile": corefile("beside."),
      },
      "named.",
    ],
    [
      "the ConfigMap's, before one beside the pod's files",
      {
        "site.yaml": site("{ files: c }"),
        "o.yaml": configMap("kube-system/coredns", "map."),
        "c/Corefile": corefile("beside."),
      },
      "map.",
    ],
    [
      "the ConfigMap of kubeadm's name, before others",
      {
        "site.yaml": site("{}"),
        "o.yaml": `${configMap("a/first", "a.")}${configMap("kube-system/coredns", "map.")}${configMap("z/last", "z.")}`,
      },
      "map.",
    ],
    [
      "a ConfigMap of another name where it is the only one",
      { "site.yaml": site("{}"), "o.yaml": configMap("kube-system/rke2-coredns", "rke2.") },
      "rke2.",
    ],
    [
      "none of two others: nothing tells which",
      { "site.yaml": site("{}"), "o.yaml": `${configMap("a/x", "x.")}${configMap("b/y", "y.")}` },
      null,
    ],
    [
      "where the image has it: /Corefile",
      { "site.yaml": site("{ files: c }"), "o.yaml": "", "c/Corefile": corefile("root.") },
      "root.",
    ],
    [
      "or where the Deployment mounts it",
      { "site.yaml": site("{ files: c }"), "o.yaml": "", "c/etc/coredns/Corefile": corefile("mounted.") },
      "mounted.",
    ],
    [
      "of folders laid over each other the later one's",
      {
        "site.yaml": site("{ files: [c, d] }"),
        "o.yaml": "",
        "c/Corefile": corefile("c."),
        "d/Corefile": corefile("d."),
      },
      "d.",
    ],
    [
      "one that site.yaml names and that is not there is not replaced by another",
      {
        "site.yaml": site("{ corefile: nowhere, files: c }"),
        "o.yaml": configMap("kube-system/coredns", "map."),
        "c/Corefile": corefile("c."),
      },
      null,
    ],
  ])("%s", (_, files, block) => {
    expect(chosenBlock(files)).toBe(block);
  });

  it("imports are looked for beside the pod's Corefile", () => {
    const files = {
      "site.yaml": site("{ files: c }"),
      "o.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns, namespace: kube-system }\ndata:\n  Corefile: |\n    import custom/*.server\n",
      "c/etc/coredns/custom/a.server": corefile("a."),
      "c/etc/coredns/custom/b.server": corefile("b."),
    };
    expect(chosenBlock(files)).toBe("a. b.");
  });
});

/** A ConfigMap whose Corefile has one fault, written in each of YAML's ways. */
const WAYS: readonly (readonly [string, string, string])[] = [
  ["literal", "  Corefile: |\n    .:53 {\n        cache -1\n    }\n", "8:15"],
  ["literal without its last line end", "  Corefile: |-\n    .:53 {\n        cache -1\n    }\n", "8:15"],
  ["literal, further to the right", "  Corefile: |\n          .:53 {\n              cache -1\n          }\n", "8:21"],
  ["double-quoted, as kubectl writes one with trailing blanks", '  Corefile: ".:53 {\\n    cache -1\\n}\\n"\n', "6:32"],
  ["double-quoted, broken over lines", '  Corefile: ".:53 {\\n\\\n    \\    cache -1\\n}\\n"\n', "7:16"],
  ["single-quoted", "  Corefile: '.:53 {\n\n    cache -1\n\n    }'\n", "8:11"],
  ["folded, every line further in than the first", "  Corefile: >\n    .:53 {\n        cache -1\n    }\n", "8:15"],
];

describe("a fault of a Corefile stands in the YAML file where it was written", () => {
  it.each(WAYS)("%s", (_, written, place) => {
    const { said } = siteOfFiles({
      "site.yaml": site("{}"),
      "o.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  { name: coredns, namespace: kube-system }\ndata:\n${written}`,
    });
    expect(said.filter((line) => line.includes("error"))).toEqual([
      expect.stringMatching(new RegExp(`^o\\.yaml:${place} error COREFILE_`)),
    ]);
  });

  it("the same in JSON", () => {
    const object = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "coredns", namespace: "kube-system" },
      data: { Corefile: ".:53 {\n\tcache -1\n}\n" },
    };
    const { said } = siteOfFiles({
      "site.yaml": site("{}").replace("o.yaml", "o.json"),
      "o.json": JSON.stringify(object, null, 2),
    });
    expect(said.filter((line) => line.includes("error"))).toEqual([
      expect.stringMatching(/^o\.json:9:34 error COREFILE_/),
    ]);
  });
});

describe("a CoreDNS that does not start says why, and every pod of it is absent", () => {
  it.each<readonly [string, string, string]>([
    ["an unknown plugin", ".:53 {\n  forwrad . 1.1.1.1\n}\n", "Unknown directive 'forwrad'"],
    ["a block that is not closed", ".:53 {\n  errors\n", ""],
    ["a setting of a plugin", ".:53 {\n  cache -1\n}\n", ""],
    ["the same block twice", ".:53 {\n  whoami\n}\n.:53 {\n  whoami\n}\n", ""],
  ])("%s", (_, text, why) => {
    const { twin } = siteOfFiles({ "site.yaml": site("{ corefile: c }"), "o.yaml": "", c: text });
    expect(twin.residents).toEqual([]);
    expect(twin.absent.map(({ title }) => title)).toEqual(["CoreDNS 1.15.0 in kube-system/coredns"]);
    expect(twin.absent[0]?.why).toMatch(/^CoreDNS does not start: ./);
    expect(twin.absent[0]?.why).toContain(why);
  });
});
