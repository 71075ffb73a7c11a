import type { Cancel } from "../../sending/index.ts";
import type { Contender } from "../../vrrp/index.ts";

/** Begins to wait for a neighbour, and says how that ends. */
type Search = (heard: (how: "found" | "failed") => void) => Cancel;

/**
 * Adverts to peers whose hardware addresses their hosts are still looking for. The kernel keeps them, whatever becomes of
 * the process, and sends all of them when the peer is found, or none (net/core/neighbour.c neigh_update, neigh_timer_handler).
 */
export class WaitingForPeers {
  readonly #waits = new Map<Contender, Set<Cancel>>();

  wait(from: Contender, search: Search, found: () => void): void {
    const own = this.#waits.get(from) ?? new Set();
    this.#waits.set(from, own);
    const cancel = search((how) => {
      own.delete(cancel);
      if (how === "found") found();
    });
    own.add(cancel);
  }

  /** A machine has lost all of its neighbours, or those on one link. */
  drop(machine: string, link: string | null): void {
    for (const [{ host, link: its }, cancels] of this.#waits) {
      if (host !== machine || (link !== null && its !== link)) continue;
      for (const cancel of cancels) cancel();
      cancels.clear();
    }
  }
}
