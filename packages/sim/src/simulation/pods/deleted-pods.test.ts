import { describe, expect, test } from "vitest";
import { ClusterLab, type Edits } from "../cluster/cluster.fixture.ts";
import type { Fault } from "../world/fault.ts";

const VIZ = "/kloud-lan/cluster/linkerd-viz.yaml";
const WEB = "web-6f7c9d8b54-hk2pz";
const FIRST = { namespace: "linkerd-viz", name: WEB, selector: null };

/** `web`'s pod with other fields of its metadata or spec: lines that stand in front of its name or its containers. */
function web(metadata: string, spec = ""): Edits {
  return {
    [VIZ]: (text) =>
      text
        .replace(`    name: ${WEB}\n`, `${metadata}    name: ${WEB}\n`)
        .replace(/(kind: Pod\n[\s\S]*?\n {2}spec:\n)/, `$1${spec}`),
  };
}

function ownedBy(kind: string, name: string): Edits {
  const reference = `{ apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: "1", controller: true }`;
  return web(`    ownerReferences: [${reference}]\n`);
}

/** `web-… 1/1 Running`. */
function pods(lab: ClusterLab): readonly string[] {
  const lines = lab.show("pods -n linkerd-viz --no-headers").split("\n");
  return lines.flatMap((line) => (line === "" ? [] : [line.split(/\s+/).slice(0, 3).join(" ")]));
}

/** `ready serving terminating` of each endpoint of `web`. */
function endpoints(lab: ClusterLab): readonly string[] {
  const { snapshot } = lab.simulation.world.clusters.get("k8s1") ?? {};
  const own = (snapshot?.endpointSlices ?? []).filter(({ serviceName }) => serviceName === "web");
  return own.flatMap((slice) =>
    slice.endpoints.map(({ ready, serving, terminating }) => `${ready} ${serving} ${terminating}`),
  );
}

function nodeOfWeb(lab: ClusterLab): string {
  const { snapshot } = lab.simulation.world.clusters.get("k8s1") ?? {};
  return snapshot?.pods.find(({ metadata }) => metadata.namespace === "linkerd-viz")?.nodeName ?? "";
}

describe("kubectl delete pod", () => {
  test("it is Terminating until its container has ended, out of the endpoints, and serves meanwhile", () => {
    const lab = new ClusterLab();
    const { isAccepted, text } = lab.simulation.deletePods(FIRST);
    expect([isAccepted, text]).toEqual([true, `pod "${WEB}" deleted from linkerd-viz namespace`]);
    expect(pods(lab)).toEqual([`${WEB} 1/1 Terminating`]);
    expect(lab.show(`pods -n linkerd-viz ${WEB} -o yaml`)).toContain("deletionTimestamp:");
    expect(endpoints(lab)).toEqual(["false true true"]);
  });

  test("its ReplicaSet makes another at once, which comes into the endpoints when it is ready", () => {
    const lab = new ClusterLab();
    lab.simulation.deletePods(FIRST);
    lab.runTo(5);
    const [only, ...others] = pods(lab);
    expect(others).toEqual([]);
    expect(only).toMatch(/^web-6f7c9d8b54-[a-z0-9]{5} 1\/1 Running$/);
    expect(only).not.toContain(WEB);
    expect(endpoints(lab)).toEqual(["true true false"]);
  });

  test("twice is once", () => {
    const lab = new ClusterLab();
    lab.simulation.deletePods(FIRST);
    expect(lab.simulation.deletePods(FIRST).isAccepted).toBe(true);
    lab.runTo(10);
    expect(pods(lab)).toHaveLength(1);
  });

  test.each<readonly [string, Edits, RegExp | null]>([
    ["a StatefulSet makes it anew with its name", ownedBy("StatefulSet", "web"), new RegExp(`^${WEB} 1/1 Running$`)],
    ["a DaemonSet another, on the same node", ownedBy("DaemonSet", "web"), /^web-[a-z0-9]{5} 1\/1 Running$/],
    ["a Job another", ownedBy("Job", "web"), /^web-[a-z0-9]{5} 1\/1 Running$/],
    ["a static pod stays", ownedBy("Node", "k8s1master3"), new RegExp(`^${WEB} 1/1 Running$`)],
    ["without a controller it is gone for good", { [VIZ]: (text) => text.replaceAll(WEB, "web") }, null],
  ])("%s", (title, edits, expected) => {
    const lab = new ClusterLab("kloud-lan", 1, edits);
    const name = expected === null ? "web" : WEB;
    const node = nodeOfWeb(lab);
    expect(lab.simulation.deletePods({ ...FIRST, name }).isAccepted).toBe(true);
    lab.runTo(10);
    if (expected === null) expect(pods(lab)).toEqual(["No resources found"]);
    else expect(pods(lab)).toEqual([expect.stringMatching(expected)]);
    if (title.includes("same node")) expect(nodeOfWeb(lab)).toBe(node);
  });
});

describe("pods of a lost node", () => {
  const lose = (edits: Edits): ClusterLab => {
    const lab = new ClusterLab("kloud-lan", 1, edits);
    lab.simulation.inject({ kind: "crash", machine: nodeOfWeb(lab) });
    return lab;
  };
  const tolerating = (seconds: number): Edits =>
    web(
      "",
      `    tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: ${seconds} }]\n`,
    );

  test("are deleted when they have been unreachable for 300 s, and another comes elsewhere; the old one is Terminating", () => {
    const lab = lose({});
    lab.runTo(335);
    expect(pods(lab)).toHaveLength(1);
    lab.runTo(365);
    expect(
      pods(lab)
        .map((line) => line.split(" ").slice(1).join(" "))
        .toSorted(),
    ).toEqual(["0/1 Terminating", "1/1 Running"]);
    expect(lab.told(`${WEB}: is being deleted: its node has been unreachable for 300 s`)).toHaveLength(1);
  });

  test("the old one is gone when its node is back", () => {
    const lab = lose({});
    const crash: Fault = { kind: "crash", machine: nodeOfWeb(lab) };
    lab.runTo(365);
    lab.simulation.heal(crash);
    lab.runTo(420);
    expect(pods(lab)).toEqual([expect.stringMatching(/ 1\/1 Running$/)]);
    expect(lab.told(`pod/linkerd-viz/${WEB}: is gone`)).toHaveLength(1);
  });

  test("a node that is back in time keeps them", () => {
    const lab = lose({});
    lab.runTo(300);
    lab.simulation.heal({ kind: "crash", machine: nodeOfWeb(lab) });
    lab.runTo(500);
    expect(pods(lab)).toEqual([`${WEB} 1/1 Running`]);
  });

  test.each<readonly [string, Edits, number, boolean]>([
    ["a toleration of its own", tolerating(20), 80, true],
    ["before it is over", tolerating(60), 90, false],
    ["one without an end", web("", "    tolerations: [{ operator: Exists }]\n"), 900, false],
    ["a DaemonSet's", ownedBy("DaemonSet", "web"), 900, false],
    ["a static pod", ownedBy("Node", "k8s1master3"), 900, false],
  ])("%s", (_title, edits, seconds, isEvicted) => {
    const lab = lose(edits);
    lab.runTo(seconds);
    expect(lab.told(/\/web-.*: is being deleted: its node has been unreachable/)).toHaveLength(isEvicted ? 1 : 0);
  });
});

describe("a pod that no node takes", () => {
  const cordon = (node: string, unschedulable: boolean) => [`node/${node}`, { spec: { unschedulable } }] as const;
  const NODES = ["k8s1master1", "k8s1master2", "k8s1master3"];

  test("is Pending, and comes when a node takes pods again", () => {
    const lab = new ClusterLab();
    for (const node of NODES) lab.patchObject(...cordon(node, true));
    lab.simulation.deletePods(FIRST);
    lab.runTo(60);
    expect(pods(lab)).toEqual([expect.stringMatching(/^web-\S+ 0\/1 Pending$/)]);
    expect(lab.told("waits: no node takes it")).toHaveLength(1);
    lab.patchObject(...cordon("k8s1master2", false));
    lab.runTo(65);
    expect(pods(lab)).toEqual([expect.stringMatching(/^web-\S+ 1\/1 Running$/)]);
    expect(nodeOfWeb(lab)).toBe("k8s1master2");
  });
});
