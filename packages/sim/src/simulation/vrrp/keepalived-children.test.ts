import { describe, expect, test } from "vitest";
import { keepalivedOf, type Lab, lab } from "../measured/lab.fixture.ts";
import type { Fault } from "../world/fault.ts";

const kill: Fault = { kind: "kill-vrrp-child", machine: "dns2" };
const hang: Fault = { kind: "hang", machine: "dns2", program: "keepalived" };
const all: Fault = { kind: "kill", machine: "dns2", program: "keepalived" };

/** Seconds after each kill at which there is another child; null: none within 70 s. */
function replacements(own: Lab, restsS: readonly number[]): readonly (number | null)[] {
  const seen: number[] = [];
  own.simulation.journal.listen(({ at, who, kind, text }) => {
    if (kind === "vrrp" && who === "dns2" && text.endsWith("keepalived has started")) seen.push(at);
  });
  return restsS.map((restS) => {
    own.runFor(restS);
    const before = seen.length;
    const killed = own.simulation.now;
    own.inject(kill);
    for (let waited = 0; seen.length === before && waited < 70_000; waited += 100) own.simulation.runFor(100);
    const at = seen[before];
    return at === undefined ? null : Math.round((at - killed) / 100) / 10;
  });
}

describe("keepalived 2.2.7, lib/scheduler.c calc_restart_delay", () => {
  test("the first child is replaced at once, each further one waits twice as long, up to a minute", () => {
    const own = lab();
    own.inject(keepalivedOf("dns2"));
    own.heal(keepalivedOf("dns2"));
    expect(replacements(own, [2, 2, 2, 2, 2, 2, 2, 2, 2])).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test("one that has run for a minute is replaced at once, and the count begins anew", () => {
    const own = lab();
    expect(replacements(own, [1, 2, 2, 61, 2, 2])).toEqual([0, 0, 1, 0, 0, 1]);
  });

  test("another parent has no such memory", () => {
    const own = lab();
    expect(replacements(own, [1, 2, 2])).toEqual([0, 0, 1]);
    own.inject(all);
    own.runFor(1);
    own.heal(all);
    expect(replacements(own, [2, 2])).toEqual([0, 1]);
  });

  test("killed with the parent, none comes", () => {
    const own = lab();
    own.inject(kill, all);
    own.runFor(100);
    expect(own.adverts("dns2", own.simulation.now - 90_000)).toEqual([]);
    expect(replacements(own, [1])).toEqual([null]);
  });

  // As recorded (conformance, "drawn 37").
  test("while its parent is stopped nobody replaces it: the address stays, and goes when the parent goes on", () => {
    const own = lab({ dns2: { priority: 200 } });
    own.runFor(5);
    expect(own.holders).toBe("dns2");
    own.inject(hang);
    own.inject(kill);
    own.runFor(10);
    expect(own.holders).toBe("dns1 and dns2");
    own.heal(hang);
    own.runFor(0.1);
    expect(own.holders).toBe("dns1");
    own.runFor(5);
    expect(own.holders).toBe("dns2");
  });
});
