import { describe, expect, it } from "vitest";
import { instantFromMs } from "../dns/index.ts";
import type { Effect, EffectResult } from "../resolution/index.ts";
import { afterwards, eachMessage, failed, type PluginOutcome, type PluginStep, returned, written } from "./plugin.ts";
import { requestOf } from "./plugin-request.fixture.ts";
import { replyTo } from "./reply.ts";

const reply = replyTo(requestOf("x.test."));
const NXDOMAIN = written({ ...reply, rcode: "NXDOMAIN" });

/** Draws twice, and ends with what it drew. */
function* drawing(): Generator<Effect, PluginOutcome, EffectResult> {
  const first = yield { kind: "choose", among: 2, why: "upstream" };
  const second = yield { kind: "choose", among: 3, why: "upstream" };
  const lots = [first, second].map((lot) => (lot.kind === "chosen" ? lot.index : "?"));
  return failed("SERVFAIL", lots.join(" "));
}

/** Runs it to its end; lots are 1, 2, ... */
function end(step: PluginStep): PluginOutcome {
  if ("kind" in step) return step;
  let turn = step.next();
  for (let index = 1; turn.done !== true; index += 1) {
    turn = step.next({ kind: "chosen", index, now: instantFromMs(index) });
  }
  return turn.value;
}

/** `NXDOMAIN NOERROR -> SERVFAIL why`. */
function print(outcome: PluginOutcome): string {
  switch (outcome.kind) {
    case "written":
      return `${outcome.messages.map(({ rcode }) => rcode).join(" ")} -> ${outcome.returned}`;
    case "returned":
      return `-> ${outcome.rcode} ${outcome.error ?? ""}`.trim();
    case "silence":
      return "silence";
    case "unsupported":
      return `unsupported ${outcome.what}`;
  }
}

describe("what a plugin comes to", () => {
  it.each<readonly [string, PluginOutcome, string]>([
    ["a message is success, whatever its own rcode", NXDOMAIN, "NXDOMAIN -> NOERROR"],
    ["an rcode alone", returned("REFUSED"), "-> REFUSED"],
    ["an rcode and why", failed("SERVFAIL", "i/o timeout"), "-> SERVFAIL i/o timeout"],
  ])("%s", (_, outcome, expected) => expect(print(outcome)).toBe(expected));
});

describe("looking at what stands behind", () => {
  const mark = (outcome: PluginOutcome): PluginOutcome => returned(outcome.kind === "returned" ? "REFUSED" : "NOTIMP");

  it("is a plain call where nobody need be waited for", () => {
    const step = afterwards(NXDOMAIN, mark);
    expect("kind" in step && print(step)).toBe("-> NOTIMP");
  });

  it("waits as long as that does, and passes on what it is told", () => {
    const seen: PluginOutcome[] = [];
    const step = afterwards(drawing(), (outcome) => {
      seen.push(outcome);
      return mark(outcome);
    });
    expect("kind" in step).toBe(false);
    expect(seen).toEqual([]);
    expect([print(end(step)), seen.map(print)]).toEqual(["-> REFUSED", ["-> SERVFAIL 1 2"]]);
  });

  it("is done once for each plugin, the innermost first", () => {
    const order: number[] = [];
    const note =
      (number: number) =>
      (outcome: PluginOutcome): PluginOutcome => {
        order.push(number);
        return outcome;
      };
    end([1, 2, 3].reduce<PluginStep>((step, number) => afterwards(step, note(number)), drawing()));
    expect(order).toEqual([1, 2, 3]);
  });

  it("a conversation that is abandoned looks at nothing", () => {
    let isLookedAt = false;
    const step = afterwards(drawing(), (outcome) => {
      isLookedAt = true;
      return outcome;
    });
    if (!("kind" in step)) {
      step.next();
      step.return(returned("SERVFAIL"));
    }
    expect(isLookedAt).toBe(false);
  });
});

describe("each message", () => {
  const refuse = (step: PluginStep): string =>
    print(end(eachMessage(step, (message) => ({ ...message, rcode: "REFUSED" }))));
  it.each<readonly [string, PluginStep, string]>([
    ["one", NXDOMAIN, "REFUSED -> NOERROR"],
    [
      "several, as of a transfer",
      { kind: "written", messages: [reply, reply], returned: "SERVFAIL" },
      "REFUSED REFUSED -> SERVFAIL",
    ],
    ["none was written", returned("NXDOMAIN"), "-> NXDOMAIN"],
    ["none, with an error", drawing(), "-> SERVFAIL 1 2"],
    ["silence", { kind: "silence", why: "no-handler" }, "silence"],
    ["what is not modelled", { kind: "unsupported", what: "x" }, "unsupported x"],
  ])("%s", (_, step, expected) => expect(refuse(step)).toBe(expected));

  it("what the query has become stays beside them", () => {
    const { query: seen } = requestOf("y.test.");
    const step = eachMessage({ kind: "written", messages: [reply], returned: "NOERROR", seen }, (message) => message);
    expect("kind" in step && step.kind === "written" && step.seen).toBe(seen);
  });
});
