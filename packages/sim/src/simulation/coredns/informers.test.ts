import type { Address, Service } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import { askPod, COREFILE, changeService, momentsOf, ONE, pods, TWO } from "./coredns.fixture.ts";

const WITHOUT_CACHE = COREFILE.replace("    cache 30\n", "");
const NAME = "web.default.ext.lab.";

/** Gives the service this external address. */
function movedTo(simulation: Simulation, ip: string): void {
  changeService(
    simulation,
    "web",
    (service): Service => ({ ...service, loadBalancerIngress: [{ kind: "ip", ip: ip as Address }] }),
  );
}

describe("a change that has just been made", () => {
  test("reaches each pod at its own moment, and meanwhile they answer differently", () => {
    const simulation = pods({ corefile: WITHOUT_CACHE, seed: 5 });
    const heard = momentsOf(simulation, "hears of service default/web", () => {
      movedTo(simulation, "198.19.0.6");
      simulation.runFor(5);
      const early = [ONE, TWO].map((pod) => askPod(simulation, pod, NAME));
      expect(early).toContain("198.19.0.5");
      simulation.runFor(2000);
    });
    expect([...heard.keys()].sort()).toEqual([ONE, TWO]);
    const [one, two] = [heard.get(ONE)?.[0] ?? 0, heard.get(TWO)?.[0] ?? 0];
    expect(one).not.toBe(two);
    expect([ONE, TWO].map((pod) => askPod(simulation, pod, NAME))).toEqual(["198.19.0.6", "198.19.0.6"]);
  });

  test("an answer in the cache outlives it by its TTL of 5 s", () => {
    const simulation = pods();
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.5");
    movedTo(simulation, "198.19.0.6");
    simulation.runFor(3000);
    expect([ONE, TWO].map((pod) => askPod(simulation, pod, NAME))).toEqual(["198.19.0.5", "198.19.0.6"]);
    simulation.runFor(3000);
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.6");
  });

  test("raises the serial of k8s_external from 0 to the moment at which that pod heard of it (traps T19, T26)", () => {
    const simulation = pods({ corefile: WITHOUT_CACHE });
    const serials = (): readonly string[] =>
      ["ext.lab.", "cluster.local."].map((zone) => askPod(simulation, ONE, zone, "SOA"));
    // The youngest object of the site has just been made.
    expect(serials()).toEqual(["0", "1704207600"]);
    simulation.runFor(60_000);
    movedTo(simulation, "198.19.0.6");
    simulation.runFor(5000);
    expect(serials()).toEqual(["1704207660", "1704207600"]);
  });

  test("changes of one object are heard in their order", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }),
        (seed, gaps) => {
          const simulation = pods({ corefile: WITHOUT_CACHE, seed });
          for (const [index, gap] of gaps.entries()) {
            movedTo(simulation, `198.19.0.${10 + index}`);
            simulation.runFor(gap);
          }
          simulation.runFor(1100);
          for (const pod of [ONE, TWO]) expect(askPod(simulation, pod, NAME)).toBe(`198.19.0.${9 + gaps.length}`);
        },
      ),
      { numRuns: 15 },
    );
  });
});

test("a process that is stopped hears of it when it goes on", () => {
  const simulation = pods({ corefile: WITHOUT_CACHE });
  const hang = { kind: "hang", machine: ONE, program: "coredns" } as const;
  simulation.inject(hang);
  const heard = momentsOf(simulation, "hears of service default/web", () => {
    movedTo(simulation, "198.19.0.6");
    simulation.runFor(10_000);
    simulation.heal(hang);
  });
  expect(heard.get(ONE)).toEqual([10]);
});

test("lists that the pod does not watch make no work", () => {
  const simulation = pods();
  const heard = momentsOf(simulation, "hears", () => {
    const snapshot = simulation.world.clusters.get("k8s1")?.snapshot;
    if (snapshot === undefined) throw new RangeError("a cluster");
    simulation.world.setSnapshot("k8s1", { ...snapshot, nodes: [], pods: [] });
    simulation.runFor(2000);
  });
  expect([...heard]).toEqual([]);
});
