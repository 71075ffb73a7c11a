import { type Instant, instantFromMs } from "@splithorizon/core";
import type { Agenda, Cancel } from "../../live/index.ts";

/** Longer than that no timer of Node waits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's monotonic clock, beginning now. */
export function realAgenda(): Agenda {
  const start = performance.now();
  const now = (): Instant => instantFromMs(performance.now() - start);
  return { now, at: (when, act) => keepAppointment(now, when, act) };
}

/** Node's timers may fire a little early, and no server may be woken before its time. */
function keepAppointment(now: () => Instant, when: Instant, act: () => void): Cancel {
  const wait = (): NodeJS.Timeout =>
    setTimeout(
      () => {
        if (now() >= when) act();
        else timer = wait();
      },
      Math.min(Math.max(Math.ceil(when - now()), 0), LONGEST_TIMER_MS),
    );
  let timer = wait();
  return () => clearTimeout(timer);
}
