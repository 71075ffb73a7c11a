import { isExchange, type Outcome } from "@splithorizon/core";
import type { Passage, Sighting } from "../capture/index.ts";
import { programOf, type Resident } from "../hosts/index.ts";
import { assertNever } from "../invariant.ts";
import {
  carryBack,
  type Delivery,
  holds,
  isLoopback,
  LEGS_TO_ASK,
  type Network,
  type Packet,
  type WayEnd,
  type WayTree,
} from "../network/index.ts";
import {
  type Arrival,
  choose,
  type Frame,
  fitReply,
  type Loss,
  lossByDrop,
  NotModelled,
  octetsOf,
  type Travel,
  wayOf,
  whyAstray,
} from "../sending/index.ts";
import type { CrossingPlan } from "./crossing-plan.ts";
import { later, resumeBy } from "./later.ts";
import { receiveAt } from "./receive.ts";
import { MOST_SEGMENTS, SEGMENT_AGAIN_MS, synAgainMs } from "./retransmission.ts";
import { runLive } from "./run-live.ts";
import { settleUnanswered } from "./settle.ts";
import { recordTravel, tappedTravel } from "./tapped-travel.ts";

type Delivered = WayEnd & { readonly kind: "delivered" };

/** One question through a network whose packets take their time and may be lost, to a server that may stop meanwhile. */
export class Crossing {
  readonly #plan: CrossingPlan;
  /** While the network is the same value, the way back is the one that was found with the way there. */
  #cameThrough: Network | null = null;

  constructor(plan: CrossingPlan) {
    this.#plan = plan;
  }

  begin(): void {
    const { errand, from, asked, wait } = this.#plan;
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
    this.#cameThrough = drive.twin.network;
    const end = ways.follow(({ among, why }) => choose(drive, mark, among, why));
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
      this.#drop(lossByDrop(end.delivery, asked), travel.delayMs);
      return;
    }
    const { delayMs, copyAfterMs } = travel;
    if (asked.transport === "udp") {
      later(stage.agenda, errand, delayMs, () => this.#arrive(end));
      if (copyAfterMs !== null) later(stage.agenda, errand, copyAfterMs, () => this.#arriveAgain(end));
      return;
    }
    later(stage.agenda, errand, delayMs, () => {
      const legs = LEGS_TO_ASK[asked.transport] - 1;
      if (this.#isLetIn(end, attempt)) later(stage.agenda, errand, delayMs * legs, () => this.#arrive(end));
    });
  }

  /** Whether a SYN is answered as it comes. */
  #isLetIn(end: Delivered, attempt: number): boolean {
    const { ether, asked, wait } = this.#plan;
    const { station, packet } = end.delivery;
    switch (ether.reception(station, packet, ether.residentAt(station, packet, asked.transport))) {
      case "refused":
        this.#refuse(end);
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
    const back = this.#isListenedTo(end) ? end.back.hops : null;
    return { kind: "question", conversation: mark, transport: asked.transport, octets: octetsOf(asked), way, back };
  }

  #refusal(hops: Delivery["hops"], packet: Packet): Travel {
    const { ether, errand, mark } = this.#plan;
    return tappedTravel(errand.drive, ether, hops, packet, (way) => ({ kind: "refusal", conversation: mark, way }));
  }

  #drop({ how, why, waitedMs }: Loss, delayMs: number): void {
    const { wait, asked } = this.#plan;
    if (how === "timeout") wait.inVain(why);
    else wait.endLater(Math.min(waitedMs + 2 * delayMs, asked.timeoutMs), () => ({ kind: "failed", how, why }));
  }

  #arrive(end: Delivered): void {
    const { ether, asked, wait } = this.#plan;
    const { station, packet } = end.delivery;
    const resident = ether.residentAt(station, packet, asked.transport);
    const reception = ether.reception(station, packet, resident);
    if (resident !== null && (reception === "taken" || reception === "held")) {
      wait.accepted(asked);
      if (asked.transport !== "udp") asked.connected?.();
    }
    switch (reception) {
      case "taken":
        if (resident === null) this.#refuse(end);
        else this.#receive(end, resident);
        return;
      case "held":
        if (resident !== null) this.#hold(end, resident);
        return;
      case "refused":
        this.#refuse(end);
        return;
      case "silent":
        wait.inVain(`${station} says nothing`);
        return;
      default:
        assertNever(reception);
    }
  }

  /** In the kernel's queue until the program goes on, which is emptied when it dies instead. */
  #hold(end: Delivered, resident: Resident): void {
    const { ether, errand, wait } = this.#plan;
    wait.inVainSoFar(`${programOf(resident)} on ${resident.station} stands still`);
    const forget = ether.whenGone(resident, (isHeard) => this.#cutOff(end, isHeard));
    const goOn = (): void => {
      forget();
      this.#receive(end, resident);
    };
    resumeBy(errand, (resume) => ether.hold(resident, resume), goOn);
  }

  /** A second copy of a datagram is another question to the server, whose answer nobody waits for. */
  #arriveAgain(end: Delivered): void {
    const { ether, asked, stage, errand, frame, mark } = this.#plan;
    const { station, packet } = end.delivery;
    const resident = ether.residentAt(station, packet, asked.transport);
    if (resident === null || ether.reception(station, packet, resident) !== "taken") return;
    const own: Frame = { resident, asked, below: frame, mark };
    const step = receiveAt(stage, errand, own, end.delivery);
    if (isExchange(step)) runLive(stage, errand, own, step, () => undefined);
  }

  #refuse({ delivery, back }: Delivered): void {
    const { wait, asked, stage, errand } = this.#plan;
    const travel = this.#refusal(back.hops, delivery.packet);
    const why = `${delivery.station} has no socket at ${delivery.packet.destination.address} port ${delivery.packet.destination.port}`;
    const end = (): void => wait.end({ kind: "failed", how: "refused", why });
    if (travel.kind === "lost") wait.inVain(why);
    else later(stage.agenda, errand, asked.timeoutMs === 0 ? 0 : travel.delayMs, end);
  }

  #receive(end: Delivered, resident: Resident): void {
    const { stage, ether, errand, asked, frame, mark, wait } = this.#plan;
    const own: Frame = { resident, asked, below: frame, mark };
    const arrival: Arrival = { kind: "arrived", resident, delivery: end.delivery, back: end.back };
    const step = receiveAt(stage, errand, own, end.delivery);
    if (!isExchange(step)) {
      this.#settle(arrival, step);
      return;
    }
    wait.inVainSoFar(`${resident.station} has not answered yet`);
    let isOver = false;
    const forget = ether.whenGone(resident, (isHeard) => {
      if (!isOver) this.#cutOff(end, isHeard);
      isOver = true;
    });
    runLive(stage, errand, own, step, (outcome) => {
      if (isOver) return;
      isOver = true;
      forget();
      this.#settle(arrival, outcome);
    });
  }

  /** The program has died over it: an open connection is closed if its machine still can. */
  #cutOff({ delivery, back }: Delivered, isHeard: boolean): void {
    const { wait, asked, stage, errand } = this.#plan;
    const why = `the server on ${delivery.station} has stopped`;
    const travel = isHeard && asked.transport !== "udp" ? this.#refusal(back.hops, delivery.packet) : null;
    if (travel?.kind !== "through") wait.inVain(why);
    else later(stage.agenda, errand, travel.delayMs, () => wait.reset(why));
  }

  #settle(arrival: Arrival, outcome: Outcome): void {
    const { errand, mark, wait } = this.#plan;
    if (outcome.kind === "reply") this.#answer(arrival, outcome);
    else settleUnanswered({ drive: errand.drive, mark, wait, title: arrival.resident.title }, outcome);
  }

  /** Back by the routes of the moment, with an address that the machine may have lost meanwhile. */
  #answer(arrival: Arrival, outcome: Outcome & { readonly kind: "reply" }): void {
    const { ether, errand, mark, asked, wait } = this.#plan;
    const { station, packet } = arrival.delivery;
    const fitted = fitReply(errand.drive, mark, asked, arrival, [...outcome.messages]);
    const now = ether.stationNow(station);
    const own = packet.destination.address;
    if (now === null || !(holds(now, own) || isLoopback(own))) {
      wait.inVain(`${station} has lost ${own}, and cannot answer from it`);
      return;
    }
    const { network } = errand.drive.twin;
    const back = network === this.#cameThrough ? arrival.back : carryBack(network, arrival.delivery);
    const astray = whyAstray(back, asked);
    if (astray !== null) wait.inVain(astray);
    else this.#sendBack(back.hops, fitted, 0);
  }

  #sendBack(hops: Delivery["hops"], fitted: ReturnType<typeof fitReply>, attempt: number): void {
    const { ether, errand, asked, wait, stage, mark } = this.#plan;
    const packet = hops[0]?.packet;
    if (packet === undefined) {
      wait.end({ kind: "answered", fitted });
      return;
    }
    const { drive } = errand;
    const travel = drive.isTapped
      ? tappedTravel(drive, ether, hops, packet, (way) => {
          return { kind: "reply", conversation: mark, messages: fitted.map(({ bytes }) => bytes), way };
        })
      : ether.travel(hops, packet, null);
    recordTravel(drive, mark, "back", { hops, travel });
    if (travel.kind === "through") {
      later(stage.agenda, errand, travel.delayMs, () => wait.end({ kind: "answered", fitted }));
      return;
    }
    wait.inVain(travel.why);
    if (asked.transport !== "udp" && attempt < MOST_SEGMENTS) {
      later(stage.agenda, errand, SEGMENT_AGAIN_MS * 2 ** attempt, () => this.#sendBack(hops, fitted, attempt + 1));
    }
  }
}
