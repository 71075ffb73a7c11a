import type { Agenda, Cancel } from "./agenda.ts";

/** What servers are at work on, and who waits for its end. */
export class WorkInHand {
  readonly #agenda: Agenda;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Begins a piece of work; what it gives back ends it, once. */
  begin(key: string): () => void {
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting);
    return () => {
      if (this.#waiting.get(key) !== waiting) return;
      this.#waiting.delete(key);
      // Whoever began it goes on first.
      this.#agenda.at(this.#agenda.now(), () => {
        for (const act of waiting) act();
      });
    };
  }

  /** Calls `act` when the work has ended; null: nobody is at it. */
  waitFor(key: string, act: () => void): Cancel | null {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return null;
    waiting.add(act);
    return () => waiting.delete(act);
  }
}
