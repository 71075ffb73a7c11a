import type { Address } from "@splithorizon/core";
import type { ClusterNetwork } from "../../load-balancer/index.ts";

/** Of the nodes that could announce an address by L2, the one that does; null: none does now. */
export type LeaseHolders = ReadonlyMap<Address, string | null>;

/** A cluster's nodes as they are while these hold the Leases: nobody else answers ARP. */
export function withHolders(network: ClusterNetwork, holders: LeaseHolders | undefined): ClusterNetwork {
  if (holders === undefined) return network;
  const l2Candidates = new Map(
    [...network.l2Candidates].map(([address, candidates]) => [
      address,
      candidates.filter(({ node }) => node === holders.get(address)),
    ]),
  );
  return { ...network, l2Candidates };
}
