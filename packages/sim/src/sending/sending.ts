import {
  type ChoiceKind,
  encodeForTransport,
  type FittedResponse,
  makeQuery,
  nameOf,
  type Query,
  type Response,
} from "@splithorizon/core";
import { evenly } from "../capture/index.ts";
import type { Resident } from "../hosts/index.ts";
import type { Delivery, Flow, Hop, Station, WayBack } from "../network/index.ts";
import type { Drive, Mark } from "./drive.ts";
import { type Loss, lossAtOnce, lossByDrop, whyClosed } from "./failure.ts";
import { type OutgoingQuestion, octetsOf } from "./outgoing-question.ts";
import { NotModelled } from "./signals.ts";
import { wayOf } from "./ways.ts";

const ANY_QUERY = makeQuery({ name: nameOf("."), type: "A", class: "IN" });

/** A question in front of the server that will read it. */
export interface Arrival {
  readonly kind: "arrived";
  readonly resident: Resident;
  readonly delivery: Delivery & { readonly kind: "delivered" };
  readonly back: WayBack;
}

/**
 * A question's way from a machine to a server.
 * @throws NotModelled
 */
export function sendOut(drive: Drive, mark: Mark, from: Station, asked: OutgoingQuestion): Arrival | Loss {
  const way = wayOf(drive.twin, from, asked);
  if (way.kind === "gap") throw new NotModelled(way.why);
  if (way.kind === "none") return lossAtOnce("unreachable", way.why);
  const end = way.tree.follow((choice) => choose(drive, mark, choice));
  if (drive.isRecorded) recordHops(drive, mark, "there", end.delivery.hops);
  if (end.kind === "dropped") {
    sightQuestion(drive, mark, asked, end.delivery.hops, null);
    return lossByDrop(end.delivery, asked);
  }
  const { delivery, back } = end;
  const { station, packet } = delivery;
  const resident = drive.twin.residents.find(
    (candidate) => candidate.station === station && candidate.listensOn(packet.destination, asked.transport),
  );
  sightQuestion(drive, mark, asked, delivery.hops, resident === undefined ? null : back.hops);
  if (resident !== undefined) return { kind: "arrived", resident, delivery, back };
  if (drive.isTapped) drive.sight({ kind: "refusal", conversation: mark, way: evenly(back.hops, 0) });
  return lossAtOnce("refused", whyClosed(drive, station, packet));
}

/** Whoever listens in sees the packet at every machine at once: a site at rest has no distances. */
function sightQuestion(
  drive: Drive,
  mark: Mark,
  asked: OutgoingQuestion,
  hops: readonly Hop[],
  back: readonly Hop[] | null,
): void {
  if (!drive.isTapped) return;
  const { transport } = asked;
  const way = evenly(hops, 0);
  drive.sight({
    kind: "question",
    conversation: mark,
    transport,
    octets: octetsOf(asked),
    way,
    back,
    isOpen: false,
    keeps: false,
  });
}

/** What a lot is drawn for. */
interface Lot {
  readonly among: number;
  readonly why: ChoiceKind;
  readonly flow?: Flow | null;
}

/** Draws a lot, and says so in the trace. */
export function choose(drive: Drive, mark: Mark, { among, why, flow = null }: Lot): number {
  const index = drive.choose(among, why, flow);
  if (drive.isRecorded && among > 1) drive.record(mark, { kind: "chosen", why, among, index });
  return index;
}

export function recordHops(drive: Drive, mark: Mark, direction: "there" | "back", hops: readonly Hop[]): void {
  for (const hop of hops) drive.record(mark, { kind: "hop", direction, hop });
}

/** A message as it goes over the wire. */
export type Fitted = FittedResponse & { readonly bytes: Uint8Array };

/** What an asker gets to see of a reply: the messages as they fit its transport, or why they are lost on their way. */
export type Return =
  | { readonly kind: "returned"; readonly fitted: readonly Fitted[] }
  | { readonly kind: "astray"; readonly why: string };

/** Cut to size by the server, carried back by the network. */
export function sendBack(
  drive: Drive,
  mark: Mark,
  asked: OutgoingQuestion,
  arrival: Arrival,
  responses: readonly Response[],
): Return {
  const { back } = arrival;
  const fitted = fitReply(drive, mark, asked, arrival, responses);
  if (drive.isRecorded) recordHops(drive, mark, "back", back.hops);
  if (drive.isTapped) {
    const messages = fitted.map(({ bytes }) => bytes);
    drive.sight({ kind: "reply", conversation: mark, messages, way: evenly(back.hops, 0) });
  }
  const why = whyAstray(back, asked);
  return why === null ? { kind: "returned", fitted } : { kind: "astray", why };
}

/** Why an answer never gets to whoever asked; null: it does, so far as its way goes. */
export function whyAstray(back: WayBack, { to }: OutgoingQuestion): string | null {
  if (back.kind === "dropped") return "the answer is lost on its way";
  const { address, port } = back.from;
  if (address === to.address && port === to.port) return null;
  return `the answer comes from ${address} port ${port}, where nobody was asked`;
}

/** Cut to size by the server, as it leaves the machine. */
export function fitReply(
  drive: Drive,
  mark: Mark,
  asked: OutgoingQuestion,
  { delivery, resident }: Arrival,
  responses: readonly Response[],
): readonly Fitted[] {
  const family = delivery.packet.source.address.includes(":") ? "ipv6" : "ipv4";
  const fitted = responses.map((response) => encodeForTransport(response, asked.transport, queryOf(asked), family));
  if (drive.isRecorded) {
    for (const { response, octets } of fitted) {
      drive.record(mark, { kind: "replied", server: resident.title, response, octets });
    }
  }
  return fitted;
}

function queryOf({ content }: OutgoingQuestion): Query {
  return content.kind === "message" ? content.message : ANY_QUERY;
}
