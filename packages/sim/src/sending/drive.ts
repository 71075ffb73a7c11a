import type { ChoiceKind, Exchange, Instant } from "@splithorizon/core";
import type { Sighting, Tap } from "../capture/index.ts";
import type { Resident } from "../hosts/index.ts";
import type { Flow } from "../network/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Recorder, TraceEvent, TraceStep } from "../trace/index.ts";
import type { Ether } from "./ether.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";
import { EndlessAsking } from "./signals.ts";

/** Draws lots: the index of one of `among` alternatives; `flow`: what stands before equal routes, null elsewhere. */
export type Chooser = (among: number, why: ChoiceKind, flow: Flow | null) => number;

/** The same every time: of several the first. */
export const firstAlternative: Chooser = () => 0;

/** A server at work on a question, and who waits for it. */
export interface Frame {
  readonly resident: Resident;
  /** What it was asked; null where it works by itself. */
  readonly asked: OutgoingQuestion | null;
  readonly below: Frame | null;
  readonly mark: Mark;
}

/** Where a step stands in a trace. */
export type Mark = Pick<TraceStep, "depth" | "conversation">;

/** What goes on after the reply. */
export interface Spawned {
  readonly exchange: Exchange;
  readonly resident: Resident;
}

/** Who draws lots, and who listens. */
export interface DriveOptions {
  readonly choose: Chooser;
  readonly recorder: Recorder;
  /** null: a site at rest, whose packets arrive at once. */
  readonly ether: Ether | null;
  /** Listens in on the network; by default nobody does. */
  readonly tap?: Tap;
}

/** One server asks the next, so deep at most (a loop of forwarders). */
const MOST_DEPTH = 16;
/** So many questions come of one at most. */
const MOST_QUESTIONS = 2000;

/** What one asking needs of its surroundings: the site, the time, the lots, whoever listens, and how much may still be asked. */
export class Drive {
  readonly twin: SiteTwin;
  readonly choose: Chooser;
  readonly ether: Ether | null;
  readonly spawned: Spawned[] = [];
  readonly #clock: { now(): Instant };
  readonly #tap: Tap;
  #recorder: Recorder;
  #questions = 0;

  constructor(twin: SiteTwin, clock: { now(): Instant }, { choose, recorder, ether, tap = null }: DriveOptions) {
    this.twin = twin;
    this.choose = choose;
    this.ether = ether;
    this.#clock = clock;
    this.#tap = tap;
    this.#recorder = recorder;
  }

  get isRecorded(): boolean {
    return this.#recorder !== null;
  }

  record({ depth, conversation }: Mark, event: TraceEvent): void {
    this.#recorder?.({ at: this.#clock.now(), depth, conversation, event });
  }

  get isTapped(): boolean {
    return this.#tap !== null;
  }

  sight(sighting: Sighting): void {
    this.#tap?.(sighting, this.#clock.now());
  }

  /** What still happens is nobody's business any more. */
  stopRecording(): void {
    this.#recorder = null;
  }

  /**
   * One more question is put; `frame` is the server that asks, null: a client.
   * @throws EndlessAsking where servers ask each other in circles.
   */
  beginQuestion(frame: Frame | null): Mark {
    this.#questions += 1;
    const depth = frame === null ? 0 : frame.mark.depth + 1;
    if (depth > MOST_DEPTH || this.#questions > MOST_QUESTIONS) throw new EndlessAsking(pathOf(frame));
    return { depth, conversation: this.#questions };
  }
}

/** From the first server on, to where one comes up again; all of them where none does. */
function pathOf(frame: Frame | null): readonly string[] {
  const path: string[] = [];
  for (let at = frame; at !== null; at = at.below) path.unshift(at.resident.title);
  const again = path.findIndex((title, at) => path.indexOf(title) < at);
  return again < 0 ? path : path.slice(0, again + 1);
}
