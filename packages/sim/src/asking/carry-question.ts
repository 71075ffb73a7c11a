import {
  type Address,
  decodeMessage,
  type Effect,
  type EffectResult,
  type Exchange,
  encodeForTransport,
  isExchange,
  makeQuery,
  nameOf,
  type Outcome,
  type Query,
  type QueryPacket,
  type Question,
  type Response,
} from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import { assertNever } from "../invariant.ts";
import {
  carry,
  carryBack,
  type Delivery,
  type Hop,
  holds,
  isLoopback,
  type Packet,
  protocolOf,
  type Station,
  sourceFor,
} from "../network/index.ts";
import type { Drive, Frame } from "./drive.ts";
import { fail, failByDrop, timeOut, whyClosed } from "./failure.ts";
import { missingFromSite } from "./gaps.ts";
import type { Carried, OutgoingQuestion } from "./outgoing-question.ts";
import { NotModelled } from "./signals.ts";

/** Where ephemeral ports begin that nothing listens on. */
const CLIENT_PORT = 40_000;
const ANY_QUERY = makeQuery({ name: nameOf("."), type: "A", class: "IN" });

/**
 * One question from a machine to a server and its answer's way back. `frame` is the server that asks; null: a client.
 * @throws NotModelled, EndlessAsking
 */
export function carryQuestion(drive: Drive, from: Station, asked: OutgoingQuestion, frame: Frame | null): Carried {
  drive.countQuestion(frame);
  const depth = frame === null ? 0 : frame.depth + 1;
  const question = questionOf(asked);
  if (drive.isRecorded) recordAsked(drive, depth, frame?.resident.title ?? from.name, asked, question);
  const gap = missingFromSite(drive.twin, asked.to.address);
  if (gap !== null) throw new NotModelled(gap);
  const source = sourceOf(from, asked);
  if (source === null) return fail(drive, depth, "unreachable", `${from.name} has no way to ${asked.to.address}`, 0);
  const packet: Packet = {
    source: { address: source, port: CLIENT_PORT },
    destination: asked.to,
    protocol: protocolOf(asked.transport),
  };
  const delivery = travel(drive, depth, packet, from);
  if (delivery.kind === "dropped") return failByDrop(drive, depth, delivery, asked);
  return serveDelivered(drive, { depth, asked, question, frame, delivery });
}

function questionOf({ content }: OutgoingQuestion): Question | null {
  if (content.kind === "message") return content.message.questions[0] ?? null;
  const decoded = decodeMessage(content.bytes);
  return decoded.kind === "message" ? (decoded.message.questions[0] ?? null) : null;
}

function recordAsked(
  drive: Drive,
  depth: number,
  by: string,
  { to, transport, content }: OutgoingQuestion,
  question: Question | null,
): void {
  const recursionDesired = content.kind === "message" && content.message.flags.recursionDesired;
  drive.record(depth, { kind: "asked", by, to, transport, question, recursionDesired });
}

/** An address that the machine has lost cannot be asked from (vrrp-measured.md section 5). */
function sourceOf(from: Station, { source, to }: OutgoingQuestion): Address | null {
  if (source === null) return sourceFor(from, to.address);
  return holds(from, source) || isLoopback(source) ? source : null;
}

function travel(drive: Drive, depth: number, packet: Packet, from: Station): Delivery {
  const transit = carry(drive.twin.network, packet, from);
  let turn = transit.next();
  while (turn.done !== true) {
    const { among, why } = turn.value;
    turn = transit.next(choose(drive, depth, among, why));
  }
  if (drive.isRecorded) recordHops(drive, depth, "there", turn.value.hops);
  return turn.value;
}

function choose(drive: Drive, depth: number, among: number, why: Parameters<Drive["choose"]>[1]): number {
  const index = drive.choose(among, why);
  if (drive.isRecorded && among > 1) drive.record(depth, { kind: "chosen", why, among, index });
  return index;
}

function recordHops(drive: Drive, depth: number, direction: "there" | "back", hops: readonly Hop[]): void {
  for (const hop of hops) drive.record(depth, { kind: "hop", direction, hop });
}

interface Delivered {
  readonly depth: number;
  readonly asked: OutgoingQuestion;
  readonly question: Question | null;
  readonly frame: Frame | null;
  readonly delivery: Delivery & { readonly kind: "delivered" };
}

function serveDelivered(drive: Drive, delivered: Delivered): Carried {
  const { depth, asked, delivery, frame, question } = delivered;
  const { station, packet } = delivery;
  const resident = drive.twin.residents.find(
    (candidate) => candidate.station === station && candidate.listensOn(packet.destination, asked.transport),
  );
  if (resident === undefined) return fail(drive, depth, "refused", whyClosed(drive, station, packet), 0);
  const own: Frame = { resident, question, below: frame, depth };
  const started = drive.now;
  if (drive.isRecorded) {
    drive.record(depth, { kind: "received", server: resident.title, station, source: packet.source });
  }
  const outcome = serve(drive, own, { ...packet, transport: asked.transport, content: asked.content });
  switch (outcome.kind) {
    case "unsupported":
      throw new NotModelled(`${resident.title}: ${outcome.what}`);
    case "silence":
      if (drive.isRecorded) drive.record(depth, { kind: "silent", server: resident.title, why: outcome.why });
      return timeOut(drive, depth, started, asked, `${resident.title} does not answer: ${outcome.why}`);
    case "reply":
      if (drive.now - started > asked.timeoutMs) {
        return timeOut(drive, depth, started, asked, `${resident.title} takes longer than the asker waits`);
      }
      return answer(drive, delivered, resident, [...outcome.messages]);
    default:
      return assertNever(outcome);
  }
}

/** Cut to size by the server, carried back by the network. */
function answer(drive: Drive, delivered: Delivered, resident: Resident, responses: readonly Response[]): Carried {
  const { depth, asked, delivery } = delivered;
  const family = delivery.packet.source.address.includes(":") ? "ipv6" : "ipv4";
  const fitted = responses.map((response) => encodeForTransport(response, asked.transport, queryOf(asked), family));
  if (drive.isRecorded) {
    for (const { response, octets } of fitted) {
      drive.record(depth, { kind: "replied", server: resident.title, response, octets });
    }
  }
  const back = carryBack(drive.twin.network, delivery);
  if (drive.isRecorded) recordHops(drive, depth, "back", back.hops);
  if (back.kind === "dropped") return timeOut(drive, depth, drive.now, asked, "the answer is lost on its way");
  if (back.from.address !== asked.to.address || back.from.port !== asked.to.port) {
    const why = `the answer comes from ${back.from.address} port ${back.from.port}, where nobody was asked`;
    return timeOut(drive, depth, drive.now, asked, why);
  }
  return {
    result: { kind: "answered", messages: fitted.map(({ response }) => response), now: drive.now },
    octets: fitted.map(({ octets }) => octets),
    order: fitted.some(({ response }) => response.wire.order === "shuffled") ? "shuffled" : "fixed",
    why: null,
  };
}

function queryOf({ content }: OutgoingQuestion): Query {
  return content.kind === "message" ? content.message : ANY_QUERY;
}

/** Hands a packet to a server and does for it what it asks. */
function serve(drive: Drive, frame: Frame, packet: QueryPacket): Outcome {
  if (joinsOwnQuestion(frame)) return { kind: "silence", why: "no-handler" };
  const { depth, resident } = frame;
  const sink = drive.isRecorded
    ? ({ actor, text }: { readonly actor: string; readonly text: string }): void =>
        drive.record(depth, { kind: "remark", actor, text })
    : null;
  const step = drive.twin.remarks.listen(sink, () => resident.server.receive(packet, drive.now));
  return isExchange(step) ? runExchange(drive, frame, step) : step;
}

/** named waits for its own answer to the same question: who asks in circles hears nothing (bind-measured.md sections 1 and 10). */
function joinsOwnQuestion({ resident, question, below }: Frame): boolean {
  if (resident.program !== "bind" || question === null) return false;
  for (let at = below; at !== null; at = at.below) {
    if (at.resident !== resident || at.question === null) continue;
    if (at.question.name.key === question.name.key && at.question.type === question.type) return true;
  }
  return false;
}

/** Carries out what a server wants done until it has its outcome. */
export function runExchange(drive: Drive, frame: Frame, exchange: Exchange): Outcome {
  try {
    let turn = exchange.next();
    while (turn.done !== true) turn = exchange.next(carryOut(drive, frame, turn.value));
    return turn.value;
  } finally {
    exchange.return({ kind: "silence", why: "no-handler" });
  }
}

function carryOut(drive: Drive, frame: Frame, effect: Effect): EffectResult {
  switch (effect.kind) {
    case "choose":
      return { kind: "chosen", index: choose(drive, frame.depth, effect.among, effect.why), now: drive.now };
    case "spawn":
      drive.spawned.push({ exchange: effect.exchange, resident: frame.resident, at: drive.now });
      return { kind: "spawned", now: drive.now };
    case "ask": {
      const station = drive.twin.network.stations.get(frame.resident.station);
      if (station === undefined) return { kind: "failed", how: "unreachable", now: drive.now };
      const { to, transport, source, message, timeoutMs } = effect;
      const asked: OutgoingQuestion = { to, transport, source, timeoutMs, content: { kind: "message", message } };
      return carryQuestion(drive, station, asked, frame).result;
    }
    default:
      return assertNever(effect);
  }
}
