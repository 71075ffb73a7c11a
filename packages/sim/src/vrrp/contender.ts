import { type Address, isIpv6 } from "@splithorizon/core";
import type { KeepalivedSettings, VrrpInstance } from "@splithorizon/core/keepalived";

/** A host's part in one virtual router. */
export interface Contender {
  readonly host: string;
  /** The host's own address on the link. */
  readonly address: Address;
  /** Where its adverts come from. Of unicast it hears what is sent to this address alone. */
  readonly source: Address;
  /** Whether its host has that address. `bound`: it has not, and may bind it all the same (`ip_nonlocal_bind`). */
  readonly sourceIs: "own" | "bound" | "foreign";
  /** Name of the link. */
  readonly link: string;
  readonly instance: VrrpInstance;
  readonly settings: KeepalivedSettings;
  /** The link of each of the host's interfaces, as far as the site says so. */
  readonly interfaces: ReadonlyMap<string, string>;
  /** What each script or process that is tracked comes to; `ok` where nothing is said. */
  readonly scripts: ReadonlyMap<string, "ok" | "fail" | "named">;
  /** The number that each tracked file has; 0 where it is missing. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** Whether a reload takes one for the other: the same virtual router of one family on the same interface, whatever its name (vrrp.c vrrp_exist). */
export function isSameRouter(own: Contender, other: Contender): boolean {
  const [one, another] = [own.instance, other.instance];
  return (
    one.virtualRouterId === another.virtualRouterId &&
    isIpv6(own.source) === isIpv6(other.source) &&
    one.interface === another.interface &&
    one.unicastPeers.length > 0 === another.unicastPeers.length > 0 &&
    (one.unicastPeers.length === 0 || own.source === other.source)
  );
}

/** Everything that it sets on its host while it is active. */
export function addressesOf({ instance }: Contender): readonly Address[] {
  return [...instance.virtualAddresses, ...instance.excludedAddresses].map(({ address }) => address);
}
