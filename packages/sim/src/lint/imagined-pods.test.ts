import { describe, expect, it } from "vitest";
import { evidenceText } from "./evidence.ts";
import { podsOf } from "./pods-of.ts";
import { SiteView } from "./site-view.ts";
import { type Change, findingsOf, textOf, twinOf } from "./variation.fixture.ts";

const DNSUTILS = "kloud-lan/cluster/dnsutils.yaml";
const COREDNS_PODS = "kloud-lan/cluster/coredns-pods.yaml";
const LINKERD = "kloud-lan/cluster/linkerd-viz.yaml";
const NODES = "kloud-lan/cluster/nodes.yaml";
const EXPECTED = "  - { from: dnsutils/dnsutils, ask: web.linkerd-viz.svc.cluster.local A, answers: [198.18.0.245] }\n";

const without = (path: string): Change => [path, textOf(path), "apiVersion: v1\nkind: List\nitems: []\n"];
/** The list without its pod, and without the slice that tells of it. */
const serviceAlone = (text: string): string =>
  text.replace(/\n- apiVersion: v1\n {2}kind: Pod[\s\S]*(?=\nkind: List)/, "");
/** The tutorial's cluster, of which only CoreDNS's own pods are told. */
const quietCluster: readonly Change[] = [
  without(DNSUTILS),
  [LINKERD, textOf(LINKERD), serviceAlone(textOf(LINKERD))],
  ["kloud-lan/site.yaml", EXPECTED, ""],
];

function viewOf(changes: readonly Change[]): SiteView {
  const { twin, files, known } = twinOf({ changes });
  return new SiteView(twin, files, known);
}

const insiders = (view: SiteView): readonly string[] =>
  [...view.twin.clusters.values()].flatMap((cluster) => podsOf(view.twin, cluster));

describe("who could ask in a cluster of which no program is told", () => {
  it("nobody is imagined where a pod stands", () => {
    const { twin, files, known } = twinOf({});
    expect(new SiteView(twin, files, known).twin).toBe(twin);
  });

  it("a pod of a node, at an address of its range that nobody has", () => {
    const view = viewOf(quietCluster);
    expect(insiders(view)).toEqual(["default/any-pod"]);
    const station = view.twin.network.stations.get("default/any-pod");
    expect(station?.addresses.map(({ address }) => address)).toEqual(["100.64.0.100"]);
  });

  it("is asked for where CoreDNS's pods are known of their endpoints alone", () => {
    expect(insiders(viewOf([...quietCluster, without(COREDNS_PODS)]))).toEqual(["default/any-pod"]);
  });

  it("where no node is told there is nowhere to put one", () => {
    expect(insiders(viewOf([...quietCluster, without(NODES)]))).not.toContain("default/any-pod");
  });

  it("its address, which nobody has, is in no finding about reverse names", () => {
    const found = findingsOf({ changes: quietCluster }, "LINT_REVERSE_NAMES_EMPTY");
    expect(found.length).toBeGreaterThan(0);
    for (const { message } of found) expect(message).not.toContain("100.64.0.100");
  });

  it("has the findings that pods have", () => {
    const codes = (changes: readonly Change[]): readonly string[] => [
      ...new Set(findingsOf({ changes }).map(({ code }) => code)),
    ];
    expect(codes(quietCluster)).toEqual(codes([]));
    const [found] = findingsOf({ changes: quietCluster }, "LINT_PODS_REFUSED");
    expect(found?.message).toContain("The pod default/any-pod is refused web.linkerd-viz.k8s1-prod.kloud.lan.");
    expect(found?.evidence?.map(evidenceText)).toEqual([
      "default/any-pod asks its resolver for web.linkerd-viz.k8s1-prod.kloud.lan. A: REFUSED",
    ]);
  });
});
