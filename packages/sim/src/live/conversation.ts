import type { Outcome } from "@splithorizon/core";
import { isExchange } from "@splithorizon/core";
import type { Station } from "../network/index.ts";
import { type Frame, type Mark, type OutgoingQuestion, questionOf, sendBack, sendOut } from "../sending/index.ts";
import { Crossing } from "./crossing.ts";
import type { Errand } from "./errand.ts";
import { receiveAt } from "./receive.ts";
import { runLive } from "./run-live.ts";
import { settleUnanswered } from "./settle.ts";
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
  const wait = new Wait(stage.agenda, errand, asked.timeoutMs, (fate) => {
    if (fate.kind === "failed" && drive.isRecorded) drive.record(mark, fate);
    if (fate.kind === "failed") asked.connection?.failed(fate.how);
    notice(fate);
  });
  if (drive.ether !== null) {
    new Crossing({ stage, ether: drive.ether, errand, from, asked, frame, mark, wait }).begin();
    return;
  }
  const arrival = sendOut(drive, mark, from, asked);
  if (arrival.kind === "lost") {
    const { how, why, waitedMs } = arrival;
    wait.endLater(waitedMs, () => ({ kind: "failed", how, why }));
    return;
  }
  const own: Frame = { resident: arrival.resident, asked, below: frame, mark };
  const { title } = arrival.resident;
  const ended = (outcome: Outcome): void => {
    if (outcome.kind !== "reply") {
      settleUnanswered({ drive, mark, wait, title }, outcome);
      return;
    }
    const back = sendBack(drive, mark, asked, arrival, [...outcome.messages]);
    if (back.kind === "astray") wait.inVain(back.why);
    else wait.end({ kind: "answered", fitted: back.fitted });
  };
  const step = receiveAt(stage, errand, own, arrival.delivery);
  if (isExchange(step)) runLive(stage, errand, own, step, ended);
  else ended(step);
  wait.begin(`${title} takes longer than the asker waits`);
  wait.accepted(asked);
}

function recordAsked({ drive }: Errand, mark: Mark, by: string, asked: OutgoingQuestion): void {
  const { to, transport, content } = asked;
  const recursionDesired = content.kind === "message" && content.message.flags.recursionDesired;
  drive.record(mark, { kind: "asked", by, to, transport, question: questionOf(asked), recursionDesired });
}
