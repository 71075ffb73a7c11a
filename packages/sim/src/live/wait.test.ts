import { instantFromMs } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Drive, firstAlternative } from "../sending/index.ts";
import { ManualAgenda } from "./agenda.ts";
import { Errand } from "./errand.ts";
import { type Fate, Wait } from "./wait.ts";
import { waitingSite } from "./waiting-site.fixture.ts";

const twin = waitingSite();
const ANSWER: Fate = { kind: "answered", fitted: [] };
const REFUSED: Fate = { kind: "failed", how: "refused", why: "closed" };

/** One asker and its patience, and what it noticed when. */
class Asker {
  readonly agenda = new ManualAgenda();
  readonly noticed: string[] = [];
  readonly errand: Errand;
  readonly wait: Wait;

  constructor(patienceMs: number) {
    const drive = new Drive(twin, this.agenda, { choose: firstAlternative, recorder: null, ether: null });
    this.errand = new Errand(
      drive,
      () => this.noticed.push("broken"),
      () => {},
    );
    this.wait = new Wait(this.agenda, this.errand, patienceMs, (fate) =>
      this.noticed.push(`${this.agenda.now()} ${fate.kind === "failed" ? `${fate.how}: ${fate.why}` : fate.kind}`),
    );
  }

  pass(untilMs: number): readonly string[] {
    this.agenda.passUntil(instantFromMs(untilMs));
    return this.noticed;
  }
}

describe("an asker with five seconds", () => {
  test.each<readonly [row: string, act: (asker: Asker) => void, noticed: readonly string[]]>([
    ["nothing comes", ({ wait }) => wait.begin("slow"), ["5000 timeout: slow"]],
    ["the answer at once", ({ wait }) => wait.end(ANSWER), ["0 answered"]],
    [
      "somebody works on it, and is not done in time",
      ({ wait, agenda }) => {
        wait.begin("slow");
        agenda.at(instantFromMs(3000), () => wait.inVainSoFar("dns1 has not answered yet"));
      },
      ["5000 timeout: dns1 has not answered yet"],
    ],
    [
      "somebody works on it, and the answer comes",
      ({ wait, agenda }) => {
        wait.begin("slow");
        agenda.at(instantFromMs(3000), () => wait.inVainSoFar("dns1 has not answered yet"));
        agenda.at(instantFromMs(4000), () => wait.end(ANSWER));
      },
      ["4000 answered"],
    ],
    [
      "the answer comes before the end",
      ({ wait, agenda }) => {
        wait.begin("slow");
        agenda.at(instantFromMs(4999), () => wait.end(ANSWER));
      },
      ["4999 answered"],
    ],
    [
      "and behind it: too late",
      ({ wait, agenda }) => {
        wait.begin("slow");
        agenda.at(instantFromMs(5001), () => wait.end(ANSWER));
      },
      ["5000 timeout: slow"],
    ],
    [
      "of an answer that was there at once no clock is started",
      ({ wait }) => {
        wait.end(ANSWER);
        wait.begin("slow");
      },
      ["0 answered"],
    ],
    [
      "two answers: the first",
      ({ wait }) => {
        wait.end(ANSWER);
        wait.end(REFUSED);
      },
      ["0 answered"],
    ],
    [
      "the server drops it: the asker waits all the same, and knows why",
      ({ wait }) => {
        wait.inVain("dropped");
        wait.begin("slow");
      },
      ["5000 timeout: dropped"],
    ],
    [
      "dropped later",
      ({ wait, agenda }) => {
        wait.begin("slow");
        agenda.at(instantFromMs(3000), () => wait.inVain("dropped"));
      },
      ["5000 timeout: dropped"],
    ],
    ["a closed port is known at once", ({ wait }) => wait.endLater(0, () => REFUSED), ["0 refused: closed"]],
    ["a dead neighbour after a while", ({ wait }) => wait.endLater(3000, () => REFUSED), ["3000 refused: closed"]],
  ])("%s", (_row, act, noticed) => {
    const asker = new Asker(5000);
    act(asker);
    expect(asker.pass(60_000)).toEqual(noticed);
    expect(asker.errand.isWaiting).toBe(false);
  });
});

describe("an asker that waits for ever", () => {
  test.each<readonly [row: string, act: (asker: Asker) => void, noticed: readonly string[]]>([
    ["has no clock", ({ wait }) => wait.begin("slow"), []],
    ["hears at once that nothing will come", ({ wait }) => wait.inVain("dropped"), ["0 timeout: dropped"]],
    ["and of a dead neighbour", ({ wait }) => wait.endLater(3000, () => REFUSED), ["0 refused: closed"]],
  ])("%s", (_row, act, noticed) => {
    const asker = new Asker(Number.POSITIVE_INFINITY);
    act(asker);
    expect(asker.pass(1e9)).toEqual(noticed);
  });
});

test("who is called away waits no more, and notices nothing", () => {
  const asker = new Asker(5000);
  asker.wait.begin("slow");
  expect(asker.errand.isWaiting).toBe(true);
  asker.errand.abandon();
  expect([asker.errand.isWaiting, asker.agenda.next]).toEqual([false, null]);
  expect(asker.pass(60_000)).toEqual([]);
});

test("whatever comes, and whenever: exactly one thing is noticed, the earliest, and never behind the end of patience", () => {
  const event = fc.record({ at: fc.nat(8000), what: fc.constantFrom("answer", "vain") });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), fc.integer({ min: 1, max: 6000 }), (events, patienceMs) => {
      const asker = new Asker(patienceMs);
      asker.wait.begin("slow");
      for (const { at, what } of events) {
        asker.agenda.at(instantFromMs(at), () =>
          what === "answer" ? asker.wait.end(ANSWER) : asker.wait.inVain("dropped"),
        );
      }
      const [noticed = "", ...more] = asker.pass(60_000);
      expect(more).toEqual([]);
      const answers = events.filter(({ what }) => what === "answer").map(({ at }) => at);
      const first = Math.min(...answers, Number.POSITIVE_INFINITY);
      // Of one moment, the end of patience was planned first.
      const isAnswered = first < patienceMs;
      expect(noticed.startsWith(isAnswered ? `${first} answered` : `${patienceMs} timeout`)).toBe(true);
    }),
  );
});
