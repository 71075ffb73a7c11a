/**
 * What tracing costs a simulation that nobody listens to: the tutorial's site (`site-day.ts`) as it is, and in a build in which
 * nobody can listen. For comparison the same build once more, which shows how much of a difference is chance, and with somebody
 * listening to the journal. All four play in one process, ten simulated minutes each in turn, so that whatever else the
 * machine does meets all alike; and since the build that is loaded first is never as fast as the others, each process
 * loads them in another order. Prints ratios of user CPU time, one for each process.
 * `node bench/tracing.ts [processes] [rounds]` after a build; Node 24.
 */
import { execFileSync } from "node:child_process";
import "./modules-as-files.ts";
import { HOUR_MS, type Packages, SiteDay } from "./site-day.ts";

const SLICE_MS: number = HOUR_MS / 6;
/** Until the machine code of each build has settled. */
const WARM_UP_MS: number = 2 * HOUR_MS;
const BUILDS = ["off", "again", "untraced", "heard"] as const;
type Build = (typeof BUILDS)[number];
type CpuMs = Readonly<Record<Build, number>>;

async function packagesOf(build: Build): Promise<Packages> {
  const file = (name: string): string => new URL(`../packages/${name}?${build}`, import.meta.url).href;
  return {
    core: await import(file("core/dist/index.js")),
    sim: await import(file("sim/dist/index.js")),
    node: await import(file("sim/dist/node/index.js")),
  };
}

class Contender {
  readonly build: Build;
  readonly #day: SiteDay;
  cpuMs = 0;

  constructor(build: Build, packages: Packages) {
    this.build = build;
    this.#day = new SiteDay(packages);
    if (build === "heard") this.#day.simulation.journal.listen(() => undefined);
    this.#day.simulation.runFor(WARM_UP_MS);
  }

  play(): void {
    const start = process.cpuUsage();
    this.#day.simulation.runFor(SLICE_MS);
    this.cpuMs += process.cpuUsage(start).user / 1000;
  }

  get events(): number {
    return this.#day.simulation.events + this.#day.simulation.hops;
  }
}

/** The work of one process; `order`: in which the builds are loaded. */
async function race(order: readonly Build[], rounds: number): Promise<CpuMs> {
  const all: Contender[] = [];
  for (const build of order) all.push(new Contender(build, await packagesOf(build)));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of turned(all, round % all.length)) contender.play();
  }
  const [{ events } = { events: 0 }] = all;
  if (all.some((other) => other.events !== events)) throw new Error("the builds have not played the same");
  const cpuMsOf = (build: Build): number => all.find((contender) => contender.build === build)?.cpuMs ?? Number.NaN;
  return { off: cpuMsOf("off"), again: cpuMsOf("again"), untraced: cpuMsOf("untraced"), heard: cpuMsOf("heard") };
}

function turned<T>(list: readonly T[], by: number): readonly T[] {
  return [...list.slice(by), ...list.slice(0, by)];
}

/** Each build comes first, second, third and last, and before and behind each other one. */
function orderOf(process: number): readonly Build[] {
  const order = turned(BUILDS, process % BUILDS.length);
  return Math.floor(process / BUILDS.length) % 2 === 0 ? order : order.toReversed();
}

function summaryOf(runs: readonly CpuMs[], one: Build, other: Build): string {
  const ratios = runs.map((run) => run[one] / run[other]);
  const sorted = ratios.toSorted((left, right) => left - right);
  const median =
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  return `median ${median.toFixed(3)} of ${sorted.map((ratio) => ratio.toFixed(2)).join(" ")}`;
}

const [processes = "8", rounds = "24", order = ""] = process.argv.slice(2);
if (order !== "") {
  const builds = BUILDS.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  console.log(JSON.stringify(await race(builds, Number(rounds))));
} else {
  const runs = Array.from({ length: Number(processes) }, (_, index): CpuMs => {
    const words = [import.meta.filename, processes, rounds, orderOf(index).join(" ")];
    return JSON.parse(execFileSync(process.execPath, words, { encoding: "utf8" }));
  });
  console.log(`ratios of user CPU time, of ${processes} processes with ${rounds} rounds of ten simulated minutes`);
  console.log(`nobody listens, against a build where nobody can: ${summaryOf(runs, "off", "untraced")}`);
  console.log(`the same build twice, which is chance:            ${summaryOf(runs, "off", "again")}`);
  console.log(`somebody listens to the journal, against nobody:  ${summaryOf(runs, "heard", "off")}`);
}
