import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, instantFromMs, laterBy, makeQuery, nameOf, parseAddress } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import type { PluginExchange, PluginOutcome } from "../../plugin.ts";
import { returned } from "../../plugin.ts";
import { continueLater, runUntil, withTime } from "./patience.ts";

const address = parseAddress("192.0.2.53");
invariant(address !== null, "an address of this test");
const to = { address, port: 53 };
const message = makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" });
const at = instantFromMs;

/** Asks so often, each time with two seconds of patience; ends NOERROR with the first that answers, else SERVFAIL. */
function* asking(times: number, closed: { count: number } = { count: 0 }): PluginExchange {
  let isOver = false;
  try {
    for (let time = 0; time < times; time += 1) {
      const result = yield { kind: "ask", to, transport: "udp", source: null, message, timeoutMs: 2000 };
      if (result.kind === "answered") {
        isOver = true;
        return returned("NOERROR");
      }
    }
    isOver = true;
    return returned("SERVFAIL");
  } finally {
    if (!isOver) closed.count += 1;
  }
}

/** Drives a conversation: each question is answered after so many milliseconds, or comes to nothing in its time. */
function drive<T>(
  conversation: Generator<Effect, T, EffectResult>,
  start: Instant,
  answersAfter: readonly number[],
): { readonly value: T; readonly patience: readonly number[]; readonly now: Instant } {
  const patience: number[] = [];
  let now = start;
  let turn = conversation.next();
  while (turn.done !== true) {
    const effect = turn.value;
    invariant(effect.kind === "ask", "a question");
    const after = answersAfter[patience.length] ?? Number.POSITIVE_INFINITY;
    patience.push(effect.timeoutMs);
    const isAnswered = after <= effect.timeoutMs;
    now = laterBy(now, isAnswered ? after : effect.timeoutMs);
    turn = conversation.next(
      isAnswered ? { kind: "answered", messages: [], now } : { kind: "failed", how: "timeout", now },
    );
  }
  return { value: turn.value, patience, now };
}

const rcodeOf = (outcome: PluginOutcome): string => (outcome.kind === "returned" ? outcome.rcode : outcome.kind);

describe("the time at which a conversation ends", () => {
  it.each<readonly [readonly number[], string, number]>([
    [[300], "NOERROR", 1300],
    [[9000, 0], "NOERROR", 3000],
    [[9000, 9000], "SERVFAIL", 5000],
  ])("answers after %j ms: %s at %i", (answersAfter, rcode, expected) => {
    const { outcome, now } = drive(withTime(asking(2), at(1000)), at(1000), answersAfter).value;
    expect([rcodeOf(outcome), now]).toEqual([rcode, at(expected)]);
  });
});

describe("a conversation that may last until a moment", () => {
  const run = (answersAfter: readonly number[], end: number) =>
    drive(runUntil(asking(2), at(0), at(end)), at(0), answersAfter);

  it.each<readonly [string, number, readonly number[], string, readonly number[]]>([
    ["is over in time", 500, [300], "NOERROR", [500]],
    ["is over at that very moment", 500, [500], "NOERROR", [500]],
    ["is cut off where it waits", 500, [501], "unfinished", [500]],
    ["is cut off at a later question", 2500, [9000, 600], "unfinished", [2000, 500]],
    ["is not cut where its own patience is shorter", 9000, [9000, 9000], "SERVFAIL", [2000, 2000]],
  ])("%s", (_, end, answersAfter, expected, patience) => {
    const { value, patience: asked } = run(answersAfter, end);
    expect([value.kind === "done" ? rcodeOf(value.outcome) : value.kind, asked]).toEqual([expected, patience]);
  });

  it.each<readonly [string, readonly number[], string, readonly number[]]>([
    ["goes on with the rest of its patience", [700], "NOERROR", [1500]],
    ["and with all of it for the next question", [9000, 100], "NOERROR", [1500, 2000]],
    ["or comes to nothing", [9000, 9000], "SERVFAIL", [1500, 2000]],
  ])("that was cut off after 500 ms %s", (_, answersAfter, rcode, patience) => {
    const { value } = run([9000], 500);
    invariant(value.kind === "unfinished", "a conversation that is not over");
    const rest = drive(continueLater(value), at(500), answersAfter);
    expect([rcodeOf(rest.value), rest.patience]).toEqual([rcode, patience]);
  });

  it("law: cut or not, it ends with the same, at the same moment", () => {
    const delays = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(delays, fc.integer({ min: 1, max: 5000 }), ([first = 0, second = 0], end) => {
        const whole = drive(asking(2), at(0), [first, second]);
        const { value, patience, now } = drive(runUntil(asking(2), at(0), at(end)), at(0), [first, second]);
        if (value.kind === "done") {
          expect([rcodeOf(value.outcome), now]).toEqual([rcodeOf(whole.value), whole.now]);
          return;
        }
        expect(now).toBe(at(end));
        const waited = patience.at(-1) ?? 0;
        const left = (patience.length === 1 ? first : second) - waited;
        const rest = drive(continueLater(value), now, patience.length === 1 ? [left, second] : [left]);
        expect([rcodeOf(rest.value), rest.now]).toEqual([rcodeOf(whole.value), whole.now]);
      }),
    );
  });
});

describe("whoever loses interest ends what stands behind", () => {
  it.each<readonly [string, (inner: PluginExchange) => Generator<Effect, unknown, EffectResult>]>([
    ["withTime", (inner) => withTime(inner, at(0))],
    ["runUntil", (inner) => runUntil(inner, at(0), at(9000))],
  ])("%s", (_, wrap) => {
    const closed = { count: 0 };
    const conversation = wrap(asking(2, closed));
    conversation.next();
    conversation.return(undefined);
    expect(closed.count).toBe(1);
  });

  it("but not what was cut off, and goes on by itself", () => {
    const closed = { count: 0 };
    const { value } = drive(runUntil(asking(2, closed), at(0), at(500)), at(0), []);
    expect([value.kind, closed.count]).toEqual(["unfinished", 0]);
  });
});
