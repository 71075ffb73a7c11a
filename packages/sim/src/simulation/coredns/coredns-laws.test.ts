import fc from "fast-check";
import { expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { askPod, COREFILE, endpointsOf, ONE, patchCorefile, pods, TWO } from "./coredns.fixture.ts";

/** Something that is done to the pods, and for how long. */
type Deed =
  | { readonly kind: "fault"; readonly fault: Fault; readonly forMs: number }
  | { readonly kind: "rollout" | "bad-corefile" | "good-corefile"; readonly forMs: number };

const forMs = fc.nat(40_000);
const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("kill" as const, "stop" as const, "hang" as const),
    machine: fc.constantFrom(ONE, TWO),
    program: fc.constant("coredns" as const),
  }),
  fc.record({
    kind: fc.constantFrom("crash" as const, "freeze" as const),
    machine: fc.constantFrom("node1", "node2"),
  }),
);
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("fault" as const), fault: faults, forMs }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("rollout" as const, "bad-corefile" as const, "good-corefile" as const),
      forMs,
    }),
  },
);

const rollout = {
  cluster: null,
  kind: "deployment",
  namespace: "kube-system",
  name: "coredns",
  type: "merge",
  body: { spec: { template: { metadata: { annotations: { a: "b" } } } } },
} as const;

function does(simulation: Simulation, deed: Deed): void {
  switch (deed.kind) {
    case "fault":
      simulation.inject(deed.fault);
      simulation.after(deed.forMs, () => simulation.heal(deed.fault));
      return;
    case "rollout":
      simulation.patch(rollout);
      return;
    case "bad-corefile":
      patchCorefile(simulation, COREFILE.replace("errors", "erors"));
      return;
    case "good-corefile":
      patchCorefile(simulation, COREFILE);
  }
}

test("law: whatever comes and goes, in the end two pods are ready and say what the cluster has", () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(deeds, { maxLength: 6 }), (seed, all) => {
      const simulation = pods({ seed });
      for (const deed of all) {
        does(simulation, deed);
        simulation.runFor(deed.forMs / 2);
      }
      patchCorefile(simulation, COREFILE);
      // The longest back-off, and all that may come behind it.
      simulation.runFor(900_000);
      const stations = simulation.world.clusters.get("k8s1")?.coreDnsStations ?? [];
      expect(stations.length).toBe(2);
      expect(endpointsOf(simulation).length).toBe(2);
      for (const pod of stations) {
        expect(askPod(simulation, pod, "web.default.svc.cluster.local.")).toBe("198.18.0.80");
        expect(askPod(simulation, pod, "www.up.lab.")).toBe("192.0.2.80");
      }
      expect(simulation.world.residents.filter(({ program }) => program === "coredns").length).toBe(2);
      expect(simulation.world.absent).toEqual([]);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
