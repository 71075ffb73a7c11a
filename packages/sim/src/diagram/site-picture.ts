import { type Address, addressNumber, parseAddress, prefixCovers, printPrefix } from "@splithorizon/core";
import { titleWithoutMachine } from "../hosts/index.ts";
import type { HostSettings, NetworkSettings, SiteTwin } from "../site/index.ts";
import { shortenedApart } from "./svg.ts";

/** A machine on the picture: a line for each thing to know about it. */
export interface PictureBox {
  /** `dns1`, or of a node its name. */
  readonly name: string;
  /** As short as it may be without being another's. */
  readonly title: string;
  readonly kind: "host" | "server" | "node" | "virtual";
  readonly lines: readonly string[];
  /** What is out of order there. */
  readonly troubles: readonly string[];
  /** Pods inside. */
  readonly pods: readonly PodGroup[];
  /** By name: the networks that it stands in; the first one is where it is drawn. */
  readonly networks: readonly string[];
}

/** Pods that are alike on the picture. */
export interface PodGroup {
  readonly title: string;
  readonly lines: readonly string[];
  readonly troubles: readonly string[];
  readonly isCoreDns: boolean;
}

/** Addresses of load balancers and who announces them. */
export interface BalancerBox {
  readonly cluster: string;
  readonly lines: readonly string[];
  /** Routers that learn of them by BGP. */
  readonly routers: readonly string[];
}

/** A site as it is drawn, whatever with. */
export interface SitePicture {
  readonly networks: readonly { readonly name: string; readonly title: string }[];
  readonly boxes: readonly PictureBox[];
  readonly balancers: readonly BalancerBox[];
}

/** So many of a kind are named; the rest is counted. */
const MOST_LINES = 6;
const MOST_NODES = 6;
const MOST_ROUTES = 3;
const MOST_CHARACTERS = 36;

/** What there is to see of a site at this moment. */
export function pictureOf(twin: SiteTwin): SitePicture {
  const { networks } = twin.settings;
  const virtual = virtualBoxes(twin);
  // Beside the first of the hosts that share it.
  const hosts = twin.settings.hosts.flatMap((host) => [
    hostBox(twin, host),
    ...virtual.filter(({ beside }) => beside === host.name).map(({ box }) => box),
  ]);
  return {
    networks: networks.map(({ name, prefix }) => ({ name, title: `${name}  ${printPrefix(prefix)}` })),
    boxes: titled([...hosts, ...nodeBoxes(twin)]),
    balancers: balancerBoxes(twin),
  };
}

type Untitled = Omit<PictureBox, "title">;

function titled(boxes: readonly Untitled[]): readonly PictureBox[] {
  const titles = shortenedApart(
    boxes.map(({ name }) => name),
    MOST_CHARACTERS,
  );
  return boxes.map((box, place) => ({ ...box, title: titles[place] ?? box.name }));
}

function hostBox(
  twin: SiteTwin,
  { name, addresses, bind, keepalived, resolver, bgp, forwards }: HostSettings,
): Untitled {
  const learned = twin.announcements.filter(({ router }) => router === name);
  const routes = [...new Set(learned.map(({ prefix }) => printPrefix(prefix)))];
  const lines = [
    ...folded(
      addresses.map(({ address }) => address),
      MOST_LINES,
      "addresses",
    ),
    ...(bind === null ? [] : [`BIND ${bind.version}`]),
    ...(keepalived === null ? [] : twin.standings.filter(({ contender }) => contender.host === name).map(standingLine)),
    ...(resolver === null ? [] : [`asks ${resolver.nameservers.join(", ") || "nobody"}`]),
    ...(forwards === true ? ["passes packets on"] : []),
    ...(bgp === null ? [] : bgpLines(bgp.asn, routes)),
  ];
  const kind = bind === null ? "host" : "server";
  return {
    name,
    kind,
    lines,
    troubles: troublesAt(twin, name),
    pods: [],
    networks: networksOf(
      twin,
      addresses.map(({ address }) => address),
    ),
  };
}

/** Of a site at rest, what does not start. */
function troublesAt(twin: SiteTwin, name: string): readonly string[] {
  const absent = twin.absent.filter(({ station }) => station === name);
  const refused = absent.map(({ title }) => `${titleWithoutMachine(title)} does not start`);
  return refused.length > 0 ? refused : (twin.troublesAt?.(name) ?? []);
}

function bgpLines(asn: number, routes: readonly string[]): readonly string[] {
  if (routes.length === 0) return [`AS ${asn}, nothing learned by BGP`];
  return [`AS ${asn}, learned by BGP:`, ...folded(routes.toSorted(byAddress), MOST_ROUTES, "routes")];
}

function standingLine({ contender, state, priority }: SiteTwin["standings"][number]): string {
  return `keepalived: ${contender.instance.name} ${state}, priority ${priority}`;
}

/** One for each virtual router: who holds its addresses now. */
function virtualBoxes(twin: SiteTwin): readonly { readonly beside: string; readonly box: Untitled }[] {
  return routersOf(twin).map((standings) => {
    const addresses = [
      ...new Set(
        standings.flatMap(({ contender }) => contender.instance.virtualAddresses.map(({ address }) => address)),
      ),
    ];
    const holders = standings.filter(({ state }) => state === "active").map(({ contender }) => contender.host);
    const [first] = standings;
    const box: Untitled = {
      name: addresses.join(", "),
      kind: "virtual",
      lines: [
        `virtual router ${first?.contender.instance.virtualRouterId ?? ""}, VRRP`,
        ...(holders.length === 0 ? [] : [`held by ${holders.join(" and ")}`]),
      ],
      troubles: holders.length === 0 ? ["nobody holds it"] : [],
      pods: [],
      networks: networksOf(twin, addresses).slice(0, 1),
    };
    return { beside: first?.contender.host ?? "", box };
  });
}

/** Those of one virtual router together. */
function routersOf({ standings }: SiteTwin): readonly (readonly SiteTwin["standings"][number][])[] {
  const groups = new Map<string, SiteTwin["standings"][number][]>();
  for (const standing of standings) {
    const { instance, link } = standing.contender;
    const key = `${link} ${instance.virtualRouterId}`;
    groups.set(key, [...(groups.get(key) ?? []), standing]);
  }
  return [...groups.values()];
}

/** Nodes with CoreDNS first; more than a few are counted. */
function nodeBoxes(twin: SiteTwin): readonly Untitled[] {
  return [...twin.clusters.values()].flatMap(({ settings, coreDnsStations }) => {
    const read = twin.makings.clusters.find((one) => one.twin.settings.name === settings.name);
    const { pods = [] } = twin.podsOf?.(settings.name) ?? read ?? {};
    const runsCoreDns = (node: string): boolean =>
      pods.some((pod) => pod.node === node && coreDnsStations.includes(pod.name));
    const nodes = [...twin.network.stations.values()]
      .filter(({ kind, cluster }) => kind === "node" && cluster === settings.name)
      .toSorted((left, right) => Number(runsCoreDns(right.name)) - Number(runsCoreDns(left.name)));
    const boxes = nodes.slice(0, MOST_NODES).map(({ name, addresses }): Untitled => {
      const own = addresses.filter(({ isVirtual }) => !isVirtual).map(({ address }) => address);
      const here = pods.filter((pod) => pod.node === name);
      const lines = [...folded(own, 2, "addresses"), `node of ${settings.name}`];
      return {
        name,
        kind: "node",
        lines,
        troubles: troublesAt(twin, name),
        pods: podGroups(twin, here, coreDnsStations),
        networks: nodeNetworks(twin, own, settings.network),
      };
    });
    const rest = nodes.length - boxes.length;
    if (rest === 0) return boxes;
    const last = {
      name: `and ${rest} more nodes`,
      kind: "node" as const,
      lines: [`of ${settings.name}`],
      troubles: [],
      pods: [],
    };
    return [...boxes, { ...last, networks: boxes[0]?.networks ?? [] }];
  });
}

function nodeNetworks(twin: SiteTwin, addresses: readonly Address[], named: string | null): readonly string[] {
  const found = networksOf(twin, addresses);
  return found.length > 0 ? found : twin.settings.networks.map(({ name }) => name).filter((name) => name === named);
}

type Pods = SiteTwin["makings"]["clusters"][number]["pods"];

/** CoreDNS each by its name; all others together. */
function podGroups(twin: SiteTwin, pods: Pods, coreDns: readonly string[]): readonly PodGroup[] {
  const own = pods.filter(({ name }) => coreDns.includes(name));
  const others = pods.filter(({ name }) => !coreDns.includes(name)).map(({ name }) => name);
  const groups = own.map(({ name }): PodGroup => {
    const [address] = twin.network.stations.get(name)?.addresses ?? [];
    const resident = twin.residents.find(({ station }) => station === name);
    const version = /^CoreDNS [\d.]+/.exec(resident?.title ?? "")?.[0] ?? "CoreDNS";
    return {
      title: withoutNamespace(name),
      lines: [`${version}${address === undefined ? "" : `, ${address.address}`}`],
      troubles: troublesAt(twin, name),
      isCoreDns: true,
    };
  });
  if (others.length === 0) return groups;
  const [only] = others;
  const title = others.length === 1 && only !== undefined ? only : `${others.length} other pods`;
  return [...groups, { title, lines: [], troubles: [], isCoreDns: false }];
}

function withoutNamespace(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

function balancerBoxes(twin: SiteTwin): readonly BalancerBox[] {
  return [...twin.clusters.values()].flatMap(({ settings, snapshot }): readonly BalancerBox[] => {
    const served = snapshot.services.flatMap(({ metadata, loadBalancerIngress }) =>
      loadBalancerIngress.flatMap((ingress) =>
        ingress.kind === "ip" ? [`${ingress.ip}  ${metadata.namespace}/${metadata.name}`] : [],
      ),
    );
    if (served.length === 0) return [];
    const heard = twin.announcements.filter(({ cluster }) => cluster === settings.name);
    const routers = [...new Set(heard.map(({ router }) => router))].sort();
    return [{ cluster: settings.name, lines: folded(served.toSorted(byAddress), MOST_LINES, "addresses"), routers }];
  });
}

/** Texts that begin with an address. */
function byAddress(left: string, right: string): number {
  const [one, other] = [left, right].map((text) => parseAddress(text.replace(/[ /].*/, "")));
  if (one === null || other === null || one === undefined || other === undefined) return left < right ? -1 : 1;
  const difference = addressNumber(one) - addressNumber(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The first few, and how many more there are. */
function folded(lines: readonly string[], most: number, what: string): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more ${what}`];
}

/** In the site's order; each once. */
function networksOf({ settings }: SiteTwin, addresses: readonly Address[]): readonly string[] {
  const holds = ({ prefix }: NetworkSettings): boolean => addresses.some((address) => prefixCovers(prefix, address));
  return settings.networks.filter(holds).map(({ name }) => name);
}
