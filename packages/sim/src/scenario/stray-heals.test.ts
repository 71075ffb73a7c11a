import { sourceFromText, wholeSpan } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import type { ScenarioAction, ScenarioStep } from "./model.ts";
import { runScenario } from "./run-scenario.ts";
import { playSteps } from "./scenario.fixture.ts";
import { emptyScenario } from "./scenario-file.ts";
import { strayHeals } from "./stray-heals.ts";

const span = wholeSpan(sourceFromText("/s.yaml", ""));
const crash = (machine: string): Fault => ({ kind: "crash", machine });

/** `10 fault dns1 for 5`, `12 heal dns1`, `13 note`: moments in seconds. */
function step(line: string): ScenarioStep {
  const [at, what, machine = "", , lasts] = line.split(" ");
  const fault = crash(machine);
  const actions: Readonly<Record<string, ScenarioAction>> = {
    fault: { kind: "fault", fault, forMs: lasts === undefined ? null : Number(lasts) * 1000 },
    heal: { kind: "heal", fault },
    note: { kind: "note", text: "x" },
  };
  const action = actions[what ?? ""];
  if (action === undefined) throw new Error(line);
  return { atMs: Number(at) * 1000, action, span };
}

describe("which steps heal nothing", () => {
  test.each<readonly [steps: readonly string[], stray: readonly string[]]>([
    [["1 fault dns1", "2 heal dns1"], []],
    [["1 fault dns1", "1 heal dns1"], []],
    [["1 heal dns1", "1 fault dns1"], ["1000 has not begun"]],
    [["1 heal dns1"], ["1000 has not begun"]],
    [["1 fault dns2", "2 heal dns1"], ["2000 has not begun"]],
    [["1 fault dns1", "2 heal dns1", "3 heal dns1"], ["3000 is healed already"]],
    [["1 fault dns1", "2 heal dns1", "3 fault dns1", "4 heal dns1"], []],
    [["1 fault dns1 for 5", "5 heal dns1"], []],
    [["1 fault dns1 for 5", "6 heal dns1"], ["6000 is healed already"]],
    [["1 fault dns1 for 5", "2 heal dns1", "3 heal dns1"], ["3000 is healed already"]],
    [["1 note", "1 fault dns1", "2 fault dns2", "3 heal dns1", "4 heal dns2"], []],
  ])("%j", (steps, expected) => {
    const found = strayHeals(steps.map(step));
    expect(found.map((one) => `${one.step.atMs} ${/(has not begun|is healed already)/.exec(one.why)?.[0]}`)).toEqual(
      expected,
    );
    expect(found.every(({ why }) => why.startsWith('"crash dns1" '))).toBe(true);
  });

  test("law: a step is stray exactly when its fault does not stand, as whoever keeps a list of what stands would say", () => {
    const steps = fc.array(
      fc.record({ machine: fc.constantFrom("dns1", "dns2"), isFault: fc.boolean(), gap: fc.nat(3) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (drawn) => {
        let at = 0;
        const all = drawn.map(({ machine, isFault, gap }) => {
          at += gap;
          return step(`${at} ${isFault ? "fault" : "heal"} ${machine}`);
        });
        const standing = new Set<string>();
        const expected = all.filter(({ action }) => {
          const machine = "fault" in action && "machine" in action.fault ? action.fault.machine : "";
          if (action.kind === "fault") standing.add(machine);
          return action.kind === "heal" && !standing.delete(machine);
        });
        expect(strayHeals(all).map((one) => one.step)).toEqual(expected);
      }),
    );
  });
});

describe("played by the typed API, whose scenarios nobody has read", () => {
  test("a stray one does not hold, and heals nothing", () => {
    const steps = ["1 fault dns2", "2 heal dns1", "3 heal dns2", "4 heal dns2"].map(step);
    const { faults, entries } = runScenario(pairTwin(), { ...emptyScenario, steps });
    expect(faults.map(({ atMs, why }) => `${atMs}: ${why}`)).toEqual([
      '2000: "crash dns1" has not begun at this moment: there is nothing to heal',
      '4000: "crash dns2" is healed already at this moment: there is nothing to heal',
    ]);
    expect(entries.filter(({ kind }) => kind === "healed").map(({ at }) => at)).toEqual([3000]);
  });
});

describe("a fault that ends by itself is healed once", () => {
  test.each<readonly [what: string, steps: string, healed: readonly string[]]>([
    ["nobody heals it before", "  - { at: 1s, fault: { freeze: dns2 }, for: 5s }\n", ["6.000 s healed freeze dns2"]],
    [
      "healed before",
      "  - { at: 1s, fault: { freeze: dns2 }, as: it, for: 5s }\n  - { at: 3s, heal: it }\n",
      ["3.000 s healed freeze dns2"],
    ],
    [
      "healed before, and begun anew: the first one's end is not the second one's",
      "  - { at: 1s, fault: { freeze: dns2 }, as: it, for: 5s }\n  - { at: 3s, heal: it }\n  - { at: 4s, fault: { freeze: dns2 }, for: 5s }\n",
      ["3.000 s healed freeze dns2", "9.000 s healed freeze dns2"],
    ],
  ])("%s", (_what, steps, healed) => {
    expect(playSteps(steps).lines.filter((line) => line.includes(" healed "))).toEqual(healed);
  });
});
