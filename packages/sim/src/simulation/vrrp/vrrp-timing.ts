import type { Instant } from "@splithorizon/core";

/** keepalived sets its addresses so soon after its first advert as active router, and announces them then. */
export const SET_MS = [0.3, 1.5] as const;
/** A timer fires so much too late: adverts each second are 1.0001 to 1.0005 s apart (measured). */
export const LATE_MS = [0.1, 0.5] as const;
/** keepalived's parent has started a new child so soon, which removes the addresses first (14 to 33 ms measured). */
export const RESTART_MS = [14, 33] as const;
/** From the start of its process until keepalived's timers run (10 to 60 ms measured). */
export const LEAST_START_MS = 10;
export const MOST_START_MS = 28;
/** What has come meanwhile keepalived reads before it looks at its timers (vrrp_scheduler.c vrrp_dispatcher_read). */
export const READ_MS = 0.01;

/** What a script takes at least: a shell, or a program and its end. */
export const SCRIPT_MS = 5;

/** null: never. */
export function earlierOf(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return other < one ? other : one;
}
