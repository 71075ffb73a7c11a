import type { LabSite } from "../site-lab/site.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What sort of server answers: it decides which names are worth asking. */
export type Flavour = "bind" | "coredns" | "resolved" | "world";

/** A place and a server that it asks. */
export interface Route {
  readonly from: string;
  readonly source?: string;
  readonly server: string;
  readonly flavour: Flavour;
  /** How many questions of a hundred take it. */
  readonly weight: number;
}

const toAll = (from: string, targets: readonly string[], flavour: Flavour, weight: number): readonly Route[] =>
  targets.map((server) => ({ from, server, flavour, weight }));

/** Who asks whom: clients, name servers, nodes and pods; virtual address, each host's own, load balancer, cluster IP, pods. */
export function routesOf(site: LabSite, words: Vocabulary): readonly Route[] {
  return [...routesOfHosts(site, words), ...routesInside(site, words)];
}

function routesOfHosts({ settings }: LabSite, words: Vocabulary): readonly Route[] {
  const { virtualAddress, loadBalancerIp, coreDnsPods } = words;
  const binds = settings.hosts.filter((host) => host.keepalived !== null);
  const clients = settings.hosts.filter((host) => host.resolver !== null);
  const worlds = settings.hosts.filter((host) => host.bind !== null && host.keepalived === null);
  const ownAddresses = binds.map((host) => host.addresses[0]?.address ?? "");
  return [
    ...clients.flatMap(({ name, resolver }) => [
      ...toAll(name, [virtualAddress, ...ownAddresses], "bind", 6),
      ...toAll(name, [loadBalancerIp], "coredns", 8),
      ...toAll(name, coreDnsPods.slice(0, 1), "coredns", 3),
      ...(resolver?.kind === "systemd-resolved" ? toAll(name, ["127.0.0.53"], "resolved", 10) : []),
    ]),
    ...binds.flatMap(({ name }) => [
      ...toAll(name, [loadBalancerIp], "coredns", 8),
      ...toAll(name, ["127.0.0.1", ...ownAddresses], "bind", 2),
      ...toAll(name, [worlds[0]?.addresses.at(-1)?.address ?? ""], "world", 1),
    ]),
    ...binds.slice(0, 1).map(
      ({ name }): Route => ({
        from: name,
        source: virtualAddress,
        server: loadBalancerIp,
        flavour: "coredns",
        weight: 4,
      }),
    ),
    ...worlds.flatMap(({ name }) => [
      ...toAll(name, [virtualAddress], "bind", 3),
      ...toAll(name, [loadBalancerIp], "coredns", 3),
    ]),
  ];
}

function routesInside({ objects }: LabSite, words: Vocabulary): readonly Route[] {
  const { virtualAddress, loadBalancerIp, clusterIp, coreDnsPods } = words;
  const nodes = (objects?.nodes ?? []).map(({ name }) => name);
  const pods = (objects?.pods ?? []).map(({ namespace, name }) => `${namespace}/${name}`);
  const servers = pods.filter((name) => name.startsWith("kube-system/coredns"));
  const others = pods.filter((name) => !servers.includes(name));
  return [
    ...nodes.flatMap((name) => [
      ...toAll(name, [clusterIp, loadBalancerIp], "coredns", 3),
      ...toAll(name, [virtualAddress], "bind", 2),
    ]),
    ...others.flatMap((name) => [
      ...toAll(name, [clusterIp], "coredns", 10),
      ...toAll(name, [loadBalancerIp, ...coreDnsPods], "coredns", 3),
      ...toAll(name, [virtualAddress], "bind", 3),
    ]),
    ...servers
      .slice(0, 1)
      .flatMap((name) => [
        ...toAll(name, [clusterIp, "127.0.0.1"], "coredns", 2),
        ...toAll(name, [virtualAddress], "bind", 1),
      ]),
  ];
}

/** Roads that lead nowhere: each is asked a question or two, since each costs the whole time-out. */
export function deadEnds(site: LabSite, words: Vocabulary): readonly Route[] {
  const clients = site.settings.hosts.filter((host) => host.resolver !== null || host.keepalived !== null);
  const toAll = (from: string): readonly Route[] =>
    [words.clusterIp, "198.19.0.99", "192.168.13.99", "192.168.14.31"].map((server) => ({
      from,
      server,
      flavour: "coredns",
      weight: 1,
    }));
  return clients.flatMap(({ name }) => toAll(name));
}
