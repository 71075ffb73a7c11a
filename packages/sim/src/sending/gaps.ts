import { type Address, type Prefix, parsePrefix, prefixCovers } from "@splithorizon/core";
import { isLoopback } from "../network/index.ts";
import { type SiteTwin, UNTOLD_NAME_SERVER } from "../site/index.ts";

const spaces = new WeakMap<SiteTwin["settings"], readonly Prefix[]>();

/**
 * Why a question to this address meets a gap of the site rather than a dead machine; null: the site tells everything
 * about it. An address that nobody has is dead inside the networks and ranges that the site names, and unknown outside.
 */
export function missingFromSite(twin: SiteTwin, address: Address): string | null {
  if (address === UNTOLD_NAME_SERVER) {
    return "the site does not tell which name servers stand in the pods' /etc/resolv.conf (coredns.resolvConf)";
  }
  if (isLoopback(address) || twin.network.holders.has(address)) return null;
  if (knownSpace(twin).some((prefix) => prefixCovers(prefix, address))) return null;
  return `the site has no machine with the address ${address}, and does not name a network that holds it`;
}

function knownSpace(twin: SiteTwin): readonly Prefix[] {
  const known = spaces.get(twin.settings);
  if (known !== undefined) return known;
  const made = spaceOf(twin);
  spaces.set(twin.settings, made);
  return made;
}

function spaceOf({ settings, clusters, network }: SiteTwin): readonly Prefix[] {
  const routes = [...network.stations.values()].flatMap(({ routes: own }) => own.map(({ prefix }) => prefix));
  const pools = [...clusters.values()].flatMap(({ snapshot }) =>
    snapshot.loadBalancerIpPools.flatMap(({ blocks }) =>
      blocks.flatMap((block) => prefixOf(block.kind === "cidr" ? block.cidr : block.start)),
    ),
  );
  const frontends = [...network.clusters.values()].flatMap(({ frontends: own }) =>
    [...own.keys()].flatMap((key) => prefixOf(key.slice(0, key.indexOf(" ")))),
  );
  return [
    ...settings.networks.map(({ prefix }) => prefix),
    ...settings.clusters.flatMap(({ podCidrs, serviceCidrs }) => [...podCidrs, ...serviceCidrs]),
    ...routes.filter(({ length }) => length > 0),
    ...pools,
    ...frontends,
  ];
}

function prefixOf(text: string): readonly Prefix[] {
  const prefix = parsePrefix(text);
  return typeof prefix === "string" ? [] : [prefix];
}
