import type { Outcome } from "@splithorizon/core";
import { isExchange } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import type { Station } from "../network/index.ts";
import {
  type Arrival,
  type Frame,
  type Mark,
  NotModelled,
  type OutgoingQuestion,
  questionOf,
  sendBack,
  sendOut,
} from "../sending/index.ts";
import type { Errand } from "./errand.ts";
import { runLive } from "./run-live.ts";
import type { Stage } from "./stage.ts";
import { type Fate, Wait } from "./wait.ts";

/** Puts a question and tells what came of it. `frame` is the server that asks; null: a client. */
export function converse(
  stage: Stage,
  errand: Errand,
  from: Station,
  asked: OutgoingQuestion,
  frame: Frame | null,
  notice: (fate: Fate) => void,
): void {
  const { drive } = errand;
  const mark = drive.beginQuestion(frame);
  if (drive.isRecorded) recordAsked(errand, mark, frame?.resident.title ?? from.name, asked);
  const arrival = sendOut(drive, mark, from, asked);
  const wait = new Wait(stage.agenda, errand, asked.timeoutMs, (fate) => {
    if (fate.kind === "failed" && drive.isRecorded) drive.record(mark, fate);
    notice(fate);
  });
  if (arrival.kind === "lost") {
    const { how, why, waitedMs } = arrival;
    wait.endLater(waitedMs, () => ({ kind: "failed", how, why }));
    return;
  }
  const own: Frame = { resident: arrival.resident, asked, below: frame, mark };
  receive(stage, errand, own, arrival, (outcome) => settle(errand, mark, asked, arrival, outcome, wait));
  wait.begin(`${arrival.resident.title} takes longer than the asker waits`);
}

function recordAsked({ drive }: Errand, mark: Mark, by: string, asked: OutgoingQuestion): void {
  const { to, transport, content } = asked;
  const recursionDesired = content.kind === "message" && content.message.flags.recursionDesired;
  drive.record(mark, { kind: "asked", by, to, transport, question: questionOf(asked), recursionDesired });
}

/** Hands the packet to the server, and does for it what it asks. */
function receive(
  stage: Stage,
  errand: Errand,
  frame: Frame,
  { resident, delivery }: Arrival,
  ended: (outcome: Outcome) => void,
): void {
  const { drive } = errand;
  const { asked, mark } = frame;
  if (asked === null) return;
  const { station, packet } = delivery;
  if (drive.isRecorded)
    drive.record(mark, { kind: "received", server: resident.title, station, source: packet.source });
  const { transport, content } = asked;
  const sink = drive.isRecorded
    ? ({ actor, text }: { readonly actor: string; readonly text: string }): void =>
        drive.record(mark, { kind: "remark", actor, text })
    : null;
  const step = drive.twin.remarks.listen(sink, () =>
    resident.server.receive({ ...packet, transport, content }, stage.agenda.now()),
  );
  stage.touched(resident);
  if (isExchange(step)) runLive(stage, errand, frame, step, ended);
  else ended(step);
}

function settle(
  { drive }: Errand,
  mark: Mark,
  asked: OutgoingQuestion,
  arrival: Arrival,
  outcome: Outcome,
  wait: Wait,
): void {
  const { title } = arrival.resident;
  switch (outcome.kind) {
    case "unsupported":
      throw new NotModelled(`${title}: ${outcome.what}`);
    case "silence":
      if (drive.isRecorded) drive.record(mark, { kind: "silent", server: title, why: outcome.why });
      wait.inVain(`${title} does not answer: ${outcome.why}`);
      return;
    case "reply": {
      const back = sendBack(drive, mark, asked, arrival, [...outcome.messages]);
      if (back.kind === "astray") wait.inVain(back.why);
      else wait.end({ kind: "answered", fitted: back.fitted });
      return;
    }
    default:
      assertNever(outcome);
  }
}
