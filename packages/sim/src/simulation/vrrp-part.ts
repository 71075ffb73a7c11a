import { type Instant, laterBy } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { Cancel } from "../sending/index.ts";
import type { Contender, RouterActions, Standing } from "../vrrp/index.ts";
import { type Fault, type Program, printFault } from "./fault.ts";
import type { MachineState } from "./machines.ts";
import { NamedSockets } from "./named-sockets.ts";
import type { SimulationContext, SimulationPart } from "./part.ts";
import { ScriptOutcomes } from "./script-outcomes.ts";
import { earlierOf, VrrpHost } from "./vrrp-host.ts";
import { VrrpLink, type VrrpListener } from "./vrrp-link.ts";

/** keepalived sets its addresses so soon after its first advert as active router, and announces them then. */
const LEAST_SET_MS = 0.3;
const MOST_SET_MS = 1.5;
/** A timer fires so much too late: adverts each second are 1.0001 to 1.0005 s apart (measured). */
const LEAST_LATE_MS = 0.1;
const MOST_LATE_MS = 0.5;
/** keepalived's parent has started a new child so soon, which removes the addresses first (14 to 33 ms measured). */
const LEAST_RESTART_MS = 14;
const MOST_RESTART_MS = 33;

/** The virtual routers of all hosts, the adverts between them, and what becomes of the addresses. */
export class VrrpPart implements SimulationPart {
  readonly name = "vrrp";
  readonly #context: SimulationContext;
  readonly #hosts: readonly VrrpHost[];
  readonly #sockets: NamedSockets;
  readonly #standings: Map<Contender, Standing>;
  readonly #scripts: ScriptOutcomes;
  readonly #link: VrrpLink;
  #alarm: { readonly at: Instant; readonly cancel: Cancel } | null = null;

  constructor(context: SimulationContext, listener: VrrpListener = {}) {
    this.#context = context;
    this.#scripts = new ScriptOutcomes(context);
    this.#link = new VrrpLink(context, listener, () => this.#setAlarm());
    const { standings } = context.world;
    this.#standings = new Map(standings.map((standing) => [standing.contender, standing]));
    this.#sockets = new NamedSockets(context);
    this.#hosts = hostsOf(standings).map(
      ([host, contenders, settings]) =>
        new VrrpHost(host, contenders, settings, {
          random: context.random,
          now: () => context.now(),
          actionsFor: (contender) => this.#actionsFor(contender),
          judged: () => this.#showStates(),
          runScript: (machine, script, timeoutMs) => this.#scripts.run(machine, script, timeoutMs),
        }),
    );
  }

  /** The site has been at rest for long: whoever was elected holds its addresses and goes on advertising. */
  start(): void {
    const { random, world } = this.#context;
    const now = this.#context.now();
    this.#sockets.start();
    for (const { routers } of this.#hosts) {
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
    world.setStandings([...this.#standings.values()]);
    this.#setAlarm();
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
      host.processes.filter((name) => this.#scripts.isNamed(machine, name)),
      state,
    );
    this.#setAlarm();
  }

  #struck(fault: Fault, how: "injected" | "healed"): void {
    if (fault.kind === "fail-script" || fault.kind === "hang-script") {
      this.#scripts.struck(fault, how);
      return;
    }
    if (!isOfMachine(fault)) return;
    const host = this.#hosts.find((candidate) => candidate.host === fault.machine);
    if (host === undefined) return;
    this.#strike(host, fault, how);
    this.#setAlarm();
  }

  #strike(host: VrrpHost, fault: MachineFault, how: "injected" | "healed"): void {
    switch (fault.kind) {
      case "crash":
        if (how === "injected") {
          host.vanish();
          this.#dropAllOf(host);
        } else host.start();
        return;
      case "freeze":
        if (how === "healed") host.goOn("machine");
        else if (this.#stateOf(host) === "frozen") host.hang("machine");
        return;
      case "unplug":
        if (how === "injected") host.unplug(printFault(fault), fault.link ?? null);
        else host.plug(printFault(fault));
        return;
      case "interface-down":
        if (how === "injected") host.unplug(fault.kind, null);
        else host.plug(fault.kind);
        return;
      case "kill-vrrp-child":
        if (how === "injected") this.#restartChild(host);
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
      if (how === "injected") host.hang("stopped");
      else host.goOn("stopped");
      return;
    }
    if (how === "healed") this.#startKilled(host);
    else if (kind === "stop") host.stop();
    else host.vanish();
  }

  /** Nothing happens to one that runs already, since its machine has been started meanwhile, or on a machine that is off. */
  #startKilled(host: VrrpHost): void {
    if (!host.isGone || this.#stateOf(host) === "down") return;
    this.#dropAllOf(host);
    host.start();
  }

  #restartChild(host: VrrpHost): void {
    if (host.isGone) return;
    host.vanish();
    this.#later(this.#context.random.between(LEAST_RESTART_MS, MOST_RESTART_MS), () =>
      this.#context.machines.whenGoingOn(host.host, () => {
        this.#startKilled(host);
        this.#setAlarm();
      }),
    );
  }

  #stateOf({ host }: VrrpHost): MachineState {
    return this.#context.machines.stateOf(host);
  }

  #dropAllOf({ routers }: VrrpHost): void {
    for (const { contender } of routers) this.#hold(contender, "not-held");
  }

  #actionsFor(contender: Contender): RouterActions {
    const { random } = this.#context;
    return {
      lateness: () => random.between(LEAST_LATE_MS, MOST_LATE_MS),
      announce: (times) => this.#link.announce(contender, times),
      send: (advert) => this.#link.send(advert, this.#hosts),
      takeAddresses: () => this.#later(random.between(LEAST_SET_MS, MOST_SET_MS), () => this.#hold(contender, "held")),
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
    this.#context.world.setStandings([...this.#standings.values()]);
    this.#context.write("address", contender.host, () => {
      const addresses = contender.instance.virtualAddresses.map(({ address }) => address).join(", ");
      return `${holds ? "holds" : "gives up"} ${addresses}`;
    });
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

  #later(ms: number, act: () => void): void {
    this.#context.agenda.at(laterBy(this.#context.now(), ms), act);
  }

  /** One alarm for all hosts: the earliest. */
  #setAlarm(): void {
    let at: Instant | null = null;
    for (const host of this.#hosts) at = earlierOf(at, host.nextWake());
    if (at === (this.#alarm?.at ?? null)) return;
    this.#alarm?.cancel();
    this.#alarm =
      at === null
        ? null
        : {
            at,
            cancel: this.#context.agenda.at(at, () => {
              this.#alarm = null;
              for (const host of this.#hosts) host.wake();
              this.#setAlarm();
            }),
          };
  }
}

type MachineFault = Exclude<
  Extract<Fault, { readonly machine: string }>,
  { readonly kind: "fail-script" | "hang-script" }
>;

function isOfMachine(fault: Fault): fault is MachineFault {
  return "machine" in fault && fault.kind !== "fail-script" && fault.kind !== "hang-script";
}

type KeepalivedOf = Contender["settings"];

function hostsOf(standings: readonly Standing[]): readonly (readonly [string, readonly Contender[], KeepalivedOf])[] {
  const byHost = new Map<string, Contender[]>();
  for (const { contender } of standings) {
    const known = byHost.get(contender.host);
    if (known === undefined) byHost.set(contender.host, [contender]);
    else known.push(contender);
  }
  return [...byHost].flatMap(([host, contenders]) => {
    const settings = contenders[0]?.settings;
    return settings === undefined ? [] : [[host, contenders, settings] as const];
  });
}
