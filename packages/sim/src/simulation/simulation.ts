import { type Instant, laterBy, type Query } from "@splithorizon/core";
import {
  type Asking,
  type AskingOptions,
  digPatience,
  giveTime,
  putQuery,
  type SiteAnswer,
  type StubPatience,
} from "../asking/index.ts";
import type { Sighting, Tap } from "../capture/index.ts";
import { LiveSite, ManualAgenda } from "../live/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { carriersOf, clockOf, subjectOf, youngestObject } from "./beginning.ts";
import { type Fault, type Program, printFault } from "./fault.ts";
import { type EqualRoutes, lotsOver } from "./flows.ts";
import { Harm } from "./harm.ts";
import { printRouteChange, type RouteChange } from "./host-routes.ts";
import { Journal, type JournalKind } from "./journal.ts";
import { Kubectl } from "./kubectl.ts";
import { Links } from "./links.ts";
import { Machines } from "./machines.ts";
import { makeNeighbours } from "./neighbour-world.ts";
import type {
  ObjectDeletion,
  ObjectPatch,
  PatchAnswer,
  PodDeletion,
  SimulationContext,
  SimulationPart,
} from "./part.ts";
import { Processes } from "./processes.ts";
import { Random } from "./random.ts";
import type { RunEnd } from "./run-end.ts";
import { troublesOver } from "./troubles.ts";
import { World } from "./world.ts";
import { WorldEther } from "./world-ether.ts";

export interface SimulationOptions {
  /** The same seed, the same run. */
  readonly seed: number;
  /** Which of several next hops a question takes; by default `by-flow`, as Linux does. */
  readonly equalRoutes?: EqualRoutes;
  /** What a packet takes from one machine to the next, in milliseconds. */
  readonly latencyMs?: number;
  /** Seconds since 1970 at its beginning; without it the youngest object of the site has just been made. */
  readonly beginsAt?: number;
  /** So many events happen at most before a run ends as exhausted. */
  readonly budget?: number;
}

/** Makes a part for a simulation. */
export type PartMaker = (context: SimulationContext) => SimulationPart;

/** A quarter of a millisecond: a switched network of one building. */
const LATENCY_MS = 0.25;
const BUDGET = 50_000_000;
/** Until the next process answers; of named 9.18.49 0.8 to 1.2 s were measured, on a loaded machine. */
const RESTART_MS = 1000;

/**
 * A site in virtual time, in which everything that changes by itself changes, things go wrong and are healed, and questions
 * meet the site as it is at their moment. Nothing but its seed and what is done to it decides what happens.
 */
export class Simulation {
  /** The site as it is now: dig, show and map work on it. */
  readonly world: World;
  readonly journal: Journal = new Journal();
  readonly #agenda = new ManualAgenda();
  readonly #context: SimulationContext;
  readonly #parts: readonly SimulationPart[];
  readonly #kubectl: Kubectl;
  readonly #harm: Harm;
  readonly #ether: WorldEther;
  readonly #live: LiveSite;
  #tap: Tap = null;
  #left: number;
  #events = 0;

  constructor(
    twin: SiteTwin,
    {
      seed,
      equalRoutes = "by-flow",
      latencyMs = LATENCY_MS,
      budget = BUDGET,
      beginsAt = youngestObject(twin),
    }: SimulationOptions,
    parts: readonly PartMaker[],
  ) {
    const random = new Random(seed);
    const agenda = this.#agenda;
    const world = new World(twin);
    this.world = world;
    this.#left = budget;
    const machines = new Machines(carriersOf(twin));
    const links = new Links(latencyMs, random);
    const processes = new Processes();
    world.troublesAt = troublesOver(twin, { world, machines, processes });
    const clock = clockOf(agenda, seed, beginsAt);
    const { now } = clock;
    const neighbours = makeNeighbours({ world, machines, links, agenda, now }, random);
    world.useNeighbours(neighbours);
    const ether = new WorldEther({ world, machines, links, processes, neighbours, now });
    this.#ether = ether;
    const choose = lotsOver(equalRoutes, seed, random);
    const live = new LiveSite(world, agenda, choose, ether);
    this.#live = live;
    giveTime(world, { agenda, live, choose });
    const write = (kind: JournalKind, who: string, text: () => string): void => {
      if (this.journal.isHeard) this.journal.write({ at: agenda.now(), who, kind, text: text() });
    };
    const { journal } = this;
    const sight = (make: () => readonly Sighting[]): void => {
      const tap = this.#tap;
      if (tap !== null) for (const sighting of make()) tap(sighting, agenda.now());
    };
    const known = { agenda, random, world, machines, links, processes, neighbours, live, journal };
    const harmed = { ...known, ...clock, write, sight };
    this.#harm = new Harm(harmed, () => this.#parts);
    this.#context = {
      ...harmed,
      startProgram: (machine, program) => this.#harm.start(machine, program),
      endProgram: (machine, program) => this.#harm.end(machine, program, "heard"),
      isTended: (machine, program) => this.#parts.some((part) => part.tends?.(machine, program) === true),
    };
    this.#parts = parts.map((make) => make(this.#context));
    this.#kubectl = new Kubectl(this.#parts, write);
    for (const part of this.#parts) part.start();
  }

  /** From now on somebody listens in on the site's network: packets of questions and answers, adverts, announcements. */
  listenIn(tap: Tap): void {
    this.#tap = tap;
    this.#live.listenIn(tap, "everything");
  }

  get now(): Instant {
    return this.#agenda.now();
  }

  /** How much has happened: appointments kept. */
  get events(): number {
    return this.#events;
  }

  /** How often a packet has gone from one machine to the next: of a datagram each hop, of a conversation over TCP each message. */
  get hops(): number {
    return this.#ether.hops;
  }

  /** Does something at a moment that is still to come. */
  at(when: Instant, act: () => void): void {
    this.#agenda.at(when, act);
  }

  /** Does something so much later. */
  after(ms: number, act: () => void): void {
    this.#agenda.at(laterBy(this.now, ms), act);
  }

  /** A line for the journal, from whoever plays with the site. */
  write(kind: JournalKind, who: string, text: string): void {
    this.#context.write(kind, who, () => text);
  }

  /** Something goes wrong now, and stays so until it is healed. */
  inject(fault: Fault): void {
    this.#context.write("fault", subjectOf(fault), () => printFault(fault));
    this.#strike(fault);
  }

  #strike(fault: Fault): void {
    this.#deliver(fault, () => {
      if (!this.#isTerminated(fault)) this.#harm.inject(fault);
      for (const part of this.#parts) part.injected(fault);
    });
  }

  /** Signals and commands to a machine that stands still are carried out when it goes on. */
  #deliver(fault: Fault, act: () => void): void {
    const isForProgram = "program" in fault || fault.kind === "kill-vrrp-child";
    if (isForProgram) this.#context.machines.whenGoingOn(fault.machine, act);
    else act();
  }

  /** Whether a part lets the program end in its own time. */
  #isTerminated(fault: Fault): boolean {
    return fault.kind === "stop" && this.#parts.some((part) => part.terminate?.(fault.machine, fault.program) === true);
  }

  /** What was wrong is right again, as far as that is possible: what a program knew before it was killed is gone. */
  heal(fault: Fault): void {
    this.#context.write("healed", subjectOf(fault), () => printFault(fault));
    this.#mend(fault);
  }

  #mend(fault: Fault): void {
    this.#deliver(fault, () => {
      this.#harm.heal(fault);
      for (const part of this.#parts) part.healed(fault);
    });
  }

  startProgram(machine: string, program: Program): void {
    this.#harm.start(machine, program);
  }

  /** `systemctl restart`: SIGTERM, and another process of the program a second later. */
  restart(machine: string, program: Program): void {
    const fault: Fault = { kind: "stop", machine, program };
    this.#context.write("process", machine, () => `${program} is restarted`);
    this.#strike(fault);
    this.after(RESTART_MS, () => this.#mend(fault));
  }

  /** `ip route` on a host. @returns what it prints where the kernel refuses; null: it is done. */
  changeRoute(machine: string, change: RouteChange): string | null {
    const station = this.world.stationNow(machine);
    if (station?.kind !== "host") return `${machine} is no host of the site`;
    const refusal = this.world.hostRoutes.change(station, change);
    this.#context.write("route", machine, () => printRouteChange(change) + (refusal === null ? "" : `: ${refusal}`));
    return refusal;
  }

  /** Changes an object through the API server. */
  patch(patch: ObjectPatch): PatchAnswer {
    return this.#kubectl.patch(patch);
  }

  /** `kubectl apply`: each object of a manifest in turn, in the named cluster or the site's first. */
  apply(manifests: readonly unknown[], cluster: string | null = null): PatchAnswer {
    return this.#kubectl.apply(manifests, cluster);
  }

  /** `kubectl delete` of one object that is no pod. */
  delete(deletion: ObjectDeletion): PatchAnswer {
    return this.#kubectl.delete(deletion);
  }

  /** Pods go, and whoever looks after them makes others. */
  deletePods(deletion: PodDeletion): PatchAnswer {
    return this.#kubectl.deletePods(deletion);
  }

  /** A file of the site has another content from now on. */
  edit(path: string, text: string): void {
    this.world.edit(path, text);
    this.#context.write("file", path, () => "has been changed");
    for (const part of this.#parts) part.fileChanged?.(path);
  }

  /** @returns whether anybody knew how. */
  reload(machine: string, program: Program): boolean {
    return this.#parts.some((part) => part.reload?.(machine, program) === true);
  }

  /** `rndc` on a machine: `reload`, `retransfer z.lan`. @returns what it prints; null: no named is there. */
  rndc(machine: string, words: string): string | null {
    for (const part of this.#parts) {
      const printed = part.rndc?.(machine, words.trim().split(/\s+/)) ?? null;
      if (printed !== null) return printed;
    }
    return null;
  }

  /** Puts a question now; `done` is told once, when the answer is there or nobody waits any more. */
  ask(
    asking: Asking,
    query: Query,
    done: (answer: SiteAnswer) => void,
    patience: StubPatience = digPatience,
    options: AskingOptions = {},
  ): void {
    putQuery(this.world, asking, query, patience, options, done);
  }

  /** Lets time pass until then. */
  runUntil(until: Instant): RunEnd {
    let events = 0;
    while (this.#agenda.keepNext(until)) {
      events += 1;
      this.#left -= 1;
      if (this.#left > 0) continue;
      this.#events += events;
      return { kind: "exhausted", at: this.now, events };
    }
    this.#events += events;
    if (until > this.now) this.#agenda.passUntil(until);
    return { kind: "reached", events };
  }

  runFor(ms: number): RunEnd {
    return this.runUntil((this.now + ms) as Instant);
  }
}
