import { BEGINNING, type Instant } from "@splithorizon/core";
import type { Cancel } from "../sending/index.ts";

export type { Cancel };

/** A time that passes by itself, and what is to be done in it: the machine's clock, or a hand that turns it. */
export interface Agenda {
  /** Never goes back. */
  now(): Instant;
  /** Calls `act` once, not before `when` and never before this call has returned. */
  at(when: Instant, act: () => void): Cancel;
}

interface Appointment {
  readonly when: Instant;
  /** Of equal ones the first to be made is the first to be kept. */
  readonly place: number;
  /** null: cancelled. */
  act: (() => void) | null;
}

/** So many cancelled appointments may lie about before somebody clears up. */
const MOST_CANCELLED = 64;

/** Time that passes only when it is told to. */
export class ManualAgenda implements Agenda {
  /** A binary heap: the earliest stands first. */
  #heap: Appointment[] = [];
  #cancelled = 0;
  #made = 0;
  #now: Instant;

  constructor(now: Instant = BEGINNING) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  at(when: Instant, act: () => void): Cancel {
    this.#made += 1;
    const appointment: Appointment = { when, place: this.#made, act };
    this.#add(appointment);
    return () => this.#cancel(appointment);
  }

  /** When the next appointment is; null: there is none. */
  get next(): Instant | null {
    return this.#earliest()?.when ?? null;
  }

  /** Keeps all appointments until then, in the order of their time; equal ones in the order in which they were made. */
  passUntil(until: Instant): void {
    while (this.keepNext(until));
    if (until > this.#now) this.#now = until;
  }

  /** Keeps the next appointment, if there is one, until then. */
  keepNext(until: Instant | null = null): boolean {
    const next = this.#earliest();
    if (next === null || (until !== null && next.when > until)) return false;
    const { act } = next;
    next.act = null;
    this.#removeFirst();
    if (next.when > this.#now) this.#now = next.when;
    act?.();
    return true;
  }

  #cancel(appointment: Appointment): void {
    if (appointment.act === null) return;
    appointment.act = null;
    this.#cancelled += 1;
    if (this.#cancelled > MOST_CANCELLED && this.#cancelled * 2 > this.#heap.length) this.#clearUp();
  }

  #clearUp(): void {
    // A sorted list is a heap.
    this.#heap = this.#heap.filter(({ act }) => act !== null).sort((one, other) => (isBefore(one, other) ? -1 : 1));
    this.#cancelled = 0;
  }

  #earliest(): Appointment | null {
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined) return null;
      if (first.act !== null) return first;
      this.#removeFirst();
      this.#cancelled -= 1;
    }
  }

  #add(appointment: Appointment): void {
    let place = this.#heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || isBefore(parent, appointment)) break;
      this.#heap[place] = parent;
      place = above;
    }
    this.#heap[place] = appointment;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let place = 0;
    for (;;) {
      const below = this.#earlierChild(place);
      const child = this.#heap[below];
      if (child === undefined || isBefore(last, child)) break;
      this.#heap[place] = child;
      place = below;
    }
    this.#heap[place] = last;
  }

  #earlierChild(place: number): number {
    const [left, right] = [this.#heap[2 * place + 1], this.#heap[2 * place + 2]];
    const isRight = left !== undefined && right !== undefined && isBefore(right, left);
    return 2 * place + (isRight ? 2 : 1);
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.when < other.when || (one.when === other.when && one.place < other.place);
}
