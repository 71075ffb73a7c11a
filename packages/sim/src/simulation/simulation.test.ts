import { instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askWho, holders, journalOf, pair, poll } from "./pair.fixture.ts";
import type { Fault } from "./world/fault.ts";
import { printJournalEntry } from "./world/journal.ts";

const dns1 = "dns1";

describe("who answers a client that asks every 20 ms (each number of vrrp-measured.md section 2, within an interval)", () => {
  test.each<readonly [string, Fault, readonly [number, number], string]>([
    ["the host dies", { kind: "crash", machine: dns1 }, [137, 182], "dns2"],
    ["it stands still", { kind: "freeze", machine: dns1 }, [137, 182], "dns1 and dns2"],
    ["SIGTERM to keepalived", { kind: "stop", machine: dns1, program: "keepalived" }, [31, 32], "dns2"],
    ["the cable is out", { kind: "unplug", machine: dns1 }, [137, 182], "dns2"],
    [
      "keepalived is killed, all of it",
      { kind: "kill", machine: dns1, program: "keepalived" },
      [0, 0],
      "dns1 and dns2",
    ],
    ["keepalived stands still", { kind: "hang", machine: dns1, program: "keepalived" }, [0, 0], "dns1 and dns2"],
  ])("%s", (_what, fault, [least, most], holding) => {
    const simulation = pair({ seed: 7 });
    expect(poll(simulation, "cl", 2000)).toEqual(["dns1 x100"]);
    simulation.inject(fault);
    const runs = poll(simulation, "cl", 9000);
    const lost = runs
      .filter((run) => /^(timeout|unreachable|refused)/.test(run))
      .map((run) => Number(run.split("x")[1]));
    const sum = lost.reduce((one, other) => one + other, 0);
    expect(sum).toBeGreaterThanOrEqual(least);
    expect(sum).toBeLessThanOrEqual(most);
    expect(runs.at(-1)).toMatch(/^dns2 /);
    expect(holders(simulation)).toBe(holding);
    simulation.heal(fault);
    simulation.runFor(60_000);
    expect(holders(simulation)).toBe(dns1);
    expect(poll(simulation, "cl", 1000)).toEqual(["dns1 x50"]);
  });

  test("named killed without tracking: six refusals at once, then one a second, nothing moves", () => {
    const simulation = pair();
    poll(simulation, "cl", 1000);
    simulation.inject({ kind: "kill", machine: dns1, program: "named" });
    const runs = poll(simulation, "cl", 3000);
    expect(runs[0]).toBe("refused x6");
    expect(runs.filter((run) => run === "refused x1").length).toBeGreaterThanOrEqual(2);
    expect(holders(simulation)).toBe(dns1);
  });
});

describe("programs that are stopped", () => {
  test("a question to a named that hangs is answered when it goes on", () => {
    const simulation = pair();
    const hang: Fault = { kind: "hang", machine: dns1, program: "named" };
    simulation.inject(hang);
    const got: string[] = [];
    askWho(simulation, "cl", (who, at) => got.push(`${who} at ${at}`), 5000);
    simulation.runFor(2000);
    expect(got).toEqual([]);
    simulation.heal(hang);
    simulation.runFor(1);
    expect(got).toEqual(["dns1 at 2000.25"]);
  });

  test("over TCP a dead program is a refusal, a dead machine silence", () => {
    const ask = (fault: Fault): string => {
      const simulation = pair();
      simulation.inject(fault);
      let got = "";
      askWho(simulation, "cl", (who) => (got = who), 700, "tcp");
      simulation.runFor(1000);
      return got;
    };
    expect(ask({ kind: "kill", machine: dns1, program: "named" })).toBe("refused");
    expect(ask({ kind: "crash", machine: dns1 })).toBe("timeout");
  });
});

describe("links", () => {
  test.each<readonly [string, number, string]>([
    ["0 %", 0, "dns1 x50"],
    ["100 %", 1, "timeout x50"],
  ])("%s lost", (_title, loss, expected) => {
    const simulation = pair();
    const weather = { delayMs: 0, jitterMs: 0, loss, duplicates: 0 };
    simulation.inject({ kind: "weather", between: ["cl", "dns1"], direction: "both-ways", weather });
    expect(poll(simulation, "cl", 1000)).toEqual([expected]);
  });

  test("what is cut one way is heard the other way", () => {
    const simulation = pair();
    simulation.inject({ kind: "cut", between: ["cl", "dns1"], direction: "one-way" });
    expect(poll(simulation, "cl", 200)).toEqual(["timeout x10"]);
    expect(poll(simulation, "far", 200)).toEqual(["dns1 x10"]);
  });

  test("a delay is there and back", () => {
    const simulation = pair();
    const weather = { delayMs: 100, jitterMs: 0, loss: 0, duplicates: 0 };
    simulation.inject({ kind: "weather", between: ["cl", "dns1"], direction: "both-ways", weather });
    let at = 0;
    askWho(simulation, "cl", (_who, then) => (at = then));
    simulation.runFor(1000);
    expect(at).toBe(200.5);
  });
});

describe("a run", () => {
  test("ends at its moment, and says how much happened", () => {
    const simulation = pair();
    const { kind, events } = simulation.runUntil(instantFromMs(10_000));
    expect([kind, simulation.now, events > 10]).toEqual(["reached", 10_000, true]);
  });

  test("law: the same seed, the same journal", () => {
    const faults: readonly Fault[] = [
      { kind: "crash", machine: "dns1" },
      { kind: "freeze", machine: "dns2" },
      { kind: "cut", between: ["dns1", "dns2"], direction: "both-ways" },
      { kind: "mute-adverts", between: ["dns1", "dns2"], direction: "one-way" },
    ];
    const journal = (seed: number, order: readonly number[]): readonly string[] => {
      const simulation = pair({ seed });
      return journalOf(simulation, () => {
        for (const index of order) {
          const fault = faults[index % faults.length];
          if (fault === undefined) continue;
          simulation.inject(fault);
          simulation.runFor(700 * (index + 1));
          simulation.heal(fault);
          simulation.runFor(5000);
        }
      });
    };
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(7), { maxLength: 5 }), (seed, order) => {
        expect(journal(seed, order)).toEqual(journal(seed, order));
      }),
      { numRuns: 20 },
    );
  });

  test("law: whatever single fault comes and goes, in the end dns1 alone holds the address and answers", () => {
    const machines = fc.constantFrom("dns1", "dns2");
    const programs = fc.constantFrom("named" as const, "keepalived" as const);
    const between = fc.constant(["dns1", "dns2"] as const);
    const direction = fc.constantFrom("both-ways" as const, "one-way" as const);
    const faults: fc.Arbitrary<Fault> = fc.oneof(
      fc.record({ kind: fc.constantFrom("crash" as const, "freeze" as const, "unplug" as const), machine: machines }),
      fc.record({
        kind: fc.constantFrom("kill" as const, "stop" as const, "hang" as const),
        machine: machines,
        program: programs,
      }),
      fc.record({ kind: fc.constantFrom("cut" as const, "mute-adverts" as const), between, direction }),
    );
    fc.assert(
      fc.property(fc.nat(), faults, fc.nat(8000), (seed, fault, forMs) => {
        const simulation = pair({ seed });
        poll(simulation, "cl", 200);
        simulation.inject(fault);
        simulation.runFor(forMs);
        simulation.heal(fault);
        // Long enough for a neighbour that is still believed to be doubted (vrrp-measured.md section 4).
        for (let second = 0; second < 70; second += 1) poll(simulation, "cl", 20);
        expect(holders(simulation)).toBe("dns1");
        expect(poll(simulation, "cl", 100)).toEqual(["dns1 x5"]);
      }),
      { numRuns: 60 },
    );
  });

  test("a keepalived that was stopped before its machine lost power, and is started after that is back, goes on as it is", () => {
    const simulation = pair();
    const [off, stopped] = [
      { kind: "crash", machine: "dns1" },
      { kind: "stop", machine: "dns1", program: "keepalived" },
    ] as const;
    simulation.inject(off);
    simulation.inject(stopped);
    simulation.heal(off);
    simulation.runFor(10_000);
    expect(holders(simulation)).toBe("dns1");
    simulation.heal(stopped);
    simulation.runFor(10_000);
    expect(holders(simulation)).toBe("dns1");
  });

  test("a keepalived is not started on a machine that is off", () => {
    const simulation = pair();
    const killed = { kind: "kill", machine: "dns1", program: "keepalived" } as const;
    simulation.inject(killed);
    simulation.inject({ kind: "crash", machine: "dns1" });
    simulation.heal(killed);
    simulation.runFor(10_000);
    expect(holders(simulation)).toBe("dns2");
  });

  test("the journal tells a take-over in lines for people", () => {
    const simulation = pair({ seed: 3 });
    simulation.runFor(1000);
    const lines = journalOf(simulation, () => {
      simulation.inject({ kind: "stop", machine: "dns1", program: "keepalived" });
      simulation.runFor(2000);
    });
    expect(lines.map((line) => line.replace(/^ *[\d.]+ s {2}/, ""))).toEqual([
      "fault         stop keepalived on dns1",
      "address       dns1: gives up 192.168.13.10",
      "vrrp          dns1: VI_1 is init: keepalived has stopped",
      "vrrp          dns2: VI_1 is active: no advert has come in time",
      "address       dns2: holds 192.168.13.10",
    ]);
    expect(printJournalEntry({ at: instantFromMs(1), who: "x", kind: "api", text: "y" })).toBe(
      "     0.001 s  api           x: y",
    );
  });
});
