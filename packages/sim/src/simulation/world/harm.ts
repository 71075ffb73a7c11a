import { programOf, type Resident } from "../../hosts/index.ts";
import { assertNever } from "../../invariant.ts";
import type { Fault, Program } from "./fault.ts";
import type { SimulationContext, SimulationPart } from "./part.ts";
import type { Random } from "./random.ts";
import { residentOf, startProgram } from "./start-program.ts";

type Harmed = Omit<SimulationContext, "startProgram" | "endProgram" | "isTended">;

const SERVERS = ["named", "coredns", "systemd-resolved"] as const satisfies readonly Program[];

const LIKELIHOOD_OF_LAST_WORDS = 0.6;

/** What faults do to machines, links and processes, and how they are mended. */
export class Harm {
  readonly #context: Harmed;
  readonly #parts: () => readonly SimulationPart[];
  readonly #lastWords: Random;

  /** `parts`: who is told of programs; they are made after this. */
  constructor(context: Harmed, parts: () => readonly SimulationPart[]) {
    this.#context = context;
    this.#parts = parts;
    this.#lastWords = context.randomFor("what is answered before an end");
  }

  inject(fault: Fault): void {
    const { links, machines, world } = this.#context;
    switch (fault.kind) {
      case "crash":
        machines.crash(fault.machine);
        this.#endAllOn(fault.machine);
        break;
      case "freeze":
        if (!machines.freeze(fault.machine)) return;
        for (const resident of this.#residentsOn(fault.machine)) this.#context.processes.stop(resident, "machine");
        break;
      case "stop":
        this.#with(fault.machine, fault.program, (resident) => this.#wakeToEnd(resident));
        this.end(fault.machine, fault.program, "heard");
        break;
      case "kill":
        this.end(fault.machine, fault.program, "heard");
        break;
      case "hang":
        this.#with(fault.machine, fault.program, (resident) => this.#context.processes.stop(resident, "stopped"));
        break;
      case "cut":
      case "weather":
      case "mute-adverts":
        links.spoil(fault);
        break;
      case "unplug":
        machines.plug(fault.machine, fault.link ?? null, "out", "cable");
        this.#forgetNeighbours(fault.machine, fault.link);
        break;
      case "interface-down":
        machines.plug(fault.machine, fault.link ?? null, "out", "interface");
        world.hostRoutes.setDown(fault.machine, fault.link ?? null);
        this.#forgetNeighbours(fault.machine, fault.link);
        break;
      case "fail-script":
      case "hang-script":
      case "kill-vrrp-child":
      case "unready":
      case "end-session":
      case "stop-agent":
      case "stop-operator":
        return;
      default:
        assertNever(fault);
    }
    world.waysChanged();
  }

  heal(fault: Fault): void {
    const { links, machines, world } = this.#context;
    switch (fault.kind) {
      case "crash":
        if (!machines.boot(fault.machine)) return;
        world.hostRoutes.restore(fault.machine);
        this.#startAllOn(fault.machine);
        break;
      case "freeze":
        if (!machines.goOn(fault.machine)) return;
        for (const resident of this.#residentsOn(fault.machine)) this.#context.processes.goOn(resident, "machine");
        break;
      case "kill":
      case "stop":
        this.start(fault.machine, fault.program);
        break;
      case "hang":
        this.#with(fault.machine, fault.program, (resident) => this.#context.processes.goOn(resident, "stopped"));
        break;
      case "cut":
      case "weather":
      case "mute-adverts":
        links.mend(fault);
        break;
      case "unplug":
        machines.plug(fault.machine, fault.link ?? null, "in", "cable");
        break;
      case "interface-down":
        machines.plug(fault.machine, fault.link ?? null, "in", "interface");
        world.hostRoutes.setUp(fault.machine, fault.link ?? null);
        break;
      case "fail-script":
      case "hang-script":
      case "kill-vrrp-child":
      case "unready":
      case "end-session":
      case "stop-agent":
      case "stop-operator":
        return;
      default:
        assertNever(fault);
    }
    world.waysChanged();
  }

  /** Starts a program that does not run, where the site has it; one that its own configuration keeps from starting is absent afterwards. */
  start(machine: string, program: Program): void {
    const { world, live, machines } = this.#context;
    if (machines.stateOf(machine) === "down" || residentOf(world, machine, program) !== null) return;
    const started = startProgram(world, machine, program);
    if (started !== null) {
      world.replace(null, started);
      live.residentsChanged();
      this.#context.write("process", machine, () =>
        "server" in started ? `${program} starts` : `${program} does not start: ${started.why}`,
      );
      if (!("server" in started)) return;
    } else if (program !== "keepalived") return;
    this.#programChanged(machine, program, "started");
  }

  /** `heard`: its machine closes the connections. */
  end(machine: string, program: Program, how: "heard" | "unheard"): void {
    this.#with(machine, program, (resident) => {
      const { world, processes, live } = this.#context;
      world.replace(resident, null);
      live.residentsChanged();
      processes.end(resident, how === "heard");
      this.#context.write("process", machine, () => `${program} ends`);
    });
    this.#programChanged(machine, program, "ended");
  }

  /**
   * systemd sends SIGCONT behind SIGTERM: whether a program that stood still sees first what has waited for it or that it
   * shall end is chance (named 9.18.49: 26 of 42 times what waited).
   */
  #wakeToEnd(resident: Resident): void {
    const { processes } = this.#context;
    if (processes.stateOf(resident) !== "held") return;
    if (this.#lastWords.happens(LIKELIHOOD_OF_LAST_WORDS)) processes.goOnToEnd(resident, "stopped");
  }

  #forgetNeighbours(machine: string, link: string | undefined): void {
    const { neighbours, world } = this.#context;
    neighbours.forget(machine, (address) => link === undefined || world.linkOf(address) === link);
  }

  #programChanged(machine: string, program: Program, state: "started" | "ended"): void {
    for (const part of this.#parts()) part.programChanged(machine, program, state);
  }

  #isTended(machine: string, program: Program): boolean {
    return this.#parts().some((part) => part.tends?.(machine, program) === true);
  }

  #with(machine: string, program: Program, act: (resident: Resident) => void): void {
    const resident = residentOf(this.#context.world, machine, program);
    if (resident !== null) act(resident);
  }

  #residentsOn(machine: string): readonly Resident[] {
    const { world, machines } = this.#context;
    return world.residents.filter(({ station }) => machines.isOn(station, machine));
  }

  #endAllOn(machine: string): void {
    const { neighbours } = this.#context;
    for (const resident of this.#residentsOn(machine)) this.end(resident.station, programOf(resident), "unheard");
    neighbours.forget(machine);
    this.#programChanged(machine, "keepalived", "ended");
  }

  #startAllOn(machine: string): void {
    const { world, machines } = this.#context;
    for (const { name } of world.network.stations.values()) {
      if (!machines.isOn(name, machine)) continue;
      for (const program of SERVERS) if (!this.#isTended(name, program)) this.start(name, program);
    }
    this.#programChanged(machine, "keepalived", "started");
  }
}
