import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf } from "../fixtures/texts.fixture.ts";
import { ServerMemory } from "./servers.ts";
import { Tries } from "./tries.ts";

const [a, b, c] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((text) => ({ address: addressOf(text), port: 53 }));
if (a === undefined || b === undefined || c === undefined) throw new Error("three servers");
const ALL = [a, b, c];

/** Last octets of the servers that are asked first. */
const best = (memory: ServerMemory): string =>
  memory
    .best(ALL)
    .map(({ address }) => address.slice(-1))
    .join(" ");

/** Each server answers once, after so many milliseconds. */
const answer = (memory: ServerMemory, ...elapsed: readonly number[]): void => {
  for (const [at, ms] of elapsed.entries()) memory.noteAnswer(ALL[at] ?? a, ms);
};

describe("which server is asked first", () => {
  test.each<readonly [string, (memory: ServerMemory) => void, string]>([
    ["all that were never tried", () => {}, "1 2 3"],
    ["those before one that answered", (memory) => memory.noteAnswer(a, 1), "2 3"],
    ["the fastest", (memory) => answer(memory, 30, 20, 10), "3"],
    ["equals, where two were as fast", (memory) => answer(memory, 10, 20, 10), "1 3"],
    [
      "a silent one after all others",
      (memory) => {
        for (const server of ALL) memory.noteAnswer(server, 10);
        memory.noteSilence(a);
        memory.noteSilence(b);
      },
      "3",
    ],
    [
      "not the one whose old times were good and whose new ones are not",
      (memory) => {
        for (const server of ALL) memory.noteAnswer(server, 10);
        for (let times = 0; times < 9; times += 1) memory.noteAnswer(c, 100);
      },
      "1 2",
    ],
  ])("%s", (_row, happens, expected) => {
    const memory = new ServerMemory();
    happens(memory);
    expect(best(memory)).toBe(expected);
  });

  test("no answer is too fast to count", () => {
    const memory = new ServerMemory();
    memory.noteAnswer(a, 0);
    expect(best(memory)).toBe("2 3");
  });

  test("the same address with another port is another server", () => {
    const memory = new ServerMemory();
    for (const server of ALL) memory.noteAnswer({ ...server, port: 5353 }, 1);
    expect(best(memory)).toBe("1 2 3");
  });

  test("a copy learns for itself", () => {
    const memory = new ServerMemory();
    memory.fork().noteAnswer(a, 1);
    expect(best(memory)).toBe("1 2 3");
  });

  test("somebody is always asked, and only of those that may be", () => {
    const event = fc.tuple(fc.constantFrom(a, b, c), fc.integer({ min: 0, max: 500 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(event), fc.subarray(ALL, { minLength: 1 }), (events, candidates) => {
        const memory = new ServerMemory();
        for (const [server, ms, isSilent] of events)
          isSilent ? memory.noteSilence(server) : memory.noteAnswer(server, ms);
        const first = memory.best(candidates);
        expect(first.length).toBeGreaterThan(0);
        expect(first.every((server) => candidates.includes(server))).toBe(true);
      }),
    );
  });
});

describe("what is remembered of a server", () => {
  test("the largest answer, at least what everybody can send", () => {
    const memory = new ServerMemory();
    expect(memory.largestFrom(a)).toBeNull();
    const sizes = [100, 900, 600].map((octets) => {
      memory.noteSize(a, octets);
      return memory.largestFrom(a);
    });
    expect(sizes).toEqual([512, 900, 900]);
  });

  test("its last cookie", () => {
    const memory = new ServerMemory();
    memory.noteCookie(a, Uint8Array.of(1));
    memory.noteCookie(a, Uint8Array.of(2));
    expect([memory.cookieOf(a), memory.cookieOf(b)]).toEqual([Uint8Array.of(2), null]);
  });
});

describe("one errand's tries", () => {
  test("after silence the second question offers what the server could send before, and the third is believed like TCP", () => {
    const memory = new ServerMemory();
    memory.noteSize(a, 900);
    const tries = new Tries();
    const seen = [1, 2, 3].map(() => {
      const next = tries.next(a, memory);
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
    expect(tries.next(a, new ServerMemory())).toEqual({ udpSize: null, isTakenForTcp: false });
  });

  test("who is bad is so for this errand alone", () => {
    const tries = new Tries();
    tries.noteBad(a);
    expect([tries.isBad(a), tries.isBad(b), new Tries().isBad(a)]).toEqual([true, false, false]);
  });
});
