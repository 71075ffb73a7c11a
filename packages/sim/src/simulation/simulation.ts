import { type Instant, laterBy, type Query } from "@splithorizon/core";
import {
  type Asking,
  type AskingOptions,
  digPatience,
  forkTwin,
  giveTime,
  putQuery,
  type SiteAnswer,
  type StubPatience,
} from "../asking/index.ts";
import type { Sighting, Tap } from "../capture/index.ts";
import { LiveSite, ManualAgenda } from "../live/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { HostCommands } from "./host-commands.ts";
import { Kubectl } from "./kubectl.ts";
import type { PartMaker, SimulationOptions } from "./options.ts";
import { type OpenQuestionListener, Past } from "./past.ts";
import type { RunEnd } from "./run-end.ts";
import { Strikes } from "./strikes.ts";
import { troublesOver } from "./troubles.ts";
import { carriersOf, clockOf, youngestObject } from "./world/beginning.ts";
import type { Fault, Program } from "./world/fault.ts";
import { lotsOver } from "./world/flows.ts";
import { Harm } from "./world/harm.ts";
import type { RouteChange } from "./world/host-routes.ts";
import { Journal, type JournalKind } from "./world/journal.ts";
import { Links } from "./world/links.ts";
import { Machines } from "./world/machines.ts";
import { makeNeighbours } from "./world/neighbour-world.ts";
import type {
  ObjectDeletion,
  ObjectPatch,
  PatchAnswer,
  PodDeletion,
  SimulationContext,
  SimulationPart,
} from "./world/part.ts";
import { Processes } from "./world/processes.ts";
import { Random } from "./world/random.ts";
import type { WaysSeen } from "./world/ways-seen.ts";
import { World } from "./world/world.ts";
import { WorldEther } from "./world/world-ether.ts";

/** A quarter of a millisecond: a switched network of one building. */
const LATENCY_MS = 0.25;
const BUDGET = 50_000_000;

/** What people and accidents do to a site. */
interface Hands {
  readonly harm: Harm;
  readonly strikes: Strikes;
  readonly kubectl: Kubectl;
  readonly commands: HostCommands;
}

interface Origin {
  readonly twin: SiteTwin;
  readonly options: SimulationOptions;
  readonly parts: readonly PartMaker[];
}

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
  readonly #harm: Harm;
  readonly #hands: Hands;
  readonly #ether: WorldEther;
  readonly #live: LiveSite;
  /** Of what it was made; null: nobody wants to make it again. */
  readonly #origin: Origin | null;
  readonly #past: Past<Simulation> | null;
  #tap: Tap = null;
  #left: number;
  #events = 0;

  constructor(
    twin: SiteTwin,
    options: SimulationOptions,
    parts: readonly PartMaker[],
    of: "original" | "fork" = "original",
  ) {
    const { seed, equalRoutes = "by-flow", latencyMs = LATENCY_MS, budget = BUDGET, keepsDeeds = false } = options;
    const { beginsAt = youngestObject(twin) } = options;
    this.#origin = keepsDeeds ? { twin: forkTwin(twin), options, parts } : null;
    this.#past = keepsDeeds ? new Past<Simulation>(this.#agenda, of) : null;
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
    giveTime(world, { agenda, live, choose, keeper: this.#past });
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
    this.#hands = {
      harm: this.#harm,
      strikes: new Strikes(this.#context, this.#harm, this.#parts),
      kubectl: new Kubectl(this.#parts, write),
      commands: new HostCommands(this.#context, this.#parts),
    };
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

  /** From now on, until somebody else wants it, it is noted what packets meet. */
  lookAtWays(): WaysSeen {
    return this.#ether.lookAtWays();
  }

  /**
   * Does something at a moment that is still to come. `act` is a function of whoever plays, and knows this simulation alone:
   * what it has done a fork has seen, what is still to come does not come there by itself.
   */
  at(when: Instant, act: () => void): void {
    this.#agenda.at(when, this.#past?.foreign(act) ?? act);
  }

  /** Does something so much later, as {@link at}. */
  after(ms: number, act: () => void): void {
    this.at(laterBy(this.now, ms), act);
  }

  /** A line for the journal, from whoever plays with the site; nobody need hear it again in a fork. */
  write(kind: JournalKind, who: string, text: string): void {
    this.#context.write(kind, who, () => text);
  }

  /** Something goes wrong now, and stays so until it is healed. */
  inject(fault: Fault): void {
    this.#do(({ strikes }) => strikes.inject(fault));
  }

  /** What was wrong is right again, as far as that is possible: what a program knew before it was killed is gone. */
  heal(fault: Fault): void {
    this.#do(({ strikes }) => strikes.heal(fault));
  }

  startProgram(machine: string, program: Program): void {
    this.#do(({ harm }) => harm.start(machine, program));
  }

  /** `systemctl restart`: SIGTERM, and another process of the program a second later. */
  restart(machine: string, program: Program): void {
    this.#do(({ strikes }) => strikes.restart(machine, program));
  }

  /** `ip route` on a host. @returns what it prints where the kernel refuses; null: it is done. */
  changeRoute(machine: string, change: RouteChange): string | null {
    return this.#do(({ commands }) => commands.changeRoute(machine, change));
  }

  /** Changes an object through the API server. */
  patch(patch: ObjectPatch): PatchAnswer {
    return this.#do(({ kubectl }) => kubectl.patch(patch));
  }

  /** `kubectl apply`: each object of a manifest in turn, in the named cluster or the site's first. */
  apply(manifests: readonly unknown[], cluster: string | null = null): PatchAnswer {
    return this.#do(({ kubectl }) => kubectl.apply(manifests, cluster));
  }

  /** `kubectl delete` of one object that is no pod. */
  delete(deletion: ObjectDeletion): PatchAnswer {
    return this.#do(({ kubectl }) => kubectl.delete(deletion));
  }

  /** Pods go, and whoever looks after them makes others. */
  deletePods(deletion: PodDeletion): PatchAnswer {
    return this.#do(({ kubectl }) => kubectl.deletePods(deletion));
  }

  /** A file of the site has another content from now on. */
  edit(path: string, text: string): void {
    this.#do(({ commands }) => commands.edit(path, text));
  }

  /** @returns whether anybody knew how. */
  reload(machine: string, program: Program): boolean {
    return this.#do(({ commands }) => commands.reload(machine, program));
  }

  /** `rndc` on a machine: `reload`, `retransfer z.lan`. @returns what it prints; null: no named is there. */
  rndc(machine: string, words: string): string | null {
    return this.#do(({ commands }) => commands.rndc(machine, words));
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

  /**
   * The same site in the same state, to the last packet under way, and independent of this one: what is done to one of them
   * from now on the other does not see, and the same deeds have the same consequences in both. Everything that has been
   * done is done again to another simulation, so it costs what the time until now has cost, and at the beginning no more
   * than a new one. Who listens to the journal or to the network listens here alone; who has asked hears the answer here
   * alone, and `listener` what comes of it in the fork. Whoever asks in the fork over a kept connection
   * asks over one of the fork's own.
   * @returns null where nobody wanted the deeds to be kept (`keepsDeeds`), or some have no place that can be found again:
   * who listens to the journal, to the network or to a trace must do nothing to the simulation meanwhile, and nobody may
   * let time pass in the middle of an appointment.
   */
  fork(listener: OpenQuestionListener = () => {}): Simulation | null {
    const past = this.#past;
    if (past === null || this.#origin === null || !past.isExact) return null;
    const { twin, options, parts } = this.#origin;
    const fork = new Simulation(forkTwin(twin), options, parts, "fork");
    if (fork.#past !== null) past.repeat(fork, fork.#past, listener);
    fork.#left = this.#left;
    fork.#events = this.#events;
    return fork;
  }

  #do<T>(act: (hands: Hands) => T): T {
    const once = (): T => act(this.#hands);
    return this.#past === null ? once() : this.#past.do((own) => void own.#do(act), once);
  }
}
