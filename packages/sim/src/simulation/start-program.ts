import type { Diagnostic } from "@splithorizon/core";
import type { AbsentServer, Resident } from "../hosts/index.ts";
import { buildBind, buildCoreDns, readBindHost, resolvedResidents } from "../site/index.ts";
import type { Program } from "./fault.ts";
import type { World } from "./world.ts";

/** A program of a machine, started now: nothing that it knew before is left. null: the site runs no such program there. */
export function startProgram(world: World, machine: string, program: Program): Resident | AbsentServer | null {
  switch (program) {
    case "named":
      return startNamed(world, machine);
    case "coredns":
      return startCoreDns(world, machine);
    case "systemd-resolved":
      return resolvedResidents(world.settings).find(({ station }) => station === machine) ?? null;
    case "keepalived":
      return null;
  }
}

/** What a program's server is called among the residents of a site. */
export function residentOf(world: World, machine: string, program: Program): Resident | null {
  const name = program === "named" ? "bind" : program;
  return world.residents.find((resident) => resident.station === machine && resident.program === name) ?? null;
}

function startNamed(world: World, machine: string): Resident | AbsentServer | null {
  const { bindHosts } = world.makings;
  const known = bindHosts.find(({ host }) => host.name === machine);
  if (known === undefined) return null;
  // Its files may have been edited since the site was read.
  const own = readBindHost(known.host, world.files, []) ?? known;
  world.setBind(machine, own.settings);
  return buildBind(own, { ...partsOf(world), hosts: bindHosts, stations: world.network.stations });
}

function startCoreDns(world: World, machine: string): Resident | AbsentServer | null {
  for (const { twin, coreDnsPods, corefileProblems } of world.makings.clusters) {
    const pod = coreDnsPods.find(({ name }) => name === machine);
    const now = world.clusters.get(twin.settings.name) ?? twin;
    if (pod === undefined || now.corefile === null) continue;
    const { settings, snapshot, corefile } = now;
    const siteFiles = world.makings.files;
    const [server] = buildCoreDns([pod], {
      ...partsOf(world),
      settings,
      snapshot,
      corefile,
      problems: corefileProblems,
      siteFiles,
    });
    return server ?? null;
  }
  return null;
}

function partsOf({ settings, remarks, lots, logs }: World) {
  const diagnostics: Diagnostic[] = [];
  return { trust: settings.trust, remarks, lots, logs, diagnostics };
}
