import type { Fault } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { interfaceFaults } from "./interface-faults.ts";
import { singleFaults } from "./single-faults.ts";

/** A bad cable, beside what can fail as a whole. */
const WEATHER = { delayMs: 5, jitterMs: 20, loss: 0.2, duplicates: 0.05 } as const;

/**
 * What random courses draw from: every single fault, and its kin that a check of each alone need not play: bad cables, one
 * direction of a cable, machines that only carry packets and stand still, scripts that never end, keepalived's child.
 */
export function courseFaults(twin: SiteTwin): readonly Fault[] {
  const faults = singleFaults(twin);
  const kin = [...faults.flatMap(cables), ...faults.flatMap(scripts)];
  return [...faults, ...kin, ...machines(twin), ...interfaceFaults(twin), ...children(twin)];
}

function cables(fault: Fault): readonly Fault[] {
  if (fault.kind !== "cut") return [];
  const { between } = fault;
  const [one, other] = between;
  return [
    { kind: "weather", between, direction: "both-ways", weather: WEATHER },
    { kind: "weather", between, direction: "one-way", weather: WEATHER },
    { kind: "cut", between, direction: "one-way" },
    { kind: "cut", between: [other, one], direction: "one-way" },
  ];
}

function scripts(fault: Fault): readonly Fault[] {
  return fault.kind === "fail-script" ? [{ ...fault, kind: "hang-script" }] : [];
}

/** Machines without a name server of their own: routers and nodes. */
function machines({ settings, binds, clusters }: SiteTwin): readonly Fault[] {
  const routers = settings.hosts.filter(({ name, forwards }) => forwards && !binds.has(name)).map(({ name }) => name);
  const nodes = [...clusters.values()].flatMap(({ snapshot }) => snapshot.nodes.map(({ metadata }) => metadata.name));
  return [...routers, ...nodes].flatMap((machine): readonly Fault[] => [
    { kind: "freeze", machine },
    { kind: "unplug", machine },
  ]);
}

function children({ standings }: SiteTwin): readonly Fault[] {
  const hosts = new Set(standings.map(({ contender }) => contender.host));
  return [...hosts].map((machine) => ({ kind: "kill-vrrp-child", machine }));
}
