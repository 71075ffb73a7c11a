import { describe, expect, test } from "vitest";
import { ClusterLab } from "../cluster/cluster.fixture.ts";
import type { Fault } from "../world/fault.ts";

const NODES = ["k8s1master1", "k8s1master2", "k8s1master3"] as const;
const ZONE = "topology.kubernetes.io/zone";

const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } };
const SHOP = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "shop", namespace: "web" },
  spec: { selector: { app: "shop" }, ports: [{ port: 80, targetPort: 8080 }] },
};

function podOf(spec: object = {}, name = "a"): unknown {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "web", labels: { app: "shop" } },
    spec: { containers: [{ name: "web", image: "nginx" }], ...spec },
  };
}

function cordon(lab: ClusterLab, isCordoned: boolean, nodes: readonly string[] = NODES): void {
  for (const node of nodes) lab.patchObject(`node/${node}`, { spec: { unschedulable: isCordoned } });
}

/** `k8s1master1 Running ready`, or `nowhere Pending`. */
function stateOf(lab: ClusterLab, name = "a"): string {
  const [twin] = [...lab.simulation.world.clusters.values()];
  const pod = twin?.snapshot.pods.find(({ metadata }) => metadata.namespace === "web" && metadata.name === name);
  return [pod?.nodeName ?? "nowhere", pod?.phase, ...(pod?.ready === true ? ["ready"] : [])].join(" ");
}

/** Addresses behind the Service that are ready. */
function behind(lab: ClusterLab): number {
  const [twin] = [...lab.simulation.world.clusters.values()];
  const slices = twin?.snapshot.endpointSlices.filter(({ serviceName }) => serviceName === "shop") ?? [];
  return slices.flatMap(({ endpoints }) => endpoints.filter(({ ready }) => ready === true)).length;
}

describe("a pod that no node takes waits for one", () => {
  test.each<readonly [what: string, spec: object, frees: (lab: ClusterLab) => void, where: RegExp]>([
    [
      "all are cordoned, until one is not",
      {},
      (lab) => cordon(lab, false, ["k8s1master2"]),
      /^k8s1master2 Running ready$/,
    ],
    [
      "no node has the label that it wants, until one is given it",
      { nodeSelector: { [ZONE]: "west" } },
      (lab) => {
        cordon(lab, false);
        lab.patchObject("node/k8s1master3", { metadata: { labels: { [ZONE]: "west" } } });
      },
      /^k8s1master3 Running ready$/,
    ],
    [
      "and not for one with another label",
      { nodeSelector: { [ZONE]: "west" } },
      (lab) => {
        cordon(lab, false);
        lab.patchObject("node/k8s1master3", { metadata: { labels: { [ZONE]: "east" } } });
      },
      /^nowhere Pending$/,
    ],
  ])("%s", (_what, spec, frees, where) => {
    const lab = new ClusterLab();
    cordon(lab, true);
    lab.apply(NAMESPACE, SHOP, podOf(spec));
    lab.runTo(30);
    expect([stateOf(lab), behind(lab)]).toEqual(["nowhere Pending", 0]);
    expect(lab.told("pod/web/a: waits: no node takes it")).toHaveLength(1);
    frees(lab);
    lab.runTo(40);
    expect(stateOf(lab)).toMatch(where);
    expect(behind(lab)).toBe(where.source.includes("Running") ? 1 : 0);
  });

  test("of nodes without power it takes the first that is back", () => {
    const lab = new ClusterLab();
    const faults = NODES.map((machine): Fault => ({ kind: "crash", machine }));
    for (const fault of faults) lab.simulation.inject(fault);
    lab.apply(NAMESPACE, SHOP, podOf());
    lab.runTo(5);
    expect(stateOf(lab)).toBe("nowhere Pending");
    const [, second] = faults;
    if (second !== undefined) lab.simulation.heal(second);
    lab.runTo(10);
    expect(stateOf(lab)).toMatch(/^k8s1master2 /);
  });

  test("two of them come each with an address of its own", () => {
    const lab = new ClusterLab();
    cordon(lab, true);
    lab.apply(NAMESPACE, SHOP, podOf(), podOf({}, "b"));
    lab.runTo(5);
    cordon(lab, false, ["k8s1master1"]);
    lab.runTo(12);
    const [twin] = [...lab.simulation.world.clusters.values()];
    const addresses = twin?.snapshot.pods
      .filter(({ nodeName }) => nodeName === "k8s1master1")
      .flatMap(({ podIps }) => podIps);
    expect(new Set(addresses).size).toBe(addresses?.length);
    expect([stateOf(lab, "a"), stateOf(lab, "b"), behind(lab)]).toEqual([
      "k8s1master1 Running ready",
      "k8s1master1 Running ready",
      2,
    ]);
  });
});

describe("where a pod comes", () => {
  test.each<readonly [what: string, spec: object, where: RegExp]>([
    [
      "its manifest names a node: the scheduler is not asked, cordoned or not",
      { nodeName: "k8s1master2" },
      /^k8s1master2 Running ready$/,
    ],
    ["a node that is not there", { nodeName: "nix" }, /^nix Pending$/],
    ["a label that no node has", { nodeSelector: { [ZONE]: "west" } }, /^nowhere Pending$/],
    ["a selector without labels is none", { nodeSelector: {} }, /^nowhere Pending$/],
  ])("%s", (_what, spec, where) => {
    const lab = new ClusterLab();
    cordon(lab, true);
    lab.apply(NAMESPACE, podOf(spec));
    lab.runTo(10);
    expect(stateOf(lab)).toMatch(where);
  });

  test("in its node's network it has the node's addresses, and is no machine of its own", () => {
    const lab = new ClusterLab();
    lab.apply(NAMESPACE, SHOP, podOf({ hostNetwork: true, nodeName: "k8s1master1" }));
    lab.runTo(10);
    expect(lab.show("pods -n web -o wide --no-headers")).toMatch(/192\.168\.14\.31/);
    expect(lab.simulation.world.stationNow("web/a")).toBeNull();
    expect(behind(lab)).toBe(1);
  });

  test("its node is lost before its containers start: they start when kubelet is heard again", () => {
    const lab = new ClusterLab();
    lab.apply(NAMESPACE, SHOP, podOf({ nodeName: "k8s1master1" }));
    lab.simulation.after(600, () => lab.simulation.inject({ kind: "unplug", machine: "k8s1master1" }));
    lab.runTo(30);
    expect([stateOf(lab), behind(lab)]).toEqual(["k8s1master1 Pending", 0]);
    lab.simulation.heal({ kind: "unplug", machine: "k8s1master1" });
    lab.runTo(35);
    expect([stateOf(lab), behind(lab)]).toEqual(["k8s1master1 Running ready", 1]);
  });
});
