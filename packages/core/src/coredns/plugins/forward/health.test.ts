import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const ADDRESSES = ["192.0.2.61", "192.0.2.62", "192.0.2.63"] as const;
const POLICIES = ["random", "round_robin", "sequential"] as const;
const PROBE_TIMEOUT_MS = 1000;

/** From when to when an upstream says nothing. */
type Outage = readonly [from: number, until: number];

const outage: fc.Arbitrary<Outage> = fc
  .tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1000, max: 40_000 }))
  .map(([from, length]) => [from, from + length]);
const outages = fc.array(fc.array(outage, { maxLength: 2 }), { minLength: 3, maxLength: 3 });
const policy = fc.constantFrom(...POLICIES);
const pauses = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 15 });

const isSilent = (all: readonly Outage[], at: number): boolean => all.some(([from, until]) => at >= from && at < until);

const corefile = (name: string, ...properties: readonly string[]): string =>
  `. {\n forward . ${ADDRESSES.join(" ")} {\n${[`policy ${name}`, ...properties].map((line) => `  ${line}\n`).join("")} }\n}\n`;

/** Upstreams that answer with their own number but in their outages. */
function upstreamsOf(all: readonly (readonly Outage[])[]): Readonly<Record<string, Upstream>> {
  return Object.fromEntries(
    ADDRESSES.map((address, at) => {
      const own = all[at] ?? [];
      const upstream: Upstream = (question, _count, now) =>
        isSilent(own, now) ? "drop" : question.endsWith("NS") ? "NOERROR" : `NOERROR: x.test. 30 A ${address}`;
      return [address, upstream] as const;
    }),
  );
}

/** How many probes of an upstream have failed in a row by then, counted from the log alone. */
function failsBy(log: readonly string[], address: string, own: readonly Outage[], now: number): number {
  let fails = 0;
  for (const entry of log) {
    const [at = "", to, , , type] = entry.split(" ");
    if (to !== address || type !== "NS") continue;
    if (!isSilent(own, Number(at))) fails = Number(at) <= now ? 0 : fails;
    else if (Number(at) + PROBE_TIMEOUT_MS < now) fails += 1;
  }
  return fails;
}

function run(scene: Scene, all: readonly number[]): readonly string[] {
  let at = 0;
  return all.map((pause) => {
    at += pause;
    const told = scene.ask(at, "x.test. A");
    at += Number(/ after (\d+)/.exec(told)?.[1] ?? 0);
    return told;
  });
}

describe("upstreams that come and go", () => {
  it("one that is down is never asked while another is up", () => {
    const settings = fc.record({ policy, maxFails: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(outages, settings, pauses, fc.infiniteStream(fc.nat(20)), (dead, given, all, lots) => {
        const text = corefile(given.policy, `max_fails ${given.maxFails}`, "read_timeout 500ms");
        const scene = new Scene(text, upstreamsOf(dead), (among) => Number(lots.next().value) % among);
        run(scene, all);
        for (const entry of scene.log.filter((line) => line.endsWith(" A"))) {
          const [at = "", to = ""] = entry.split(" ");
          const isDown = ADDRESSES.map((address, index) => {
            const fails = failsBy(scene.log, address, dead[index] ?? [], Number(at));
            return fails > given.maxFails;
          });
          const index = ADDRESSES.findIndex((address) => address === to);
          // At the very millisecond of a probe's end either may come first: the naive count is that of the moment before.
          if (isDown[index] === true) expect([entry, isDown]).toEqual([entry, [true, true, true]]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("whoever is answered is answered by one that speaks; nobody waits where all speak", () => {
    fc.assert(
      fc.property(outages, policy, pauses, (dead, given, all) => {
        const scene = new Scene(corefile(given, "read_timeout 500ms"), upstreamsOf(dead));
        for (const told of run(scene, all)) {
          const address = / A (\S+)/.exec(told)?.[1];
          expect(address === undefined ? told.split(" ")[0] : ADDRESSES.some((each) => each === address)).toBe(
            address === undefined ? "SERVFAIL" : true,
          );
        }
        const healthy = new Scene(corefile(given), upstreamsOf([[], [], []]));
        expect(run(healthy, all).filter((told) => told.includes("after"))).toEqual([]);
        expect(healthy.log).toHaveLength(all.length);
      }),
    );
  });

  it("with max_fails 0 nobody is ever probed", () => {
    fc.assert(
      fc.property(outages, policy, pauses, (dead, given, all) => {
        const scene = new Scene(corefile(given, "max_fails 0", "read_timeout 500ms"), upstreamsOf(dead));
        run(scene, all);
        scene.letPass(300_000);
        expect(scene.log.filter((line) => line.endsWith(" NS"))).toEqual([]);
      }),
    );
  });

  it("a probe is sent behind a failure alone, and none once there was an answer", () => {
    fc.assert(
      fc.property(outages, policy, pauses, (dead, given, all) => {
        const scene = new Scene(corefile(given, "read_timeout 500ms"), upstreamsOf(dead));
        run(scene, all);
        const end = 400_000;
        scene.letPass(end);
        for (const [index, address] of ADDRESSES.entries()) {
          const own = scene.log.map((line) => line.split(" ")).filter(([, to]) => to === address);
          const isDead = ([at]: readonly string[]): boolean => isSilent(dead[index] ?? [], Number(at));
          const firstProbe = own.findIndex((words) => words[4] === "NS");
          if (firstProbe >= 0) expect(own.slice(0, firstProbe).some(isDead)).toBe(true);
          const probes = own.filter((words) => words[4] === "NS");
          if (probes.length > 0) expect(isDead(probes.at(-1) ?? [])).toBe(false);
        }
      }),
    );
  });
});

describe("fairness", () => {
  it("round_robin asks everybody as often, whatever the number of questions", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (questions) => {
        const scene = new Scene(corefile("round_robin"), upstreamsOf([[], [], []]));
        for (let at = 0; at < questions; at += 1) scene.ask(at, "x.test. A");
        const counts = ADDRESSES.map((address) => scene.log.filter((line) => line.includes(` ${address} `)).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("random asks whoever the lots say, each of them possible", () => {
    const asked = new Set(
      [0, 1, 2, 3, 4, 5].flatMap((lot) => {
        const scene = new Scene(corefile("random"), upstreamsOf([[], [], []]), (among) => lot % among);
        scene.ask(0, "x.test. A");
        return scene.log.map((line) => line.split(" ")[1]);
      }),
    );
    expect([...asked].sort()).toEqual([...ADDRESSES]);
  });
});
