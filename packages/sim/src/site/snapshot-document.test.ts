import {
  errorAt,
  type FileTree,
  fileTreeFromSources,
  placeOf,
  printClusterSnapshot,
  printDiagnostic,
  sourceFromText,
  spanOf,
  wholeSpan,
} from "@splithorizon/core";
import { type CoreDnsVersion, parseCoreDnsVersion } from "@splithorizon/core/coredns";
import { describe, expect, it, test } from "vitest";
import { checkSite, lintFile } from "../check/index.ts";
import { readFolder } from "../node/index.ts";
import { detectFileKind } from "./file-kind.ts";
import { layeredFileTree } from "./host-files.ts";
import { loadSite } from "./load-site.ts";
import { type Manifests, objectKey, readManifestFiles } from "./manifests.ts";

const examples = readFolder(new URL("../../../../examples", import.meta.url).pathname);
const VERSION = parseCoreDnsVersion("1.15.0") as CoreDnsVersion;
const pointedAt = wholeSpan(sourceFromText("site.yaml", "cluster/"));

function read(files: FileTree, ...paths: readonly string[]): { manifests: Manifests; said: readonly string[] } {
  const references = paths.map((path) => ({ path, span: pointedAt }));
  const { value, diagnostics } = readManifestFiles(references, files);
  return { manifests: value, said: diagnostics.map(({ span, code }) => `${placeOf(span)} ${code}`) };
}

function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return fileTreeFromSources(new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)])));
}

const { manifests: tutorial } = read(examples, "/kloud-lan/cluster");
const printed = printClusterSnapshot(tutorial.snapshot);
const snapshotFile = treeOf({ "/snapshot.json": printed });

describe("the tutorial's cluster as a snapshot", () => {
  const { manifests, said } = read(snapshotFile, "/snapshot.json");

  it("is the cluster of the manifests", () => {
    expect(said).toEqual([]);
    expect(manifests.snapshot).toEqual(tutorial.snapshot);
    expect([...manifests.corefiles.keys()]).toEqual([...tutorial.corefiles.keys()]);
  });

  it.each<readonly [string, string, string]>([
    ["Service", "kube-system", "kube-dns"],
    ["Node", "", "k8s1master1"],
    ["ConfigMap", "kube-system", "coredns"],
    ["CiliumLoadBalancerIPPool", "", "kube-system"],
  ])("knows where the name of %s %s/%s stands", (kind, namespace, name) => {
    const span = manifests.placeOf(objectKey(kind, namespace, name));
    const written = span === null ? null : new TextDecoder().decode(span.source.bytes.subarray(span.start, span.end));
    expect(written).toBe(JSON.stringify(name));
  });

  it("a caret in its Corefile points into the JSON", () => {
    const corefile = manifests.corefiles.get("kube-system/coredns");
    const at = new TextDecoder().decode(corefile?.bytes).indexOf("forward");
    expect(corefile !== undefined && at > 0).toBe(true);
    if (corefile === undefined) return;
    const printedAt = printDiagnostic(errorAt(spanOf(corefile, at, at + 7), "COREFILE_SYNTAX", "here"));
    expect(printedAt.split("\n")[0]).toMatch(/^\/snapshot\.json:\d+:\d+: error/);
    const [, line = "", column = ""] = /:(\d+):(\d+):/.exec(printedAt) ?? [];
    expect(printed.split("\n")[Number(line) - 1]?.slice(Number(column) - 1)).toMatch(/^forward/);
  });
});

/** The tutorial's site with its objects taken from a snapshot, and whatever else stands in the tree. */
function siteWith(extra: Readonly<Record<string, string>>, objects: string): FileTree {
  const found = examples.lookUp("/kloud-lan/site.yaml");
  const text = found.kind === "file" ? new TextDecoder().decode(found.source.bytes) : "";
  expect(text).toContain("objects: cluster/");
  const site = text.replace("objects: cluster/", `objects: ${objects}`);
  return layeredFileTree([
    examples,
    treeOf({ "/kloud-lan/site.yaml": site, "/kloud-lan/snapshot.json": printed, ...extra }),
  ]);
}

test("a site with the snapshot as its objects keeps every expectation", () => {
  const files = siteWith({}, "snapshot.json");
  const { value: site, diagnostics } = loadSite(files, "/kloud-lan/site.yaml");
  const { judgements, diagnostics: findings } = checkSite(site, files, diagnostics);
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(judgements.map(({ faults }) => faults)).toEqual(judgements.map(() => []));
  expect(judgements).toHaveLength(7);
});

test.each<readonly [string, string, string]>([
  ["behind the snapshot it is a change to it", "[snapshot.json, change.yaml]", "198.19.0.77"],
  ["before it, the snapshot counts", "[change.yaml, snapshot.json]", "198.19.0.5"],
])("a manifest beside a snapshot: %s", (_, objects, address) => {
  const change = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: linkerd-viz }
spec: { type: LoadBalancer, clusterIP: 198.18.0.245, ports: [{ name: http, port: 8084 }] }
status: { loadBalancer: { ingress: [{ ip: 198.19.0.77 }] } }
`;
  const { value: site } = loadSite(siteWith({ "/kloud-lan/change.yaml": change }, objects), "/kloud-lan/site.yaml");
  const services = [...site.clusters.values()].flatMap(({ snapshot }) => snapshot.services);
  const web = services.find(({ metadata }) => metadata.name === "web");
  expect(web?.loadBalancerIngress).toEqual([{ kind: "ip", ip: address }]);
});

test.each<readonly [string, string, readonly string[]]>([
  ["of a version that is not known", '{\n  "schemaVersion": 2\n}\n', ["/s.json:2:20 KUBERNETES_SCHEMA_VERSION"]],
  [
    "with a field of the wrong form",
    '{\n  "schemaVersion": 1,\n  "services": [{ "metadata": { "name": "a" }, "clusterIps": ["x"] }]\n}\n',
    ["/s.json:3:62 KUBERNETES_FIELD"],
  ],
  ["whose lists are none", '{\n  "schemaVersion": 1,\n  "corefiles": 7\n}\n', ["/s.json:3:16 KUBERNETES_FIELD"]],
])("a snapshot %s is said with its place", (_, text, said) => {
  expect(read(treeOf({ "/s.json": text }), "/s.json").said).toEqual(said);
});

test("a snapshot is told by its content, and linted with its Corefile", () => {
  const source = sourceFromText("/s.json", printed.replace("k8s_external", "k8s_externel"));
  expect(detectFileKind("/s.json", source)).toBe("manifests");
  expect(detectFileKind("/t.json", sourceFromText("/t.json", '{"schemaVersion":1}'))).toBe("manifests");
  const { kind, diagnostics } = lintFile(source, {
    path: "/s.json",
    files: treeOf({}),
    kind: null,
    bindVersion: "9.18",
    coreDnsVersion: VERSION,
    origin: null,
  });
  expect(kind).toBe("manifests");
  expect(diagnostics.map(({ code }) => code)).toContain("COREFILE_UNKNOWN_DIRECTIVE");
});
