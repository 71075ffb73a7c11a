import { type Address, addressBytes, ipv4FromBytes, ipv6FromBytes, isIpv4, type Prefix } from "@splithorizon/core";
import type { SiteTwin } from "../site/index.ts";

/** Where people's machines mostly are, between the servers and the end of a small network. */
const FIRST = 100;
const MOST_TRIED = 250;

/** An address of this range that nobody has; null: none was found. */
export function freeAddress(prefix: Prefix, twin: SiteTwin): Address | null {
  const bits = addressBytes(prefix.address).length * 8 - prefix.length;
  const size = bits > 12 ? 4096 : 2 ** bits;
  const taken = takenAddresses(twin);
  for (let tried = 0; tried < MOST_TRIED; tried += 1) {
    // Never the network's own address, nor the last one, to which everybody listens.
    const address = addressIn(prefix, 1 + ((FIRST - 1 + tried) % Math.max(1, size - 2)));
    if (!taken.has(address)) return address;
  }
  return null;
}

function addressIn({ address }: Prefix, index: number): Address {
  const bytes = addressBytes(address);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) | (index & 0xff);
  bytes[last - 1] = (bytes[last - 1] ?? 0) | (index >> 8);
  return isIpv4(address) ? ipv4FromBytes(bytes) : ipv6FromBytes(bytes);
}

/** Of machines, of keepalived, of services; and whom routes lead to without a machine there. */
function takenAddresses({ network, standings, clusters, settings }: SiteTwin): ReadonlySet<Address> {
  const machines = [...network.stations.values()].flatMap(({ addresses }) => addresses.map(({ address }) => address));
  const virtual = standings.flatMap(({ contender }) =>
    contender.instance.virtualAddresses.map(({ address }) => address),
  );
  const services = [...clusters.values()].flatMap(({ snapshot }) =>
    snapshot.services.flatMap(({ loadBalancerIngress, externalIps }) => [
      ...externalIps,
      ...loadBalancerIngress.flatMap((entry) => (entry.kind === "ip" ? [entry.ip] : [])),
    ]),
  );
  const gateways = settings.hosts.flatMap(({ routes }) => routes.flatMap((route) => route.gateways));
  return new Set([...machines, ...virtual, ...services, ...gateways]);
}
