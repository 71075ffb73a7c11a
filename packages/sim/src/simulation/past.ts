import { type Instant, InvariantError } from "@splithorizon/core";
import type { Asking, AskingOptions, QuestionKeeper, SiteAnswer } from "../asking/index.ts";
import type { ManualAgenda } from "../live/index.ts";
import { KeptConnection } from "../sending/index.ts";
import type { SiteTwin } from "../site/index.ts";

type Heard = (answer: SiteAnswer) => void;

/** What is played: a simulation. */
interface Played {
  readonly world: SiteTwin;
}

/** Does something to another simulation; a question's answer is told to `heard`. */
type Again<P> = (simulation: P, heard: Heard) => void;

/** What somebody has done to a simulation, and between which of the site's own appointments. */
interface Deed<P> {
  /** So many of them had been kept before. */
  readonly kept: number;
  readonly at: Instant;
  readonly again: Again<P>;
  /** Of a question; null: it is another deed. */
  readonly asking: Asking | null;
  /** Of a question that is under way. */
  isOpen: boolean;
  /** What whoever heard its answer has done at once; null: nothing. */
  afterwards: Deed<P>[] | null;
}

/** A question that is under way where a simulation is forked. */
export interface OpenQuestion {
  readonly asking: Asking;
  readonly askedAt: Instant;
}

/** Told of the answer to a question that was under way, in the fork. */
export type OpenQuestionListener = (question: OpenQuestion, answer: SiteAnswer) => void;

/**
 * Whatever has been done to a simulation from outside, so that it can be done again: appointments and exchanges are
 * functions, and there is no copy of one that is under way.
 */
export class Past<P extends Played> implements QuestionKeeper {
  readonly #agenda: ManualAgenda;
  readonly #deeds: Deed<P>[] = [];
  /** Of a fork: by the connection that whoever asks has in his hands, the fork's own; null: it is none. */
  readonly #connections: WeakMap<KeptConnection, KeptConnection> | null;
  /** Appointments of whoever plays: functions of his, which are not repeated. */
  #foreign = 0;
  /** Whoever plays acts in the middle of an appointment; null: he does not. */
  #acting: { readonly into: () => Deed<P>[]; readonly kept: number } | null = null;
  #isDoing = false;
  #isExact = true;

  constructor(agenda: ManualAgenda, of: "original" | "fork") {
    this.#agenda = agenda;
    this.#connections = of === "fork" ? new WeakMap() : null;
  }

  /** Whether all that was done was done at a place that can be found again. */
  get isExact(): boolean {
    return this.#isExact;
  }

  /** Does something that a fork does again. */
  do<T>(again: Again<P>, act: () => T): T {
    this.#keep(again, null);
    const before = this.#isDoing;
    this.#isDoing = true;
    try {
      return act();
    } finally {
      this.#isDoing = before;
    }
  }

  /** An appointment of whoever plays with the simulation. */
  foreign(act: () => void): () => void {
    return () => {
      this.#foreign += 1;
      this.#letAct(() => this.#deeds, act);
    };
  }

  asked(
    asking: Asking,
    options: AskingOptions,
    heard: Heard,
    again: (twin: SiteTwin, options: AskingOptions, heard: Heard) => void,
  ): { readonly options: AskingOptions; readonly heard: Heard } {
    const { recorder: _nobodyListens, ...repeated } = options;
    const deed = this.#keep(({ world }, then) => again(world, repeated, then), asking);
    if (deed === null) return { options: this.#own(options), heard };
    const into = (): Deed<P>[] => {
      deed.afterwards ??= [];
      return deed.afterwards;
    };
    const answered = (answer: SiteAnswer): void => {
      deed.isOpen = false;
      this.#letAct(into, () => heard(answer));
    };
    return { options: this.#own(options), heard: answered };
  }

  /** Does all of it again to a simulation that has just begun, whose past is `other`. */
  repeat(simulation: P, other: Past<P>, listener: OpenQuestionListener): void {
    for (const deed of this.#deeds.map(snapshot)) {
      other.#passTo(deed.kept, deed.at);
      deed.again(simulation, heardAgain(simulation, deed, listener));
    }
    other.#passTo(this.#kept(), this.#agenda.now());
  }

  #passTo(kept: number, at: Instant): void {
    while (this.#kept() < kept) {
      if (!this.#agenda.keepNext()) throw new InvariantError("what has happened happens again");
    }
    this.#agenda.setTime(at);
  }

  /** How many of the site's own appointments have been kept. */
  #kept(): number {
    return this.#agenda.kept - this.#foreign;
  }

  #keep(again: Again<P>, asking: Asking | null): Deed<P> | null {
    const deeds = this.#place();
    if (deeds === null) {
      this.#isExact = false;
      return null;
    }
    const isOpen = asking !== null;
    const deed: Deed<P> = { kept: this.#kept(), at: this.#agenda.now(), again, asking, isOpen, afterwards: null };
    deeds.push(deed);
    return deed;
  }

  /** Where a deed belongs; null: somebody acts who should only listen, or lets time pass in the middle of an appointment. */
  #place(): Deed<P>[] | null {
    if (this.#isDoing) return null;
    if (this.#acting === null) return this.#agenda.isKeeping ? null : this.#deeds;
    return this.#acting.kept === this.#agenda.kept ? this.#acting.into() : null;
  }

  #letAct(into: () => Deed<P>[], act: () => void): void {
    const before = { acting: this.#acting, isDoing: this.#isDoing };
    this.#acting = { into, kept: this.#agenda.kept };
    this.#isDoing = false;
    try {
      act();
    } finally {
      this.#acting = before.acting;
      this.#isDoing = before.isDoing;
    }
  }

  /** A connection's state is the original's: in a fork it stands for another one. */
  #own(options: AskingOptions): AskingOptions {
    const { connection } = options;
    if (connection === undefined || this.#connections === null) return options;
    const own = this.#connections.get(connection) ?? new KeptConnection();
    this.#connections.set(connection, own);
    return { ...options, connection: own };
  }
}

/** What goes on in the original is none of the fork's. */
function snapshot<P>(deed: Deed<P>): Deed<P> {
  return { ...deed, afterwards: deed.afterwards?.map(snapshot) ?? null };
}

function heardAgain<P>(
  simulation: P,
  { asking, at, isOpen, afterwards }: Deed<P>,
  listener: OpenQuestionListener,
): Heard {
  return (answer) => {
    for (const deed of afterwards ?? []) deed.again(simulation, heardAgain(simulation, deed, listener));
    if (isOpen && asking !== null) listener({ asking, askedAt: at }, answer);
  };
}
