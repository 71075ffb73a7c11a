import type { Instant } from "@splithorizon/core";
import type { Sighting } from "../../capture/index.ts";
import type { Agenda, LiveSite } from "../../live/index.ts";
import type { AppliedManifest } from "./applied-manifest.ts";
import type { Fault, Program } from "./fault.ts";
import type { Journal, JournalKind } from "./journal.ts";
import type { Links } from "./links.ts";
import type { Machines } from "./machines.ts";
import type { NeighbourTable } from "./neighbour-table.ts";
import type { Processes } from "./processes.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** What somebody does to an object: the body of a patch, as `kubectl patch` sends it. */
export interface ObjectPatch {
  /** null: the site's only cluster. */
  readonly cluster: string | null;
  /** In lower case: `service`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: "strategic" | "merge" | "json";
  readonly body: unknown;
}

/** `kubectl delete pod`: one by its name, or those that a label selector finds. */
export interface PodDeletion {
  readonly namespace: string;
  readonly name: string | null;
  /** As behind `-l`. */
  readonly selector: string | null;
}

/** `kubectl delete`: one object. */
export interface ObjectDeletion {
  /** null: the site's only cluster. */
  readonly cluster: string | null;
  /** In lower case: `service`. */
  readonly kind: string;
  /** Empty where the kind has none. */
  readonly namespace: string;
  readonly name: string;
}

/** What kubectl prints of the API server's answer. */
export interface PatchAnswer {
  readonly isAccepted: boolean;
  readonly text: string;
}

/** Everything that a part of a simulation works with. */
export interface SimulationContext {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly world: World;
  readonly machines: Machines;
  readonly links: Links;
  readonly processes: Processes;
  readonly neighbours: NeighbourTable;
  readonly live: LiveSite;
  readonly journal: Journal;
  /** Chance of its own for one purpose: who draws from it changes nothing for others. */
  randomFor(purpose: string): Random;
  now(): Instant;
  /** The moment in seconds since 1970. */
  unixSeconds(): number;
  /** Writes a line into the journal; the text is made only when somebody listens. */
  write(kind: JournalKind, who: string, text: () => string): void;
  /** Tells whoever listens in on the network what is under way; it is made only when somebody does. */
  sight(make: () => readonly Sighting[]): void;
  /** Starts a program that has none running; what it knew before is gone. */
  startProgram(machine: string, program: Program): void;
  /** Ends a program, without a farewell. */
  endProgram(machine: string, program: Program): void;
  /** Whether a part looks after a program: it starts it where its machine has power again. */
  isTended(machine: string, program: Program): boolean;
}

/** Something that changes by itself: elections, informers, zone transfers. Told what happens, it plans its own appointments. */
export interface SimulationPart {
  readonly name: string;
  /** Once, at the beginning. */
  start(): void;
  /** After the fault has struck machines, links and processes. */
  injected(fault: Fault): void;
  /** After it has been healed there. */
  healed(fault: Fault): void;
  /** Somebody changes an object through the API server; null: this part knows no such object. */
  patch?(patch: ObjectPatch): PatchAnswer | null;
  /** `kubectl apply` of one object; null: this part keeps none of that kind. `cluster` null: the first one. */
  apply?(manifest: AppliedManifest, cluster: string | null): PatchAnswer | null;
  /** `kubectl delete` of one object; null: this part keeps none of that kind. */
  deleteObject?(deletion: ObjectDeletion): PatchAnswer | null;
  /** Somebody deletes pods; null: this part knows none of them. */
  deletePods?(deletion: PodDeletion): PatchAnswer | null;
  /** A file of the site has another content; whoever reads it does so when he is told to. */
  fileChanged?(path: string): void;
  /** An administrator lets a program read its files again; false: this part does not know how. */
  reload?(machine: string, program: Program): boolean;
  /** An administrator says something to the named of a machine, by rndc there. @returns what rndc prints; null: there is no such named here. */
  rndc?(machine: string, words: readonly string[]): string | null;
  /** SIGTERM has been sent; true: the program takes its time to end, and this part sees to it. */
  terminate?(machine: string, program: Program): boolean;
  /** Whether this part starts the program by itself where its machine has power again: kubelet does, for its pods. */
  tends?(machine: string, program: Program): boolean;
  /** A program has been started or has ended, for whatever reason. */
  programChanged(machine: string, program: Program, state: "started" | "ended"): void;
}
