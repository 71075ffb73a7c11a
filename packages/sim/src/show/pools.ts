import {
  addressNumber,
  type LoadBalancerIpPool,
  parseAddress,
  parsePrefix,
  prefixCovers,
  type Service,
} from "@splithorizon/core";
import { loadBalancerAddresses } from "../load-balancer/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { clustersOf } from "./selection.ts";
import { printTable } from "./table.ts";

/** LB-IPAM's pools, and which service has which of their addresses. */
export function showPools(twin: SiteTwin): string {
  const rows = clustersOf(twin).flatMap(({ snapshot }) =>
    snapshot.loadBalancerIpPools.map((pool) => {
      const conflict = pool.conditions.find(({ type }) => type === "cilium.io/PoolConflict")?.status ?? "False";
      const blocks = pool.blocks.map((block) =>
        block.kind === "cidr" ? block.cidr : `${block.start}-${block.stop ?? block.start}`,
      );
      const used = snapshot.services.flatMap((service) => usedOf(service, pool));
      return [pool.metadata.name, String(pool.disabled), conflict, blocks.join(","), used.join(" ") || "<none>"];
    }),
  );
  return rows.length === 0 ? "" : printTable([["NAME", "DISABLED", "CONFLICTING", "BLOCKS", "USED"], ...rows]);
}

function usedOf(service: Service, pool: LoadBalancerIpPool): readonly string[] {
  const { namespace, name } = service.metadata;
  return loadBalancerAddresses(service)
    .filter((address) => pool.blocks.some((block) => holdsAddress(block, address)))
    .map((address) => `${address}=${namespace}/${name}`);
}

function holdsAddress(block: LoadBalancerIpPool["blocks"][number], text: string): boolean {
  const address = parseAddress(text);
  if (address === null) return false;
  if (block.kind === "cidr") {
    const prefix = parsePrefix(block.cidr);
    return typeof prefix !== "string" && prefixCovers(prefix, address);
  }
  const [start, stop] = [parseAddress(block.start), parseAddress(block.stop ?? block.start)];
  if (start === null || stop === null || start.includes(":") !== address.includes(":")) return false;
  const number = addressNumber(address);
  return number >= addressNumber(start) && number <= addressNumber(stop);
}
