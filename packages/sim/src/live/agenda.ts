import { BEGINNING, type Instant } from "@splithorizon/core";

/** Forgets an appointment; without effect once it has been kept. */
export type Cancel = () => void;

/** A time that passes by itself, and what is to be done in it: the machine's clock, or a test's hand. */
export interface Agenda {
  /** Never goes back. */
  now(): Instant;
  /** Calls `act` once, not before `when` and never before this call has returned. */
  at(when: Instant, act: () => void): Cancel;
}

interface Appointment {
  readonly when: Instant;
  readonly act: () => void;
}

/** Time that passes only when it is told to. */
export class ManualAgenda implements Agenda {
  readonly #appointments = new Set<Appointment>();
  #now: Instant = BEGINNING;

  now(): Instant {
    return this.#now;
  }

  at(when: Instant, act: () => void): Cancel {
    const appointment = { when, act };
    this.#appointments.add(appointment);
    return () => this.#appointments.delete(appointment);
  }

  /** When the next appointment is; null: there is none. */
  get next(): Instant | null {
    return this.#earliest()?.when ?? null;
  }

  /** Keeps all appointments until then, in the order of their time; equal ones in the order in which they were made. */
  passUntil(until: Instant): void {
    for (let next = this.#earliest(); next !== null && next.when <= until; next = this.#earliest()) {
      this.#appointments.delete(next);
      if (next.when > this.#now) this.#now = next.when;
      next.act();
    }
    if (until > this.#now) this.#now = until;
  }

  #earliest(): Appointment | null {
    let earliest: Appointment | null = null;
    for (const appointment of this.#appointments) {
      if (earliest === null || appointment.when < earliest.when) earliest = appointment;
    }
    return earliest;
  }
}
