/**
 * A day of the tutorial's site in virtual time: adverts every second, ten questions a second from four places, and every
 * six hours the active BIND host loses its power for a minute. Prints CPU seconds, events a second (appointments kept, and
 * hops of packets from machine to machine) and what the heap holds hour by hour.
 * `node --expose-gc bench/simulation.ts [hours] [heard]` plays so many hours; `heard`: somebody listens to the journal.
 */
import { join } from "node:path";
import { makeQuery, nameOf, type RrType } from "@splithorizon/core";
import {
  type Asking,
  findPlace,
  loadSite,
  Simulation,
  type SiteTwin,
  serversOf,
  standardParts,
} from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const EVERY_MS = 100;
const ASKERS = ["laptop", "mac", "dnsutils/dnsutils", "k8s1master3"];
const QUESTIONS: readonly (readonly [string, RrType])[] = [
  ["web.linkerd-viz.k8s1-prod.kloud.lan.", "A"],
  ["www.example.com.", "A"],
  ["dns1.kloud.lan.", "A"],
  ["nothing.k8s1-prod.kloud.lan.", "A"],
  ["web.linkerd-viz.k8s1-prod.kloud.lan.", "AAAA"],
  ["kloud.lan.", "SOA"],
  ["kubernetes.default.svc.cluster.local.", "A"],
];

const hours = Number(process.argv[2] ?? 24);
const files = readFolder(join(import.meta.dirname, "../examples"));
const twin = loadSite(files, "/kloud-lan/site.yaml").value;
const simulation = new Simulation(twin, { seed: 1 }, standardParts);
const counts = { asked: 0, answered: 0, failed: 0, lines: 0 };
if (process.argv.includes("heard")) simulation.journal.listen(() => (counts.lines += 1));

const askers = ASKERS.map((name) => askingFrom(twin, name));
const queries = QUESTIONS.map(([name, type]) => makeQuery({ name: nameOf(name), type, class: "IN" }));

function askingFrom(site: SiteTwin, name: string): Asking {
  const place = findPlace(site, name);
  if (place.kind === "missing") throw new Error(place.why);
  const servers = serversOf(site, place.value);
  if (servers.kind === "missing") throw new Error(servers.why);
  return { from: place.value, servers: servers.value, source: null, transport: "udp" };
}

function askForEver(turn: number): void {
  const asking = askers[turn % askers.length];
  const query = queries[turn % queries.length];
  if (asking === undefined || query === undefined) throw new Error("nobody asks");
  counts.asked += 1;
  simulation.ask(asking, query, ({ kind }) => {
    if (kind === "answered") counts.answered += 1;
    else counts.failed += 1;
  });
  simulation.after(EVERY_MS, () => askForEver(turn + 1));
}

function losePowerForEver(): void {
  const fault = { kind: "crash", machine: "dns1" } as const;
  simulation.after(6 * HOUR_MS, () => {
    simulation.inject(fault);
    simulation.after(60 * SECOND_MS, () => simulation.heal(fault));
    losePowerForEver();
  });
}

function heapMegabytes(): string {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 2 ** 20).toFixed(1);
}

askForEver(0);
losePowerForEver();
const heap: string[] = [];
let cpuMicroseconds = 0;
for (let hour = 0; hour < hours; hour += 1) {
  const start = process.cpuUsage();
  simulation.runFor(HOUR_MS);
  const { user, system } = process.cpuUsage(start);
  cpuMicroseconds += user + system;
  heap.push(heapMegabytes());
}

const cpuSeconds = cpuMicroseconds / 1e6;
const events = simulation.events + simulation.hops;
console.log(`${hours} h of the tutorial's site: ${cpuSeconds.toFixed(2)} s of CPU`);
console.log(
  `${counts.asked} questions, ${counts.answered} answered, ${counts.failed} not; ${counts.lines} lines of journal`,
);
console.log(
  `${simulation.events} appointments and ${simulation.hops} hops: ${Math.round(events / cpuSeconds)} events a second`,
);
console.log(`heap after each hour, MB: ${heap.join(" ")}`);
