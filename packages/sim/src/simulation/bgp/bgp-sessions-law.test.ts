import fc from "fast-check";
import { expect, test } from "vitest";
import { ClusterLab } from "../cluster/cluster.fixture.ts";
import type { Fault } from "../world/fault.ts";

const NODES = ["k8s1master1", "k8s1master2", "k8s1master3"] as const;

test("law: whatever sessions go through, when all is well again routes and announcements are as before", () => {
  const seen = (lab: ClusterLab): readonly string[] =>
    ["routes router", "announcements"].map((words) => lab.show(words));
  const before = seen(new ClusterLab());
  const machine = fc.constantFrom(...NODES, "router");
  const node = fc.constantFrom(...NODES);
  const fault: fc.Arbitrary<Fault> = fc.oneof(
    fc.record({ kind: fc.constant("end-session" as const), node, router: fc.constant("router") }),
    fc.record({ kind: fc.constant("stop-agent" as const), node }),
    fc.record({ kind: fc.constantFrom("crash" as const, "freeze" as const, "unplug" as const), machine }),
    fc.record({
      kind: fc.constant("cut" as const),
      between: node.map((own): readonly [string, string] => [own, "router"]),
      direction: fc.constantFrom("both-ways" as const, "one-way" as const),
    }),
  );
  const deeds = fc.uniqueArray(fc.record({ fault, fromS: fc.nat(200), forS: fc.integer({ min: 1, max: 120 }) }), {
    selector: (deed) => JSON.stringify(deed.fault),
    maxLength: 5,
  });
  fc.assert(
    fc.property(deeds, fc.nat(99), (drawn, seed) => {
      const lab = new ClusterLab("kloud-lan", seed);
      const { simulation } = lab;
      for (const { fault: own, fromS, forS } of drawn) {
        simulation.after(fromS * 1000, () => simulation.inject(own));
        simulation.after((fromS + forS) * 1000, () => simulation.heal(own));
      }
      simulation.runFor(700_000);
      expect(seen(lab)).toEqual(before);
    }),
    { numRuns: 15 },
  );
});
