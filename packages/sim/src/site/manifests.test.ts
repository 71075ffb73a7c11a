import {
  type FileTree,
  fileTreeFromSources,
  placeOf,
  resolvePath,
  sourceFromText,
  spanOf,
  wholeSpan,
} from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { readManifestFiles, readManifests } from "./manifests.ts";

const pointedAt = wholeSpan(sourceFromText("site.yaml", "cluster/"));

function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return fileTreeFromSources(
    new Map(Object.entries(files).map(([path, text]) => [resolvePath("/", path), sourceFromText(path, text)])),
  );
}

/** Services and Corefiles of these files, and what is said about them. */
function read(files: Readonly<Record<string, string>>, ...paths: readonly string[]) {
  const { value, diagnostics } = readManifestFiles(
    paths.map((path) => ({ path, span: pointedAt })),
    treeOf(files),
  );
  return {
    services: value.snapshot.services.map(
      ({ metadata, clusterIps }) => `${metadata.namespace}/${metadata.name} ${clusterIps}`,
    ),
    corefiles: [...value.corefiles].map(([key, { bytes }]) => `${key} ${new TextDecoder().decode(bytes).trim()}`),
    said: diagnostics.map(({ span, severity, code }) => `${placeOf(span)} ${severity} ${code}`),
    manifests: value,
  };
}

const service = (name: string, ip: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { clusterIP: ${ip} }\n`;
const configMap = (name: string, corefile: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: kube-system }\ndata:\n  Corefile: |\n    ${corefile}\n`;
const indented = (text: string): string => text.trimEnd().replaceAll("\n", "\n  ");

describe("files and folders", () => {
  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
    ["one file", { "a.yaml": service("a", "198.18.0.1") }, ["/a.yaml"], ["default/a 198.18.0.1"]],
    [
      "several documents, empty ones among them",
      { "a.yaml": `---\n# b\n---\n${service("b", "198.18.0.2")}---\n${service("a", "198.18.0.1")}---\n` },
      ["/a.yaml"],
      ["default/a 198.18.0.1", "default/b 198.18.0.2"],
    ],
    [
      "a List",
      {
        "a.yaml": `apiVersion: v1\nkind: List\nitems:\n- ${indented(service("a", "198.18.0.1"))}\n- ${indented(service("b", "198.18.0.2"))}\n`,
      },
      ["/a.yaml"],
      ["default/a 198.18.0.1", "default/b 198.18.0.2"],
    ],
    [
      "a ServiceList of the API",
      {
        "a.json": JSON.stringify({
          apiVersion: "v1",
          kind: "ServiceList",
          items: [{ apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: { clusterIP: "198.18.0.1" } }],
        }),
      },
      ["/a.json"],
      ["default/a 198.18.0.1"],
    ],
    [
      "a folder: .yaml, .yml and .json of its own, sorted",
      {
        "c/b.yml": service("b", "198.18.0.2"),
        "c/a.yaml": service("a", "198.18.0.1"),
        "c/c.json": '{"apiVersion":"v1","kind":"Service","metadata":{"name":"c"},"spec":{"clusterIP":"198.18.0.3"}}',
        "c/README.md": "not: [yaml",
        "c/deeper/d.yaml": service("d", "198.18.0.4"),
      },
      ["/c"],
      ["default/a 198.18.0.1", "default/b 198.18.0.2", "default/c 198.18.0.3"],
    ],
    ["the site's own folder", { "a.yaml": service("a", "198.18.0.1") }, ["/"], ["default/a 198.18.0.1"]],
    [
      "of one name twice, the later file's",
      { "x/a.yaml": service("a", "198.18.0.1"), "y/a.yaml": service("a", "198.18.0.9") },
      ["/x", "/y"],
      ["default/a 198.18.0.9"],
    ],
    [
      "of one name twice in a file, the later one",
      { "a.yaml": `${service("a", "198.18.0.1")}---\n${service("a", "198.18.0.9")}` },
      ["/a.yaml"],
      ["default/a 198.18.0.9"],
    ],
  ])("%s", (_, files, paths, services) => {
    const found = read(files, ...paths);
    expect(found.services).toEqual(services);
    expect(found.said).toEqual([]);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, string, readonly string[]]>([
    ["no such file", {}, "/a.yaml", ["site.yaml:1:1 error SITE_FILE_MISSING"]],
    ["a folder without manifests", { "c/README.md": "" }, "/c", ["site.yaml:1:1 information SITE_FILE_MISSING"]],
    ["a file that is broken", { "a.yaml": "a: [\n" }, "/a.yaml", ["a.yaml:2:1 error SITE_YAML_SYNTAX"]],
    ["something that is no object", { "a.yaml": "a: 1\n" }, "/a.yaml", ["a.yaml:1:1 error KUBERNETES_NOT_AN_OBJECT"]],
    [
      "a kind that nothing is taken from",
      { "a.yaml": "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n" },
      "/a.yaml",
      ["a.yaml:2:7 information KUBERNETES_UNKNOWN_KIND"],
    ],
    [
      "a field of an item",
      {
        "a.yaml":
          "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: { name: a }\n  spec: { clusterIP: none }\n",
      },
      "/a.yaml",
      ["a.yaml:7:22 error KUBERNETES_FIELD"],
    ],
    [
      "the second document, and the first is read",
      { "a.yaml": "---\nb: [\n---\n- 1\n" },
      "/a.yaml",
      ["a.yaml:3:1 error SITE_YAML_SYNTAX", "a.yaml:4:1 error KUBERNETES_NOT_AN_OBJECT"],
    ],
  ])("%s", (_, files, path, said) => {
    expect(read(files, path).said).toEqual(said);
  });

  it("a file that the folder's reader refused", () => {
    const tree: FileTree = { lookUp: () => ({ kind: "refused", reason: "a symbolic link" }), glob: () => [] };
    const { diagnostics } = readManifestFiles([{ path: "/a.yaml", span: pointedAt }], tree);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "SITE_FILE_REFUSED /a.yaml is not read: a symbolic link.",
    ]);
  });
});

describe("Corefiles", () => {
  it("by namespace and name, wherever their ConfigMap stands; of two with one name the later", () => {
    const files = {
      "a.yaml": `${configMap("coredns", ".:53 { errors }")}---\n${configMap("other", ".:54 {}")}`,
      "b.yaml": `apiVersion: v1\nkind: List\nitems:\n- ${indented(configMap("coredns", ".:53 { cache }"))}\n`,
    };
    expect(read(files, "/a.yaml", "/b.yaml").corefiles).toEqual([
      "kube-system/coredns .:53 { cache }",
      "kube-system/other .:54 {}",
    ]);
  });

  it("a caret in one of a List's points into the file", () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n- ${indented(configMap("coredns", ".:53 { forwrad }"))}\n`;
    const source = read({ "b.yaml": text }, "/b.yaml").manifests.corefiles.get("kube-system/coredns");
    if (source === undefined) throw new RangeError("no Corefile");
    const at = new TextDecoder().decode(source.bytes).indexOf("forwrad");
    expect([source.name, placeOf(spanOf(source, at, at + 7))]).toEqual(["b.yaml (Corefile)", "b.yaml:9:14"]);
  });

  it.each<readonly [string, string]>([
    ["no data", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns }\n"],
    ["another key", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns }\ndata: { corefile: x }\n"],
    ["no text", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns }\ndata: { Corefile: [x] }\n"],
    ["another kind", "apiVersion: v1\nkind: Secret\nmetadata: { name: coredns }\ndata: { Corefile: x }\n"],
  ])("none in: %s", (_, text) => {
    expect(read({ "a.yaml": text }, "/a.yaml").corefiles).toEqual([]);
  });
});

it("readManifests gives each document with the places of its fields", () => {
  const { objects, diagnostics } = readManifests(sourceFromText("a.yaml", `${service("a", "198.18.0.1")}---\nx: 1\n`));
  expect(diagnostics).toEqual([]);
  expect(objects.map(({ locate }) => placeOf(locate(["spec", "clusterIP"])))).toEqual(["a.yaml:4:20", "a.yaml:6:1"]);
});
