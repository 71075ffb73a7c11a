import { laterBy } from "@splithorizon/core";
import { assertNever } from "../../invariant.ts";
import { contendersOf } from "../../site/index.ts";
import { addressesOf, type Contender, isSameRouter, type RouterActions, type Standing } from "../../vrrp/index.ts";
import { NamedSockets } from "../bind/named-sockets.ts";
import type { Fault, Program } from "../world/fault.ts";
import type { SimulationContext, SimulationPart } from "../world/part.ts";
import { KeepalivedChildren } from "./keepalived-children.ts";
import { MutedAddresses } from "./muted-addresses.ts";
import { ScriptOutcomes } from "./script-outcomes.ts";
import { initTrackFiles, readTrackFiles } from "./track-files.ts";
import { VrrpAlarm } from "./vrrp-alarm.ts";
import { VrrpHost } from "./vrrp-host.ts";
import { hostsOf, isOfMachine, keepOrder, type MachineFault, strikeLink, tellHeld } from "./vrrp-hosts.ts";
import { VrrpLink, type VrrpListener } from "./vrrp-link.ts";
import { LATE_MS, SET_MS } from "./vrrp-timing.ts";

/** The virtual routers of all hosts, the adverts between them, and what becomes of the addresses. */
export class VrrpPart implements SimulationPart {
  readonly name = "vrrp";
  readonly #context: SimulationContext;
  readonly #hosts: readonly VrrpHost[];
  readonly #sockets: NamedSockets;
  readonly #children: KeepalivedChildren;
  readonly #standings: Map<Contender, Standing>;
  readonly #scripts: ScriptOutcomes;
  readonly #link: VrrpLink;
  readonly #muted: MutedAddresses;
  /** Hosts whose files have changed since keepalived read them. */
  readonly #unread = new Set<string>();
  readonly #alarm: VrrpAlarm;

  constructor(context: SimulationContext, listener: VrrpListener = {}) {
    this.#context = context;
    this.#scripts = new ScriptOutcomes(context);
    this.#muted = new MutedAddresses(context.world);
    this.#alarm = new VrrpAlarm(context.agenda, () => this.#hosts);
    this.#link = new VrrpLink(context, listener, () => this.#alarm.set());
    const { standings } = context.world;
    this.#standings = new Map(standings.map((standing) => [standing.contender, standing]));
    this.#sockets = new NamedSockets(context);
    this.#children = new KeepalivedChildren(context, (machine) => this.#childStarted(machine));
    this.#hosts = hostsOf(standings).map(
      ([host, contenders, settings]) =>
        new VrrpHost(host, contenders, settings, {
          random: context.random,
          now: () => context.now(),
          actionsFor: (contender) => this.#actionsFor(contender),
          judged: () => this.#showStates(),
          routersChanged: () => this.#link.routersChanged(),
          readFiles: (machine, own, numbers) => readTrackFiles(context.world, machine, own, numbers),
          runScript: (machine, script, timeoutMs) => this.#scripts.run(machine, script, timeoutMs),
        }),
    );
  }

  /** The site has been at rest for long: whoever was elected holds its addresses and goes on advertising. */
  start(): void {
    const { random, world } = this.#context;
    const now = this.#context.now();
    this.#sockets.start();
    for (const { host, routers, settings } of this.#hosts) {
      this.#children.begun(host, "long-ago");
      initTrackFiles(world, host, settings, "reload");
      for (const router of routers) {
        const standing = this.#standings.get(router.contender);
        if (standing === undefined) continue;
        const { advertIntervalMs } = router.contender.instance;
        const due = laterBy(now, random.between(0, advertIntervalMs));
        // A backup has heard the active router within the last interval.
        const { state } = standing;
        if (state !== "init") router.rest(state, state === "backup" ? laterBy(due, router.downMs()) : due);
      }
    }
    this.#alarm.set();
  }

  injected(fault: Fault): void {
    this.#struck(fault, "injected");
  }

  healed(fault: Fault): void {
    this.#struck(fault, "healed");
  }

  programChanged(machine: string, program: Program, state: "started" | "ended"): void {
    if (program !== "named") return;
    this.#sockets.programChanged(machine, state);
    const host = this.#hosts.find((candidate) => candidate.host === machine);
    host?.watchedProcess(
      host.settings.processes.flatMap(({ name }) => (this.#scripts.isNamed(machine, name) ? [name] : [])),
      state,
    );
    this.#alarm.set();
  }

  fileChanged(): void {
    for (const host of this.#hosts) {
      this.#unread.add(host.host);
      host.fileChanged();
    }
    this.#alarm.set();
  }

  /** keepalived reads its file again. With one that it would not start with it ends, and leaves its addresses where they are. */
  reload(machine: string, program: Program): boolean {
    const host = this.#hosts.find((candidate) => candidate.host === machine);
    if (program !== "keepalived" || host === undefined) return false;
    host.whenRunning(() => {
      this.#context.write("process", machine, () => "keepalived reads its configuration again");
      this.#read(host, (settings, contenders) => host.reload(settings, contenders));
    });
    this.#alarm.set();
    return true;
  }

  #read(host: VrrpHost, use: (settings: Contender["settings"], contenders: readonly Contender[]) => void): void {
    const { world } = this.#context;
    this.#unread.delete(host.host);
    const known = world.settings.hosts.find(({ name }) => name === host.host);
    const after = known === undefined ? [] : contendersOf(known, world.settings, world.files, []);
    const [first] = after;
    if (first === undefined) {
      host.vanish();
      return;
    }
    const before = host.routers.map(({ contender }) => contender);
    for (const contender of after) this.#succeed(before.find((own) => isSameRouter(own, contender)) ?? null, contender);
    initTrackFiles(world, host.host, first.settings, host.isGone ? "start" : "reload");
    use(first.settings, after);
    keepOrder(this.#standings, this.#hosts);
    world.setStandings([...this.#standings.values()]);
    this.#sockets.addressesChanged(host.host);
  }

  /** What is known of a router goes on under its new configuration. */
  #succeed(predecessor: Contender | null, contender: Contender): void {
    const standing = predecessor === null ? undefined : this.#standings.get(predecessor);
    const fresh = { state: "init", holds: false, priority: contender.instance.priority, why: "it is new" } as const;
    this.#standings.set(contender, { ...(standing ?? fresh), contender });
    if (predecessor === null || standing === undefined) return;
    this.#standings.set(predecessor, { ...standing, holds: false });
    if (!standing.holds) return;
    this.#muted.succeeded(predecessor, contender);
    const [old, own] = [addressesOf(predecessor), addressesOf(contender)];
    const added = own.filter((address) => !old.includes(address));
    const gone = old.filter((address) => !own.includes(address));
    tellHeld(this.#context, contender.host, "gives up", gone);
    tellHeld(this.#context, contender.host, "holds", added);
  }

  #struck(fault: Fault, how: "injected" | "healed"): void {
    if (fault.kind === "fail-script" || fault.kind === "hang-script") {
      this.#scripts.struck(fault, how);
      return;
    }
    if (!isOfMachine(fault)) return;
    if (fault.kind === "interface-down") this.#sockets.addressesChanged(fault.machine);
    const host = this.#hosts.find((candidate) => candidate.host === fault.machine);
    if (host === undefined) return;
    if (how === "injected") this.#link.struck(fault);
    this.#strike(host, fault, how);
    this.#alarm.set();
  }

  #strike(host: VrrpHost, fault: MachineFault, how: "injected" | "healed"): void {
    switch (fault.kind) {
      case "crash":
        if (how === "injected") {
          host.vanish();
          this.#children.ended(host.host);
          this.#dropAllOf(host);
          this.#muted.lost(host.host);
        } else {
          host.booted();
          this.#startKilled(host);
        }
        return;
      case "freeze":
        if (how === "healed") host.goOn("machine");
        else if (this.#context.machines.stateOf(host.host) === "frozen") host.hang("machine");
        return;
      case "unplug":
      case "interface-down":
        strikeLink(host, fault, how);
        return;
      case "kill-vrrp-child":
        if (how === "injected") this.#killChild(host);
        return;
      case "kill":
      case "stop":
      case "hang":
        if (fault.program === "keepalived") this.#strikeProgram(host, fault.kind, how);
        return;
      default:
        assertNever(fault);
    }
  }

  /** A killed keepalived leaves its addresses where they are; started again, it removes them first. */
  #strikeProgram(host: VrrpHost, kind: "kill" | "stop" | "hang", how: "injected" | "healed"): void {
    if (kind === "hang") {
      if (how === "injected") this.#children.stopped(host.host);
      else this.#children.goesOn(host.host);
      if (how === "injected") host.hang("stopped");
      else host.goOn("stopped");
      return;
    }
    if (how === "injected") this.#children.ended(host.host);
    if (how === "healed") this.#startKilled(host);
    else if (kind === "stop") this.#stop(host);
    else host.vanish();
  }

  #stop(host: VrrpHost): void {
    if (host.isGone) return;
    host.stop();
    this.#muted.stopped(host.host, host.settings);
  }

  /** Nothing happens to one that runs already, since its machine has been started meanwhile, or on a machine that is off. */
  #startKilled(host: VrrpHost): void {
    if (!host.isGone || this.#context.machines.stateOf(host.host) === "down") return;
    this.#children.begun(host.host, "now");
    this.#startChild(host);
  }

  #startChild(host: VrrpHost): void {
    this.#muted.started(host.host);
    this.#dropAllOf(host);
    if (this.#unread.has(host.host)) this.#read(host, (settings, contenders) => host.use(settings, contenders));
    else initTrackFiles(this.#context.world, host.host, host.settings, "start");
    host.start();
  }

  #killChild(host: VrrpHost): void {
    if (host.isGone) return;
    host.vanish();
    this.#children.killed(host.host);
  }

  #childStarted(machine: string): void {
    const host = this.#hosts.find((candidate) => candidate.host === machine);
    if (host === undefined) return;
    this.#startChild(host);
    this.#alarm.set();
  }

  #dropAllOf({ routers }: VrrpHost): void {
    for (const { contender } of routers) this.#hold(contender, "not-held");
  }

  #actionsFor(contender: Contender): Omit<RouterActions, "delayedUntil"> {
    const { random, agenda } = this.#context;
    return {
      heardLower: () => this.#hosts.find(({ host }) => host === contender.host)?.heardLower(contender),
      lateness: () => random.between(...LATE_MS),
      ...this.#link.wordsOf(contender, () => this.#hosts),
      takeAddresses: () => {
        const at = laterBy(this.#context.now(), random.between(...SET_MS));
        agenda.at(at, () => this.#hold(contender, "held"));
      },
      dropAddresses: () => this.#hold(contender, "not-held"),
      entered: (state, why) => {
        this.#context.write("vrrp", contender.host, () => `${contender.instance.name} is ${state}: ${why}`);
        this.#setStanding(contender, { state, why });
      },
    };
  }

  /** Addresses that are set on a machine, which may be others than those of who calls itself active. */
  #hold(contender: Contender, how: "held" | "not-held"): void {
    const holds = how === "held";
    if (this.#standings.get(contender)?.holds === holds) return;
    const router = this.#routerOf(contender);
    if (holds && router?.state !== "active") return;
    this.#setStanding(contender, { holds });
    this.#muted.changed(contender, how);
    this.#context.world.setStandings([...this.#standings.values()]);
    tellHeld(this.#context, contender.host, holds ? "holds" : "gives up", addressesOf(contender));
    this.#sockets.addressesChanged(contender.host);
  }

  #setStanding(contender: Contender, change: Partial<Standing>): void {
    const before = this.#standings.get(contender);
    if (before === undefined) return;
    const priority = this.#routerOf(contender)?.priority ?? before.priority;
    this.#standings.set(contender, { ...before, priority, ...change });
    this.#context.world.showStandings([...this.#standings.values()]);
  }

  #showStates(): void {
    for (const contender of this.#standings.keys()) this.#setStanding(contender, {});
  }

  #routerOf(contender: Contender): VrrpHost["routers"][number] | undefined {
    return this.#hosts.flatMap(({ routers }) => routers).find((router) => router.contender === contender);
  }
}
