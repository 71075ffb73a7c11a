import { type Effect, type EffectResult, type Exchange, isExchange, type Outcome } from "@splithorizon/core";
import {
  type Arrival,
  choose,
  type Frame,
  joinsOwnQuestion,
  NotModelled,
  type OutgoingQuestion,
  outgoingOf,
  sendBack,
  sendOut,
  workOf,
} from "../asking/index.ts";
import type { Resident } from "../hosts/index.ts";
import { assertNever } from "../invariant.ts";
import type { Station } from "../network/index.ts";
import type { Agenda } from "./agenda.ts";
import type { Errand } from "./errand.ts";
import { type Fate, Wait } from "./wait.ts";
import type { WorkInHand } from "./work-in-hand.ts";

/** Where conversations take place. */
export interface Stage {
  readonly agenda: Agenda;
  readonly workInHand: WorkInHand;
  /** Something has happened at this server, so it may want to be woken at another time. */
  touched(resident: Resident): void;
}

/** Puts a question and tells what came of it. `frame` is the server that asks; null: a client, who waits for ever. */
export function converse(
  stage: Stage,
  errand: Errand,
  from: Station,
  asked: OutgoingQuestion,
  frame: Frame | null,
  notice: (fate: Fate) => void,
): void {
  const { drive } = errand;
  drive.countQuestion(frame);
  const depth = frame === null ? 0 : frame.depth + 1;
  const arrival = sendOut(drive, depth, from, asked);
  const wait = new Wait(stage.agenda, errand, asked.timeoutMs, notice);
  if (arrival.kind === "lost") {
    const { how, why, waitedMs } = arrival;
    wait.endLater(waitedMs, () => ({ kind: "failed", how, why }));
    return;
  }
  const own: Frame = { resident: arrival.resident, asked, below: frame, depth };
  const settle = (outcome: Outcome): void => settleOutcome(errand, depth, asked, arrival, outcome, wait);
  if (joinsOwnQuestion(own)) settle({ kind: "silence", why: "no-handler" });
  else handOver({ stage, errand, frame: own, settle }, arrival, asked);
  wait.begin();
}

/** A server's work on one question. */
interface Task {
  readonly stage: Stage;
  readonly errand: Errand;
  readonly frame: Frame;
  readonly settle: (outcome: Outcome) => void;
}

/** Gives the packet to the server: at once, or when what it works on already has been done (as `waitForSameWork`). */
function handOver(task: Task, arrival: Arrival, asked: OutgoingQuestion): void {
  const { stage, errand, frame } = task;
  const key = stage.workInHand.isEmpty ? null : workOf(frame);
  const cancel =
    key === null
      ? null
      : stage.workInHand.waitFor(key, () => {
          if (cancel !== null) errand.waitsNoMore(cancel);
          errand.attempt(() => handOver(task, arrival, asked));
        });
  if (cancel === null) receive(task, arrival, asked);
  else errand.waits(cancel);
}

function receive(
  { stage, errand, frame, settle }: Task,
  { resident, delivery }: Arrival,
  { transport, content }: OutgoingQuestion,
): void {
  const step = resident.server.receive({ ...delivery.packet, transport, content }, stage.agenda.now());
  stage.touched(resident);
  if (!isExchange(step)) {
    settle(step);
    return;
  }
  const key = workOf(frame);
  if (key === null) {
    runLive(stage, errand, frame, step, settle);
    return;
  }
  const end = stage.workInHand.begin(key);
  errand.waits(end);
  runLive(stage, errand, frame, step, (outcome) => {
    errand.waitsNoMore(end);
    end();
    settle(outcome);
  });
}

function settleOutcome(
  errand: Errand,
  depth: number,
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
      wait.inVain(`${title} does not answer: ${outcome.why}`);
      return;
    case "reply": {
      const back = sendBack(errand.drive, depth, asked, arrival, [...outcome.messages]);
      if (back.kind === "astray") wait.inVain(back.why);
      else wait.end({ kind: "answered", fitted: back.fitted });
      return;
    }
    default:
      assertNever(outcome);
  }
}

/** Carries out what a server wants done, now or when its time has come, until it has its outcome. */
export function runLive(
  stage: Stage,
  errand: Errand,
  frame: Frame,
  exchange: Exchange,
  settle: (outcome: Outcome) => void,
): void {
  errand.opened(exchange);
  advance({ stage, errand, frame, exchange, settle }, null);
}

interface Run {
  readonly stage: Stage;
  readonly errand: Errand;
  readonly frame: Frame;
  readonly exchange: Exchange;
  readonly settle: (outcome: Outcome) => void;
}

function advance(run: Run, first: EffectResult | null): void {
  const { stage, errand, exchange, frame, settle } = run;
  let result = first;
  for (;;) {
    const turn = result === null ? exchange.next() : exchange.next(result);
    stage.touched(frame.resident);
    if (turn.done === true) {
      errand.closed(exchange);
      settle(turn.value);
      return;
    }
    result = carryOut(run, turn.value);
    if (result === null) return;
  }
}

/** What came of it; null: the exchange goes on by itself later. */
function carryOut(run: Run, effect: Effect): EffectResult | null {
  const { stage, errand, frame } = run;
  const { drive } = errand;
  const now = stage.agenda.now();
  switch (effect.kind) {
    case "choose":
      return { kind: "chosen", index: choose(drive, frame.depth, effect.among, effect.why), now };
    case "spawn":
      drive.spawned.push({ exchange: effect.exchange, resident: frame.resident, at: now });
      return { kind: "spawned", now };
    case "ask":
      return ask(run, effect);
    default:
      return assertNever(effect);
  }
}

function ask(run: Run, effect: Effect & { readonly kind: "ask" }): EffectResult | null {
  const { stage, errand, frame } = run;
  const station = errand.drive.twin.network.stations.get(frame.resident.station);
  if (station === undefined) return { kind: "failed", how: "unreachable", now: stage.agenda.now() };
  let atOnce: EffectResult | null = null;
  let isLater = false;
  converse(stage, errand, station, outgoingOf(effect), frame, (fate) => {
    const result = resultOf(fate, stage);
    if (isLater) advance(run, result);
    else atOnce = result;
  });
  isLater = true;
  return atOnce;
}

function resultOf(fate: Fate, { agenda }: Stage): EffectResult {
  const now = agenda.now();
  return fate.kind === "answered"
    ? { kind: "answered", messages: fate.fitted.map(({ response }) => response), now }
    : { kind: "failed", how: fate.how, now };
}
