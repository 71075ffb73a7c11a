declare const instantBrand: unique symbol;

/** Milliseconds of virtual time since the beginning of the simulation; whole or fractional, never negative. */
export type Instant = number & { readonly [instantBrand]: "Instant" };

/** The moment at which every twin begins. */
export const BEGINNING: Instant = 0 as Instant;

export function instantFromMs(ms: number): Instant {
  return ms as Instant;
}

export function laterBy(instant: Instant, ms: number): Instant {
  return (instant + ms) as Instant;
}

/** The later of two. */
export function laterOf(left: Instant, right: Instant): Instant {
  return left < right ? right : left;
}

/** Whole seconds since the beginning: BIND and CoreDNS count TTLs by the second. */
export function wholeSeconds(instant: Instant): number {
  return Math.floor(instant / 1000);
}
