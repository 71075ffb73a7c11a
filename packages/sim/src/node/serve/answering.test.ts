import { encodeMessage, makeQuery, nameOf, parseAddress } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import type { LiveAnswer } from "../../live/index.ts";
import { placeOf, serverOf, waitingSite } from "../../live/waiting-site.fixture.ts";
import { answerClient, isNoQuery } from "./answering.ts";
import { printServeEvent, type ServeEvent } from "./serve-event.ts";

const ADDRESS = parseAddress("127.0.0.1");
if (ADDRESS === null) throw new Error("an address of this test");
const PEER = { address: ADDRESS, port: 5000 };
const BYTES = encodeMessage(makeQuery({ name: nameOf("a\\027.kloud.lan."), type: "A", class: "IN" }));

/** What goes out, and what is reported, when the twin says this. */
function answerWith(answer: LiveAnswer, pending = 0): readonly [readonly string[], readonly ServeEvent[]] {
  const twin = waitingSite();
  const events: ServeEvent[] = [];
  const sent: string[] = [];
  const live = {
    pending,
    put: (_asking: unknown, _content: unknown, done: (answer: LiveAnswer) => void) => done(answer),
  };
  const asking = { from: placeOf(twin, "laptop"), to: serverOf(twin, "dns1"), source: null };
  answerClient({ live, asking, report: (event) => events.push(event) }, "udp", BYTES, PEER, (messages) =>
    sent.push(...messages.map((message) => Buffer.from(message).toString("hex"))),
  );
  return [sent, events];
}

const ANSWERED: LiveAnswer = { kind: "answered", messages: [Buffer.of(1), Buffer.of(2)] };
const ABOUT = { transport: "udp", client: PEER, question: "a\\027.kloud.lan. A" };

describe("what becomes of an answer", () => {
  it("all of its messages go out, and nothing is reported", () => {
    expect(answerWith(ANSWERED)).toEqual([["01", "02"], []]);
  });

  it.each<readonly [string, LiveAnswer, string, string]>([
    ["silence", { kind: "unanswered", why: "no handler" }, "unanswered", "no handler"],
    ["a gap", { kind: "not-modelled", what: "this" }, "not-modelled", "this"],
    ["a circle", { kind: "endless", path: ["a", "b"] }, "not-modelled", "servers ask each other without end: a -> b"],
  ])("%s sends nothing", (_what, answer, kind, why) => {
    expect(answerWith(answer)).toEqual([[], [{ kind, ...ABOUT, why }]]);
  });

  it("9,999 may wait, the 10,000th question behind them is dropped", () => {
    expect(answerWith(ANSWERED, 9_999)[0]).toEqual(["01", "02"]);
    expect(answerWith(ANSWERED, 10_000)).toEqual([[], [{ kind: "overloaded", ...ABOUT, why: "10000 questions wait" }]]);
  });
});

it.each([
  ["a query", "123401000001000000000000", false],
  ["an answer", "123481000001000000000000", true],
  ["two octets", "1234", true],
  ["three octets of a query", "123401", false],
])("%s", (_what, hex, expected) => {
  expect(isNoQuery(Buffer.from(hex, "hex"))).toBe(expected);
});

it.each<readonly [ServeEvent, string]>([
  [
    { ...ABOUT, transport: "udp", kind: "unanswered", why: "silence" },
    "udp 127.0.0.1#5000 a\\027.kloud.lan. A: no answer: silence",
  ],
  [
    { ...ABOUT, transport: "tcp", kind: "not-modelled", why: "this" },
    "tcp 127.0.0.1#5000 a\\027.kloud.lan. A: no answer, since it is not modelled: this",
  ],
  [
    { ...ABOUT, transport: "udp", kind: "overloaded", question: "", why: "x" },
    "udp 127.0.0.1#5000 no question: dropped: x",
  ],
  [{ kind: "connection-closed", client: null, why: "idle" }, "tcp somebody: connection closed: idle"],
  [{ kind: "socket-error", why: "EMSGSIZE" }, "the system refuses: EMSGSIZE"],
])("as a line of a log: %j", (event, expected) => {
  expect(printServeEvent(event)).toBe(expected);
});
