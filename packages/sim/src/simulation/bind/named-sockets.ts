import { type Instant, laterBy } from "@splithorizon/core";
import type { BindSettings, OwnAddress } from "@splithorizon/core/bind";
import type { Resident } from "../../hosts/index.ts";
import { bindListensOn, ownAddressesOf } from "../../site/index.ts";
import type { SimulationContext } from "../world/part.ts";

/** The kernel tells named of an address that comes or goes, and so much later it listens there (measured). */
const LEAST_SCAN_MS = 3;
const MOST_SCAN_MS = 10;

/** On which of its machine's addresses each named listens, as addresses come and go (vrrp-measured.md section 5). */
export class NamedSockets {
  readonly #context: SimulationContext;
  /** The addresses that each named knew when it last looked. */
  readonly #known = new WeakMap<Resident, readonly OwnAddress[]>();
  /** From when each named counts its interval. */
  readonly #started = new WeakMap<Resident, number>();

  constructor(context: SimulationContext) {
    this.#context = context;
  }

  /** All have been running for long. */
  start(): void {
    const { world, random } = this.#context;
    for (const resident of world.residents) {
      if (resident.program !== "bind") continue;
      const intervalMs = 1000 * (world.binds.get(resident.station)?.interfaceScan.intervalSeconds ?? 0);
      this.#started.set(resident, this.#context.now() - random.between(0, intervalMs));
      this.#follow(resident);
    }
  }

  programChanged(machine: string, state: "started" | "ended"): void {
    const resident = this.#namedOf(machine);
    if (state === "ended" || resident === null) return;
    this.#started.set(resident, this.#context.now());
    this.#follow(resident);
  }

  /** named notices a little later, when it next looks, or never. */
  addressesChanged(machine: string): void {
    const { random, world } = this.#context;
    const resident = this.#namedOf(machine);
    const settings = world.binds.get(machine);
    if (resident === null || settings === undefined) return;
    const { isAutomatic, intervalSeconds } = settings.interfaceScan;
    if (isAutomatic)
      this.#lookLater(resident, laterBy(this.#context.now(), random.between(LEAST_SCAN_MS, MOST_SCAN_MS)));
    else if (intervalSeconds > 0) this.#lookLater(resident, this.#nextLook(resident, 1000 * intervalSeconds));
  }

  /** At whole multiples of the interval after its start. */
  #nextLook(resident: Resident, intervalMs: number): Instant {
    const now = this.#context.now();
    const passedMs = (now - (this.#started.get(resident) ?? 0)) % intervalMs;
    return laterBy(now, intervalMs - passedMs);
  }

  #lookLater(resident: Resident, at: Instant): void {
    this.#context.agenda.at(at, () => this.#look(resident));
  }

  #look(resident: Resident): void {
    const { processes } = this.#context;
    const state = processes.stateOf(resident);
    if (state === "held") processes.hold(resident, () => this.#look(resident));
    else if (state === "running") this.#follow(resident);
  }

  /** Closes what is gone, opens what is new, and tells the server. */
  #follow(resident: Resident): void {
    const { world } = this.#context;
    const settings: BindSettings | undefined = world.binds.get(resident.station);
    if (settings === undefined) return;
    const own = ownAddressesOf(world.stationNow(resident.station) ?? undefined);
    const known = this.#known.get(resident);
    const now = this.#context.now();
    for (const { address } of known ?? []) {
      if (!own.some((held) => held.address === address)) resident.server.change({ kind: "address-lost", address }, now);
    }
    for (const { address, prefixLength } of own) {
      if (known === undefined || known.some((held) => held.address === address)) continue;
      resident.server.change({ kind: "address-gained", address, prefixLength }, now);
    }
    this.#known.set(resident, own);
    world.listenBy(resident, bindListensOn(settings, own));
  }

  #namedOf(machine: string): Resident | null {
    const { residents } = this.#context.world;
    return residents.find(({ station, program }) => station === machine && program === "bind") ?? null;
  }
}
