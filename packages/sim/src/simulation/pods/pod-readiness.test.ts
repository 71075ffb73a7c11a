import { type ClusterSnapshot, instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClusterPart } from "../cluster/cluster-part.ts";
import { endpointsOf, ONE, podsTwin, TWO } from "../coredns/coredns.fixture.ts";
import { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { nameOfPod } from "./pod-changes.ts";

const CRASH: Fault = { kind: "crash", machine: "node1" };
const UNPLUG: Fault = { kind: "unplug", machine: "node1" };
const UNREADY: Fault = { kind: "unready", pod: ONE };
const ADDRESS = "100.64.0.10";

/** At so many seconds; `+` strikes, `-` heals. */
type Step = readonly [seconds: number, what: "+" | "-", fault: Fault];

/** Nobody here looks after CoreDNS's pods, so that they are pods like others: pod one on node1, pod two on node2. */
function play(steps: readonly Step[], seed = 1): Simulation {
  const simulation = new Simulation(podsTwin(), { seed }, [(context) => new ClusterPart(context)]);
  for (const [seconds, what, fault] of steps) {
    simulation.at(instantFromMs(seconds * 1000), () =>
      what === "+" ? simulation.inject(fault) : simulation.heal(fault),
    );
  }
  return simulation;
}

function runTo(simulation: Simulation, seconds: number): Simulation {
  simulation.runUntil(instantFromMs(seconds * 1000));
  return simulation;
}

function snapshotOf(simulation: Simulation): ClusterSnapshot {
  const [cluster] = simulation.world.clusters.values();
  if (cluster === undefined) throw new RangeError("no cluster");
  return cluster.snapshot;
}

/** What `kubectl get pods` says of pod one, and whether its address is behind kube-dns. */
function pod(simulation: Simulation): string {
  const known = snapshotOf(simulation).pods.find((other) => nameOfPod(other) === ONE);
  const is = known?.ready === true ? "ready" : "not ready";
  const { ready, total } = known?.containers ?? { ready: 0, total: 0 };
  return `${is} ${ready}/${total}, ${endpointsOf(simulation).includes(ADDRESS) ? "an endpoint" : "no endpoint"}`;
}

const READY = "ready 1/1, an endpoint";
const NOT_READY = "not ready 0/1, no endpoint";

describe("a pod through faults, when all has been told", () => {
  test.each<readonly [what: string, steps: readonly Step[], atSeconds: number, expected: string]>([
    ["unready", [[1, "+", UNREADY]], 4, NOT_READY],
    [
      "healed",
      [
        [1, "+", UNREADY],
        [5, "-", UNREADY],
      ],
      8,
      READY,
    ],
    [
      "healed twice",
      [
        [1, "+", UNREADY],
        [5, "-", UNREADY],
        [6, "-", UNREADY],
      ],
      9,
      READY,
    ],
    [
      "its node is away for less than the node controller waits",
      [
        [1, "+", UNPLUG],
        [30, "-", UNPLUG],
      ],
      60,
      READY,
    ],
    ["its node is lost", [[1, "+", UNPLUG]], 60, NOT_READY],
    [
      "and back",
      [
        [1, "+", UNPLUG],
        [60, "-", UNPLUG],
      ],
      105,
      READY,
    ],
    [
      "unready, and the node comes back",
      [
        [1, "+", UNREADY],
        [2, "+", UNPLUG],
        [60, "-", UNPLUG],
      ],
      110,
      NOT_READY,
    ],
    [
      "unready while its node is silent: nobody hears of it",
      [
        [1, "+", UNPLUG],
        [2, "+", UNREADY],
      ],
      30,
      READY,
    ],
    [
      "unready while its node is silent: told when it is back",
      [
        [1, "+", UNPLUG],
        [2, "+", UNREADY],
        [20, "-", UNPLUG],
      ],
      40,
      NOT_READY,
    ],
    [
      "healed while its node is lost: nobody hears",
      [
        [1, "+", UNREADY],
        [2, "+", UNPLUG],
        [60, "-", UNREADY],
      ],
      90,
      NOT_READY,
    ],
    [
      "healed while its node is lost: told when it is back",
      [
        [1, "+", UNREADY],
        [2, "+", UNPLUG],
        [60, "-", UNREADY],
        [90, "-", UNPLUG],
      ],
      140,
      READY,
    ],
    [
      "healed while its node is silent for a moment",
      [
        [1, "+", UNREADY],
        [5, "+", UNPLUG],
        [6, "-", UNREADY],
        [20, "-", UNPLUG],
      ],
      40,
      READY,
    ],
    [
      "healed after the power is back, before kubelet is",
      [
        [1, "+", UNREADY],
        [2, "+", CRASH],
        [60, "-", CRASH],
        [61, "-", UNREADY],
      ],
      70,
      NOT_READY,
    ],
  ])("%s", (_what, steps, atSeconds, expected) => {
    for (const seed of [1, 2, 3]) expect(pod(runTo(play(steps, seed), atSeconds)), `seed ${seed}`).toBe(expected);
  });

  test("the other node's pod has no part in it", () => {
    const simulation = runTo(play([[1, "+", CRASH]]), 60);
    expect(snapshotOf(simulation).pods.map((known) => [nameOfPod(known), known.ready])).toEqual([
      [ONE, false],
      [TWO, true],
    ]);
  });
});

describe("moments", () => {
  test.each<readonly [what: string, fault: Fault, isLostFrom: number, isLostBy: number]>([
    ["power", CRASH, 40, 55],
    ["cable", UNPLUG, 40, 55],
  ])("law: a node without %s is NotReady after 40 to 55 s, and its pods then", (_what, fault, from, by) => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const simulation = play([[0, "+", fault]], seed);
        const lost: number[] = [];
        simulation.journal.listen(({ at, text }) => void (text.startsWith("is NotReady") && lost.push(at / 1000)));
        expect(pod(runTo(simulation, from - 0.001))).toBe(READY);
        expect(pod(runTo(simulation, by + 1.1))).toBe(NOT_READY);
        expect(lost).toHaveLength(1);
        expect(lost[0]).toBeGreaterThanOrEqual(from);
        expect(lost[0]).toBeLessThanOrEqual(by);
      }),
      { numRuns: 20 },
    );
  });

  test("the pod's condition comes first, its endpoint at most 1.05 s later", () => {
    const simulation = runTo(play([[1, "+", UNREADY]]), 1);
    expect(pod(simulation)).toBe("not ready 0/1, an endpoint");
    expect(pod(runTo(simulation, 2.051))).toBe(NOT_READY);
  });

  test("the node is Ready, and away again for a moment when its pods are looked at: they are ready in the end", () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const simulation = play(
        [
          [1, "+", UNPLUG],
          [60, "-", UNPLUG],
        ],
        seed,
      );
      let readyAt = 0;
      simulation.journal.listen(({ at, text }) => {
        if (text === "is Ready") readyAt = at;
      });
      while (readyAt === 0) simulation.runFor(10);
      simulation.inject(UNPLUG);
      simulation.runFor(12_000);
      expect(pod(simulation), `seed ${seed}`).toBe(NOT_READY);
      simulation.heal(UNPLUG);
      simulation.runFor(12_500);
      expect(pod(simulation), `seed ${seed}`).toBe(READY);
    }
  });

  test("made unready between the node's first word and the look at its pods: it does not become ready", () => {
    const simulation = play([
      [1, "+", UNPLUG],
      [60, "-", UNPLUG],
    ]);
    simulation.journal.listen(
      ({ text }) => void (text === "is Ready" && simulation.after(1, () => simulation.inject(UNREADY))),
    );
    expect(pod(runTo(simulation, 140))).toBe(NOT_READY);
  });
});

describe("a pod that was not ready by itself", () => {
  const unreadyByItself = (phase: "Running" | "Succeeded"): Simulation => {
    const simulation = play([]);
    const before = snapshotOf(simulation);
    const pods = before.pods.map((known) =>
      nameOfPod(known) === ONE
        ? { ...known, phase, ready: false, containers: { ...known.containers, ready: 0 } }
        : known,
    );
    simulation.world.setSnapshot("k8s1", { ...before, pods });
    return simulation;
  };

  test.each(["Running", "Succeeded"] as const)("%s: neither its node nor a healed fault makes it ready", (phase) => {
    const simulation = unreadyByItself(phase);
    simulation.inject(UNREADY);
    simulation.heal(UNREADY);
    simulation.runFor(3000);
    expect(pod(simulation)).toContain("not ready 0/1");
    simulation.inject(CRASH);
    simulation.runFor(60_000);
    simulation.heal(CRASH);
    simulation.runFor(60_000);
    expect(pod(simulation)).toContain("not ready 0/1");
    expect(snapshotOf(simulation).nodes.map(({ ready }) => ready)).toEqual([true, true]);
  });
});

test("law: whatever overlaps in whatever order, once all is healed both pods are ready and behind their Service", () => {
  const fault = fc.constantFrom<Fault>(
    CRASH,
    UNPLUG,
    UNREADY,
    { kind: "freeze", machine: "node1" },
    { kind: "interface-down", machine: "node1" },
    { kind: "crash", machine: "node2" },
    { kind: "unready", pod: TWO },
  );
  const spell = fc.record({ fault, from: fc.integer({ min: 0, max: 120 }), lasts: fc.integer({ min: 0, max: 90 }) });
  fc.assert(
    fc.property(fc.array(spell, { minLength: 1, maxLength: 5 }), fc.nat(100), (spells, seed) => {
      const steps = spells.flatMap(({ fault: one, from, lasts }): readonly Step[] => [
        [from, "+", one],
        [from + lasts, "-", one],
      ]);
      const simulation = runTo(play(steps, seed), 210);
      for (const { fault: one } of spells) simulation.heal(one);
      simulation.runFor(60_000);
      expect(pod(simulation)).toBe(READY);
      expect(endpointsOf(simulation)).toEqual([ADDRESS, "100.64.1.10"]);
      expect(snapshotOf(simulation).nodes.map(({ ready }) => ready)).toEqual([true, true]);
    }),
    { numRuns: 40 },
  );
});
