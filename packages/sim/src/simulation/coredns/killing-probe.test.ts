import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { askPod, COREFILE, endpointsOf, momentsOf, ONE, patchCorefile, pods, TWO } from "./coredns.fixture.ts";

const NAME = "web.default.ext.lab.";
const FAILED = "Container coredns failed liveness probe, will be restarted";
const hang: Fault = { kind: "hang", machine: ONE, program: "coredns" };
const kill: Fault = { kind: "kill", machine: ONE, program: "coredns" };
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const WITHOUT_HEALTH = COREFILE.replace(/ {4}health \{[^}]*\}\n/, "");

function failuresOf(simulation: Simulation, act: () => void): readonly number[] {
  return momentsOf(simulation, FAILED, act).get(ONE) ?? [];
}

function restartsOf(simulation: Simulation): readonly number[] {
  const known = simulation.world.clusters.get("k8s1")?.snapshot.pods ?? [];
  return known.map(({ containers }) => containers.restarts);
}

/** What a pod's process and its kubelet say, each with its second. */
function linesOf(simulation: Simulation, act: () => void): readonly string[] {
  const begun = simulation.now;
  const lines: string[] = [];
  const stop = simulation.journal.listen(({ at, who, text, kind }) => {
    if (who === ONE && (kind === "process" || text.includes("SIGTERM") || text.includes("lameduck")))
      lines.push(`${Math.floor((at - begun) / 1000)} ${text}`);
  });
  act();
  stop();
  return lines;
}

describe("a process that hangs for good", () => {
  test("leaves the endpoints, fails its liveness probe, is killed after the grace period, and is started anew", () => {
    const simulation = pods();
    const lines = linesOf(simulation, () => {
      simulation.inject(hang);
      simulation.runFor(120_000);
    });
    expect(lines.map((line) => line.replace(/^\d+ /, ""))).toEqual([
      "is not ready any more",
      FAILED,
      "coredns ends",
      "coredns starts",
      "is ready",
    ]);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.5");
    expect(restartsOf(simulation)).toEqual([1, 0]);
  });

  test("law: five probes of 10 s, the last of which waits for 5 s: 45 to 55 s, and SIGKILL 30 s later", () => {
    fc.assert(
      fc.property(seeds, fc.nat(30_000), (seed, beforeMs) => {
        const simulation = pods({ seed });
        simulation.runFor(beforeMs);
        const ends: number[] = [];
        const stop = simulation.journal.listen(({ at, text }) => {
          if (text === "coredns ends") ends.push((at - beforeMs) / 1000);
        });
        const [failedAt = 0, ...more] = failuresOf(simulation, () => {
          simulation.inject(hang);
          simulation.runFor(120_000);
        });
        stop();
        expect(more).toEqual([]);
        expect(failedAt).toBeGreaterThan(45);
        expect(failedAt).toBeLessThanOrEqual(55);
        expect(ends).toHaveLength(1);
        expect(ends[0]).toBeCloseTo(failedAt + 30, 6);
      }),
      { numRuns: 15 },
    );
  });

  test("healed afterwards, nothing is left to heal", () => {
    const simulation = pods();
    simulation.inject(hang);
    simulation.runFor(120_000);
    const lines = linesOf(simulation, () => {
      simulation.heal(hang);
      simulation.runFor(120_000);
    });
    expect(lines).toEqual([]);
    expect(restartsOf(simulation)).toEqual([1, 0]);
  });

  test("the next one may hang too, and is asked from its 60th second on: 105 to 115 s", () => {
    const simulation = pods();
    simulation.inject(kill);
    simulation.runFor(3000);
    const [failedAt = 0] = failuresOf(simulation, () => {
      simulation.inject(hang);
      simulation.runFor(140_000);
    });
    expect(failedAt).toBeGreaterThan(102);
    expect(failedAt).toBeLessThanOrEqual(115);
  });
});

describe("a process that goes on", () => {
  test.each<readonly [hangsMs: readonly number[], pauseMs: number, failures: number]>([
    [[20_000], 0, 0],
    [[45_000], 0, 0],
    [[56_000], 0, 1],
    // One probe between them is answered: the count begins anew.
    [[30_000, 30_000], 10_100, 0],
    [[44_000, 44_000, 44_000], 10_100, 0],
    [[30_000, 56_000], 10_100, 1],
  ])("hangs for %j ms, with %d ms between: %d times", (hangs, pauseMs, expected) => {
    for (const seed of [1, 2, 3, 4]) {
      const simulation = pods({ seed });
      const failures = failuresOf(simulation, () => {
        for (const hangMs of hangs) {
          simulation.inject(hang);
          simulation.runFor(hangMs);
          simulation.heal(hang);
          simulation.runFor(pauseMs);
        }
        simulation.runFor(60_000);
      });
      expect([seed, failures.length]).toEqual([seed, expected]);
      expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
    }
  });

  test("within the grace period it hears SIGTERM, and lameduck runs", () => {
    const simulation = pods();
    const lines = linesOf(simulation, () => {
      simulation.inject(hang);
      simulation.runFor(60_000);
      simulation.heal(hang);
      simulation.runFor(60_000);
    });
    const [, failed, ...after] = lines;
    expect(failed).toMatch(FAILED);
    expect(after.slice(0, 3)).toEqual([
      "60 [INFO] SIGTERM: Shutting down servers then terminating",
      "60 [INFO] plugin/health: Going into lameduck mode for 5s",
      "65 coredns ends",
    ]);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
  });
});

test("law: a hang of any length, healed or not, ends with two pods that are ready", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1000, max: 150_000 }), (seed, hangMs) => {
      const simulation = pods({ seed });
      simulation.inject(hang);
      simulation.runFor(hangMs);
      simulation.heal(hang);
      simulation.runFor(90_000);
      expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
      expect(restartsOf(simulation)[0]).toBeLessThanOrEqual(1);
    }),
    { numRuns: 20 },
  );
});

test("a pod that is being deleted is not asked: SIGKILL comes 30 s after that", () => {
  const simulation = pods();
  simulation.inject(hang);
  simulation.runFor(40_000);
  const lines = linesOf(simulation, () => {
    const deletion = { namespace: "kube-system", name: ONE.split("/")[1] ?? "", selector: null };
    expect(simulation.deletePods(deletion).isAccepted).toBe(true);
    simulation.runFor(60_000);
  });
  expect(lines).toEqual(["30 coredns ends"]);
});

test("a kubelet that stands still with its node asks nobody, and finds the process well", () => {
  const simulation = pods();
  const freeze: Fault = { kind: "freeze", machine: "node1" };
  const failures = failuresOf(simulation, () => {
    simulation.inject(freeze);
    simulation.runFor(100_000);
    simulation.heal(freeze);
    simulation.runFor(60_000);
  });
  expect(failures).toEqual([]);
});

describe("a Corefile without health", () => {
  test("where the pods at rest are well with it, their Deployment has no liveness probe", () => {
    const simulation = pods({ corefile: WITHOUT_HEALTH });
    const failures = failuresOf(simulation, () => {
      simulation.inject(hang);
      simulation.runFor(200_000);
    });
    expect(failures).toEqual([]);
  });

  test("patched in, its /health refuses: started anew every 100 to 112 s, and from the seventh time on after a wait", () => {
    const simulation = pods();
    expect(patchCorefile(simulation, WITHOUT_HEALTH).isAccepted).toBe(true);
    const waits: string[] = [];
    const stop = simulation.journal.listen(({ who, text }) => {
      if (who === ONE && text.startsWith("waits")) waits.push(text);
    });
    const moments = failuresOf(simulation, () => simulation.runFor(2_200_000));
    stop();
    const gaps = moments.slice(1).map((moment, at) => moment - (moments[at] ?? 0));
    for (const [at, waitS] of [0, 0, 0, 0, 0, 0, 160, 300, 0, 300].entries()) {
      expect(gaps[at]).toBeGreaterThan(waitS + 100);
      expect(gaps[at]).toBeLessThan(waitS + 112);
    }
    expect(waits.slice(0, 3)).toEqual(
      [160, 300, 300].map((seconds) => `waits ${seconds} s before it is started again`),
    );
  });

  test("with health again it is left alone", () => {
    const simulation = pods();
    patchCorefile(simulation, WITHOUT_HEALTH);
    simulation.runFor(300_000);
    patchCorefile(simulation, COREFILE);
    simulation.runFor(200_000);
    const failures = momentsOf(simulation, FAILED, () => simulation.runFor(300_000));
    expect([ONE, TWO].map((pod) => failures.get(pod) ?? [])).toEqual([[], []]);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
  });
});
