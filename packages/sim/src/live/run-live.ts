import {
  type Awaitable,
  type Effect,
  type EffectResult,
  type Exchange,
  type Instant,
  laterBy,
  type Outcome,
} from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { choose, type Frame, outgoingOf } from "../sending/index.ts";
import type { Cancel } from "./agenda.ts";
import type { Errand } from "./errand.ts";
import { resumeBy } from "./later.ts";
import type { Stage } from "./stage.ts";
import type { Fate } from "./wait.ts";

interface Run {
  readonly stage: Stage;
  readonly errand: Errand;
  readonly frame: Frame;
  readonly exchange: Exchange;
  readonly ended: (outcome: Outcome) => void;
}

/** Carries out what a server wants done, now or when its time has come, until it has its outcome. */
export function runLive(
  stage: Stage,
  errand: Errand,
  frame: Frame,
  exchange: Exchange,
  ended: (outcome: Outcome) => void,
): void {
  errand.opened(exchange);
  advance({ stage, errand, frame, exchange, ended }, null);
}

/** A program that has been stopped goes on when it is let; one that has been killed never does. */
function goOn(run: Run, result: EffectResult): void {
  const { errand, frame, exchange, stage } = run;
  const { ether } = errand.drive;
  const { resident } = frame;
  if (ether?.isGone(resident) === true) {
    errand.closed(exchange);
    exchange.return({ kind: "silence", why: "no-handler" });
    return;
  }
  if (ether?.isHeld(resident) !== true) {
    advance(run, result);
    return;
  }
  resumeBy(
    errand,
    (resume) => ether.hold(resident, resume),
    () => advance(run, { ...result, now: stage.agenda.now() }),
  );
}

function advance(run: Run, first: EffectResult | null): void {
  const { stage, errand, exchange, frame, ended } = run;
  let result = first;
  for (;;) {
    const turn = result === null ? exchange.next() : exchange.next(result);
    stage.touched(frame.resident);
    if (turn.done === true) {
      errand.closed(exchange);
      ended(turn.value);
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
      return { kind: "chosen", index: choose(drive, frame.mark, effect), now };
    case "spawn":
      drive.spawned.push({ exchange: effect.exchange, resident: frame.resident });
      return { kind: "spawned", now };
    case "ask":
      return ask(run, effect);
    case "await":
      waitFor(run, effect.work, effect.until);
      return null;
    default:
      return assertNever(effect);
  }
}

function ask(run: Run, effect: Effect & { readonly kind: "ask" }): EffectResult | null {
  const { stage, errand, frame } = run;
  const station = errand.drive.twin.network.stations.get(frame.resident.station);
  if (station === undefined) return { kind: "failed", how: "unreachable", now: stage.agenda.now() };
  const outgoing = outgoingOf(effect);
  const connection = effect.connection === undefined ? null : stage.connectionOf(effect.connection);
  const asked = connection === null ? outgoing : { ...outgoing, connection };
  let atOnce: EffectResult | null = null;
  let isLater = false;
  stage.converse(errand, station, asked, frame, (fate) => {
    const result = resultOf(fate, stage);
    if (isLater) goOn(run, result);
    else atOnce = result;
  });
  isLater = true;
  return atOnce;
}

function resultOf(fate: Fate, { agenda }: Stage): EffectResult {
  const now = agenda.now();
  if (fate.kind === "answered") return { kind: "answered", messages: fate.fitted.map(({ response }) => response), now };
  const { how, isConnected = false } = fate;
  return { kind: "failed", how, isConnected, now };
}

/** Goes on when another exchange has done the work, or its patience is over; the one that did it goes on first. */
function waitFor(run: Run, work: Awaitable, until: Instant | undefined): void {
  const { errand, stage } = run;
  const { agenda } = stage;
  const pending: Cancel[] = [];
  const cancelAll: Cancel = () => {
    for (const cancel of pending.splice(0)) cancel();
  };
  const goOnAt = (at: Instant): Cancel =>
    agenda.at(at, () =>
      errand.attempt(() => {
        errand.waitsNoMore(cancelAll);
        cancelAll();
        goOn(run, { kind: "awaited", now: agenda.now() });
      }),
    );
  pending.push(
    work.whenEnded(() => {
      cancelAll();
      pending.push(goOnAt(agenda.now()));
    }),
  );
  if (until !== undefined) pending.push(goOnAt(laterBy(agenda.now(), Math.max(0, until - agenda.now()))));
  errand.waits(cancelAll);
}
