import type { Station } from "../network/index.ts";
import { type Fault, lostWith } from "../simulation/index.ts";
import { coveringNetwork, type SiteTwin } from "../site/index.ts";

/**
 * One of several cables, and one of several interfaces, of machines that are no pods. An interface is set down where nobody
 * has set routes through it: those would be gone for good, and healing would not bring the answers of before.
 */
export function interfaceFaults(twin: SiteTwin): readonly Fault[] {
  const stations = [...twin.network.stations.values()].filter(({ kind }) => kind !== "pod");
  return stations.flatMap((station) => {
    const links = linksOf(station, twin);
    if (links.length < 2) return [];
    return links.flatMap((link): readonly Fault[] => [
      { kind: "unplug", machine: station.name, link },
      ...(comesBack(station, link, twin) ? [{ kind: "interface-down", machine: station.name, link } as const] : []),
    ]);
  });
}

function linksOf({ addresses }: Station, { settings }: SiteTwin): readonly string[] {
  const links = addresses.flatMap(({ address }) => coveringNetwork(address, settings.networks)?.name ?? []);
  return [...new Set(links)];
}

/** Whether all that goes with an interface is there again when it is up. */
function comesBack(station: Station, link: string, { settings }: SiteTwin): boolean {
  const { routes, addresses } = lostWith(station, {
    links: new Set([link]),
    linkOf: (address) => coveringNetwork(address, settings.networks)?.name ?? null,
  });
  return routes.length === 0 && addresses.length === 0;
}
