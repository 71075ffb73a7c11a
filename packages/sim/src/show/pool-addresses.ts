import {
  type Address,
  addressNumber,
  type ClusterSnapshot,
  type LoadBalancerIpPool,
  parseAddress,
  parsePrefix,
  type Service,
} from "@splithorizon/core";
import { loadBalancerAddresses } from "../load-balancer/index.ts";

/** Addresses from the first to the last, both included. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly isIpv6: boolean;
}

/** An address out of a pool, and the services that have it (several share one by a sharing key). */
export interface TakenAddress {
  readonly address: Address;
  readonly services: readonly Service[];
}

export interface PoolUse {
  readonly total: bigint;
  /** In ascending order. */
  readonly taken: readonly TakenAddress[];
}

/** How much of a pool the services' status takes (cilium.md: pool spec, `allowFirstLastIPs`). */
export function useOf(pool: LoadBalancerIpPool, snapshot: ClusterSnapshot): PoolUse {
  const ranges = pool.blocks.flatMap((block) => rangeOf(block, pool.allowFirstLastIps === "Yes"));
  const byAddress = new Map<Address, Service[]>();
  for (const service of snapshot.services) {
    for (const address of loadBalancerAddresses(service)) {
      if (!ranges.some((range) => covers(range, address))) continue;
      const known = byAddress.get(address);
      if (known === undefined) byAddress.set(address, [service]);
      else known.push(service);
    }
  }
  const taken = [...byAddress].map(([address, services]) => ({ address, services }));
  return {
    total: ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n),
    taken: taken.toSorted(byNumber),
  };
}

function byNumber(left: TakenAddress, right: TakenAddress): number {
  return addressNumber(left.address) < addressNumber(right.address) ? -1 : 1;
}

function covers({ first, last, isIpv6 }: Range, address: Address): boolean {
  const number = addressNumber(address);
  return isIpv6 === address.includes(":") && first <= number && number <= last;
}

/** The first and last address count unless told otherwise, and always in blocks of one or two and in start/stop blocks. */
function rangeOf(block: LoadBalancerIpPool["blocks"][number], withEnds: boolean): readonly Range[] {
  if (block.kind === "range") {
    const first = parseAddress(block.start);
    const last = parseAddress(block.stop ?? block.start);
    if (first === null || last === null || first.includes(":") !== last.includes(":")) return [];
    return [{ first: addressNumber(first), last: addressNumber(last), isIpv6: first.includes(":") }];
  }
  const prefix = parsePrefix(block.cidr);
  if (typeof prefix === "string") return [];
  const isIpv6 = prefix.address.includes(":");
  const width = isIpv6 ? 128 : 32;
  const first = addressNumber(prefix.address);
  const last = first + (1n << BigInt(width - prefix.length)) - 1n;
  const isWhole = withEnds || width - prefix.length <= 1;
  return [isWhole ? { first, last, isIpv6 } : { first: first + 1n, last: last - 1n, isIpv6 }];
}
