import type { Instant } from "@splithorizon/core";
import type { Contender } from "./contender.ts";
import type { ChecksumOf } from "./unicast-checksum.ts";

/** `init`: keepalived has not come so far yet, or does not run. */
export type RouterState = "init" | "backup" | "active" | "fault";

/** What goes over the link. Its checks are made by whoever carries it ({@link Hearing}). */
export interface Advert {
  readonly from: Contender;
  /** 0: the router resigns. */
  readonly priority: number;
  readonly intervalMs: number;
  /** Of `auth_type AH`: each router's own count. */
  readonly sequence: number;
  /** Of unicast. */
  readonly checksum: ChecksumOf;
}

/** What a router does to the world. Called while something is told to it. */
export interface RouterActions {
  /** Until then no backup's patience begins to run: its program has to start, and `vrrp_startup_delay`. */
  delayedUntil(): Instant;
  /** It is active, and has heard a lower router: others of its sync group announce their addresses as well. */
  heardLower(): void;
  /** How much later than it wants to a timer fires, in milliseconds. */
  lateness(): number;
  /** So many gratuitous ARPs for each of its addresses. @returns how many milliseconds they take, in which it does nothing else. */
  announce(times: number): number;
  send(advert: Advert): void;
  /** It takes part again: of unicast it says unasked where it is (vrrp_scheduler.c try_up_instance). */
  tellsPlace(): void;
  takeAddresses(): void;
  dropAddresses(): void;
  entered(state: RouterState, why: string): void;
}
