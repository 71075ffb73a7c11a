import { programOf, type Resident } from "../hosts/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Machines } from "./world/machines.ts";
import type { Processes } from "./world/processes.ts";
import type { World } from "./world/world.ts";

/** Where what goes wrong in a simulation is to be seen. */
export interface TroubledParts {
  readonly world: World;
  readonly machines: Machines;
  readonly processes: Processes;
}

/** Tells what is out of order at a machine or a pod of `twin` as it is at the moment; nothing: it is well. */
export function troublesOver(twin: SiteTwin, parts: TroubledParts): (machine: string) => readonly string[] {
  const programs = new Map<string, Set<ProgramName>>();
  for (const resident of twin.residents) {
    programs.set(resident.station, (programs.get(resident.station) ?? new Set()).add(programOf(resident)));
  }
  return (machine) => [
    ...machineTroubles(parts, machine),
    ...(parts.machines.stateOf(machine) === "up" ? programTroubles(parts, machine, programsAt(machine)) : []),
  ];

  /** Those of a pod come with it; those of a host are there from the beginning. */
  function programsAt(machine: string): ReadonlySet<ProgramName> {
    const isCoreDns = [...parts.world.clusters.values()].some(({ coreDnsStations }) =>
      coreDnsStations.includes(machine),
    );
    return isCoreDns ? new Set(["coredns"]) : (programs.get(machine) ?? new Set());
  }
}

type ProgramName = ReturnType<typeof programOf>;

/** A pod has no power and no cable of its own. */
function machineTroubles({ world, machines }: TroubledParts, machine: string): readonly string[] {
  const station = world.stationNow(machine);
  if (station === null || station.kind === "pod") return [];
  switch (machines.stateOf(machine)) {
    case "down":
      return ["has no power"];
    case "frozen":
      return ["stands still"];
    default: {
      const links = [...new Set(station.addresses.map(({ address }) => world.linkOf(address)))];
      const dark = links.filter((link) => !machines.hasCarrier(machine, link));
      if (dark.length === 0) return [];
      return [dark.length === links.length ? "is unplugged" : `is unplugged from ${dark.join(", ")}`];
    }
  }
}

function programTroubles(
  { world, processes }: TroubledParts,
  machine: string,
  programs: ReadonlySet<ProgramName>,
): readonly string[] {
  const here = new Map(
    world.residents.filter(({ station }) => station === machine).map((own) => [programOf(own), own] as const),
  );
  return [...programs].flatMap((program): readonly string[] => {
    const resident: Resident | undefined = here.get(program);
    if (resident === undefined) return [`${program} does not run`];
    return processes.stateOf(resident) === "held" ? [`${program} hangs`] : [];
  });
}
