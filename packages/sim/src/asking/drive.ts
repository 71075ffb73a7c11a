import type { ChoiceKind, Exchange, Instant } from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Recorder, TraceEvent } from "../trace/index.ts";
import type { OutgoingQuestion } from "./outgoing-question.ts";
import { EndlessAsking } from "./signals.ts";

/** Draws lots: the index of one of `among` alternatives. */
export type Chooser = (among: number, why: ChoiceKind) => number;

/** The same every time: of several the first. */
export const firstAlternative: Chooser = () => 0;

/** A server at work on a question, and who waits for it. */
export interface Frame {
  readonly resident: Resident;
  /** What it was asked; null where it works by itself. */
  readonly asked: OutgoingQuestion | null;
  readonly below: Frame | null;
  readonly depth: number;
}

/** What goes on after the reply. */
export interface Spawned {
  readonly exchange: Exchange;
  readonly resident: Resident;
  readonly at: Instant;
}

/** One server asks the next, so deep at most (a loop of forwarders). */
const MOST_DEPTH = 16;
/** So many questions come of one at most. */
const MOST_QUESTIONS = 2000;

/** What one asking needs of its surroundings: the site, the lots, whoever listens, and how much may still be asked. */
export class Drive {
  readonly twin: SiteTwin;
  readonly choose: Chooser;
  readonly #recorder: Recorder;
  readonly spawned: Spawned[] = [];
  #questions = 0;
  /** The moment that remarks belong to. */
  now: Instant;

  constructor(twin: SiteTwin, choose: Chooser, recorder: Recorder, now: Instant) {
    this.twin = twin;
    this.choose = choose;
    this.#recorder = recorder;
    this.now = now;
  }

  get isRecorded(): boolean {
    return this.#recorder !== null;
  }

  record(depth: number, event: TraceEvent): void {
    this.#recorder?.({ at: this.now, depth, event });
  }

  /** @throws EndlessAsking where servers ask each other in circles. */
  countQuestion(frame: Frame | null): void {
    this.#questions += 1;
    const isTooDeep = (frame?.depth ?? 0) >= MOST_DEPTH;
    if (isTooDeep || this.#questions > MOST_QUESTIONS) throw new EndlessAsking(pathOf(frame));
  }
}

function pathOf(frame: Frame | null): readonly string[] {
  const path: string[] = [];
  for (let at = frame; at !== null; at = at.below) path.unshift(at.resident.title);
  return path;
}
