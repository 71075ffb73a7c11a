import type { Diagnostic } from "@splithorizon/core";
import { type Bind, bindOf, type SavedCopy, type ZonesBeginning } from "@splithorizon/core/bind";
import type { Resident } from "../hosts/index.ts";
import { bindListensOn, ownAddressesOf, readBindHost } from "../site/index.ts";
import type { Program } from "./fault.ts";
import type { SimulationContext, SimulationPart } from "./part.ts";
import { whyNoQuerySource } from "./query-source.ts";

interface RunningNamed {
  readonly resident: Resident;
  readonly bind: Bind;
}

/** The zones of every named through time: NOTIFY, refresh, transfers, expiry; `rndc reload`; and what stays on a disk when a named ends. */
export class BindPart implements SimulationPart {
  readonly name = "bind";
  readonly #context: SimulationContext;
  readonly #running = new Map<string, RunningNamed>();
  /** Copies of zones, by machine: they outlive their named. */
  readonly #disks = new Map<string, readonly SavedCopy[]>();

  constructor(context: SimulationContext) {
    this.#context = context;
  }

  /** The site has been at rest for long: every copy is as its primary has it, and its next look at it is due at some moment. */
  start(): void {
    const { world } = this.#context;
    for (const { station } of world.residents) this.#keep(station, { since: "settled" });
  }

  injected(): void {
    // What faults do to packets and programs is told by those.
  }

  healed(): void {
    // As above.
  }

  reload(machine: string, program: Program): boolean {
    const { world } = this.#context;
    const isKnown = world.makings.bindHosts.some(({ host }) => host.name === machine);
    if (program !== "named" || !isKnown) return false;
    this.#reload(machine);
    return true;
  }

  programChanged(machine: string, program: Program, state: "started" | "ended"): void {
    if (program !== "named") return;
    if (state === "started") {
      this.#keep(machine, { since: "started", copies: this.#disks.get(machine) ?? [] });
      return;
    }
    const ended = this.#running.get(machine);
    if (ended === undefined) return;
    this.#disks.set(machine, ended.bind.copies());
    this.#running.delete(machine);
  }

  #keep(machine: string, beginning: ZonesBeginning): void {
    const { world, live } = this.#context;
    const resident = world.residents.find(({ station, program }) => station === machine && program === "bind");
    const bind = resident === undefined ? null : bindOf(resident.server);
    if (resident === undefined || bind === null) return;
    this.#running.set(machine, { resident, bind });
    bind.keepZones(beginning, (line) => this.#say(machine, line), this.#context.now());
    live.residentsChanged();
  }

  #reload(machine: string): void {
    const { processes } = this.#context;
    const named = this.#running.get(machine);
    if (named === undefined) {
      this.#say(machine, "rndc: connect failed: 127.0.0.1#953: connection refused");
    } else if (processes.stateOf(named.resident) === "held") {
      // rndc waits, and the command stands in the socket.
      processes.hold(named.resident, () => this.#readAgain(machine, named));
    } else this.#readAgain(machine, named);
  }

  /** named-checkconf's verdict is named's own: what it refuses changes nothing. */
  #readAgain(machine: string, { resident, bind }: RunningNamed): void {
    const { world, live } = this.#context;
    const known = world.makings.bindHosts.find(({ host }) => host.name === machine);
    if (known === undefined) return;
    this.#say(machine, "received control channel command 'reload'");
    const diagnostics: Diagnostic[] = [];
    const read = readBindHost(known.host, world.files, diagnostics);
    if (read === null || read.refusal !== null) {
      const why = read?.refusal ?? diagnostics[0]?.message ?? "file not found";
      this.#say(machine, `reloading configuration failed: ${why}`);
      return;
    }
    const own = ownAddressesOf(world.stationNow(machine) ?? undefined);
    const unbound = whyNoQuerySource(read.settings, own);
    if (unbound !== null) {
      this.#say(machine, `reloading configuration failed: ${unbound}`);
      return;
    }
    bind.reload(read.settings, read.files, this.#context.now());
    world.setBind(machine, read.settings);
    world.listenBy(resident, bindListensOn(read.settings, own));
    live.residentsChanged();
  }

  #say(machine: string, line: string): void {
    this.#context.write("zone", machine, () => line);
  }
}
