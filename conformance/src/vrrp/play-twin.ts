import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { type Fault, loadSite, Simulation, type SiteTwin, VrrpPart } from "@splithorizon/sim";
import { burstsOf, type Course, type Holding, runsOf, type SeenAdvert, type StateChange } from "./course.ts";
import { configOf, type Deed, HOSTS, type Host, hostsOf, type Link, OWN, type Scene } from "./scene.ts";

/** In IPv6 the same cable is a network of its own. */
const NETWORKS = { eth0: ["lan", "lan-6"], eth1: ["second", "second-6"] } as const satisfies Record<
  Link,
  readonly string[]
>;
const BRIDGE_MS = 0.05;
/** Until nobody remembers that anybody ran. */
const QUIET_MS = 60_000;

/** Plays a scene in the twin, where `seed` decides what is a matter of chance. */
export function playTwin(scene: Scene, seed: number): Course {
  const simulation = new Simulation(twinOf(scene), { seed, latencyMs: BRIDGE_MS }, [
    (context) => new VrrpPart(context),
  ]);
  for (const machine of hostsOf(scene)) beginAnew(simulation, machine);
  simulation.runFor(QUIET_MS);
  const began = simulation.now;
  const states: StateChange[] = [];
  const holdings: Holding[] = [];
  const adverts: SeenAdvert[] = [];
  const announcements: { atMs: number; host: Host; address: string }[] = [];
  simulation.journal.listen(({ at, who, kind, text }) => {
    const [host, atMs] = [who as Host, rounded(at - began)];
    const [, instance = "", state = "", why = ""] = /^(\S+) is (\w+): (.*)/.exec(text) ?? [];
    // A backup that goes with its group is not logged (vrrp_sync.c vrrp_sync_fault).
    const before = states.findLast((one) => one.host === host && one.instance === instance)?.state;
    const isSilent = why.startsWith("its group fails") && before !== "active";
    if (kind === "vrrp" && state !== "init" && !isSilent)
      states.push({ atMs, host, instance, state: state as StateChange["state"] });
    const [, verb, addresses = ""] = /^(holds|gives up) (.*)$/.exec(text) ?? [];
    if (kind !== "address") return;
    for (const address of addresses.split(", ")) holdings.push({ atMs, host, address, isHeld: verb === "holds" });
  });
  simulation.listenIn((sighting, at) => {
    const atMs = rounded(at - began);
    if (sighting.kind === "advert") {
      const { from, priority } = sighting.advert;
      adverts.push({ atMs, host: from.host as Host, source: from.source, id: from.instance.virtualRouterId, priority });
    } else if (sighting.kind === "announcement" && !OWN.test(sighting.address)) {
      announcements.push({ atMs, host: sighting.machine as Host, address: sighting.address });
    }
  });
  for (const { atMs, host, deed } of scene.appointments) {
    simulation.runFor(Math.max(0, began + atMs - simulation.now));
    perform(simulation, host, deed);
  }
  simulation.runFor(Math.max(0, began + scene.forMs - simulation.now));
  return { states, adverts: runsOf(adverts), bursts: burstsOf(announcements), holdings };
}

/** The machine has just started, knows no neighbour, and runs nothing. */
function beginAnew(simulation: Simulation, machine: Host): void {
  const crash: Fault = { kind: "crash", machine };
  simulation.inject(crash);
  simulation.heal(crash);
  simulation.inject({ kind: "stop", machine, program: "keepalived" });
}

function perform(simulation: Simulation, machine: Host, deed: Deed): void {
  if (deed.kind === "reload") {
    simulation.edit(pathOf(machine), deed.config);
    simulation.reload(machine, "keepalived");
    return;
  }
  if (deed.kind === "write") {
    simulation.edit(`/${machine}/run/numbers/${deed.file}`, deed.text ?? "");
    return;
  }
  const { faults, how } = faultsOf(machine, deed);
  for (const fault of faults) {
    if (how === "begin") simulation.inject(fault);
    else simulation.heal(fault);
  }
}

/** What a deed is in the twin: faults that begin or that end. */
function faultsOf(
  machine: Host,
  deed: Exclude<Deed, { readonly kind: "reload" | "write" }>,
): {
  readonly faults: readonly Fault[];
  readonly how: "begin" | "end";
} {
  const begin = (...faults: readonly Fault[]) => ({ faults, how: "begin" }) as const;
  const end = (...faults: readonly Fault[]) => ({ faults, how: "end" }) as const;
  const program = "keepalived";
  const onNetworks = (kind: "unplug" | "interface-down"): readonly Fault[] =>
    "link" in deed ? NETWORKS[deed.link].map((link) => ({ kind, machine, link })) : [];
  switch (deed.kind) {
    case "start":
      return end({ kind: "stop", machine, program });
    case "stop":
    case "kill-parent":
      return begin({ kind: "stop", machine, program });
    case "crash":
      return begin({ kind: "crash", machine });
    case "boot":
      return end({ kind: "crash", machine });
    case "kill-child":
      return begin({ kind: "kill-vrrp-child", machine });
    case "kill-all":
      return begin({ kind: "kill", machine, program });
    case "hang":
      return begin({ kind: "hang", machine, program });
    case "go-on":
      return end({ kind: "hang", machine, program });
    case "interface-down":
    case "unplug":
      return begin(...onNetworks(deed.kind));
    case "interface-up":
      return end(...onNetworks("interface-down"));
    case "plug":
      return end(...onNetworks("unplug"));
    case "deafen":
      return begin(...deafnessOf(machine));
    case "undeafen":
      return end(...deafnessOf(machine));
    case "script-fails":
      return begin({ kind: "fail-script", machine, script: deed.script });
    case "script-succeeds":
      return end({ kind: "fail-script", machine, script: deed.script });
  }
}

function deafnessOf(machine: Host): readonly Fault[] {
  const others = HOSTS.filter((host) => host !== machine);
  return others.map((other) => ({ kind: "mute-adverts", between: [other, machine], direction: "one-way" }));
}

const pathOf = (host: Host): string => `/${host}/keepalived.conf`;

function twinOf(scene: Scene): SiteTwin {
  const hosts = hostsOf(scene).map((host) => {
    const last = 11 + HOSTS.indexOf(host);
    const linkLocal = scene.linkLocals?.[host] === undefined ? "" : `eth0: "${scene.linkLocals[host]}"`;
    return `  ${host}: { addresses: [192.168.13.${last}, 192.168.14.${last}, "fd00:13::${last}", "fd00:14::${last}"], keepalived: { version: "2.2.7", config: ${host}/keepalived.conf, interfaces: { eth0: lan, eth1: second }, linkLocals: { ${linkLocal} } } }`;
  });
  const networks = `{ lan: 192.168.13.0/24, second: 192.168.14.0/24, lan-6: "fd00:13::/64", second-6: "fd00:14::/64" }`;
  const site = `version: 1\nnetworks: ${networks}\nhosts:\n${hosts.join("\n")}\n`;
  const files = new Map([
    ["/site.yaml", sourceFromText("/site.yaml", site)],
    ...hostsOf(scene).map((host) => [pathOf(host), sourceFromText(pathOf(host), configOf(scene, host))] as const),
  ]);
  const { value, diagnostics } = loadSite(fileTreeFromSources(files));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return value;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
