import type { Instant } from "@splithorizon/core";
import type { Agenda } from "../../live/index.ts";
import type { Links } from "./links.ts";
import type { Machines } from "./machines.ts";
import { NeighbourTable, type NeighbourWorld } from "./neighbour-table.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

interface Surroundings {
  readonly world: World;
  readonly machines: Machines;
  readonly links: Links;
  readonly agenda: Agenda;
  now(): Instant;
}

/** What the machines of a site remember of their neighbours, and how they find out. */
export function makeNeighbours({ world, machines, links, agenda, now }: Surroundings, random: Random): NeighbourTable {
  const answers: NeighbourWorld["answers"] = (from, to, address) => {
    const link = world.linkOf(address);
    const areOnline = machines.isOnline(from, link) && machines.isOnline(to, link);
    return areOnline && !links.isCut(from, to) && !links.isCut(to, from);
  };
  return new NeighbourTable(
    {
      now,
      station: (name) => world.stationNow(name),
      answers,
      isThere: (at, address) =>
        (world.network.holders.get(address) ?? []).some(({ name }) => name !== at && answers(at, name, address)),
      at: (when, act) => void agenda.at(when, act),
      changed: () => world.waysChanged(),
    },
    random,
  );
}
