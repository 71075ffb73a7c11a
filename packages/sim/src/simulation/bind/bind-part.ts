import type { Diagnostic } from "@splithorizon/core";
import { type Bind, bindOf, type SavedCopy, type SavedJournal, type ZonesBeginning } from "@splithorizon/core/bind";
import type { Resident } from "../../hosts/index.ts";
import { bindListensOn, ownAddressesOf, readBindHost, treeOfHost } from "../../site/index.ts";
import type { Program } from "../world/fault.ts";
import type { SimulationContext, SimulationPart } from "../world/part.ts";
import { whyNoQuerySource } from "../world/query-source.ts";
import { refusedConf } from "./refused-conf.ts";
import { type RndcCommand, readRndc } from "./rndc-command.ts";

const CONNECTION_REFUSED = "rndc: connect failed: 127.0.0.1#953: connection refused";

interface RunningNamed {
  readonly resident: Resident;
  readonly bind: Bind;
}

/** Copies of zones, and journals beside zone files. */
interface Disk {
  readonly copies: readonly SavedCopy[];
  readonly journals: readonly SavedJournal[];
}

const EMPTY: Disk = { copies: [], journals: [] };

/** The zones of every named through time: NOTIFY, refresh, transfers, expiry; `rndc reload`; and what stays on a disk when a named ends. */
export class BindPart implements SimulationPart {
  readonly name = "bind";
  readonly #context: SimulationContext;
  readonly #running = new Map<string, RunningNamed>();
  /** By machine: what outlives its named. */
  readonly #disks = new Map<string, Disk>();

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
    this.rndc(machine, ["reload"]);
    return true;
  }

  /** What is printed of a command that has to wait comes later, and is not told. */
  rndc(machine: string, words: readonly string[]): string | null {
    const { world, processes } = this.#context;
    if (!world.makings.bindHosts.some(({ host }) => host.name === machine)) return null;
    const named = this.#running.get(machine);
    if (named === undefined) {
      this.#say(machine, CONNECTION_REFUSED);
      return CONNECTION_REFUSED;
    }
    const command = readRndc(words);
    if (command.kind === "usage") return command.text;
    const obey = (): string => this.#obey(machine, named, command, words.join(" "));
    if (processes.stateOf(named.resident) !== "held") return obey();
    // rndc waits, and the command stands in the socket.
    processes.hold(named.resident, () => {
      if (processes.isEnding(named.resident)) this.#refuse(machine, command, words.join(" "));
      else obey();
    });
    return "";
  }

  #epochMs(): number {
    return this.#context.unixSeconds() * 1000 - Math.floor(this.#context.now() / 1000) * 1000;
  }

  /** Whoever ends reads nothing any more (seen in course 55 of three nameds). */
  #refuse(machine: string, { verb }: RndcCommand & { readonly kind: "command" }, said: string): void {
    this.#say(machine, `received control channel command '${said}'`);
    if (verb === "reload" || verb === "reconfig") this.#say(machine, "reloading configuration failed: shutting down");
  }

  #obey(
    machine: string,
    named: RunningNamed,
    command: RndcCommand & { readonly kind: "command" },
    said: string,
  ): string {
    const { world, live } = this.#context;
    this.#say(machine, `received control channel command '${said}'`);
    switch (command.verb) {
      case "reload":
      case "reconfig":
        return this.#readAgain(machine, named, command.verb);
      case "flush":
        named.bind.flush(command.scope);
        return "";
      case "all-zones":
      case "zone": {
        const host = world.makings.bindHosts.find((known) => known.host.name === machine)?.host;
        if (host === undefined) return "";
        const files = treeOfHost(world.files, host.files);
        const printed =
          command.verb === "zone"
            ? named.bind.zoneCommand({ ...command.command, epochMs: this.#epochMs() }, files, this.#context.now())
            : named.bind.commandOfAllZones(command.what, files);
        live.residentsChanged();
        return printed;
      }
    }
  }

  programChanged(machine: string, program: Program, state: "started" | "ended"): void {
    if (program !== "named") return;
    if (state === "started") {
      this.#keep(machine, { since: "started", ...(this.#disks.get(machine) ?? EMPTY) });
      return;
    }
    const ended = this.#running.get(machine);
    if (ended === undefined) return;
    this.#disks.set(machine, { copies: ended.bind.copies(), journals: ended.bind.journals() });
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

  /** named-checkconf's verdict is named's own: what it refuses changes nothing. */
  #readAgain(machine: string, { resident, bind }: RunningNamed, how: "reload" | "reconfig"): string {
    const { world, live } = this.#context;
    const known = world.makings.bindHosts.find(({ host }) => host.name === machine);
    if (known === undefined) return "";
    const diagnostics: Diagnostic[] = [];
    const read = readBindHost(known.host, world.files, diagnostics);
    if (read === null || read.refusal !== null) {
      const missing = `open: ${known.host.bind?.config.path}: file not found`;
      const refused = read === null ? { lines: [missing], result: "file not found" } : refusedConf(diagnostics);
      for (const line of refused.lines) this.#say(machine, line);
      this.#say(machine, `reloading configuration failed: ${refused.result}`);
      return `rndc: '${how}' failed: ${refused.result}`;
    }
    const own = ownAddressesOf(world.stationNow(machine) ?? undefined);
    const unbound = whyNoQuerySource(read.settings, own, known.host.sysctls);
    if (unbound !== null) {
      this.#say(machine, `reloading configuration failed: ${unbound}`);
      return `rndc: '${how}' failed: failure`;
    }
    bind.reload(read.settings, read.files, how, this.#context.now());
    world.setBind(machine, read.settings);
    world.listenBy(resident, bindListensOn(read.settings, own));
    live.residentsChanged();
    return how === "reload" ? "server reload successful" : "";
  }

  #say(machine: string, line: string): void {
    this.#context.write("zone", machine, () => line);
  }
}
