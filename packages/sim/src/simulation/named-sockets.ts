import { type Address, type Instant, laterBy } from "@splithorizon/core";
import type { OwnAddress } from "@splithorizon/core/bind";
import type { Resident } from "../hosts/index.ts";
import { bindListensOn } from "../site/index.ts";
import type { SimulationContext } from "./part.ts";

/** The kernel tells named of an address that comes or goes (automatic-interface-scan): 3 to 10 ms measured. */
const SCAN_MS = 5;

const LOOPBACK: OwnAddress = { address: "127.0.0.1" as Address, prefixLength: 8 };

/** On which of its machine's addresses each named listens, as addresses come and go. */
export class NamedSockets {
  readonly #context: SimulationContext;
  readonly #known = new WeakMap<Resident, readonly OwnAddress[]>();

  constructor(context: SimulationContext) {
    this.#context = context;
  }

  start(): void {
    for (const { station, program } of this.#context.world.residents) {
      if (program === "bind") this.#follow(station);
    }
  }

  programChanged(machine: string, state: "started" | "ended"): void {
    if (state === "started") this.#follow(machine);
  }

  /** named looks at its machine's addresses a little later. */
  addressesChanged(machine: string): void {
    const { agenda } = this.#context;
    const at: Instant = laterBy(this.#context.now(), SCAN_MS);
    agenda.at(at, () => this.#scan(machine));
  }

  #scan(machine: string): void {
    const { processes } = this.#context;
    const resident = this.#namedOf(machine);
    if (resident === null) return;
    if (processes.stateOf(resident) === "held") {
      processes.hold(resident, () => this.#scan(machine));
      return;
    }
    this.#follow(machine);
  }

  /** Closes what is gone, opens what is new, and tells the server. */
  #follow(machine: string): void {
    const { world } = this.#context;
    const resident = this.#namedOf(machine);
    const settings = world.binds.get(machine);
    if (resident === null || settings === undefined) return;
    const own = this.#ownOf(machine);
    const known = this.#known.get(resident) ?? [];
    const now = this.#context.now();
    for (const { address } of known) {
      if (!own.some((held) => held.address === address)) resident.server.change({ kind: "address-lost", address }, now);
    }
    for (const { address, prefixLength } of own) {
      if (known.some((held) => held.address === address)) continue;
      if (this.#known.has(resident)) resident.server.change({ kind: "address-gained", address, prefixLength }, now);
    }
    this.#known.set(resident, own);
    world.listenBy(resident, bindListensOn(settings, own));
  }

  #namedOf(machine: string): Resident | null {
    return (
      this.#context.world.residents.find(({ station, program }) => station === machine && program === "bind") ?? null
    );
  }

  #ownOf(machine: string): readonly OwnAddress[] {
    const station = this.#context.world.stationNow(machine);
    const own = (station?.addresses ?? []).map(({ address, prefixLength }) => ({ address, prefixLength }));
    return [...own, LOOPBACK];
  }
}
