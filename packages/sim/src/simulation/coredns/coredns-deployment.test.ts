import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Simulation } from "../simulation.ts";
import { standardParts } from "../standard-parts.ts";
import type { Fault } from "../world/fault.ts";
import { printJournalEntry } from "../world/journal.ts";
import type { ObjectPatch, PodDeletion } from "../world/part.ts";
import { endpointsOf, ONE, pods, podsTwin, TWO } from "./coredns.fixture.ts";

const NAMESPACE = "kube-system";
const RESTART: ObjectPatch = {
  cluster: null,
  kind: "deployment",
  namespace: NAMESPACE,
  name: "coredns",
  type: "strategic",
  body: { spec: { template: { metadata: { annotations: { again: "1" } } } } },
};
const deletionOf = (pod: string): PodDeletion => ({
  namespace: NAMESPACE,
  name: pod.split("/")[1] ?? "",
  selector: null,
});
const NODES = ["node1", "node2"] as const;

/** The two pods with all that goes on around them, and what the journal says of it. */
function lab(seed = 1): { readonly simulation: Simulation; readonly lines: string[] } {
  const simulation = new Simulation(podsTwin(), { seed }, standardParts);
  const lines: string[] = [];
  simulation.journal.listen((entry) => void lines.push(printJournalEntry(entry)));
  return { simulation, lines };
}

function cordon(simulation: Simulation, how: "cordon" | "uncordon", nodes: readonly string[] = NODES): void {
  for (const name of nodes) {
    const body = { spec: { unschedulable: how === "cordon" } };
    simulation.patch({ cluster: null, kind: "node", namespace: "", name, type: "merge", body });
  }
}

/** The Deployment's pods as the API server has them: `node1 ready`, by their template's hash if it is asked for. */
function listed(simulation: Simulation): readonly string[] {
  const { snapshot } = [...simulation.world.clusters.values()][0] ?? {};
  const own = (snapshot?.pods ?? []).filter(({ metadata }) => metadata.namespace === NAMESPACE);
  return own.map(({ nodeName, ready }) => `${nodeName} ${ready ? "ready" : "not ready"}`).toSorted();
}

const namesOf = (simulation: Simulation): readonly string[] =>
  ([...simulation.world.clusters.values()][0]?.snapshot.pods ?? []).map(({ metadata }) => metadata.name);

describe("a pod that no node takes waits for one", () => {
  test("deleted while its nodes are cordoned: another comes when one of them is not any more", () => {
    const { simulation, lines } = lab();
    cordon(simulation, "cordon");
    simulation.deletePods(deletionOf(ONE));
    simulation.runFor(60_000);
    expect(listed(simulation)).toEqual(["node2 ready"]);
    expect(lines.filter((line) => line.includes("no node takes another pod"))).toHaveLength(1);
    cordon(simulation, "uncordon", ["node2"]);
    simulation.runFor(5000);
    expect(listed(simulation)).toEqual(["node2 ready", "node2 ready"]);
    expect(endpointsOf(simulation)).toHaveLength(2);
    expect(lines.filter((line) => line.includes("no node takes another pod"))).toHaveLength(1);
  });

  test("both deleted at once: both come, on a node each", () => {
    const { simulation, lines } = lab();
    cordon(simulation, "cordon");
    simulation.deletePods({ namespace: NAMESPACE, name: null, selector: "k8s-app=kube-dns" });
    simulation.runFor(60_000);
    expect(listed(simulation)).toEqual([]);
    expect(lines.filter((line) => line.includes("no node takes another pod"))).toHaveLength(2);
    cordon(simulation, "uncordon");
    simulation.runFor(5000);
    expect(listed(simulation)).toEqual(["node1 ready", "node2 ready"]);
  });

  test("its nodes stand still or have no power, and nobody has missed them yet: it comes when one of them is back", () => {
    for (const kind of ["freeze", "crash"] as const) {
      const { simulation } = lab();
      for (const machine of NODES) simulation.inject({ kind, machine });
      simulation.deletePods(deletionOf(ONE));
      simulation.runFor(5000);
      for (const machine of NODES) simulation.heal({ kind, machine });
      simulation.runFor(60_000);
      expect(listed(simulation)).toHaveLength(2);
      expect(listed(simulation).every((pod) => pod.endsWith(" ready"))).toBe(true);
      expect(namesOf(simulation)).not.toContain(ONE.split("/")[1]);
    }
  });

  test("a rollout goes on where it stood when a node takes pods again", () => {
    const { simulation, lines } = lab();
    cordon(simulation, "cordon");
    simulation.patch(RESTART);
    simulation.runFor(60_000);
    expect(listed(simulation)).toEqual(["node2 ready"]);
    cordon(simulation, "uncordon");
    simulation.runFor(20_000);
    expect(listed(simulation)).toEqual(["node1 ready", "node2 ready"]);
    expect(namesOf(simulation).some((name) => name.startsWith("coredns-5dd5756b68-"))).toBe(false);
    expect(lines.some((line) => line.includes("has been rolled out"))).toBe(true);
  });
});

describe("a rollout counts the pods that are still to come", () => {
  test("of one that was deleted a moment before: two new ones in the end, and none of the old template", () => {
    const { simulation } = lab();
    simulation.deletePods(deletionOf(ONE));
    simulation.patch(RESTART);
    simulation.runFor(60_000);
    expect(listed(simulation)).toHaveLength(2);
    expect(namesOf(simulation).some((name) => name.startsWith("coredns-5dd5756b68-"))).toBe(false);
  });

  test("and of one that waits for a node", () => {
    const { simulation } = lab();
    cordon(simulation, "cordon");
    simulation.deletePods(deletionOf(ONE));
    simulation.runFor(1000);
    simulation.patch(RESTART);
    cordon(simulation, "uncordon");
    simulation.runFor(60_000);
    expect(listed(simulation)).toHaveLength(2);
    expect(simulation.patch({ ...RESTART, body: { spec: { replicas: 2 } } }).text).toBe(
      "deployment.apps/coredns patched (no change)",
    );
  });
});

test.each<readonly [what: string, body: unknown, isAccepted: boolean, text: string]>([
  ["as many as there are", { spec: { replicas: 2 } }, true, "deployment.apps/coredns patched (no change)"],
  ["a label of its own", { metadata: { labels: { tier: "dns" } } }, true, "deployment.apps/coredns patched"],
  [
    "what is not modelled",
    { spec: { paused: true } },
    false,
    'deployment "coredns": of a Deployment spec.template, spec.replicas and metadata can be patched here, and not spec.paused',
  ],
])("a patch that replaces no pod: %s", (_what, body, isAccepted, text) => {
  const simulation = pods();
  expect(simulation.patch({ ...RESTART, body })).toEqual({ isAccepted, text });
  simulation.runFor(20_000);
  expect(namesOf(simulation)).toEqual([ONE, TWO].map((pod) => pod.split("/")[1]));
});

test("both nodes are lost for ten minutes: nobody is evicted, and the pods are the same afterwards", () => {
  const { simulation, lines } = lab();
  for (const machine of NODES) simulation.inject({ kind: "crash", machine });
  simulation.runFor(600_000);
  for (const machine of NODES) simulation.heal({ kind: "crash", machine });
  simulation.runFor(60_000);
  expect(lines.filter((line) => line.includes("is being deleted"))).toEqual([]);
  expect(namesOf(simulation)).toEqual([ONE, TWO].map((pod) => pod.split("/")[1]));
  expect(endpointsOf(simulation).toSorted()).toEqual(["100.64.0.10", "100.64.1.10"]);
});

test("law: whatever is deleted, cordoned, rolled out and lost, in the end two pods are ready, and behind the Service", () => {
  type Deed = (simulation: Simulation) => void;
  const strike = (fault: Fault): readonly Deed[] => [(own) => own.inject(fault), (own) => own.heal(fault)];
  const faults = NODES.flatMap((machine): readonly Fault[] => [
    { kind: "crash", machine },
    { kind: "freeze", machine },
    { kind: "unplug", machine },
  ]);
  const deeds: readonly Deed[] = [
    (own) => void own.deletePods({ namespace: NAMESPACE, name: null, selector: "k8s-app=kube-dns" }),
    (own) => void own.patch(RESTART),
    (own) => cordon(own, "cordon", ["node1"]),
    (own) => cordon(own, "cordon"),
    (own) => cordon(own, "uncordon"),
    ...faults.flatMap(strike),
  ];
  const drawn = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.nat(90)), { maxLength: 8 });
  fc.assert(
    fc.property(drawn, fc.nat(99), (course, seed) => {
      const { simulation } = lab(seed);
      for (const [deed, seconds] of course) {
        deed(simulation);
        simulation.runFor(seconds * 1000);
      }
      for (const fault of faults) simulation.heal(fault);
      cordon(simulation, "uncordon");
      simulation.runFor(500_000);
      expect(listed(simulation)).toHaveLength(2);
      expect(listed(simulation).every((pod) => pod.endsWith(" ready"))).toBe(true);
      const addresses = ([...simulation.world.clusters.values()][0]?.snapshot.pods ?? []).flatMap(
        ({ podIps }) => podIps,
      );
      expect(endpointsOf(simulation).toSorted()).toEqual(addresses.toSorted());
    }),
    { numRuns: 25 },
  );
});
