import { assertNever } from "../invariant.ts";
import type { Fault, Program, World } from "../simulation/index.ts";
import type { ScenarioAction } from "./model.ts";

/**
 * Why a step can do nothing at its moment, which its author has surely not meant: it names somebody whom the site has not,
 * or something that he has not. null: it can. What has happened to him meanwhile is no reason.
 */
export function whyInVain(action: ScenarioAction, world: World): string | null {
  switch (action.kind) {
    case "fault":
      return firstOf(strange(namesIn(action.fault), world), () => whyHarmless(action.fault, world));
    case "reload":
    case "route":
      return strange([action.machine], world);
    case "restart":
      return firstOf(strange([action.machine], world), () => whyNotRun(action.machine, action.program, world));
    case "apply":
      return strangeCluster(action.cluster, world);
    case "delete":
      return strangeCluster(action.deletion.cluster, world);
    case "patch":
      return strangeCluster(action.patch.cluster, world);
    case "delete-pods":
      return strangeCluster(null, world);
    case "ask":
    case "edit":
    case "heal":
    case "note":
    case "rndc":
    case "show":
      return null;
    default:
      return assertNever(action);
  }
}

/** The second question is put where the first finds nothing. */
function firstOf(why: string | null, other: () => string | null): string | null {
  return why ?? other();
}

function strange(names: readonly string[], world: World): string | null {
  const stranger = names.find((name) => !isKnown(name, world));
  return stranger === undefined ? null : `Nobody in the site is called "${stranger}"`;
}

function strangeCluster(cluster: string | null, world: World): string | null {
  if (cluster !== null) return world.clusters.has(cluster) ? null : `Nobody in the site is called "${cluster}"`;
  return world.clusters.size === 0 ? "The site has no cluster" : null;
}

function namesIn(fault: Fault): readonly string[] {
  if ("machine" in fault) return [fault.machine];
  if ("between" in fault) return fault.between;
  if ("pod" in fault) return [fault.pod];
  if (fault.kind === "end-session") return [fault.node, fault.router];
  return [fault.kind === "stop-agent" ? fault.node : fault.cluster];
}

function isKnown(name: string, world: World): boolean {
  return world.stationNow(name) !== null || world.clusters.has(name) || isPod(name, world);
}

/** Pods that share their node's network are no machines, but have objects. */
function isPod(name: string, world: World): boolean {
  const pods = [...world.clusters.values()].flatMap(({ snapshot }) => snapshot.pods);
  return pods.some(({ metadata }) => `${metadata.namespace}/${metadata.name}` === name);
}

/** Those that a fault names are there; whether it can do anything to them. */
function whyHarmless(fault: Fault, world: World): string | null {
  switch (fault.kind) {
    case "kill":
    case "stop":
    case "hang":
      return whyNotRun(fault.machine, fault.program, world);
    case "kill-vrrp-child":
      return whyNotRun(fault.machine, "keepalived", world);
    case "mute-adverts":
      return whyMute(fault.between, world);
    case "unplug":
    case "interface-down":
      return fault.link === undefined ? whyNoMachine(fault.machine, world) : whyNotOn(fault.machine, fault.link, world);
    case "fail-script":
    case "hang-script":
      return whyNoScript(fault, world);
    case "unready":
      return isPod(fault.pod, world) ? null : `${fault.pod} is no pod`;
    case "end-session":
      return whyNoSession(fault, world);
    case "stop-agent":
      return whyNoAgent(fault.node, world);
    case "stop-operator":
      return whyNoOperator(fault.cluster, world);
    case "crash":
    case "freeze":
      return whyNoMachine(fault.machine, world);
    case "cut":
    case "weather":
      return firstOf(whyNoMachine(fault.between[0], world), () => whyNoMachine(fault.between[1], world));
    default:
      return assertNever(fault);
  }
}

function whyNoMachine(name: string, world: World): string | null {
  return world.stationNow(name) === null ? `${name} is no machine` : null;
}

function whyNotRun(machine: string, program: Program, world: World): string | null {
  return isRunBy(machine, program, world) ? null : `${machine} runs no ${program}`;
}

function isRunBy(machine: string, program: Program, { settings, clusters }: World): boolean {
  const host = settings.hosts.find(({ name }) => name === machine);
  switch (program) {
    case "named":
      return host !== undefined && host.bind !== null;
    case "keepalived":
      return host !== undefined && host.keepalived !== null;
    case "systemd-resolved":
      return host?.resolver?.kind === "systemd-resolved";
    case "coredns":
      return [...clusters.values()].some(({ coreDnsStations }) => coreDnsStations.includes(machine));
    default:
      return assertNever(program);
  }
}

/** Somebody who speaks, and somebody who could hear him. */
function whyMute(between: readonly [string, string], world: World): string | null {
  return firstOf(whyNotRun(between[0], "keepalived", world), () => whyNotRun(between[1], "keepalived", world));
}

function whyNotOn(machine: string, link: string, world: World): string | null {
  if (!world.settings.networks.some(({ name }) => name === link)) return `The site has no network "${link}"`;
  const addresses = world.stationNow(machine)?.addresses ?? [];
  return addresses.some(({ address }) => world.linkOf(address) === link) ? null : `${machine} is not on ${link}`;
}

/** keepalived may have read another file meanwhile: what it watches now counts. */
function whyNoScript(
  { machine, script }: Fault & { kind: "fail-script" | "hang-script" },
  world: World,
): string | null {
  const own = world.standings.filter(({ contender }) => contender.host === machine);
  const isWatched = own.some(({ contender: { settings } }) => settings.scripts.some(({ name }) => name === script));
  return isWatched ? null : `keepalived on ${machine} has no script "${script}"`;
}

function whyNoSession({ node, router }: Fault & { kind: "end-session" }, world: World): string | null {
  const neighbours = world.settings.hosts.find(({ name }) => name === router)?.bgp?.neighbours ?? null;
  if (neighbours === null) return `${router} speaks no BGP`;
  const own = world.stationNow(node)?.addresses ?? [];
  return own.some(({ address }) => neighbours.includes(address)) ? null : `${router} has no neighbour ${node}`;
}

function whyNoAgent(node: string, { clusters }: World): string | null {
  const own = [...clusters.values()].find(({ snapshot }) =>
    snapshot.nodes.some(({ metadata }) => metadata.name === node),
  );
  if (own === undefined) return `${node} is no node`;
  return own.settings.dataPath.kind === "cilium" ? null : `${node} runs no agent of Cilium`;
}

function whyNoOperator(cluster: string, { clusters }: World): string | null {
  const own = clusters.get(cluster);
  if (own === undefined) return `${cluster} is no cluster`;
  return own.settings.dataPath.kind === "cilium" ? null : `${cluster} runs no cilium-operator`;
}
