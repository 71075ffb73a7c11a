import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import { askPod, endpointsOf, ONE, pods, TWO } from "./coredns.fixture.ts";

const NAME = "web.default.ext.lab.";
const restart = {
  cluster: null,
  kind: "deployment",
  namespace: "kube-system",
  name: "coredns",
  type: "strategic",
  body: { spec: { template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": "2024-01-02" } } } } },
} as const;

function stationsOf(simulation: Simulation): readonly string[] {
  return simulation.world.clusters.get("k8s1")?.coreDnsStations ?? [];
}

describe("kubectl rollout restart deployment coredns", () => {
  test("replaces both pods by others with other addresses, one on each node", () => {
    const simulation = pods();
    expect(simulation.patch(restart)).toEqual({ isAccepted: true, text: "deployment.apps/coredns patched" });
    simulation.runFor(30_000);
    const stations = stationsOf(simulation);
    expect(stations.length).toBe(2);
    for (const pod of stations) {
      expect(pod).toMatch(/^kube-system\/coredns-[a-z0-9]{10}-[a-z0-9]{5}$/);
      expect([ONE, TWO]).not.toContain(pod);
      expect(askPod(simulation, pod, NAME)).toBe("198.19.0.5");
      expect(simulation.world.places.get(pod)?.kind).toBe("pod");
    }
    expect(endpointsOf(simulation).toSorted()).toEqual(["100.64.0.2", "100.64.1.2"]);
    expect(askPod(simulation, ONE, NAME)).toBe("no such pod");
    expect(simulation.world.places.has(ONE)).toBe(false);
    const nodes = simulation.world.clusters.get("k8s1")?.snapshot.pods.map(({ nodeName }) => nodeName);
    expect(nodes?.toSorted()).toEqual(["node1", "node2"]);
  });

  test("a pod that is told to go answers through its lameduck, out of the endpoints already", () => {
    const simulation = pods();
    simulation.patch(restart);
    simulation.runFor(1000);
    expect(endpointsOf(simulation)).not.toContain("100.64.0.10");
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.5");
    expect(askPod(simulation, ONE, "www.up.lab.")).toBe("SERVFAIL");
  });

  test("law: at every moment one endpoint is ready, three pods at most are not being deleted, and two are in the end", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const simulation = pods({ seed });
        simulation.patch(restart);
        for (let step = 0; step < 150; step += 1) {
          simulation.runFor(100);
          expect(endpointsOf(simulation).length).toBeGreaterThanOrEqual(1);
          const slices = simulation.world.clusters.get("k8s1")?.snapshot.endpointSlices ?? [];
          const staying = slices.flatMap(({ endpoints }) =>
            endpoints.filter(({ terminating }) => terminating !== true),
          );
          expect(staying.length).toBeLessThanOrEqual(3);
        }
        expect(endpointsOf(simulation).length).toBe(2);
        expect(stationsOf(simulation).length).toBe(2);
      }),
      { numRuns: 15 },
    );
  });

  test("new pods have the ConfigMap as it is, before the old ones have been brought it", () => {
    const simulation = pods();
    const data = { Corefile: ". {\n whoami\n ready\n health\n}\n" };
    simulation.patch({ ...restart, kind: "configmap", type: "merge", body: { data } });
    simulation.patch(restart);
    simulation.runFor(15_000);
    for (const pod of stationsOf(simulation)) expect(askPod(simulation, pod, NAME)).toBe("NOERROR");
  });

  test("a Corefile that does not load: the new pods never come up, one old one is left", () => {
    const simulation = pods();
    simulation.patch({
      ...restart,
      kind: "configmap",
      type: "merge",
      body: { data: { Corefile: ".:53 {\n erors\n}\n" } },
    });
    simulation.patch(restart);
    simulation.runFor(50_000);
    expect(endpointsOf(simulation).length).toBe(1);
    expect(askPod(simulation, TWO, NAME)).toBe("198.19.0.5");
  });

  test("a process that hangs is killed after its grace of 30 s", () => {
    const simulation = pods();
    simulation.inject({ kind: "hang", machine: ONE, program: "coredns" });
    simulation.patch(restart);
    simulation.runFor(29_000);
    expect(stationsOf(simulation)).toContain(ONE);
    simulation.runFor(2000);
    expect(stationsOf(simulation)).not.toContain(ONE);
  });

  test.each([
    ["another Deployment", { ...restart, name: "web" }, 'deployment "web" cannot be patched here'],
    [
      "no other template",
      { ...restart, body: { spec: { replicas: 2 } } },
      "deployment.apps/coredns patched (no change)",
    ],
  ])("%s", (_title, patch, text) => {
    const simulation = pods();
    expect(simulation.patch(patch).text).toBe(text);
    simulation.runFor(10_000);
    expect(stationsOf(simulation)).toEqual([ONE, TWO]);
  });
});
