import type { Passage, Sighting } from "../capture/index.ts";
import { type Delivery, LEGS_TO_ASK, type WayEnd, type WayTree } from "../network/index.ts";
import { type Cancel, choose, type Loss, lossByDrop, NotModelled, octetsOf, wayOf } from "../sending/index.ts";
import { AtServer } from "./at-server.ts";
import type { CrossingPlan } from "./crossing-plan.ts";
import { later, resumeBy } from "./later.ts";
import { OverConnection } from "./over-connection.ts";
import { synAgainMs } from "./retransmission.ts";
import { recordTravel, tappedTravel } from "./tapped-travel.ts";

type Delivered = WayEnd & { readonly kind: "delivered" };

/** One question through a network whose packets take their time and may be lost, to a server that may stop meanwhile. */
export class Crossing {
  readonly #plan: CrossingPlan;
  readonly #server: AtServer;

  constructor(plan: CrossingPlan) {
    this.#plan = plan;
    this.#server = new AtServer(plan);
  }

  begin(): void {
    const { errand, from, asked, wait } = this.#plan;
    const far = asked.transport === "udp" ? null : (asked.connection?.openTo(asked.to) ?? null);
    if (far !== null) {
      wait.begin("nothing came back");
      wait.accepted(asked);
      asked.connected?.();
      new OverConnection(this.#plan, this.#server, far).send(0);
      return;
    }
    const way = wayOf(errand.drive.twin, from, asked);
    if (way.kind === "gap") throw new NotModelled(way.why);
    if (way.kind === "none") {
      wait.end({ kind: "failed", how: "unreachable", why: way.why });
      return;
    }
    wait.begin("nothing came back");
    this.#send(way.tree, 0);
  }

  /** A SYN that nobody has answered, by the routes of the moment: it may take another way. */
  #sendAgain(attempt: number): void {
    const { stage, ether, errand, from, asked } = this.#plan;
    const afterMs = asked.transport === "udp" ? null : synAgainMs(attempt);
    if (afterMs === null) return;
    later(stage.agenda, errand, afterMs, () => {
      const way = wayOf(errand.drive.twin, ether.stationNow(from.name) ?? from, asked);
      if (way.kind === "ways") this.#send(way.tree, attempt + 1);
    });
  }

  #send(ways: WayTree, attempt: number): void {
    const { stage, ether, errand, asked, mark, wait } = this.#plan;
    const { drive } = errand;
    this.#server.comesThrough(drive.twin.network);
    const end = ways.follow((choice) => choose(drive, mark, choice));
    const { hops } = end.delivery;
    const packet = hops.at(-1)?.packet;
    if (packet === undefined) return;
    const travel = drive.isTapped
      ? tappedTravel(drive, ether, hops, packet, (way) => this.#questionSeen(end, way))
      : ether.travel(hops, packet, null);
    recordTravel(drive, mark, "there", { hops, travel });
    if (travel.kind === "lost") {
      wait.inVain(travel.why);
      this.#sendAgain(attempt);
      return;
    }
    if (end.kind === "dropped") {
      if (!this.#seek(end.delivery, travel.delayMs, attempt)) {
        this.#drop(lossByDrop(end.delivery, asked), travel.delayMs);
      }
      return;
    }
    const { delayMs, copyAfterMs } = travel;
    if (asked.transport === "udp") {
      later(stage.agenda, errand, delayMs, () => this.#server.arrive(end));
      if (copyAfterMs !== null) later(stage.agenda, errand, copyAfterMs, () => this.#server.arriveAgain(end));
      return;
    }
    later(stage.agenda, errand, delayMs, () => {
      const legs = LEGS_TO_ASK[asked.transport] - 1;
      if (this.#isLetIn(end, attempt)) later(stage.agenda, errand, delayMs * legs, () => this.#server.arrive(end));
    });
  }

  /** Whether a SYN is answered as it comes. */
  #isLetIn(end: Delivered, attempt: number): boolean {
    const { ether, asked, wait } = this.#plan;
    const { station, packet } = end.delivery;
    switch (ether.reception(station, packet, ether.residentAt(station, packet, asked.transport))) {
      case "refused":
        this.#server.refuse(end, () => this.#sendAgain(attempt));
        return false;
      case "silent":
        wait.inVain(`${station} says nothing`);
        this.#sendAgain(attempt);
        return false;
      case "taken":
      case "held":
        return true;
    }
  }

  /** As things are when it is sent; what changes meanwhile a capture does not tell of a handshake. */
  #isListenedTo(end: WayEnd): end is Delivered {
    if (end.kind === "dropped") return false;
    const { ether, asked } = this.#plan;
    return ether.residentAt(end.delivery.station, end.delivery.packet, asked.transport) !== null;
  }

  #questionSeen(end: WayEnd, way: Passage): Sighting {
    const { asked, mark } = this.#plan;
    const { transport, connection } = asked;
    const back = this.#isListenedTo(end) ? end.back.hops : null;
    const conversation = connection?.key ?? mark;
    const keeps = connection !== undefined;
    return { kind: "question", conversation, transport, octets: octetsOf(asked), way, back, isOpen: false, keeps };
  }

  /**
   * A packet waits at the machine that looks for its neighbour: it goes on when somebody answers, or is given up with
   * everything else that waits there. @returns whether it waits.
   */
  #seek(delivery: Delivery & { readonly kind: "dropped" }, delayMs: number, attempt: number): boolean {
    const { stage, ether, errand, from, asked, wait } = this.#plan;
    const last = delivery.hops.at(-1);
    if (last?.kind !== "dropped" || last.neighbour === undefined) return false;
    if (asked.timeoutMs === Number.POSITIVE_INFINITY) return false;
    const { at, neighbour, why } = last;
    wait.inVainSoFar(why);
    let how: "found" | "failed" = "failed";
    const goOn = (): void => {
      const way = wayOf(errand.drive.twin, ether.stationNow(from.name) ?? from, asked);
      if (how === "found" && way.kind === "ways") this.#send(way.tree, attempt);
      else this.#giveUp(lossByDrop(delivery, { ...asked, timeoutMs: Number.POSITIVE_INFINITY }), delayMs);
    };
    const seek = (resume: () => void): Cancel =>
      ether.seek(at, neighbour, (result) => {
        how = result;
        resume();
      });
    later(stage.agenda, errand, delayMs, () => resumeBy(errand, seek, goOn));
    return true;
  }

  #giveUp({ how, why }: Loss, delayMs: number): void {
    const { wait } = this.#plan;
    if (how === "timeout") wait.inVain(why);
    else wait.endLater(delayMs, () => ({ kind: "failed", how, why }));
  }

  #drop({ how, why, waitedMs }: Loss, delayMs: number): void {
    const { wait, asked } = this.#plan;
    if (how === "timeout") wait.inVain(why);
    else wait.endLater(Math.min(waitedMs + 2 * delayMs, asked.timeoutMs), () => ({ kind: "failed", how, why }));
  }
}
