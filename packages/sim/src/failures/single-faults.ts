import { prefixCovers } from "@splithorizon/core";
import { programOf } from "../hosts/index.ts";
import type { Fault, Program } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";

/** Who ends otherwise when he is asked to: keepalived gives up its priority, CoreDNS waits for its lameduck. */
const SAYS_FAREWELL: ReadonlySet<Program> = new Set(["keepalived", "coredns"]);

type Pair = readonly [string, string];

/** Everything in a site that can go wrong alone, in the order of its files. */
export function singleFaults(twin: SiteTwin): readonly Fault[] {
  return [...machineFaults(twin), ...programFaults(twin), ...linkFaults(twin), ...clusterFaults(twin)];
}

function machineFaults({ settings, network, binds }: SiteTwin): readonly Fault[] {
  const machines = [...network.stations.values()].filter(({ kind }) => kind !== "pod").map(({ name }) => name);
  const servers = settings.hosts.map(({ name }) => name).filter((name) => binds.has(name));
  return [
    ...machines.map((machine) => ({ kind: "crash", machine }) as const),
    ...servers.map((machine) => ({ kind: "freeze", machine }) as const),
    ...servers.map((machine) => ({ kind: "unplug", machine }) as const),
  ];
}

function programFaults({ residents, settings }: SiteTwin): readonly Fault[] {
  const servers = residents.map((resident): readonly [string, Program] => [resident.station, programOf(resident)]);
  const keepalived = settings.hosts
    .filter((host) => host.keepalived !== null)
    .map(({ name }): readonly [string, Program] => [name, "keepalived"]);
  return [...servers, ...keepalived].flatMap(([machine, program]): readonly Fault[] => [
    { kind: "kill", machine, program },
    ...(SAYS_FAREWELL.has(program) ? [{ kind: "stop", machine, program } as const] : []),
    { kind: "hang", machine, program },
  ]);
}

/** Links of the name servers, and adverts between routers of one virtual router. */
function linkFaults(twin: SiteTwin): readonly Fault[] {
  const { standings, binds, settings } = twin;
  const hosts = settings.hosts.map(({ name }) => name);
  const cuts = pairsOf(hosts).filter(([one, other]) => (binds.has(one) || binds.has(other)) && share(twin, one, other));
  const contenders = pairsOf([...new Set(standings.map(({ contender }) => contender.host))]);
  const directions = contenders.flatMap(([one, other]): readonly Fault[] => [
    { kind: "mute-adverts", between: [one, other], direction: "both-ways" },
    { kind: "mute-adverts", between: [one, other], direction: "one-way" },
    { kind: "mute-adverts", between: [other, one], direction: "one-way" },
  ]);
  return [...cuts.map((between) => ({ kind: "cut", between, direction: "both-ways" }) as const), ...directions];
}

function pairsOf(names: readonly string[]): readonly Pair[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other): Pair => [one, other]));
}

/** Whether two machines stand on one link. */
function share({ settings, network }: SiteTwin, one: string, other: string): boolean {
  const addressesOf = (name: string) => network.stations.get(name)?.addresses ?? [];
  return settings.networks.some(({ prefix }) =>
    [one, other].every((name) => addressesOf(name).some(({ address }) => prefixCovers(prefix, address))),
  );
}

function clusterFaults({ standings, clusters, announcements }: SiteTwin): readonly Fault[] {
  const scripts = standings.flatMap(({ contender }) =>
    contender.instance.trackScripts.map(
      ({ name }) => ({ kind: "fail-script", machine: contender.host, script: name }) as const,
    ),
  );
  const pods = [...clusters.values()].flatMap(({ coreDnsStations }) => coreDnsStations);
  const ofCilium = [...clusters.values()].filter(({ settings }) => settings.dataPath.kind === "cilium");
  const nodes = ofCilium.flatMap(({ snapshot }) => snapshot.nodes.map(({ metadata }) => metadata.name));
  const sessions = new Map(announcements.map(({ node, router }) => [`${node} ${router}`, { node, router }]));
  return [
    ...scripts,
    ...pods.map((pod) => ({ kind: "unready", pod }) as const),
    ...[...sessions.values()].map(({ node, router }) => ({ kind: "end-session", node, router }) as const),
    ...nodes.map((node) => ({ kind: "stop-agent", node }) as const),
    ...ofCilium.map(({ settings }) => ({ kind: "stop-operator", cluster: settings.name }) as const),
  ];
}
