import type { Instant } from "@splithorizon/core";

/** Something that happens at a moment. */
export interface Event {
  readonly at: Instant;
  readonly happen: () => void;
}

/** Events by time; of one moment, the one that was added first comes first. */
export class EventQueue {
  /** Latest first. */
  readonly #events: Event[] = [];

  add(at: Instant, happen: () => void): void {
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1]?.at ?? at) <= at) place -= 1;
    this.#events.splice(place, 0, { at, happen });
  }

  /** The earliest; null where there is none. */
  peek(): Event | null {
    return this.#events.at(-1) ?? null;
  }

  pop(): Event | null {
    return this.#events.pop() ?? null;
  }
}
