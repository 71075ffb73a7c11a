import type { Instant } from "@splithorizon/core";
import { addressesOf, type VirtualRouter } from "../../vrrp/index.ts";
import type { Judged } from "./vrrp-judgement.ts";

/**
 * What becomes of a virtual router when keepalived has read its files again: it stays what it was, where it may; what was
 * active and may be so no longer leaves without a word (vrrp.c clear_diff_vrrp, vrrp_scheduler.c vrrp_init_state).
 * `predecessor`: what it was before; null: it is new. `drop` takes its addresses away.
 */
export function takeOver(
  { router, priority, why, how }: Judged,
  predecessor: VirtualRouter | null,
  now: Instant,
  drop: () => void,
): void {
  const state = predecessor?.state ?? "init";
  router.setPriority(priority);
  if (why !== null) {
    if (state === "active") drop();
    if (state === "fault") router.continueFrom(state, now, "nothing");
    else router.start(now, why);
    if (how !== "not-yet") router.fail(why, how);
  } else if (predecessor === null || state === "init" || state === "fault") router.start(now, null);
  else router.continueFrom(state, now, hasMore(router, predecessor) ? "addresses" : "nothing");
  if (predecessor !== null) router.countFrom(predecessor);
}

function hasMore(router: VirtualRouter, predecessor: VirtualRouter): boolean {
  const before = addressesOf(predecessor.contender);
  return addressesOf(router.contender).some((address) => !before.includes(address));
}
