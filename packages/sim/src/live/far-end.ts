import { laterBy } from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import { carryBack, type Delivery, holds } from "../network/index.ts";
import type { FarEnd, KeptConnection } from "../sending/index.ts";
import type { CrossingPlan } from "./crossing-plan.ts";
import { segmentAgainMs } from "./retransmission.ts";

type Delivered = Delivery & { readonly kind: "delivered" };

/** The server's end of a connection that its client keeps: it is closed with the program, and when nobody has asked for long. */
export function keepOpen(plan: CrossingPlan, delivery: Delivered, resident: Resident): void {
  const { ether, asked } = plan;
  const { connection } = asked;
  const source = delivery.hops[0]?.packet.source.address;
  if (connection === undefined || asked.transport === "udp" || source === undefined) return;
  const { station } = delivery;
  const far: FarEnd = {
    to: asked.to,
    source,
    station,
    resident,
    isThere: true,
    askedTimes: 0,
    forget: () => undefined,
  };
  far.forget = ether.whenGone(resident, (isHeard) => {
    far.isThere = false;
    if (isHeard) sayEnd({ plan, delivery, connection, far }, 0);
  });
  connection.opened(far);
}

/** The server has answered: from now on it waits for the next question, so long. */
export function waitForNext(plan: CrossingPlan, delivery: Delivered): void {
  const { stage, asked } = plan;
  const { connection } = asked;
  const far = connection?.openTo(asked.to) ?? null;
  if (connection === undefined || far === null) return;
  far.askedTimes += 1;
  const { askedTimes, resident } = far;
  const { tcpIdleMs } = resident;
  if (tcpIdleMs === undefined) return;
  stage.agenda.at(laterBy(stage.agenda.now(), tcpIdleMs), () => {
    if (!far.isThere || far.askedTimes !== askedTimes) return;
    far.isThere = false;
    sayEnd({ plan, delivery, connection, far }, 0);
  });
}

interface Ending {
  readonly plan: CrossingPlan;
  readonly delivery: Delivered;
  readonly connection: KeptConnection;
  readonly far: FarEnd;
}

/** A FIN, which is sent again as everything else; a machine that has lost the address cannot send it. */
function sayEnd(ending: Ending, attempt: number): void {
  const { plan, delivery, connection, far } = ending;
  const { stage, ether, errand } = plan;
  const now = ether.stationNow(far.station);
  const back = carryBack(errand.drive.twin.network, delivery);
  const packet = back.hops[0]?.packet;
  const canSend = now !== null && holds(now, far.to.address) && back.kind !== "dropped";
  const travel = canSend && packet !== undefined ? ether.travel(back.hops, packet, null) : null;
  if (travel?.kind === "through") {
    stage.agenda.at(laterBy(stage.agenda.now(), travel.delayMs), () => connection.closed(far));
    return;
  }
  const afterMs = segmentAgainMs(attempt);
  if (afterMs !== null && connection.openTo(far.to) === far)
    stage.agenda.at(laterBy(stage.agenda.now(), afterMs), () => sayEnd(ending, attempt + 1));
}
