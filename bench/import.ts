/**
 * What a process pays for importing an entry of core: CPU milliseconds beyond those of a bare Node, and the ratio.
 * Turn by turn, each in a process of its own; the best of the runs counts. `node bench/import.ts`.
 */
import { spawnSync } from "node:child_process";

const RUNS = 15;
const MOST_EXTRA_MS = 20;
const ENTRIES = [
  "@splithorizon/core",
  "@splithorizon/core/bind",
  "@splithorizon/core/named-checkconf",
  "@splithorizon/core/coredns",
  "@splithorizon/core/keepalived",
  "@splithorizon/core/dns-packet",
] as const;
const REPORT = "process.stdout.write(JSON.stringify(process.cpuUsage()))";

/** CPU milliseconds of a whole process, from its start to the end of the import. */
function measure(code: string): number {
  const args = ["--input-type=module", "--eval", `${code}\n${REPORT}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: import.meta.dirname });
  if (status !== 0) throw new Error(stderr);
  const { user, system } = JSON.parse(stdout) as NodeJS.CpuUsage;
  return (user + system) / 1000;
}

const bare: number[] = [];
const imported = new Map<string, number[]>(ENTRIES.map((entry) => [entry, []]));
for (let run = 0; run < RUNS; run += 1) {
  bare.push(measure(""));
  for (const [entry, times] of imported) times.push(measure(`import ${JSON.stringify(entry)};`));
}

const base = Math.min(...bare);
process.stdout.write(`bare Node ${process.versions.node}: ${base.toFixed(1)} ms\n`);
for (const [entry, times] of imported) {
  const best = Math.min(...times);
  const verdict = best - base <= MOST_EXTRA_MS ? "" : `  MISSED: at most ${MOST_EXTRA_MS} ms wanted`;
  process.stdout.write(
    `${entry.padEnd(32)}${(best - base).toFixed(1).padStart(6)} ms more, ratio ${(best / base).toFixed(2)}${verdict}\n`,
  );
}
