/**
 * A day of the tutorial's site (`site-day.ts`). Prints seconds of user CPU time, events a second (appointments kept, and hops
 * of packets from machine to machine) and what the heap holds hour by hour.
 * `node --expose-gc bench/simulation.ts [hours] [heard]` plays so many hours; `heard`: somebody listens to the journal.
 */
import * as core from "@splithorizon/core";
import * as sim from "@splithorizon/sim";
import * as node from "@splithorizon/sim/node";
import { HOUR_MS, SiteDay } from "./site-day.ts";

const hours = Number(process.argv[2] ?? 24);
const { simulation, counts } = new SiteDay({ core, sim, node });
let lines = 0;
if (process.argv.includes("heard")) simulation.journal.listen(() => (lines += 1));

function heapMegabytes(): string {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 2 ** 20).toFixed(1);
}

const heap: string[] = [];
let cpuMicroseconds = 0;
for (let hour = 0; hour < hours; hour += 1) {
  const start = process.cpuUsage();
  simulation.runFor(HOUR_MS);
  cpuMicroseconds += process.cpuUsage(start).user;
  heap.push(heapMegabytes());
}

const cpuSeconds = cpuMicroseconds / 1e6;
const events = simulation.events + simulation.hops;
console.log(`${hours} h of the tutorial's site: ${cpuSeconds.toFixed(2)} s of user CPU`);
console.log(`${counts.asked} questions, ${counts.answered} answered, ${counts.failed} not; ${lines} lines of journal`);
console.log(
  `${simulation.events} appointments and ${simulation.hops} hops: ${Math.round(events / cpuSeconds)} events a second`,
);
console.log(`heap after each hour, MB: ${heap.join(" ")}`);
