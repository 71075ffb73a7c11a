import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askPod, COREFILE, ONE, pods, TWO } from "../coredns/coredns.fixture.ts";
import type { Simulation } from "../simulation.ts";
import { printJournalEntry } from "../world/journal.ts";
import type { PodDeletion } from "../world/part.ts";

const [NAMESPACE = "", NAME = ""] = ONE.split("/");
const OTHER = TWO.split("/")[1] ?? "";
const BOTH: PodDeletion = { namespace: NAMESPACE, name: null, selector: "k8s-app=kube-dns" };
const FIRST: PodDeletion = { namespace: NAMESPACE, name: NAME, selector: null };

/** Pods of the Deployment as the API server has them: name without its end, node, ready. */
function listed(simulation: Simulation): readonly string[] {
  const { snapshot } = [...simulation.world.clusters.values()][0] ?? {};
  return (snapshot?.pods ?? []).flatMap(({ metadata, ready }) =>
    metadata.namespace === NAMESPACE ? [`${metadata.name} ${ready ? "ready" : "not ready"}`] : [],
  );
}

function readyEndpoints(simulation: Simulation): number {
  const { snapshot } = [...simulation.world.clusters.values()][0] ?? {};
  const slices = (snapshot?.endpointSlices ?? []).filter(({ metadata }) => metadata.namespace === NAMESPACE);
  return slices.flatMap(({ endpoints }) => endpoints.filter(({ ready }) => ready !== false)).length;
}

describe("kubectl delete pod", () => {
  test("says which, ends them as at a rollout, and the ReplicaSet makes others of the same template", () => {
    const simulation = pods();
    const lines: string[] = [];
    simulation.journal.listen((entry) => lines.push(printJournalEntry(entry)));
    const { isAccepted, text } = simulation.deletePods(BOTH);
    expect([isAccepted, text]).toEqual([
      true,
      `pod "${NAME}" deleted from kube-system namespace\npod "${OTHER}" deleted from kube-system namespace`,
    ]);
    simulation.runFor(12_000);
    const after = listed(simulation);
    expect(after).toHaveLength(2);
    expect(after.every((pod) => pod.endsWith(" ready") && !pod.includes(NAME) && !pod.includes(OTHER))).toBe(true);
    const template = NAME.split("-").slice(0, -1).join("-");
    expect(after.every((pod) => pod.startsWith(`${template}-`))).toBe(true);
    expect(readyEndpoints(simulation)).toBe(2);
    for (const word of ["is being deleted", "SIGTERM", "comes on", "is gone"]) {
      expect(lines.filter((line) => line.includes(word))).toHaveLength(2);
    }
  });

  test("of one leaves the other as it is", () => {
    const simulation = pods();
    expect(simulation.deletePods(FIRST).text).toBe(`pod "${NAME}" deleted from kube-system namespace`);
    expect(readyEndpoints(simulation)).toBe(1);
    simulation.runFor(12_000);
    expect(listed(simulation).some((pod) => pod.startsWith(`${OTHER} `))).toBe(true);
    expect(readyEndpoints(simulation)).toBe(2);
    expect(askPod(simulation, TWO, "web.default.ext.lab.")).toBe("198.19.0.5");
  });

  test("of a pod that is going already, of others, and of none", () => {
    const simulation = pods();
    simulation.deletePods(FIRST);
    expect(simulation.deletePods(FIRST).isAccepted).toBe(true);
    expect(simulation.deletePods({ ...FIRST, name: "nix" })).toEqual({
      isAccepted: false,
      text: 'Error from server (NotFound): pods "nix" not found',
    });
    expect(simulation.deletePods({ ...BOTH, namespace: "nix" }).isAccepted).toBe(false);
    expect(simulation.deletePods({ ...BOTH, selector: "=" }).text).toContain("unable to parse requirement");
  });

  test("law: in the middle of a rollout their ReplicaSets make others, and it ends with two pods of the new template", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(BOTH, FIRST), (seed, ms, deletion) => {
        const simulation = pods({ seed });
        simulation.patch({
          cluster: null,
          kind: "deployment",
          namespace: NAMESPACE,
          name: "coredns",
          type: "strategic",
          body: { spec: { template: { metadata: { annotations: { again: "1" } } } } },
        });
        simulation.runFor(ms);
        simulation.deletePods(deletion);
        simulation.runFor(60_000);
        const after = listed(simulation);
        expect(after).toHaveLength(2);
        expect(new Set(after.map((pod) => pod.split("-").at(-2)))).toHaveProperty("size", 1);
        expect(after.every((pod) => pod.endsWith(" ready") && !pod.includes("5dd5756b68"))).toBe(true);
        expect(readyEndpoints(simulation)).toBe(2);
      }),
      { numRuns: 15 },
    );
  });

  test("the new ones have the ConfigMap as it is, which kubelet would have brought the old ones later", () => {
    const simulation = pods();
    const body = { data: { Corefile: COREFILE.replace("k8s_external ext.lab", "k8s_external other.lab") } };
    simulation.patch({ cluster: null, kind: "configmap", namespace: NAMESPACE, name: "coredns", type: "merge", body });
    simulation.deletePods(BOTH);
    simulation.runFor(12_000);
    const names = listed(simulation).map((pod) => `${NAMESPACE}/${pod.split(" ")[0] ?? ""}`);
    expect(names.map((pod) => askPod(simulation, pod, "web.default.other.lab."))).toEqual(["198.19.0.5", "198.19.0.5"]);
  });
});
