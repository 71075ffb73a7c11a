import { type Address, addressBytes, maskAddress, type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import {
  buildTwin,
  type HostSettings,
  isRouter,
  LINUX_SYSCTLS,
  type SiteSettings,
  type SiteTwin,
} from "../site/index.ts";
import { freeAddress } from "./free-address.ts";
import type { SiteWithFiles } from "./imagined-pods.ts";

/** A network outside of the clusters, as far as the site tells. */
interface Outside {
  readonly name: string;
  readonly prefix: Prefix;
}

/** A host that serves nothing and passes nothing on. */
export function isStranger(host: HostSettings, site: SiteSettings): boolean {
  const { bind, keepalived, bgp } = host;
  return bind === null && keepalived === null && bgp === null && !isRouter(host, site);
}

/**
 * The site, where each network outside has somebody who could ask: who writes down servers and routers alone has laptops
 * and printers all the same. The same twin where nobody is missing.
 */
export function withImaginedClients(site: SiteWithFiles): SiteWithFiles {
  const { twin, files } = site;
  const { settings } = twin;
  const clients = outsideNetworks(settings)
    .filter(({ prefix }) => !settings.hosts.some((host) => isStranger(host, settings) && standsIn(host, prefix)))
    .flatMap((network) => clientIn(network, twin) ?? []);
  if (clients.length === 0) return site;
  return { twin: buildTwin({ ...settings, hosts: [...settings.hosts, ...clients] }, files).value, files };
}

/** Networks that are no cluster's, and those that servers stand in beside the nodes. */
function outsideNetworks(settings: SiteSettings): readonly Outside[] {
  const { networks, hosts, clusters } = settings;
  const ofNodes = new Set(clusters.map(({ network }) => network));
  const unnamed = hosts
    .flatMap(({ addresses }) => addresses)
    .flatMap(({ address, prefixLength }): readonly Outside[] => {
      if (prefixLength === null || prefixLength >= addressBytes(address).length * 8 - 1) return [];
      const prefix = { address: maskAddress(address, prefixLength), length: prefixLength };
      return networks.some((known) => prefixCovers(known.prefix, address))
        ? []
        : [{ name: printPrefix(prefix), prefix }];
    });
  const all = new Map([...networks, ...unnamed].map((network) => [printPrefix(network.prefix), network]));
  const servers = hosts.filter(({ bind, keepalived }) => bind !== null || keepalived !== null);
  return [...all.values()].filter(
    ({ name, prefix }) => !ofNodes.has(name) || servers.some((host) => standsIn(host, prefix)),
  );
}

function standsIn({ addresses }: HostSettings, prefix: Prefix): boolean {
  return addresses.some(({ address }) => prefixCovers(prefix, address));
}

function clientIn({ name, prefix }: Outside, twin: SiteTwin): HostSettings | null {
  const [like] = twin.settings.hosts.filter((host) => standsIn(host, prefix));
  const address = freeAddress(prefix, twin);
  const span = like?.span ?? twin.settings.hosts[0]?.span;
  if (address === null || span === undefined) return null;
  const gateway = gatewayOf(prefix, twin.settings);
  const everywhere: Prefix = { address: maskAddress(prefix.address, 0), length: 0 };
  return {
    name: `a client in ${name}`,
    addresses: [{ address, prefixLength: prefix.length }],
    routes: gateway === null ? [] : [{ destination: everywhere, gateways: [gateway], source: null, span }],
    forwards: false,
    firewall: [],
    sysctls: LINUX_SYSCTLS,
    bgp: null,
    files: { folders: [] },
    bind: null,
    keepalived: null,
    resolver: null,
    span,
  };
}

/** The router that knows the cluster, else any, else whom the others there send everything to. */
function gatewayOf(prefix: Prefix, site: SiteSettings): Address | null {
  const routers = site.hosts
    .filter((host) => isRouter(host, site) && standsIn(host, prefix))
    .toSorted((left, right) => Number(right.bgp !== null) - Number(left.bgp !== null));
  const own = routers.flatMap(({ addresses }) => addresses).find(({ address }) => prefixCovers(prefix, address));
  if (own !== undefined) return own.address;
  const routes = site.hosts.filter((host) => standsIn(host, prefix)).flatMap((host) => host.routes);
  const [gateway] = routes.find(({ destination }) => destination.length === 0)?.gateways ?? [];
  return gateway ?? null;
}
