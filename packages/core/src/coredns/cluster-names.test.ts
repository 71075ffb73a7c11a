import { describe, expect, it } from "vitest";
import { namespace, snapshotOf } from "../kubernetes/cluster.fixture.ts";
import { sourceFromText } from "../text/index.ts";
import { type ClusterNames, clusterNamesOf } from "./cluster-names.ts";
import { parseCorefile } from "./corefile/index.ts";

function names(text: string): readonly ClusterNames[] {
  return clusterNamesOf(parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0" }).value);
}

/** `cluster.local. -> k8s.test. other.test. apex=dns`. */
function shown({ clusterDomain, externalDomains, apexLabel, headless, endpointPodNames }: ClusterNames): string {
  const domains = externalDomains.map(({ text }) => text).join(" ");
  const options = [`apex=${apexLabel}`, headless ? "headless" : "", endpointPodNames ? "pod-names" : ""];
  return `${clusterDomain.text} -> ${[domains, ...options].filter((part) => part !== "").join(" ")}`;
}

describe("what a Corefile makes of a cluster's names", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["no kubernetes", ". {\n whoami\n}", []],
    ["the block's own zone", "cluster.local {\n kubernetes\n}", ["cluster.local. -> apex=dns"]],
    [
      "the first zone that is no reverse zone",
      ". {\n kubernetes 10.0.0.0/8 cluster.local other.local\n}",
      ["cluster.local. -> apex=dns"],
    ],
    ["reverse zones alone", ". {\n kubernetes 10.0.0.0/8\n}", []],
    [
      "with names outside",
      ". {\n kubernetes cluster.local\n k8s_external k8s.test other.test\n}",
      ["cluster.local. -> k8s.test. other.test. apex=dns"],
    ],
    [
      "with options",
      ". {\n kubernetes cluster.local {\n endpoint_pod_names\n }\n k8s_external k8s.test {\n apex infra\n headless\n }\n}",
      ["cluster.local. -> k8s.test. apex=infra headless pod-names"],
    ],
    ["zones are read in small letters", ". {\n kubernetes Cluster.LOCAL\n}", ["cluster.local. -> apex=dns"]],
    ["no name falls to the root", ". {\n kubernetes\n}", [". -> apex=dns"]],
    [
      "names outside below the block's own zone",
      "k.test cluster.local {\n kubernetes cluster.local\n k8s_external\n}",
      ["cluster.local. -> k.test. cluster.local. apex=dns"],
    ],
    [
      "of two lines the last one's zones, the options of both",
      ". {\n kubernetes cluster.local\n k8s_external a.test {\n headless\n }\n k8s_external b.test {\n apex n\n }\n}",
      ["cluster.local. -> b.test. apex=n headless"],
    ],
    [
      "names outside in another block are not of this cluster",
      "a.local {\n kubernetes\n}\nb.test {\n k8s_external\n}",
      ["a.local. -> apex=dns"],
    ],
    [
      "an imported snippet",
      "(inside) {\n kubernetes cluster.local\n}\n. {\n import inside\n k8s_external k.test\n}",
      ["cluster.local. -> k.test. apex=dns"],
    ],
    ["a reverse zone in front", "10.in-addr.arpa cluster.local {\n kubernetes\n}", ["cluster.local. -> apex=dns"]],
    [
      "two blocks",
      "a.local {\n kubernetes\n}\nb.local {\n kubernetes\n k8s_external b.test\n}",
      ["a.local. -> apex=dns", "b.local. -> b.test. apex=dns"],
    ],
  ])("%s", (_, text, expected) => expect(names(text).map(shown)).toEqual(expected));
});

describe("which namespaces are exposed", () => {
  const snapshot = snapshotOf(namespace("default"), namespace("mesh", { team: "mesh" }));
  it.each<readonly [string, readonly string[]]>([
    ["", ["default", "mesh"]],
    ["namespaces mesh none", ["mesh"]],
    ["namespaces default\n namespaces mesh", ["default", "mesh"]],
    ["namespaces MESH", []],
    ["namespace_labels team", ["mesh"]],
    ["namespace_labels team=other", []],
    ["namespace_labels team in (mesh, other)", ["mesh"]],
    ["namespace_labels team=mesh", ["mesh"]],
    ["namespace_labels team notin (mesh)", ["default"]],
    ["namespace_labels !team", ["default"]],
  ])("%s", (option, expected) => {
    const [found] = names(`. {\n kubernetes cluster.local {\n ${option}\n }\n}`);
    const exposed = ["default", "mesh", "none"].filter((name) => found?.isExposed(name, snapshot));
    expect(exposed).toEqual(expected);
  });
});

it.each([
  ["cluster.local in-addr.arpa ip6.arpa", ["cluster.local.", "in-addr.arpa.", "ip6.arpa."]],
  ["10.0.0.0/8 cluster.local", ["10.in-addr.arpa.", "cluster.local."]],
  ["", ["lan."]],
])("zones of kubernetes %s", (zones, all) => {
  const [found] = names(`lan {\n kubernetes ${zones}\n}`);
  expect(found?.clusterZones.map(({ text }) => text)).toEqual(all);
});
