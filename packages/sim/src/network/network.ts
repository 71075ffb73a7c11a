import type { Address } from "@splithorizon/core";
import type { ClusterNetwork } from "../load-balancer/index.ts";
import { holds, type Station } from "./station.ts";

/** Who is there, and which cluster carries Service traffic for whom. A value: nothing here changes while packets travel. */
export interface Network {
  readonly stations: ReadonlyMap<string, Station>;
  /** Stations by each address they hold; several where two machines hold one address. */
  readonly holders: ReadonlyMap<Address, readonly Station[]>;
  readonly clusters: ReadonlyMap<string, ClusterNetwork>;
}

export function makeNetwork(stations: readonly Station[], clusters: ReadonlyMap<string, ClusterNetwork>): Network {
  const holders = new Map<Address, Station[]>();
  for (const station of stations) {
    for (const { address } of station.addresses) {
      const known = holders.get(address);
      if (known === undefined) holders.set(address, [station]);
      else if (!known.includes(station)) known.push(station);
    }
  }
  return { stations: new Map(stations.map((station) => [station.name, station])), holders, clusters };
}

/** Who has this address; of several the one that stands first in the site. */
export function holderOf(network: Network, address: Address): Station | null {
  return network.holders.get(address)?.find((station) => holds(station, address)) ?? null;
}
