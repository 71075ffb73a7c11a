import type { Address } from "@splithorizon/core";
import type { Contender, Standing } from "../../vrrp/index.ts";
import { type Fault, printFault } from "../world/fault.ts";
import type { SimulationContext } from "../world/part.ts";
import type { VrrpHost } from "./vrrp-host.ts";

/** What happens to a machine, or to a program on it. */
export type MachineFault = Exclude<
  Extract<Fault, { readonly machine: string }>,
  { readonly kind: "fail-script" | "hang-script" }
>;

export function isOfMachine(fault: Fault): fault is MachineFault {
  return "machine" in fault && fault.kind !== "fail-script" && fault.kind !== "hang-script";
}

type KeepalivedOf = Contender["settings"];

/** Each host that runs keepalived, with its part in virtual routers. */
export function hostsOf(
  standings: readonly Standing[],
): readonly (readonly [string, readonly Contender[], KeepalivedOf])[] {
  const byHost = new Map<string, Contender[]>();
  for (const { contender } of standings) {
    const known = byHost.get(contender.host);
    if (known === undefined) byHost.set(contender.host, [contender]);
    else known.push(contender);
  }
  return [...byHost].flatMap(([host, contenders]) => {
    const settings = contenders[0]?.settings;
    return settings === undefined ? [] : [[host, contenders, settings] as const];
  });
}

/** By their hosts, as ever; what is no router's any more is forgotten. */
export function keepOrder(standings: Map<Contender, Standing>, hosts: readonly VrrpHost[]): void {
  const known = new Map(standings);
  standings.clear();
  for (const { contender } of hosts.flatMap(({ routers }) => routers)) {
    const standing = known.get(contender);
    if (standing !== undefined) standings.set(contender, standing);
  }
}

/** A carrier is lost, or comes back. */
export function strikeLink(
  host: VrrpHost,
  fault: MachineFault & { readonly kind: "unplug" | "interface-down" },
  how: "injected" | "healed",
): void {
  const link = fault.link ?? null;
  if (how === "injected") host.unplug(printFault(fault), { link, by: fault.kind });
  else host.plug(printFault(fault));
}

export function tellHeld(
  context: SimulationContext,
  host: string,
  verb: "holds" | "gives up",
  addresses: readonly Address[],
): void {
  if (addresses.length > 0) context.write("address", host, () => `${verb} ${addresses.join(", ")}`);
}
