import {
  type Effect,
  type EffectResult,
  type Exchange,
  isExchange,
  type Outcome,
  type QueryPacket,
  type Response,
} from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { Station } from "../network/index.ts";
import type { Drive, Frame } from "./drive.ts";
import { fail, timeOut } from "./failure.ts";
import { noteWork, waitForSameWork } from "./in-flight.ts";
import { type Carried, type OutgoingQuestion, questionOf } from "./outgoing-question.ts";
import { type Arrival, choose, sendBack, sendOut } from "./sending.ts";
import { NotModelled } from "./signals.ts";

/**
 * One question from a machine to a server and its answer's way back. `frame` is the server that asks; null: a client.
 * @throws NotModelled, EndlessAsking
 */
export function carryQuestion(drive: Drive, from: Station, asked: OutgoingQuestion, frame: Frame | null): Carried {
  drive.countQuestion(frame);
  const depth = frame === null ? 0 : frame.depth + 1;
  if (drive.isRecorded) recordAsked(drive, depth, frame?.resident.title ?? from.name, asked);
  const arrival = sendOut(drive, depth, from, asked);
  if (arrival.kind === "lost") return fail(drive, depth, arrival);
  return serveArrived(drive, { depth, asked, frame, arrival });
}

function recordAsked(drive: Drive, depth: number, by: string, asked: OutgoingQuestion): void {
  const { to, transport, content } = asked;
  const recursionDesired = content.kind === "message" && content.message.flags.recursionDesired;
  drive.record(depth, { kind: "asked", by, to, transport, question: questionOf(asked), recursionDesired });
}

interface Arrived {
  readonly depth: number;
  readonly asked: OutgoingQuestion;
  readonly frame: Frame | null;
  readonly arrival: Arrival;
}

function serveArrived(drive: Drive, arrived: Arrived): Carried {
  const { depth, asked, frame, arrival } = arrived;
  const { resident, delivery } = arrival;
  const { station, packet } = delivery;
  const own: Frame = { resident, asked, below: frame, depth };
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
      return answer(drive, arrived, [...outcome.messages]);
    default:
      return assertNever(outcome);
  }
}

function answer(drive: Drive, { depth, asked, arrival }: Arrived, responses: readonly Response[]): Carried {
  const back = sendBack(drive, depth, asked, arrival, responses);
  if (back.kind === "astray") return timeOut(drive, depth, drive.now, asked, back.why);
  const { fitted } = back;
  return {
    result: { kind: "answered", messages: fitted.map(({ response }) => response), now: drive.now },
    octets: fitted.map(({ octets }) => octets),
    wire: fitted.map(({ bytes }) => bytes),
    order: fitted.some(({ response }) => response.wire.order === "shuffled") ? "shuffled" : "fixed",
    why: null,
  };
}

/** Hands a packet to a server and does for it what it asks. */
function serve(drive: Drive, frame: Frame, packet: QueryPacket): Outcome {
  if (joinsOwnQuestion(frame)) return { kind: "silence", why: "no-handler" };
  waitForSameWork(drive, frame);
  const { depth, resident } = frame;
  const started = drive.now;
  const sink = drive.isRecorded
    ? ({ actor, text }: { readonly actor: string; readonly text: string }): void =>
        drive.record(depth, { kind: "remark", actor, text })
    : null;
  const step = drive.twin.remarks.listen(sink, () => resident.server.receive(packet, drive.now));
  if (!isExchange(step)) return step;
  const outcome = runExchange(drive, frame, step);
  noteWork(drive, frame, started);
  return outcome;
}

/** named waits for its own answer to the same question: who asks in circles hears nothing (bind-measured.md sections 1 and 10). */
export function joinsOwnQuestion({ resident, asked, below }: Frame): boolean {
  if (resident.program !== "bind" || below === null || asked === null) return false;
  const question = questionOf(asked);
  for (let at: Frame | null = below; at !== null && question !== null; at = at.below) {
    const other = at.resident === resident && at.asked !== null ? questionOf(at.asked) : null;
    if (other?.name.key === question.name.key && other.type === question.type) return true;
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
      return carryQuestion(drive, station, outgoingOf(effect), frame).result;
    }
    default:
      return assertNever(effect);
  }
}

/** A server's question as it leaves the server's machine. */
export function outgoingOf(effect: Effect & { readonly kind: "ask" }): OutgoingQuestion {
  const { to, transport, source, message, timeoutMs } = effect;
  return { to, transport, source, timeoutMs, content: { kind: "message", message } };
}
