import type { Instant } from "@splithorizon/core";
import type { Contender } from "./contender.ts";

/** `init`: keepalived has not come so far yet, or does not run. */
export type RouterState = "init" | "backup" | "active" | "fault";

/** What goes over the link. Its checks are made by whoever carries it ({@link Hearing}). */
export interface Advert {
  readonly from: Contender;
  /** 0: the router resigns. */
  readonly priority: number;
  readonly intervalMs: number;
}

/** What a router does to the world. Called while something is told to it. */
export interface RouterActions {
  now(): Instant;
  /** It is active, and has heard a lower router: others of its sync group announce their addresses as well. */
  heardLower(): void;
  /** How much later than it wants to a timer fires, in milliseconds. */
  lateness(): number;
  /** So many gratuitous ARPs for each of its addresses. */
  announce(times: number): void;
  send(advert: Advert): void;
  takeAddresses(): void;
  dropAddresses(): void;
  entered(state: RouterState, why: string): void;
}

/** How long it takes until a backup's patience begins to run. */
export interface StartDelays {
  /** Of the program. */
  readonly processMs: number;
  /** `vrrp_startup_delay`. */
  readonly startupDelayMs: number;
}
