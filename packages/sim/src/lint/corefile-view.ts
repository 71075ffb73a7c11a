import { type Address, type DomainName, isAtOrBelow, type Service } from "@splithorizon/core";
import type { ServerBlock, Token } from "@splithorizon/core/coredns";
import type { ClusterTwin } from "../site/index.ts";
import { hasData, type Inquiry } from "./evidence.ts";
import { zoneNamed } from "./landmarks.ts";
import type { OutsideService } from "./outside-services.ts";
import { podsOf } from "./pods-of.ts";
import type { SiteView } from "./site-view.ts";

/** A server block in its cluster. */
export interface BlockOfCluster {
  readonly cluster: ClusterTwin;
  readonly block: ServerBlock;
}

type DirectiveName = Parameters<ServerBlock["directives"]["get"]>[0];

/** All server blocks of all clusters, in the order of their files. */
export function blocksOf({ twin }: SiteView): readonly BlockOfCluster[] {
  return [...twin.clusters.values()].flatMap((cluster) =>
    (cluster.corefile?.blocks ?? []).map((block) => ({ cluster, block })),
  );
}

/** Blocks that have all of these plugins. */
export function blocksWith(view: SiteView, ...plugins: readonly DirectiveName[]): readonly BlockOfCluster[] {
  return blocksOf(view).filter(({ block }) => plugins.every((plugin) => block.directives.has(plugin)));
}

/** Whether of a cluster's blocks this one is asked for a name: that with the longest zone above it. */
export function servesName({ cluster, block }: BlockOfCluster, name: DomainName): boolean {
  const depthOf = (other: ServerBlock): number =>
    Math.max(-1, ...other.zones.flatMap(({ zone }) => (isAtOrBelow(name, zone) ? [zone.labelCount] : [])));
  const own = depthOf(block);
  return own >= 0 && (cluster.corefile?.blocks ?? []).every((other) => depthOf(other) <= own);
}

/** The uses of a plugin in a block, each from its own name on to the end of its braces. */
export function usesOf({ directives }: ServerBlock, plugin: DirectiveName): readonly (readonly Token[])[] {
  const uses: Token[][] = [];
  let depth = 0;
  let line = -1;
  for (const token of directives.get(plugin)?.tokens ?? []) {
    if (token.text === plugin && depth === 0 && token.line !== line) uses.push([]);
    if (token.text === "{") depth += 1;
    if (token.text === "}") depth -= 1;
    line = token.line;
    uses.at(-1)?.push(token);
  }
  return uses;
}

/** The `acl` of a block that a name comes under: the first whose zones lie above it; one without zones has the block's. */
export function aclAbove(block: ServerBlock, name: DomainName): Token | undefined {
  return usesOf(block, "acl")
    .find((use) => {
      const [, ...zones] = (linesOf(use)[0] ?? []).filter(({ text }) => text !== "{");
      const known = zones.flatMap(({ text }) => zoneNamed(text) ?? []);
      return zones.length === 0 || known.some((zone) => isAtOrBelow(name, zone));
    })
    ?.at(0);
}

/** The tokens of a use by its lines. */
export function linesOf(use: readonly Token[]): readonly (readonly Token[])[] {
  const lines = new Map<number, Token[]>();
  for (const token of use) {
    const own = lines.get(token.line) ?? [];
    own.push(token);
    lines.set(token.line, own);
  }
  return [...lines.values()];
}

/** Services of a cluster that lead to its CoreDNS: those with port 53 over UDP. */
export function dnsServicesOf({ snapshot }: ClusterTwin): readonly Service[] {
  return snapshot.services.filter(({ ports }) => ports.some(({ port, protocol }) => port === 53 && protocol === "UDP"));
}

/** Where CoreDNS is asked from outside. */
export function outsideAddressesOf(cluster: ClusterTwin): readonly Address[] {
  return dnsServicesOf(cluster).flatMap(({ loadBalancerIngress, externalIps }) => [
    ...loadBalancerIngress.flatMap((entry) => (entry.kind === "ip" ? [entry.ip] : [])),
    ...externalIps,
  ]);
}

/** Where its pods ask CoreDNS. */
export function insideAddressesOf(cluster: ClusterTwin): readonly Address[] {
  return dnsServicesOf(cluster).flatMap(({ clusterIps }) => clusterIps.flatMap((ip) => (ip === "None" ? [] : [ip])));
}

/** Somebody who gets an answer about this service outside, and of whom: by a resolver of the site, else of CoreDNS itself. */
export function wayTo(view: SiteView, service: OutsideService): Pick<Inquiry, "from" | "server"> | null {
  return waysInto(view, service.cluster).find((way) => hasData(view.ask({ ...way, ...service.question }))) ?? null;
}

/** Everybody who may ask a cluster's CoreDNS, through a resolver or directly. */
export function waysInto(view: SiteView, cluster: string): readonly Pick<Inquiry, "from" | "server">[] {
  const twin = view.twin.clusters.get(cluster);
  if (twin === undefined) return [];
  const resolvers = view.namedHosts.map((host) => ({ from: view.clientOf(host), server: host.address }));
  return [...resolvers, ...directWays(view, twin)];
}

/** Everybody who may ask CoreDNS itself: servers and strangers outside, pods inside. */
export function directWays(view: SiteView, cluster: ClusterTwin): readonly Pick<Inquiry, "from" | "server">[] {
  const askers = [...view.namedHosts.map(({ name }) => name), ...view.strangers];
  const outside = outsideAddressesOf(cluster).flatMap((server) => askers.map((from) => ({ from, server })));
  const insiders = podsOf(view.twin, cluster);
  const inside = insideAddressesOf(cluster).flatMap((server) => insiders.map((from) => ({ from, server })));
  return [...inside, ...outside];
}
