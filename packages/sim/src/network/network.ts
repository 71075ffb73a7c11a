import type { Address } from "@splithorizon/core";
import type { ClusterNetwork } from "../load-balancer/index.ts";
import { holds, type Station } from "./station.ts";

/** Who is there, and which cluster carries Service traffic for whom. A value: nothing here changes while packets travel. */
export interface Network {
  readonly stations: ReadonlyMap<string, Station>;
  /** Stations by each address they hold; several where two machines hold one address. */
  readonly holders: ReadonlyMap<Address, readonly Station[]>;
  readonly clusters: ReadonlyMap<string, ClusterNetwork>;
  /** null: nobody remembers anything, the first holder is found each time. */
  readonly neighbours: Neighbours | null;
}

/** Who is taken for the holder of an address on a link; what a machine remembers of its neighbours (ARP, neighbour discovery). */
export interface Neighbours {
  /** Whom `at` sends to for an address that these machines hold on the link, and that perhaps nobody does any more; null: nobody answers. */
  lookUp(at: Station, address: Address, holders: readonly Station[]): Station | null;
}

export function makeNetwork(
  stations: readonly Station[],
  clusters: ReadonlyMap<string, ClusterNetwork>,
  neighbours: Neighbours | null = null,
): Network {
  const holders = new Map<Address, Station[]>();
  for (const station of stations) {
    for (const { address } of station.addresses) {
      const known = holders.get(address);
      if (known === undefined) holders.set(address, [station]);
      else if (!known.includes(station)) known.push(station);
    }
  }
  return { stations: new Map(stations.map((station) => [station.name, station])), holders, clusters, neighbours };
}

/** Who has this address; of several the one that stands first in the site. */
export function holderOf(network: Network, address: Address): Station | null {
  return network.holders.get(address)?.find((station) => holds(station, address)) ?? null;
}
