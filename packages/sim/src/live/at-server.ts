import { isExchange, type Outcome } from "@splithorizon/core";
import { programOf, type Resident } from "../hosts/index.ts";
import { assertNever } from "../invariant.ts";
import {
  carryBack,
  type Delivery,
  holds,
  isLoopback,
  type Network,
  type Packet,
  type WayEnd,
} from "../network/index.ts";
import { type Arrival, type Frame, fitReply, type Travel, whyAstray } from "../sending/index.ts";
import type { CrossingPlan } from "./crossing-plan.ts";
import { keepOpen, waitForNext } from "./far-end.ts";
import { later, resumeBy } from "./later.ts";
import { receiveAt } from "./receive.ts";
import { segmentAgainMs } from "./retransmission.ts";
import { runLive } from "./run-live.ts";
import { settleUnanswered } from "./settle.ts";
import { recordTravel, tappedTravel } from "./tapped-travel.ts";

type Delivered = WayEnd & { readonly kind: "delivered" };

/** What a question meets that has come to a server's machine, and the way of its answer. */
export class AtServer {
  readonly #plan: CrossingPlan;
  /** While the network is the same value, the way back is the one that was found with the way there. */
  #cameThrough: Network | null = null;

  constructor(plan: CrossingPlan) {
    this.#plan = plan;
  }

  /** The question is on its way, through this network. */
  comesThrough(network: Network): void {
    this.#cameThrough = network;
  }

  arrive(end: Delivered): void {
    const { ether, asked, wait } = this.#plan;
    const { station, packet } = end.delivery;
    const resident = ether.residentAt(station, packet, asked.transport);
    const reception = ether.reception(station, packet, resident);
    if (resident !== null && (reception === "taken" || reception === "held")) {
      wait.accepted(asked);
      if (asked.transport !== "udp") asked.connected?.();
      keepOpen(this.#plan, end.delivery, resident);
    }
    switch (reception) {
      case "taken":
        if (resident === null) this.refuse(end, () => undefined);
        else this.receive(end, resident);
        return;
      case "held":
        if (resident !== null) this.hold(end, resident);
        return;
      case "refused":
        this.refuse(end, () => undefined);
        return;
      case "silent":
        wait.inVain(`${station} says nothing`);
        return;
      default:
        assertNever(reception);
    }
  }

  /** In the kernel's queue until the program goes on, which is emptied when it dies instead. */
  hold(end: Delivered, resident: Resident): void {
    const { ether, errand, wait } = this.#plan;
    wait.inVainSoFar(`${programOf(resident)} on ${resident.station} stands still`);
    const forget = ether.whenGone(resident, (isHeard) => this.#cutOff(end, isHeard));
    const goOn = (): void => {
      forget();
      this.receive(end, resident);
    };
    resumeBy(errand, (resume) => ether.hold(resident, resume), goOn);
  }

  /** A second copy of a datagram is another question to the server, whose answer nobody waits for. */
  arriveAgain(end: Delivered): void {
    const { ether, asked, stage, errand, frame, mark } = this.#plan;
    const { station, packet } = end.delivery;
    const resident = ether.residentAt(station, packet, asked.transport);
    if (resident === null || ether.reception(station, packet, resident) !== "taken") return;
    const own: Frame = { resident, asked, below: frame, mark };
    const step = receiveAt(stage, errand, own, end.delivery);
    if (isExchange(step)) runLive(stage, errand, own, step, () => undefined);
  }

  /** `unheard`: the RST or ICMP message is lost on its way. */
  refuse({ delivery, back }: Delivered, unheard: () => void): void {
    const { wait, asked, stage, errand } = this.#plan;
    const travel = this.#refusal(back.hops, delivery.packet);
    const why = `${delivery.station} has no socket at ${delivery.packet.destination.address} port ${delivery.packet.destination.port}`;
    const end = (): void => wait.end({ kind: "failed", how: "refused", why });
    if (travel.kind !== "lost") later(stage.agenda, errand, asked.timeoutMs === 0 ? 0 : travel.delayMs, end);
    else {
      wait.inVain(why);
      unheard();
    }
  }

  /** A machine that knows nothing of the connection says so. */
  reset({ delivery, back }: Delivered, unheard: () => void): void {
    const { wait, stage, errand, asked } = this.#plan;
    const why = `${delivery.station} knows nothing of the connection to ${asked.to.address} port ${asked.to.port}`;
    const travel = this.#refusal(back.hops, delivery.packet);
    if (travel.kind !== "lost") later(stage.agenda, errand, travel.delayMs, () => wait.reset(why));
    else {
      wait.inVain(why);
      unheard();
    }
  }

  #refusal(hops: Delivery["hops"], packet: Packet): Travel {
    const { ether, errand, mark, asked } = this.#plan;
    const conversation = asked.connection?.key ?? mark;
    return tappedTravel(errand.drive, ether, hops, packet, (way) => ({ kind: "refusal", conversation, way }));
  }

  receive(end: Delivered, resident: Resident): void {
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
    waitForNext(this.#plan, arrival.delivery);
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
          const conversation = asked.connection?.key ?? mark;
          return { kind: "reply", conversation, messages: fitted.map(({ bytes }) => bytes), way };
        })
      : ether.travel(hops, packet, null);
    recordTravel(drive, mark, "back", { hops, travel });
    if (travel.kind === "through") {
      later(stage.agenda, errand, travel.delayMs, () => wait.end({ kind: "answered", fitted }));
      return;
    }
    wait.inVain(travel.why);
    const afterMs = asked.transport === "udp" ? null : segmentAgainMs(attempt);
    if (afterMs !== null) later(stage.agenda, errand, afterMs, () => this.#sendBack(hops, fitted, attempt + 1));
  }
}
