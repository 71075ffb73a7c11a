import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askWho, poll } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import { keepalivedOf, type Lab, lab, SEEDS } from "./lab.fixture.ts";
import { lostIn } from "./polling.fixture.ts";

function running(seed: number): Lab {
  const own = lab({ seed });
  own.runFor(3);
  poll(own.simulation, "cl", 100);
  poll(own.simulation, "far", 100);
  return own;
}

/** Asks so many times, so far apart; what came of each. */
function ask(own: Lab, transport: "udp" | "tcp", times: number, everyMs: number, timeoutMs = 1000): readonly string[] {
  const answers: string[] = [];
  for (let place = 0; place < times; place += 1) {
    answers.push("?");
    askWho(own.simulation, "cl", (who) => (answers[place] = who), timeoutMs, transport);
    own.simulation.runFor(everyMs);
  }
  own.simulation.runFor(timeoutMs);
  return answers;
}

const count = (answers: readonly string[], what: string): number => answers.filter((answer) => answer === what).length;

describe("vrrp-measured.md section 5: what the DNS client sees", () => {
  const named: Fault = { kind: "kill", machine: "dns1", program: "named" };

  test("no process on the port, address there: over UDP 6 ICMP at once, then 1 a second, the rest is silence", () => {
    const own = running(1);
    own.inject(named);
    const answers = ask(own, "udp", 500, 20);
    expect(answers.slice(0, 7)).toEqual([...Array.from({ length: 6 }, () => "refused"), "timeout"]);
    expect(count(answers, "refused")).toBeGreaterThanOrEqual(15);
    expect(count(answers, "refused")).toBeLessThanOrEqual(16);
  });

  test("the limit is one for each client", () => {
    const own = running(1);
    own.inject(named);
    const first = ["cl", "far"].map((from) => poll(own.simulation, from, 200)[0]);
    expect(first).toEqual(["refused x6", "refused x6"]);
  });

  test("no process on the port, address there: over TCP a reset at once, every time", () => {
    const own = running(1);
    own.inject(named);
    expect(count(ask(own, "tcp", 100, 20, 50), "refused")).toBe(100);
  });

  test.each<readonly [string, readonly Fault[]]>([
    ["dead host", [{ kind: "crash", machine: "dns1" }]],
    ["host that stands still", [{ kind: "freeze", machine: "dns1" }]],
    ["partitioned host", [{ kind: "cut", between: ["cl", "dns1"], direction: "both-ways" }]],
  ])("%s: silence", (_row, faults) => {
    const own = running(1);
    own.inject(...faults);
    expect(ask(own, "udp", 20, 20, 500)).toEqual(Array.from({ length: 20 }, () => "timeout"));
  });

  test("section 1, nobody has the address: a client on the LAN that remembers nobody waits up to 3 s in ARP for its own host-unreachable", () => {
    const own = lab();
    own.runFor(3);
    own.inject(keepalivedOf("dns1"), keepalivedOf("dns2"));
    let at = 0;
    const start = own.simulation.now;
    const answers: string[] = [];
    askWho(
      own.simulation,
      "cl",
      (who) => {
        answers.push(who);
        at = own.simulation.now;
      },
      10_000,
    );
    own.runFor(11);
    expect(answers).toEqual(["unreachable"]);
    expect(at - start).toBeGreaterThanOrEqual(2900);
    expect(at - start).toBeLessThanOrEqual(3200);
  });

  test("take-over, before named listens (3-10 ms): 0-5 ICMP 3/3 at one question per 5 ms", () => {
    for (const seed of SEEDS) {
      const own = running(seed);
      own.inject(keepalivedOf("dns1"));
      const refused = count(ask(own, "udp", 200, 5), "refused");
      expect(refused).toBeLessThanOrEqual(5);
      expect(own.holders).toBe("dns2");
    }
  });

  test("source of replies: always the VIP", () => {
    const own = running(1);
    // An answer from another address is not taken (the question would be lost).
    expect(ask(own, "udp", 10, 20)).toEqual(Array.from({ length: 10 }, () => "dns1"));
  });
});

const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("crash" as const, "freeze" as const, "unplug" as const, "kill-vrrp-child" as const),
    machine: fc.constantFrom("dns1", "dns2"),
  }),
  fc.record({
    kind: fc.constantFrom("kill" as const, "stop" as const, "hang" as const),
    machine: fc.constantFrom("dns1", "dns2"),
    program: fc.constantFrom("named" as const, "keepalived" as const),
  }),
  fc.record({
    kind: fc.constantFrom("cut" as const, "mute-adverts" as const),
    between: fc.constant(["dns1", "dns2"] as const),
    direction: fc.constantFrom("both-ways" as const, "one-way" as const),
  }),
);

const routers = fc.record({
  interval: fc.constantFrom(1, 2),
  version: fc.constantFrom(2 as const, 3 as const),
  one: fc.integer({ min: 1, max: 254 }),
  two: fc.integer({ min: 1, max: 254 }),
  keeps: fc.boolean(),
});

/** So long a client may believe in a neighbour that is gone: reachable, doubted, asked three times. */
const BELIEF_S = 45 + 5 + 3;

describe("laws", () => {
  test("law: whatever goes wrong in whatever order, once all is healed exactly one holds the address, and everybody is answered within take-over and doubt", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        routers,
        fc.array(fc.tuple(faults, fc.nat(6000), fc.nat(6000)), { minLength: 1, maxLength: 4 }),
        (seed, { interval, version, one, two, keeps }, deeds) => {
          const more = keeps ? "nopreempt" : "";
          const common = { state: "BACKUP", interval, version, authentication: "", more } as const;
          const own = lab({ dns1: { ...common, priority: one }, dns2: { ...common, priority: two }, seed });
          own.runFor(5);
          poll(own.simulation, "cl", 60);
          for (const [fault, forMs, pauseMs] of deeds) {
            own.inject(fault);
            poll(own.simulation, "cl", 40);
            own.simulation.runFor(forMs);
            own.heal(fault);
            own.simulation.runFor(pauseMs);
          }
          for (let second = 0; second < 4 * interval * 2 + BELIEF_S; second += 1) poll(own.simulation, "cl", 20);
          expect(own.holders === "dns1" || own.holders === "dns2").toBe(true);
          expect(lostIn(poll(own.simulation, "cl", 100))).toBe(0);
          expect(lostIn(poll(own.simulation, "far", 100))).toBe(0);
          const active = own.simulation.world.standings.filter(({ state }) => state === "active");
          expect(active.map(({ contender }) => contender.host)).toEqual([own.holders]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
