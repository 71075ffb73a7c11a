import { instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { endpointsOf, ONE, pods } from "./coredns.fixture.ts";

const KILL: Fault = { kind: "kill", machine: ONE, program: "coredns" };
const HANG: Fault = { kind: "hang", machine: ONE, program: "coredns" };
const UNREADY: Fault = { kind: "unready", pod: ONE };
const CRASH: Fault = { kind: "crash", machine: "node1" };
const UNPLUG: Fault = { kind: "unplug", machine: "node1" };
const BOTH = ["100.64.0.10", "100.64.1.10"];

interface Played {
  readonly simulation: Simulation;
  /** When pod one's CoreDNS started, in seconds. */
  readonly starts: readonly number[];
  readonly waits: readonly string[];
}

/** At so many seconds; `+` strikes, `-` heals. */
type Step = readonly [seconds: number, what: "+" | "-", fault: Fault];

function play(steps: readonly Step[], untilSeconds: number, seed = 1): Played {
  const simulation = pods({ seed });
  const starts: number[] = [];
  const waits: string[] = [];
  simulation.journal.listen(({ at, who, text }) => {
    if (who === ONE && text === "coredns starts") starts.push(at / 1000);
    if (who === ONE && text.startsWith("waits")) waits.push(text.replace(" before it is started again", ""));
  });
  for (const [seconds, what, fault] of steps) {
    simulation.at(instantFromMs(seconds * 1000), () =>
      what === "+" ? simulation.inject(fault) : simulation.heal(fault),
    );
  }
  simulation.runUntil(instantFromMs(untilSeconds * 1000));
  return { simulation, starts, waits };
}

/** Started three times, and ended again at 50 s: it waits 40 s now, until 90 s. */
const LOOPING: readonly Step[] = [0, 5, 20, 50].map((seconds): Step => [seconds, "+", KILL]);
const IN_BACK_OFF = 50;

describe("a container in its back-off until 90 s is started again", () => {
  test.each<readonly [what: string, then: readonly Step[], from: number, to: number]>([
    ["when that is over", [], 90.3, 92.2],
    [
      "no earlier because its node's cable was out",
      [
        [52, "+", UNPLUG],
        [53, "-", UNPLUG],
      ],
      90.3,
      92.2,
    ],
    ["while its node's cable is out: kubelet needs nobody for that", [[52, "+", UNPLUG]], 90.3, 92.2],
    [
      "after the power has failed: kubelet has forgotten that it was to wait",
      [
        [52, "+", CRASH],
        [53, "-", CRASH],
      ],
      68.3,
      84.2,
    ],
    [
      "once kubelet is heard, not with the power alone",
      [
        [52, "+", CRASH],
        [53, "-", CRASH],
        [54, "+", UNPLUG],
        [95, "-", UNPLUG],
      ],
      95.3,
      96.2,
    ],
    ["never, without power", [[52, "+", CRASH]], Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])("%s", (_what, then, from, to) => {
    for (const seed of [1, 2, 3, 4]) {
      const { starts } = play([...LOOPING, ...then], 200, seed);
      const after = starts.filter((at) => at > IN_BACK_OFF);
      expect(after, `seed ${seed}`).toHaveLength(Number.isFinite(from) ? 1 : 0);
      for (const at of after) expect(at >= from && at <= to, `seed ${seed}: ${at} s`).toBe(true);
    }
  });

  test("somebody starts it by hand, and it ends once more: it waits 80 s from then, whatever was planned before", () => {
    const { starts, waits } = play([...LOOPING, [51, "-", KILL], [89, "+", KILL]], 200);
    expect(waits).toEqual(["waits 10 s", "waits 20 s", "waits 40 s", "waits 80 s"]);
    expect(starts.filter((at) => at > 52).map((at) => Math.floor(at))).toEqual([169]);
  });

  test("after a power failure the next end is followed by a start at once", () => {
    const { starts, waits } = play([...LOOPING, [52, "+", CRASH], [53, "-", CRASH], [100, "+", KILL]], 110);
    expect(waits).toEqual(["waits 10 s", "waits 20 s", "waits 40 s"]);
    const [last = 0] = starts.slice(-1);
    expect(last).toBeGreaterThan(100.3);
    expect(last).toBeLessThan(102.2);
  });
});

test.each<readonly [what: string, gap: number, waits: string | null]>([
  ["has run for less than ten minutes: it waits on", 590, "waits 10 s"],
  ["has run for more: its back-off is forgotten", 603, null],
])("a container that %s", (_what, gap, expected) => {
  expect(
    play(
      [
        [0, "+", KILL],
        [gap, "+", KILL],
      ],
      gap + 1,
    ).waits,
  ).toEqual(expected === null ? [] : [expected]);
});

describe("readiness probes: every 10 s, three that fail, one that succeeds", () => {
  test("law: a process that stands still for less than 20 s stays an endpoint, for more than 30.1 s it does not", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 19_999 }), (seed, ms) => {
        const short = play(
          [
            [1, "+", HANG],
            [1 + ms / 1000, "-", HANG],
          ],
          60,
          seed,
        );
        expect(endpointsOf(short.simulation)).toEqual(BOTH);
        const long = play([[1, "+", HANG]], 31.1, seed);
        expect(endpointsOf(long.simulation)).toEqual(BOTH.slice(1));
        long.simulation.heal(HANG);
        long.simulation.runFor(10_100);
        expect(endpointsOf(long.simulation)).toEqual(BOTH);
        expect([...short.starts, ...long.starts]).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("two short hangs are not one long one: a probe between them begins the count anew", () => {
    const steps: readonly Step[] = [
      [1, "+", HANG],
      [16, "-", HANG],
      [16, "+", HANG],
      [31, "-", HANG],
    ];
    for (const seed of [1, 2, 3]) {
      const { simulation } = play(steps, 31, seed);
      expect(endpointsOf(simulation), `seed ${seed}`).toEqual(BOTH);
    }
  });
});

describe("a fault keeps it from being ready", () => {
  test.each<readonly [what: string, steps: readonly Step[], atSeconds: number, isReady: boolean]>([
    ["at once", [[1, "+", UNREADY]], 1.1, false],
    [
      "healed: by its next probe",
      [
        [1, "+", UNREADY],
        [5, "-", UNREADY],
      ],
      15.1,
      true,
    ],
    [
      "healed before anybody has heard",
      [
        [1, "+", UNREADY],
        [1.05, "-", UNREADY],
      ],
      1.2,
      true,
    ],
    [
      "healed and struck again",
      [
        [1, "+", UNREADY],
        [5, "-", UNREADY],
        [5, "+", UNREADY],
      ],
      20,
      false,
    ],
    [
      "healed twice",
      [
        [1, "+", UNREADY],
        [5, "-", UNREADY],
        [5, "-", UNREADY],
      ],
      15.1,
      true,
    ],
    [
      "healed, and it hangs",
      [
        [1, "+", UNREADY],
        [5, "+", HANG],
        [6, "-", UNREADY],
      ],
      40,
      false,
    ],
    [
      "a new process changes nothing about it",
      [
        [1, "+", UNREADY],
        [2, "+", KILL],
      ],
      20,
      false,
    ],
    [
      "its node is silent: nobody hears",
      [
        [1, "+", UNPLUG],
        [2, "+", UNREADY],
      ],
      20,
      true,
    ],
    [
      "its node is silent: heard afterwards",
      [
        [1, "+", UNPLUG],
        [2, "+", UNREADY],
        [5, "-", UNPLUG],
      ],
      5.2,
      false,
    ],
    [
      "healed while its node is silent",
      [
        [1, "+", UNREADY],
        [2, "+", UNPLUG],
        [3, "-", UNREADY],
        [20, "-", UNPLUG],
      ],
      20.2,
      true,
    ],
  ])("%s", (_what, steps, atSeconds, isReady) => {
    for (const seed of [1, 2, 3]) {
      const { simulation } = play(steps, atSeconds, seed);
      expect(endpointsOf(simulation), `seed ${seed}`).toEqual(isReady ? BOTH : BOTH.slice(1));
    }
  });
});

test("law: a pod deleted at any moment around its end leaves two that are ready, and nobody else", () => {
  const [namespace = "", name = ""] = ONE.split("/");
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 15_000 }), (seed, kills, ms) => {
      const steps = LOOPING.slice(0, kills);
      const [last] = steps.slice(-1);
      const { simulation } = play(steps, (last?.[0] ?? 0) + ms / 1000, seed);
      expect(simulation.deletePods({ namespace, name, selector: null }).isAccepted).toBe(true);
      simulation.runFor(45_000);
      const known = simulation.world.clusters.get("k8s1")?.snapshot.pods ?? [];
      expect(known.map(({ ready }) => ready)).toEqual([true, true]);
      expect(known.some(({ metadata }) => metadata.name === name)).toBe(false);
      expect(endpointsOf(simulation)).toHaveLength(2);
      expect(simulation.world.residents.filter(({ program }) => program === "coredns")).toHaveLength(2);
    }),
    { numRuns: 25 },
  );
});
