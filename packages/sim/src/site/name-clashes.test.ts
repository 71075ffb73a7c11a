import { describe, expect, it } from "vitest";
import { nodeOf, podOf } from "./cluster-files.fixture.ts";
import { type SiteFiles, siteOfFiles } from "./site-files.fixture.ts";

const COREFILE = ".:53 {\n  whoami\n}\n";

/** What is said of names, and which machine has the name in the end: its first address. */
function clashesIn(files: SiteFiles): readonly string[] {
  return siteOfFiles(files).said.filter((line) => line.includes("SITE_DUPLICATE_NAME"));
}

/** Two clusters with a Corefile each, and these manifests. */
const twoClusters = (a: string, b: string, hosts = "{}"): SiteFiles => ({
  "site.yaml": `version: 1\nhosts: ${hosts}\nclusters:\n  a: { objects: a.yaml, coredns: { corefile: Corefile } }\n  b: { objects: b.yaml, podCidrs: 10.9.0.0/16, coredns: { corefile: Corefile } }\n`,
  "a.yaml": a,
  "b.yaml": b,
  Corefile: COREFILE,
});
const dnsPod = (name: string, address: string): string =>
  podOf(`kube-system/${name}`, address, "{ nodeName: n1 }", "{ k8s-app: kube-dns }");

describe("two machines of one name: a site knows its machines by name", () => {
  it.each<readonly [string, SiteFiles, readonly string[]]>([
    [
      "a host and a node",
      twoClusters(
        `${nodeOf("master1", "192.0.2.31")}${dnsPod("c-1", "100.64.0.1")}`,
        `${nodeOf("worker1", "192.0.2.41")}${dnsPod("c-2", "100.64.0.2")}`,
        "{ master1: { addresses: 192.0.2.9 } }",
      ),
      [
        "a.yaml:4:19 warning SITE_DUPLICATE_NAME master1 is a host and a node of a: the latter takes the place of the former.",
      ],
    ],
    [
      "nodes of two clusters",
      twoClusters(
        `${nodeOf("n1", "192.0.2.31")}${dnsPod("c-1", "100.64.0.1")}`,
        `${nodeOf("n1", "192.0.2.41")}${dnsPod("c-2", "100.64.0.2")}`,
      ),
      [
        "b.yaml:4:19 warning SITE_DUPLICATE_NAME n1 is a node of a and a node of b: the latter takes the place of the former.",
      ],
    ],
    [
      "pods of two clusters, as StatefulSets have them",
      twoClusters(
        `${dnsPod("c-1", "100.64.0.1")}${podOf("db/mysql-0", "100.64.0.5")}`,
        `${dnsPod("c-2", "100.64.0.2")}${podOf("db/mysql-0", "100.64.0.6")}`,
      ),
      [
        "b.yaml:10:19 warning SITE_DUPLICATE_NAME db/mysql-0 is a pod of a and a pod of b: the latter takes the place of the former.",
      ],
    ],
    [
      "pods on the host network, which ask from their nodes",
      twoClusters(
        `${dnsPod("c-1", "100.64.0.1")}${podOf("kube-system/proxy", "192.0.2.31", "{ hostNetwork: true, nodeName: n1 }")}`,
        `${dnsPod("c-2", "100.64.0.2")}${podOf("kube-system/proxy", "192.0.2.41", "{ hostNetwork: true, nodeName: n2 }")}`,
      ),
      [
        "b.yaml:10:19 warning SITE_DUPLICATE_NAME kube-system/proxy is a pod of a and a pod of b: the latter takes the place of the former.",
      ],
    ],
    [
      "the pods that are assumed for two clusters without any: the cluster itself is pointed at",
      twoClusters("", ""),
      [
        "site.yaml:5:6 warning SITE_DUPLICATE_NAME kube-system/coredns is a pod of a and a pod of b: the latter takes the place of the former.",
      ],
    ],
    [
      "three of a name: each but the first takes somebody's place",
      twoClusters(
        nodeOf("x", "192.0.2.31") + dnsPod("c-1", "100.64.0.1"),
        nodeOf("x", "192.0.2.41"),
        "{ x: { addresses: 192.0.2.9 } }",
      ),
      [
        "a.yaml:4:19 warning SITE_DUPLICATE_NAME x is a host and a node of a: the latter takes the place of the former.",
        "b.yaml:4:19 warning SITE_DUPLICATE_NAME x is a node of a and a node of b: the latter takes the place of the former.",
      ],
    ],
    [
      "none: a pod has its namespace, a cluster's own name is no machine's, and cases differ",
      twoClusters(
        `${nodeOf("coredns", "192.0.2.31")}${nodeOf("b", "192.0.2.33")}${dnsPod("coredns", "100.64.0.1")}`,
        `${nodeOf("COREDNS", "192.0.2.41")}${dnsPod("c-2", "100.64.0.2")}`,
        "{ a: { addresses: 192.0.2.9 } }",
      ),
      [],
    ],
    [
      "none: an object that stands in two files of one cluster is one",
      {
        "site.yaml": "version: 1\nclusters:\n  k: { objects: [a.yaml, b.yaml], coredns: { corefile: Corefile } }\n",
        "a.yaml": nodeOf("n1", "192.0.2.31"),
        "b.yaml": nodeOf("n1", "192.0.2.32"),
        Corefile: COREFILE,
      },
      [],
    ],
  ])("%s", (_, files, said) => {
    expect(clashesIn(files)).toEqual(said);
  });

  it("the latter is who asks and who is asked", () => {
    const { twin } = siteOfFiles(
      twoClusters(nodeOf("n1", "192.0.2.31"), nodeOf("n1", "192.0.2.41"), "{ n1: { addresses: 192.0.2.9 } }"),
    );
    expect(twin.places.get("n1")?.kind).toBe("node");
    expect(twin.network.stations.get("n1")?.addresses.map(({ address }) => address)).toEqual(["192.0.2.41"]);
  });

  it("pods without a node of two clusters stand on nodes of their own", () => {
    const { twin } = siteOfFiles(twoClusters(dnsPod("c-1", "100.64.0.1"), dnsPod("c-2", "100.64.0.2")));
    const nodes = [...twin.network.stations.values()].filter(({ kind }) => kind === "node");
    expect(nodes.map(({ name, cluster }) => `${name} ${cluster}`)).toEqual(["(node of a) a", "(node of b) b"]);
  });
});
