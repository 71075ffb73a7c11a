import type { Machines } from "./machines.ts";
import type { World } from "./world.ts";

interface Surroundings {
  readonly world: World;
  readonly machines: Machines;
}

/** The network by which a cluster knows a node: that of its first InternalIP; null: no object or no network tells it. */
export function linkOfNode(world: World, name: string): string | null {
  for (const { snapshot } of world.clusters.values()) {
    const [address] = snapshot.nodes.find(({ metadata }) => metadata.name === name)?.internalIps ?? [];
    if (address !== undefined) return world.linkOf(address);
  }
  return null;
}

/** Whether a node runs and is on the network of its cluster: there the API server hears of it. */
export function isNodeOnline({ world, machines }: Surroundings, name: string): boolean {
  return machines.areWell || machines.isOnline(name, linkOfNode(world, name));
}
