import type { Diagnostic } from "@splithorizon/core";
import type { AbsentServer, Resident } from "../../hosts/index.ts";
import {
  buildBind,
  buildCoreDns,
  type CoreDnsBuild,
  corefileOfPod,
  ownAddressesOf,
  type PodPlace,
  readBindHost,
  resolvedResidents,
} from "../../site/index.ts";
import type { Program } from "./fault.ts";
import { whyNoQuerySource } from "./query-source.ts";
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
  const { stations } = world.network;
  const server = buildBind(own, { ...partsOf(world), hosts: bindHosts, stations });
  const why = whyNoQuerySource(own.settings, ownAddressesOf(stations.get(machine)), known.host.sysctls);
  return "server" in server && why !== null ? { station: machine, title: server.title, why } : server;
}

function startCoreDns(world: World, machine: string): Resident | AbsentServer | null {
  const build = coreDnsBuildFor(world, machine);
  if (build === null) return null;
  return buildCoreDns([build.pod], build)[0] ?? null;
}

/** What a CoreDNS in this pod would start with now; null: the pod runs none. */
export function coreDnsBuildFor(world: World, machine: string): (CoreDnsBuild & { readonly pod: PodPlace }) | null {
  for (const { twin, corefileProblems } of world.makings.clusters) {
    const { settings, snapshot } = world.clusters.get(twin.settings.name) ?? twin;
    const pod = world.podsOf(settings.name).coreDnsPods.find(({ name }) => name === machine);
    const mounted = world.mountedAt(machine);
    const siteFiles = world.files;
    const read = mounted === null ? null : corefileOfPod(mounted, settings, siteFiles);
    const corefile = read?.value ?? twin.corefile;
    if (pod === undefined || corefile === null) continue;
    const problems = read?.diagnostics ?? corefileProblems;
    return { ...partsOf(world), pod, settings, snapshot, corefile, problems, siteFiles };
  }
  return null;
}

function partsOf({ settings, remarks, lots, logs }: World) {
  const diagnostics: Diagnostic[] = [];
  return { trust: settings.trust, remarks, lots, logs, diagnostics };
}
