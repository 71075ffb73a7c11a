import { type Address, prefixCovers } from "@splithorizon/core";
import type { Station } from "../../network/index.ts";
import { coveringNetwork, type NetworkSettings } from "../../site/index.ts";

/** Machines on the link of an address beside one of them: whoever hears its broadcasts. */
export function hearersOn(
  networks: readonly NetworkSettings[],
  stations: readonly Station[],
  { machine, address }: { readonly machine: string; readonly address: Address },
): readonly string[] {
  const link = coveringNetwork(address, networks);
  if (link === null) return [];
  return stations
    .filter(({ name, kind, addresses }) => {
      const isThere = addresses.some((own) => prefixCovers(link.prefix, own.address));
      return name !== machine && kind !== "pod" && isThere;
    })
    .map(({ name }) => name);
}
