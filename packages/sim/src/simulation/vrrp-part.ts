import { type Instant, laterBy } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { Cancel } from "../sending/index.ts";
import { type Advert, type Contender, hearingOf, type RouterActions, type Standing } from "../vrrp/index.ts";
import type { Fault, Program } from "./fault.ts";
import { NamedSockets } from "./named-sockets.ts";
import type { SimulationContext, SimulationPart } from "./part.ts";
import type { ScriptRun } from "./script-watch.ts";
import { VrrpHost } from "./vrrp-host.ts";
import { type Reached, sightingsOf } from "./vrrp-sightings.ts";

/** keepalived sets its addresses so soon after it has become active (0.2 to 18 ms measured). */
const SET_ADDRESS_MS = 2;

/** The virtual routers of all hosts, the adverts between them, and what becomes of the addresses. */
export class VrrpPart implements SimulationPart {
  readonly name = "vrrp";
  readonly #context: SimulationContext;
  readonly #hosts: readonly VrrpHost[];
  readonly #sockets: NamedSockets;
  readonly #standings: Map<Contender, Standing>;
  readonly #failing = new Set<string>();
  #alarm: { readonly at: Instant; readonly cancel: Cancel } | null = null;

  constructor(context: SimulationContext) {
    this.#context = context;
    const { standings } = context.world;
    this.#standings = new Map(standings.map((standing) => [standing.contender, standing]));
    this.#sockets = new NamedSockets(context);
    this.#hosts = hostsOf(standings).map(
      ([host, contenders, settings]) =>
        new VrrpHost(host, contenders, settings, {
          random: context.random,
          now: () => context.now(),
          actionsFor: (contender) => this.#actionsFor(contender),
          runScript: (machine, script) => this.#runScript(machine, script),
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
        router.rest(standing.state, standing.state === "backup" ? laterBy(due, router.downMs()) : due);
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
    if (program === "named") this.#sockets.programChanged(machine, state);
  }

  #struck(fault: Fault, how: "injected" | "healed"): void {
    if (fault.kind === "fail-script") {
      const key = `${fault.machine} ${fault.script}`;
      if (how === "injected") this.#failing.add(key);
      else this.#failing.delete(key);
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
        if (how === "injected") host.hang();
        else host.goOn();
        return;
      case "unplug":
        if (how === "injected") host.unplug();
        else host.plug();
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
      if (how === "injected") host.hang();
      else host.goOn();
      return;
    }
    if (how === "healed") {
      this.#dropAllOf(host);
      host.start();
    } else if (kind === "stop") host.stop();
    else host.vanish();
  }

  #dropAllOf({ routers }: VrrpHost): void {
    for (const { contender } of routers) this.#hold(contender, "backup", "keepalived does not run");
  }

  #actionsFor(contender: Contender): RouterActions {
    return {
      announce: (times) => this.#announce(contender, times),
      send: (advert) => this.#send(advert),
      takeAddresses: () =>
        this.#later(SET_ADDRESS_MS, () => this.#hold(contender, "active", "it is the active router")),
      dropAddresses: () => this.#hold(contender, "backup", "it is not the active router"),
      entered: (state, why) => {
        this.#context.write("vrrp", contender.host, () => `${contender.instance.name} is ${state}: ${why}`);
      },
    };
  }

  /** Addresses that are set on a machine, which may be others than those of who calls itself active. */
  #hold(contender: Contender, state: "active" | "backup", why: string): void {
    const before = this.#standings.get(contender);
    if (before === undefined || before.state === state) return;
    const router = this.#routerOf(contender);
    if (state === "active" && router?.state !== "active") return;
    this.#standings.set(contender, { ...before, state, priority: router?.priority ?? before.priority, why });
    this.#context.world.setStandings([...this.#standings.values()]);
    this.#context.write("address", contender.host, () => {
      const addresses = contender.instance.virtualAddresses.map(({ address }) => address).join(", ");
      return `${state === "active" ? "holds" : "gives up"} ${addresses}`;
    });
    this.#sockets.addressesChanged(contender.host);
  }

  /** To everybody on the link who hears it; several in a row are as good as one. */
  #announce({ host, instance }: Contender, times: number): void {
    const { machines, links, neighbours, world } = this.#context;
    this.#later(SET_ADDRESS_MS, () => {
      if (!machines.isOnline(host)) return;
      for (const { address } of instance.virtualAddresses) {
        const hearers = world
          .neighboursOf(host, address)
          .filter((machine) => machines.isOnline(machine) && !links.isCut(host, machine));
        neighbours.announce(address, host, hearers);
        this.#context.sight(() => {
          const heard = hearers.map((machine) => ({ machine, afterMs: links.latencyMs }));
          return Array.from({ length: times }, () => ({
            kind: "announcement",
            machine: host,
            address,
            hearers: heard,
          }));
        });
      }
    });
  }

  #send(advert: Advert): void {
    const { links, machines, agenda } = this.#context;
    const { from } = advert;
    if (!machines.isOnline(from.host)) return;
    const reached: Reached[] = [];
    for (const host of this.#hosts) {
      for (const router of host.routers) {
        const hearing = hearingOf(router.contender, from);
        if (hearing.kind === "unheard") continue;
        const crossed = links.crossAdvert(from.host, host.host);
        if (crossed.kind === "lost") continue;
        reached.push({ contender: router.contender, afterMs: crossed.delayMs });
        agenda.at(laterBy(this.#context.now(), crossed.delayMs), () => {
          if (machines.stateOf(host.host) === "down" || !machines.hasCarrier(host.host)) return;
          host.hear(advert, router, hearing);
          this.#setAlarm();
        });
      }
    }
    this.#context.sight(() => sightingsOf(advert, reached));
  }

  /** Declared in the site; one that follows named comes to what named does. */
  #runScript(machine: string, script: string): ScriptRun {
    if (this.#failing.has(`${machine} ${script}`)) return "fail";
    const { world, processes } = this.#context;
    const declared = world.settings.hosts.find(({ name }) => name === machine)?.keepalived?.scripts.get(script) ?? "ok";
    if (declared !== "named") return declared;
    const named = world.residents.find(({ station, program }) => station === machine && program === "bind");
    return named !== undefined && processes.stateOf(named) === "running" ? "ok" : "fail";
  }

  #routerOf(contender: Contender): VrrpHost["routers"][number] | undefined {
    return this.#hosts.flatMap(({ routers }) => routers).find((router) => router.contender === contender);
  }

  #later(ms: number, act: () => void): void {
    this.#context.agenda.at(laterBy(this.#context.now(), ms), act);
  }

  /** One alarm for all hosts: the earliest. */
  #setAlarm(): void {
    const moments = this.#hosts.flatMap((host) => host.nextWake() ?? []);
    const at = moments.length === 0 ? null : moments.reduce((one, other) => (other < one ? other : one));
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

type MachineFault = Extract<Fault, { readonly kind: "crash" | "freeze" | "unplug" | "kill" | "stop" | "hang" }>;

function isOfMachine(fault: Fault): fault is MachineFault {
  return "machine" in fault && fault.kind !== "fail-script";
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
