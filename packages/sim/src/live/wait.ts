import { type AskFailure, type FittedResponse, laterBy, type Transport } from "@splithorizon/core";
import type { Agenda, Cancel } from "./agenda.ts";
import type { Errand } from "./errand.ts";

/** What came of a question. */
export type Fate =
  | { readonly kind: "answered"; readonly fitted: readonly (FittedResponse & { readonly bytes: Uint8Array })[] }
  | { readonly kind: "failed"; readonly how: AskFailure; readonly why: string; readonly isConnected?: boolean };

const FOR_EVER = Number.POSITIVE_INFINITY;

/** An asker's patience: of an answer and the end of its time whatever comes first. */
export class Wait {
  readonly #agenda: Agenda;
  readonly #errand: Errand;
  readonly #patienceMs: number;
  readonly #notice: (fate: Fate) => void;
  #why: string | null = null;
  #isOver = false;
  #cancel: Cancel | null = null;

  /** `notice` is called once, at the moment at which the asker notices. `patienceMs` may be infinite. */
  constructor(agenda: Agenda, errand: Errand, patienceMs: number, notice: (fate: Fate) => void) {
    this.#agenda = agenda;
    this.#errand = errand;
    this.#patienceMs = patienceMs;
    this.#notice = notice;
  }

  /** Starts the clock, if there is still something to wait for; `why` is what is said when the time is over. */
  begin(why: string): void {
    if (this.#isOver || this.#patienceMs === FOR_EVER) return;
    this.endLater(this.#patienceMs, () => ({ kind: "failed", how: "timeout", why: this.#why ?? why }));
  }

  /** The kernel takes a connection, also for a program that stands still: from now on the patience is another. */
  accepted({ transport, answerMs }: { readonly transport: Transport; readonly answerMs?: number }): void {
    if (this.#isOver || transport === "udp" || answerMs === undefined || this.#patienceMs === FOR_EVER) return;
    if (this.#cancel !== null) this.#forget(this.#cancel);
    this.endLater(answerMs, () => ({
      kind: "failed",
      how: "timeout",
      why: this.#why ?? "the connection is silent",
      isConnected: true,
    }));
  }

  /** Something may still come; `why` is what is said when the time is over before that. */
  inVainSoFar(why: string): void {
    this.#why = why;
  }

  /** Nothing will come. Whoever waits for ever hears so at once, everybody else when the time is over. */
  inVain(why: string): void {
    this.#why = why;
    if (this.#patienceMs === FOR_EVER) this.end({ kind: "failed", how: "timeout", why });
  }

  /** The connection is there no more. */
  reset(why: string): void {
    this.end({ kind: "failed", how: "reset", why, isConnected: true });
  }

  end(fate: Fate): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#cancel !== null) this.#forget(this.#cancel);
    this.#notice(fate);
  }

  /** At once, where there is nothing to wait for. */
  endLater(waitMs: number, fateThen: () => Fate): void {
    if (waitMs === 0 || this.#patienceMs === FOR_EVER) {
      this.end(fateThen());
      return;
    }
    this.#cancel = this.#agenda.at(laterBy(this.#agenda.now(), waitMs), () =>
      this.#errand.attempt(() => this.end(fateThen())),
    );
    this.#errand.waits(this.#cancel);
  }

  #forget(cancel: Cancel): void {
    this.#errand.waitsNoMore(cancel);
    cancel();
  }
}
