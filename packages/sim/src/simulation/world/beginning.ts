import { unixSecondsFromTimestamp } from "@splithorizon/core";
import type { ManualAgenda } from "../../live/index.ts";
import type { SiteTwin } from "../../site/index.ts";
import type { Fault } from "./fault.ts";
import type { SimulationContext } from "./part.ts";
import { Random } from "./random.ts";

/** What a part takes from time and from the seed. */
export function clockOf(
  agenda: ManualAgenda,
  seed: number,
  beginsAt: number,
): Pick<SimulationContext, "now" | "unixSeconds" | "randomFor"> {
  return {
    now: () => agenda.now(),
    unixSeconds: () => Math.floor(beginsAt + agenda.now() / 1000),
    randomFor: (purpose) => new Random(seed, purpose),
  };
}

/** Seconds since 1970. */
export function youngestObject({ clusters }: SiteTwin): number {
  let youngest = 0;
  for (const { snapshot } of clusters.values()) {
    for (const { metadata } of [...snapshot.services, ...snapshot.endpointSlices, ...snapshot.pods]) {
      youngest = Math.max(youngest, unixSecondsFromTimestamp(metadata.creationTimestamp ?? "") ?? 0);
    }
  }
  return youngest;
}

/** Whose line in the journal a fault is. */
export function subjectOf(fault: Fault): string {
  if ("machine" in fault) return fault.machine;
  if ("between" in fault) return fault.between.join(" - ");
  if ("pod" in fault) return fault.pod;
  return "node" in fault ? fault.node : fault.cluster;
}

/** Pods run on nodes. */
export function carriersOf({ network, makings }: SiteTwin): ReadonlyMap<string, string> {
  const carriers = new Map<string, string>();
  for (const { pods } of makings.clusters) {
    for (const { name, node } of pods) if (network.stations.has(node)) carriers.set(name, node);
  }
  return carriers;
}
