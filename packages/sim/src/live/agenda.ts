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
  readonly order: number;
  readonly act: () => void;
  /** Where it stands in the heap; GONE: it has been kept, or cancelled. */
  place: number;
}

const GONE = -1;

/** Time that passes only when it is told to. */
export class ManualAgenda implements Agenda {
  /** A binary heap: the earliest stands first. What is cancelled leaves it at once: most are timeouts that nobody needs any more. */
  readonly #heap: Appointment[] = [];
  #made = 0;
  #now: Instant;
  #kept = 0;
  #isKeeping = false;

  constructor(now: Instant = BEGINNING) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  at(when: Instant, act: () => void): Cancel {
    this.#made += 1;
    const appointment: Appointment = { when, order: this.#made, act, place: GONE };
    this.#rise(appointment, this.#heap.length);
    return () => this.#remove(appointment);
  }

  /** How many appointments have been kept, the one that is being kept among them. */
  get kept(): number {
    return this.#kept;
  }

  /** Whether one is being kept. */
  get isKeeping(): boolean {
    return this.#isKeeping;
  }

  /** Nobody's appointment is kept; those from before that moment are late. */
  setTime(now: Instant): void {
    this.#now = now;
  }

  /** When the next appointment is; null: there is none. */
  get next(): Instant | null {
    return this.#heap[0]?.when ?? null;
  }

  /** Keeps all appointments until then, in the order of their time; equal ones in the order in which they were made. */
  passUntil(until: Instant): void {
    while (this.keepNext(until));
    if (until > this.#now) this.#now = until;
  }

  /** Keeps the next appointment, if there is one, until then. */
  keepNext(until: Instant | null = null): boolean {
    const next = this.#heap[0];
    if (next === undefined || (until !== null && next.when > until)) return false;
    this.#remove(next);
    if (next.when > this.#now) this.#now = next.when;
    this.#kept += 1;
    const before = this.#isKeeping;
    this.#isKeeping = true;
    try {
      next.act();
    } finally {
      this.#isKeeping = before;
    }
    return true;
  }

  /** The last one takes its place, and goes up or down from there. */
  #remove(appointment: Appointment): void {
    const { place } = appointment;
    if (place === GONE) return;
    appointment.place = GONE;
    const last = this.#heap.pop();
    if (last === undefined || last === appointment) return;
    if (isBefore(last, appointment)) this.#rise(last, place);
    else this.#sink(last, place);
  }

  #rise(appointment: Appointment, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || isBefore(parent, appointment)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(appointment, place);
  }

  #sink(appointment: Appointment, from: number): void {
    let place = from;
    for (;;) {
      const below = this.#earlierChild(place);
      const child = this.#heap[below];
      if (child === undefined || isBefore(appointment, child)) break;
      this.#put(child, place);
      place = below;
    }
    this.#put(appointment, place);
  }

  #put(appointment: Appointment, place: number): void {
    this.#heap[place] = appointment;
    appointment.place = place;
  }

  #earlierChild(place: number): number {
    const left = 2 * place + 1;
    const one = this.#heap[left];
    const other = this.#heap[left + 1];
    return one !== undefined && other !== undefined && isBefore(other, one) ? left + 1 : left;
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.when < other.when || (one.when === other.when && one.order < other.order);
}
