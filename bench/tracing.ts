/**
 * What tracing costs a simulation that nobody listens to: `simulation.ts` as it is, and with its questions of whether
 * somebody listens answered by a constant, in turns, each in a process of its own. And, for comparison, with somebody
 * listening to the journal. Prints CPU seconds of each pair and the ratios.
 * `node bench/tracing.ts [pairs] [hours]` after a build; Node 24.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const pairs = Number(process.argv[2] ?? 7);
const hours = process.argv[3] ?? "2";

type Build = "off" | "untraced" | "heard";

function cpuSecondsOf(build: Build): number {
  const here = import.meta.dirname;
  const heard = build === "heard" ? ["heard"] : [];
  const words = ["--import", join(here, "modules-as-files.ts"), join(here, "simulation.ts"), hours, ...heard];
  const env = { ...process.env, UNTRACED: build === "untraced" ? "1" : "0" };
  const printed = execFileSync(process.execPath, words, { encoding: "utf8", env });
  const seconds = /: ([0-9.]+) s of CPU/.exec(printed)?.[1];
  if (seconds === undefined) throw new Error(printed);
  return Number(seconds);
}

/** In turns, and the other way round every second time, so that neither has the quieter machine. */
function ratiosOf(one: Build, other: Build): readonly number[] {
  return Array.from({ length: pairs }, (_, pair) => {
    const isTurned = pair % 2 === 1;
    const first = cpuSecondsOf(isTurned ? other : one);
    const second = cpuSecondsOf(isTurned ? one : other);
    const [left, right] = isTurned ? [second, first] : [first, second];
    console.log(`${one} ${left.toFixed(2)} s, ${other} ${right.toFixed(2)} s: ${(left / right).toFixed(3)}`);
    return left / right;
  });
}

function summaryOf(ratios: readonly number[]): string {
  const sorted = ratios.toSorted((left, right) => left - right);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(3);
  return `least ${at(0)}, median ${at(0.5)}, most ${at(1)}`;
}

console.log(`nobody listens, against a build where nobody can: ${summaryOf(ratiosOf("off", "untraced"))}`);
console.log(`the same against itself, which is how much of it is noise: ${summaryOf(ratiosOf("off", "off"))}`);
console.log(`somebody listens to the journal, against nobody: ${summaryOf(ratiosOf("heard", "off"))}`);
