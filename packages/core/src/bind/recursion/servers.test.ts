import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantFromMs } from "../../dns/index.ts";
import { addressOf } from "../fixtures/texts.fixture.ts";
import { ServerMemory } from "./servers.ts";
import { Tries } from "./tries.ts";

const [a, b, c] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((text) => ({ address: addressOf(text), port: 53 }));
if (a === undefined || b === undefined || c === undefined) throw new Error("three servers");
const ALL = [a, b, c];
const NOW = instantFromMs(5000);

/** Last octets of the servers that are asked first. */
const best = (memory: ServerMemory): string =>
  memory
    .best(ALL, NOW)
    .map(({ address }) => address.slice(-1))
    .join(" ");

/** Each server answers once, after so many milliseconds. */
const answer = (memory: ServerMemory, ...elapsed: readonly number[]): void => {
  for (const [at, ms] of elapsed.entries()) memory.noteAnswer(ALL[at] ?? a, ms, NOW);
};

describe("which server is asked first", () => {
  test.each<readonly [string, (memory: ServerMemory) => void, string]>([
    ["all that were never tried", () => {}, "1 2 3"],
    ["those before one that took some time", (memory) => memory.noteAnswer(a, 5, NOW), "2 3"],
    ["beside them one that was too fast to be measured, by chance", (memory) => memory.noteAnswer(a, 1, NOW), "1 2 3"],
    ["the fastest", (memory) => answer(memory, 30, 20, 10), "3"],
    ["equals, where two were as fast", (memory) => answer(memory, 10, 20, 10), "1 3"],
    [
      "a silent one after all others",
      (memory) => {
        for (const server of ALL) memory.noteAnswer(server, 10, NOW);
        memory.noteSilence(a, NOW);
        memory.noteSilence(b, NOW);
      },
      "3",
    ],
    [
      "not the one whose old times were good and whose new ones are not",
      (memory) => {
        for (const server of ALL) memory.noteAnswer(server, 10, NOW);
        for (let times = 0; times < 9; times += 1) memory.noteAnswer(c, 100, NOW);
      },
      "1 2",
    ],
    [
      "none of those that answer within a tick of the clock",
      (memory) => {
        for (let times = 0; times < 9; times += 1) answer(memory, 0, 1, 3);
      },
      "1 2 3",
    ],
  ])("%s", (_row, happens, expected) => {
    const memory = new ServerMemory();
    happens(memory);
    expect(best(memory)).toBe(expected);
  });

  test("the same address with another port is another server", () => {
    const memory = new ServerMemory();
    for (const server of ALL) memory.noteAnswer({ ...server, port: 5353 }, 1, NOW);
    expect(best(memory)).toBe("1 2 3");
  });

  test("a copy learns for itself", () => {
    const memory = new ServerMemory();
    memory.fork().noteAnswer(a, 1, NOW);
    expect(best(memory)).toBe("1 2 3");
  });

  test("somebody is always asked, and only of those that may be", () => {
    const event = fc.tuple(fc.constantFrom(a, b, c), fc.integer({ min: 0, max: 500 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(event), fc.subarray(ALL, { minLength: 1 }), (events, candidates) => {
        const memory = new ServerMemory();
        for (const [server, ms, isSilent] of events)
          isSilent ? memory.noteSilence(server, NOW) : memory.noteAnswer(server, ms, NOW);
        const first = memory.best(candidates, NOW);
        expect(first.length).toBeGreaterThan(0);
        expect(first.every((server) => candidates.includes(server))).toBe(true);
      }),
    );
  });
});

const at = (seconds: number) => instantFromMs(seconds * 1000);
/** Microseconds. */
const known = (memory: ServerMemory, seconds = 5): number => Math.round(memory.roundTripOf(a, at(seconds)));

const answerOften = (memory: ServerMemory, times: number, ms: number): void => {
  for (let time = 0; time < times; time += 1) memory.noteAnswer(a, ms, NOW);
};
const beSilent = (memory: ServerMemory, times: number): void => {
  for (let time = 0; time < times; time += 1) memory.noteSilence(a, NOW);
};

describe("the smoothed round trip time (lib/dns/adb.c, adjustsrtt; lib/dns/resolver.c, fctx_cancelquery)", () => {
  test.each<readonly [row: string, happens: (memory: ServerMemory) => void, microseconds: number]>([
    ["nothing is known", () => {}, 17],
    ["of the first answer three tenths count too", (memory) => memory.noteAnswer(a, 100, NOW), 30_612],
    ["and of the second", (memory) => answerOften(memory, 2, 100), 52_028],
    ["many answers: as long as they take, and half a tick", (memory) => answerOften(memory, 60, 100), 102_000],
    ["silence of one that never answered: up to 262 ms, the middle", (memory) => beSilent(memory, 1), 131_089],
    ["silence again: less and less is added", (memory) => beSilent(memory, 2), 147_473],
    [
      "silence of one that answered with EDNS: up to 1049 ms",
      (memory) => {
        memory.noteAnswer(a, 1, NOW);
        memory.noteSize(a, 100, NOW);
        memory.noteSilence(a, NOW);
      },
      524_900,
    ],
    ["never above nine seconds", (memory) => beSilent(memory, 9000), 9_000_000],
  ])("%s", (_row, happens, microseconds) => {
    const memory = new ServerMemory();
    happens(memory);
    expect(known(memory)).toBe(microseconds);
  });

  test("somebody who draws is asked with the bound, and his lot is added", () => {
    const memory = new ServerMemory();
    const bounds: number[] = [];
    for (const lot of [40_000, 7, 0]) {
      memory.noteSilence(a, NOW, (among) => {
        bounds.push(among);
        return lot;
      });
    }
    expect(bounds).toEqual([0x100000 / 4, 0x80000 / 4, 0x80000 / 4]);
    expect(known(memory)).toBe(40_025);
  });

  test("whoever was passed over is thought better of once a second, by a 512th, and one that is unknown is not", () => {
    const memory = new ServerMemory();
    memory.noteUnused(a, at(5));
    expect(known(memory)).toBe(17);
    memory.noteAnswer(a, 1000, at(5));
    for (const seconds of [6, 6.5, 6.9, 7]) memory.noteUnused(a, at(seconds));
    expect(known(memory, 7)).toBe(Math.round(300_611.55 * (511 / 512) ** 2));
  });

  test("half an hour after the first time a silent server is one that was never tried", () => {
    const memory = new ServerMemory();
    memory.noteAnswer(b, 5, at(5));
    memory.noteAnswer(c, 5, at(5));
    memory.noteSilence(a, at(5.9));
    memory.noteSilence(a, at(900));
    const first = [6, 1804.9, 1805].map((seconds) =>
      memory
        .best([a, b], at(seconds))
        .map(({ address }) => address.slice(-1))
        .join(" "),
    );
    expect(first).toEqual(["2", "2", "1 2"]);
    memory.noteAnswer(b, 5, at(1806));
    expect(memory.best([a, b], at(1806)).map(({ address }) => address.slice(-1))).toEqual(["1"]);
  });

  test("what the clock's ticks decide is equal", () => {
    const memory = new ServerMemory();
    for (const [server, ms] of [
      [a, 41],
      [b, 43],
      [c, 49],
    ] as const)
      memory.noteAnswer(server, ms, NOW);
    expect(best(memory)).toBe("1 2");
  });

  test("a law: it is never negative, and never above the longest wait", () => {
    const event = fc.tuple(
      fc.constantFrom("answer", "silence", "unused"),
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 0, max: 4000 }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const memory = new ServerMemory();
        let seconds = 0;
        for (const [kind, ms, pause] of events) {
          seconds += pause / 100;
          if (kind === "answer") memory.noteAnswer(a, ms, at(seconds));
          else if (kind === "silence") memory.noteSilence(a, at(seconds), (among) => ms % among);
          else memory.noteUnused(a, at(seconds));
          const time = memory.roundTripOf(a, at(seconds));
          expect(time).toBeGreaterThanOrEqual(0);
          expect(time).toBeLessThanOrEqual(20_000_000);
        }
      }),
    );
  });
});

describe("what is remembered of a server", () => {
  test("the largest answer, at least what everybody can send", () => {
    const memory = new ServerMemory();
    expect(memory.largestFrom(a, NOW)).toBeNull();
    const sizes = [100, 900, 600].map((octets) => {
      memory.noteSize(a, octets, NOW);
      return memory.largestFrom(a, NOW);
    });
    expect(sizes).toEqual([512, 900, 900]);
  });

  test("its last cookie", () => {
    const memory = new ServerMemory();
    memory.noteCookie(a, Uint8Array.of(1), NOW);
    memory.noteCookie(a, Uint8Array.of(2), NOW);
    expect([memory.cookieOf(a, NOW), memory.cookieOf(b, NOW)]).toEqual([Uint8Array.of(2), null]);
  });
});

describe("one errand's tries", () => {
  test("after silence the second question offers what the server could send before, and the third is believed like TCP", () => {
    const memory = new ServerMemory();
    memory.noteSize(a, 900, NOW);
    const tries = new Tries();
    const seen = [1, 2, 3].map(() => {
      const next = tries.next(a, memory, NOW);
      tries.noteSent(a);
      tries.noteSilence();
      return next;
    });
    expect(seen).toEqual([
      { udpSize: null, isTakenForTcp: false },
      { udpSize: 900, isTakenForTcp: false },
      { udpSize: null, isTakenForTcp: true },
    ]);
  });

  test("an answer in between ends the doubt", () => {
    const tries = new Tries();
    tries.noteSent(a);
    expect(tries.next(a, new ServerMemory(), NOW)).toEqual({ udpSize: null, isTakenForTcp: false });
  });

  test("who is bad is so for this errand alone", () => {
    const tries = new Tries();
    tries.noteBad(a);
    expect([tries.isBad(a), tries.isBad(b), new Tries().isBad(a)]).toEqual([true, false, false]);
  });
});
