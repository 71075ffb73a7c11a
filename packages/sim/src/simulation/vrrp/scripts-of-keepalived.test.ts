import { instantFromMs } from "@splithorizon/core";
import type { VrrpScript } from "@splithorizon/core/keepalived";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endlessRun, runWhileNamedHangs, type ScriptRun } from "./script-command.ts";
import { ScriptWatch } from "./script-watch.ts";

const DIG = "dig @127.0.0.1 who.lab TXT";

describe("what a script makes of a named that hangs (vrrp-measured.md section 2)", () => {
  test.each<readonly [command: string, timeoutMs: number, expected: string]>([
    [`${DIG} +time=1 +tries=1`, 2000, "fail after 1000"],
    [`${DIG} +time=1 +tries=1`, 1000, "ok after 1000"],
    [`${DIG} +time=5 +tries=1`, 3000, "ok after 3000"],
    [`"${DIG} +time=1 +retry=0"`, 2000, "fail after 1000"],
    [`${DIG} +timeout=2 +tries=2`, 5000, "fail after 4000"],
    [DIG, 16_000, "fail after 15000"],
    [`${DIG} +time=x +tries=0`, 16_000, "fail after 5000"],
    [`/usr/bin/timeout -s KILL 0.8 ${DIG} +time=5`, 1000, "fail after 800"],
    [`timeout 3 ${DIG} +time=1 +tries=1`, 2000, "fail after 1000"],
    [`timeout 3s ${DIG} +time=5`, 2000, "ok after 2000"],
    ["timeout", 1000, "timed-out after 1000"],
    ["/bin/kill -0 4711", 1000, "ok after 0"],
    ["pidof named", 1000, "ok after 0"],
    ["/usr/local/bin/check-named", 1000, "timed-out after 1000"],
    ["", 1000, "timed-out after 1000"],
  ])("%s, %i ms: %s", (command, timeoutMs, expected) => {
    const { result, tookMs } = runWhileNamedHangs(command, timeoutMs);
    expect(`${result} after ${tookMs}`).toBe(expected);
  });

  test("law: no run takes longer than its time", () => {
    const words = fc.constantFrom("dig", "timeout", "-s", "KILL", "2", "0.5", "+time=3", "+tries=2", "kill", "sh", '"');
    fc.assert(
      fc.property(fc.array(words), fc.integer({ min: 1, max: 10_000 }), (command, timeoutMs) => {
        expect(runWhileNamedHangs(command.join(" "), timeoutMs).tookMs).toBeLessThanOrEqual(timeoutMs);
        expect(endlessRun(timeoutMs)).toEqual({ result: "timed-out", tookMs: timeoutMs });
      }),
    );
  });
});

function watchOf(rise: number, fall: number, state: "up" | "down" | "unknown"): ScriptWatch {
  const script = { name: "chk", intervalMs: 1000, timeoutMs: null, rise, fall } as VrrpScript;
  return new ScriptWatch(script, state, instantFromMs(0));
}

/** States after each run, `u` and `d`, of runs written `+` and `-`. */
function statesOf(watch: ScriptWatch, runs: string): string {
  return [...runs]
    .map((sign, second) => {
      const run: ScriptRun = { result: sign === "+" ? "ok" : "fail", tookMs: 0 };
      watch.wake(instantFromMs(1000 * second), () => run);
      return watch.state.slice(0, 1);
    })
    .join("");
}

describe("rise and fall (vrrp_scheduler.c vrrp_script_child_thread)", () => {
  test.each<readonly [rise: number, fall: number, from: "up" | "down" | "unknown", runs: string, states: string]>([
    [1, 1, "up", "-+-", "dud"],
    [1, 3, "up", "--+---", "uuuuud"],
    [3, 1, "down", "++-+++", "dddddu"],
    [2, 2, "up", "--++", "uddu"],
    [3, 3, "unknown", "+", "u"],
    [3, 3, "unknown", "-", "d"],
  ])("rise %i fall %i, %s: %s gives %s", (rise, fall, from, runs, states) => {
    expect(statesOf(watchOf(rise, fall, from), runs)).toBe(states);
  });

  test("a run goes on while the next begins, and counts when it ends", () => {
    const watch = watchOf(1, 2, "up");
    const late: ScriptRun = { result: "fail", tookMs: 1500 };
    const at = (ms: number): boolean => watch.wake(instantFromMs(ms), () => late);
    expect([at(0), watch.due]).toEqual([false, 1000]);
    expect([at(1000), watch.due]).toEqual([false, 1500]);
    expect([at(1500), watch.state, watch.due]).toEqual([false, "up", 2000]);
    expect([at(2000), watch.due]).toEqual([false, 2500]);
    expect([at(2500), watch.state]).toEqual([true, "down"]);
  });

  test("law: only so many in a row change its state", () => {
    const runs = fc.array(fc.constantFrom("+", "-"), { maxLength: 30 }).map((signs) => signs.join(""));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), runs, (rise, fall, signs) => {
        const states = `u${statesOf(watchOf(rise, fall, "up"), signs)}`;
        for (const [index, state] of [...states].slice(1).entries()) {
          if (state === states[index]) continue;
          const needed = state === "u" ? rise : fall;
          const last = signs.slice(Math.max(0, index + 1 - needed), index + 1);
          expect(last).toBe((state === "u" ? "+" : "-").repeat(needed));
        }
      }),
    );
  });
});
