import type { WayEnd, WayTree } from "../network/index.ts";
import { type FarEnd, octetsOf, wayOf } from "../sending/index.ts";
import type { AtServer } from "./at-server.ts";
import type { CrossingPlan } from "./crossing-plan.ts";
import { later } from "./later.ts";
import { segmentAgainMs } from "./retransmission.ts";
import { recordTravel, tappedTravel } from "./tapped-travel.ts";

type Delivered = WayEnd & { readonly kind: "delivered" };

/**
 * A question over a connection that is open: by the routes of the moment, again and again until somebody says that it has
 * come, or that he knows nothing of the connection (vrrp-measured.md section 5).
 */
export class OverConnection {
  readonly #plan: CrossingPlan;
  readonly #server: AtServer;
  readonly #far: FarEnd;

  constructor(plan: CrossingPlan, server: AtServer, far: FarEnd) {
    this.#plan = plan;
    this.#server = server;
    this.#far = far;
    // Who asks does not idle.
    far.askedTimes += 1;
  }

  send(attempt: number): void {
    const { ether, errand, from, asked, wait } = this.#plan;
    const { source } = this.#far;
    const way = wayOf(errand.drive.twin, ether.stationNow(from.name) ?? from, { ...asked, source });
    if (way.kind === "ways") this.#sendBy(way.tree, attempt);
    else {
      wait.inVain(way.why);
      this.#again(attempt);
    }
  }

  #again(attempt: number): void {
    const { stage, errand } = this.#plan;
    const afterMs = segmentAgainMs(attempt);
    if (afterMs !== null) later(stage.agenda, errand, afterMs, () => this.send(attempt + 1));
  }

  #sendBy(ways: WayTree, attempt: number): void {
    const { stage, ether, errand, asked, mark, wait } = this.#plan;
    const { drive } = errand;
    this.#server.comesThrough(drive.twin.network);
    const end = this.#pinned(ways);
    const { hops } = end.delivery;
    const packet = hops.at(-1)?.packet;
    if (packet === undefined) return;
    const travel = tappedTravel(drive, ether, hops, packet, (way) => {
      const { transport, connection } = asked;
      const back = end.kind === "delivered" ? end.back.hops : null;
      const conversation = connection?.key ?? mark;
      return {
        kind: "question",
        conversation,
        transport,
        octets: octetsOf(asked),
        way,
        back,
        isOpen: true,
        keeps: true,
      };
    });
    recordTravel(drive, mark, "there", { hops, travel });
    if (travel.kind === "lost" || end.kind === "dropped") {
      // What routers say of it a connection that is open does not believe (tcp_v4_err: soft).
      wait.inVain(travel.kind === "lost" ? travel.why : whyDropped(end));
      this.#again(attempt);
      return;
    }
    later(stage.agenda, errand, travel.delayMs, () => this.#arrive(end, attempt));
  }

  /** The node that translated the connection's first packet remembers to whom, as long as that one is there. */
  #pinned(ways: WayTree): WayEnd {
    const { drive } = this.#plan.errand;
    let among = 1;
    let first: WayEnd | null = null;
    for (let index = 0; index < among; index += 1) {
      const end = ways.follow((choice) => {
        if (choice.why !== "endpoint") return drive.choose(choice.among, choice.why, choice.flow);
        among = Math.max(among, choice.among);
        return Math.min(index, choice.among - 1);
      });
      first ??= end;
      if (end.kind === "delivered" && end.delivery.station === this.#far.station) return end;
    }
    return first ?? ways.follow(() => 0);
  }

  #arrive(end: Delivered, attempt: number): void {
    const { ether, wait } = this.#plan;
    const { station, packet } = end.delivery;
    const far = this.#far;
    const isItsOwn = station === far.station && far.isThere;
    switch (ether.reception(station, packet, isItsOwn ? far.resident : null)) {
      case "taken":
        this.#server.receive(end, far.resident);
        return;
      case "held":
        this.#server.hold(end, far.resident);
        return;
      case "refused":
        this.#server.reset(end, () => this.#again(attempt));
        return;
      case "silent":
        wait.inVain(`${station} says nothing`);
        this.#again(attempt);
        return;
    }
  }
}

function whyDropped({ delivery: { hops } }: WayEnd): string {
  const last = hops.at(-1);
  return last?.kind === "dropped" ? last.why : "it is lost on its way";
}
