import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { runScenario } from "./run-scenario.ts";
import { playSteps, readSteps } from "./scenario.fixture.ts";

describe("what each step writes", () => {
  test.each<readonly [steps: string, lines: readonly string[]]>([
    ["  - { at: 1s, note: a line }", ["1.000 s note a line"]],
    [
      "  - { at: 1s, fault: { kill: named, on: dns1 }, for: 500ms }",
      [
        "1.000 s fault kill named on dns1",
        "1.000 s process dns1: named ends",
        "1.500 s healed kill named on dns1",
        "1.500 s process dns1: named starts",
        "1.500 s zone dns1: zone lab/IN: loaded serial 1",
      ],
    ],
    [
      "  - { at: 1s, restart: named, on: dns2 }",
      [
        "1.000 s process dns2: named is restarted",
        "1.000 s process dns2: named ends",
        "2.000 s process dns2: named starts",
        "2.000 s zone dns2: zone lab/IN: loaded serial 1",
      ],
    ],
    ["  - { at: 1s, ask: who.lab TXT, from: cl }", ['1.000 s answer cl: who.lab. TXT after 0.5ms NOERROR "dns1"']],
    [
      "  - { at: 1s, ask: who.lab TXT, from: cl, every: 1s, until: 4s }",
      [
        '1.000 s answer cl: who.lab. TXT after 0.5ms NOERROR "dns1"',
        '3.001 s answer cl: who.lab. TXT 3 times: 3 x NOERROR "dns1"; the slowest after 0.5ms',
      ],
    ],
    [
      "  - { at: 1s, show: routes cl }",
      [
        "1.000 s show routes cl",
        "1.000 s show | default via 192.168.13.1 dev eth0",
        "1.000 s show | 192.168.13.0/24 dev eth0 proto kernel scope link src 192.168.13.50",
      ],
    ],
    [
      "  - { at: 1s, show: routes cl, grep: default }",
      ["1.000 s show routes cl", "1.000 s show | default via 192.168.13.1 dev eth0"],
    ],
    ["  - { at: 1s, show: routes cl, grep: [nothing, like it] }", ["1.000 s show routes cl"]],
    [
      "  - { at: 1s, route: add, to: 198.19.0.0/16, via: 192.168.13.91, on: dns1 }\n  - { at: 2s, show: routes dns1, grep: 198.19.0.0 }",
      [
        "1.000 s route dns1: ip route add 198.19.0.0/16 via 192.168.13.91",
        "2.000 s show routes dns1",
        "2.000 s show | 198.19.0.0/16 via 192.168.13.91 dev eth0",
      ],
    ],
    [
      "  - { at: 1s, edit: /dns1/lab.db, text: x }\n  - { at: 2s, reload: named, on: dns1 }",
      ["1.000 s file /dns1/lab.db: has been changed", "2.000 s zone dns1: received control channel command 'reload'"],
    ],
  ])("%s", (steps, lines) => {
    const played = playSteps(`${steps}\n`);
    // Who is active is found out by both at the beginning, whatever the steps are.
    const own = played.lines.filter((line) => !/ (vrrp|address) /.test(line));
    expect(own.slice(0, lines.length)).toEqual(lines);
    if (!steps.includes("edit")) expect(own).toHaveLength(lines.length);
    expect(played.whys).toEqual([]);
  });
});

describe("what does not hold says what came instead, in the journal and to whoever plays it", () => {
  test.each<readonly [steps: string, whys: readonly string[]]>([
    [
      "  - { at: 1s, ask: who.lab TXT, from: cl, answers: ['\"dns2\"'] }",
      ['cl asks who.lab. TXT: expected "dns2", and got "dns1" (NOERROR)'],
    ],
    [
      "  - { at: 1s, ask: nix.lab A, from: cl, rcode: NOERROR }",
      ["cl asks nix.lab. A: expected NOERROR, and got NXDOMAIN"],
    ],
    [
      "  - { at: 1s, ask: who.lab TXT, from: cl, silence: timeout }",
      ["cl asks who.lab. TXT: an answer came, and none was expected"],
    ],
    [
      "  - { at: 1s, fault: { hang: named, on: dns1 } }\n  - { at: 2s, ask: who.lab TXT, from: cl, timeout: 1s }",
      ["cl asks who.lab. TXT: no answer: named on dns1 stands still"],
    ],
    [
      "  - { at: 1s, fault: { crash: dns1 } }\n  - { at: 0s, ask: who.lab TXT, from: cl, every: 100ms, until: 10s, timeout: 500ms, outage: 1s }",
      ["cl asks who.lab. TXT: not right for 3s in a row, and 1s may be"],
    ],
    ["  - { at: 1s, ask: who.lab, from: nobody }", ['Nobody in the site is called "nobody"']],
    ["  - { at: 1s, show: vrrp, lines: [dns1, dns3] }", ["show vrrp has no line with dns3"]],
    ["  - { at: 1s, show: routes cl, grep: default, lines: [proto kernel] }", []],
    ["  - { at: 1s, show: nonsense, lines: [x] }", ["What is there to show?", "show nonsense has no line with x"]],
    ["  - { at: 1s, route: add, to: 198.19.0.0/16, via: 10.0.0.1, on: dns1 }", ["Error: Nexthop has invalid gateway."]],
    ["  - { at: 1s, fault: { crash: dns9 } }", ['Nobody in the site is called "dns9"']],
    ["  - { at: 1s, fault: { cut: [dns1, dsn2] } }", ['Nobody in the site is called "dsn2"']],
    ["  - { at: 1s, fault: { stop-operator: k8s1 } }", ['Nobody in the site is called "k8s1"']],
    ["  - { at: 1s, fault: { unready: kube-system/x } }", ['Nobody in the site is called "kube-system/x"']],
    ["  - { at: 1s, restart: named, on: dns9 }", ['Nobody in the site is called "dns9"']],
    ["  - { at: 1s, delete: service/a/b, cluster: k8s9 }", ['Nobody in the site is called "k8s9"']],
    [
      "  - { at: 1s, apply: { apiVersion: v1, kind: Pod, metadata: { name: a } }, cluster: k8s9 }",
      ['Nobody in the site is called "k8s9"'],
    ],
    ["  - { at: 1s, reload: coredns, on: dns1 }", ["coredns on dns1 cannot be reloaded"]],
  ])("%s", (steps, whys) => {
    const { whys: said, lines, faults } = playSteps(`${steps}\n`);
    expect(said).toHaveLength(whys.length);
    for (const [at, why] of whys.entries()) expect(said[at]).toContain(why);
    const written = lines.filter((line) => line.includes(" expectation ")).map((line) => line.replace(/^.*hold: /, ""));
    expect(written).toEqual(said);
    expect(faults.every(({ step, atMs }) => atMs >= step.atMs)).toBe(true);
  });

  test("a question that is asked again and whose outage is allowed is no fault", () => {
    const steps =
      "  - { at: 0s, ask: who.lab TXT, from: cl, every: 100ms, until: 10s, timeout: 500ms, outage: 4s }\n  - { at: 1s, fault: { crash: dns1 } }\n";
    expect(playSteps(steps).whys).toEqual([]);
  });
});

describe("a run of steps that set each other off ends when its budget is spent", () => {
  const steps = "  - { at: 0s, ask: who.lab TXT, from: cl, every: 1s, until: 30s }\n";

  test("as a typed result: at which moment, after how many events", () => {
    const { end, simulation, lines } = playSteps(steps, { budget: 100 });
    expect(end).toEqual({ kind: "exhausted", at: simulation.now, events: 100 });
    expect([simulation.now > 0, simulation.now < 30_000, simulation.events]).toEqual([true, true, 100]);
    expect(lines.some((line) => line.includes("times:"))).toBe(false);
  });

  test("and one that lasts to the end says how many events that took", () => {
    const { end, simulation } = playSteps(steps);
    expect(end).toEqual({ kind: "reached", events: simulation.events });
    // One event less than it takes is not enough; as many are.
    if (end.kind !== "reached") throw new Error(end.kind);
    expect(playSteps(steps, { budget: end.events }).end.kind).toBe("exhausted");
    expect(playSteps(steps, { budget: end.events + 1 }).end.kind).toBe("reached");
  });

  test("law: what was written before the budget was spent is the beginning of what would have been written", () => {
    const whole = playSteps(steps).lines;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (budget) => {
        const { lines } = playSteps(steps, { budget });
        expect(whole.slice(0, lines.length)).toEqual(lines);
      }),
      { numRuns: 20 },
    );
  });
});

describe("how long", () => {
  test.each<readonly [what: string, steps: string, until: number]>([
    ["twenty seconds after the last step", "  - { at: 3s, note: x }\n", 23_000],
    ["a fault that is healed by itself", "  - { at: 3s, fault: { freeze: dns2 }, for: 10s }\n", 33_000],
    ["a question that is asked again", "  - { at: 3s, ask: who.lab, from: cl, every: 1s, until: 9s }\n", 29_000],
    ["nothing is done", "  []\n", 20_000],
    ["as long as the file says", "  - { at: 3s, note: x }\nuntil: 5s\n", 5000],
  ])("%s", (_, steps, until) => {
    expect(playSteps(steps).simulation.now).toBe(until);
  });

  test("whoever plays it may stop it before its end", () => {
    const { simulation, lines } = playSteps("  - { at: 1s, note: a }\n  - { at: 9s, note: b }\n", { untilMs: 5000 });
    expect([simulation.now, lines.filter((line) => line.includes("note"))]).toEqual([5000, ["1.000 s note a"]]);
  });
});

describe("order", () => {
  const NOTES = fc.array(fc.record({ at: fc.nat(4), text: fc.constantFrom("a", "b", "c") }), { maxLength: 8 });

  test("law: steps are played by their moments, those of one moment as they stand", () => {
    fc.assert(
      fc.property(NOTES, (notes) => {
        const steps = notes.map(({ at, text }) => `  - { at: ${at}s, note: ${text} }\n`).join("");
        const sorted = notes.toSorted((one, other) => one.at - other.at);
        const { lines } = playSteps(steps === "" ? "  []\n" : steps);
        const told = lines.filter((line) => line.includes(" note "));
        expect(told).toEqual(sorted.map(({ at, text }) => `${at}.000 s note ${text}`));
      }),
      { numRuns: 30 },
    );
  });

  test("what is done at one moment is done before what is asked of it, and after what was asked before it", () => {
    const ask = "  - { at: 1s, ask: who.lab TXT, from: cl, server: dns2, timeout: 1s }\n";
    const kill = "  - { at: 1s, fault: { kill: named, on: dns2 } }\n";
    const answer = (steps: string): string | undefined =>
      playSteps(steps).lines.find((line) => line.includes(" answer "));
    expect(answer(kill + ask)).toContain("refused");
    // The question is under way when named is killed.
    expect(answer(ask + kill)).toContain("refused");
    expect(answer(`${ask}${kill.replace("1s", "1.01s")}`)).toContain('NOERROR "dns2"');
  });
});

test("law: the same steps and seed, the same lines; another seed only moves what chance decides", () => {
  const steps =
    "  - { at: 1s, fault: { crash: dns1 }, for: 8s }\n  - { at: 0s, ask: who.lab TXT, from: far, every: 1s, until: 20s, timeout: 1s }\n";
  const { scenario } = readSteps(steps);
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const twin = pairTwin();
      const [one, other] = [runScenario(twin, scenario, { seed }), runScenario(twin, scenario, { seed })];
      expect(JSON.stringify(other.entries)).toBe(JSON.stringify(one.entries));
      const faults = one.entries.filter(({ kind }) => kind === "fault" || kind === "healed").map(({ at }) => at);
      expect(faults).toEqual([1000, 9000]);
    }),
    { numRuns: 10 },
  );
});

test("whoever listens is told each line as it happens, and the whole is the same", () => {
  const heard: string[] = [];
  const { entries } = playSteps("  - { at: 1s, note: a }\n", { listen: ({ text }) => heard.push(text) });
  expect(heard).toEqual(entries.map(({ text }) => text));
});
