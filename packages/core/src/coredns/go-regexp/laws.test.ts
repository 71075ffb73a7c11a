import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folded } from "./fold.ts";
import { parseGoRegexp } from "./go-regexp.ts";
import { negated, type Ranges } from "./syntax.ts";

function find(source: string, text: string): readonly string[] | null {
  const parsed = parseGoRegexp(source);
  if ("fault" in parsed) throw new Error(`${source}: ${parsed.message}`);
  return parsed.match(text);
}

const unit = fc.constantFrom(..."aAbKkſ.*+?()[]{}|^$\\-é😀\n ");
const text = fc.string({ unit, maxLength: 10 });
const quoted = (literal: string): string => literal.replace(/[.*+?()[\]{}|^$\\-]/g, "\\$&");
const code = fc.integer({ min: 0, max: 0x10ffff });
const ranges: fc.Arbitrary<Ranges> = fc.array(
  fc.tuple(code, code).map(([one, two]) => [Math.min(one, two), Math.max(one, two)] as const),
  { maxLength: 4 },
);
const holds = (set: Ranges, character: number): boolean =>
  set.some(([low, high]) => low <= character && character <= high);

describe("laws of literals", () => {
  it("a text finds itself, quoted character by character or as a whole", () => {
    fc.assert(
      fc.property(text, text, text, (before, middle, behind) => {
        expect(find(`^${quoted(before)}(${quoted(middle)})${quoted(behind)}$`, before + middle + behind)).toEqual([
          before + middle + behind,
          middle,
        ]);
        if (!middle.includes("\\")) expect(find(`^\\Q${middle}\\E$`, middle)).toEqual([middle]);
      }),
    );
  });

  it("in any case, a text finds every spelling of itself, and a spelling finds the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."abkKſsSéÉ"), maxLength: 8 }), (spelling) => {
        const other = [...spelling].map((one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase()));
        expect(find(`(?i)^${spelling}$`, other.join(""))).not.toBeNull();
        expect(find(`(?i)^${other.join("")}$`, spelling)).not.toBeNull();
      }),
    );
  });

  it("any character but the end of a line is a dot, whatever the plane", () => {
    const character = code.filter((number) => number < 0xd800 || number > 0xdfff);
    fc.assert(
      fc.property(character, (number) => {
        const one = String.fromCodePoint(number);
        expect(find("^.$", one)?.[0] ?? null).toBe(one === "\n" ? null : one);
        expect(find(`^\\x{${number.toString(16)}}$`, one)).toEqual([one]);
        expect(find(`^[^\\x{${number.toString(16)}}]$`, one)).toBeNull();
      }),
    );
  });
});

describe("laws of sets", () => {
  it("a character is in a set or in what is left out, never in both; twice left out is in", () => {
    fc.assert(
      fc.property(ranges, code, (set, character) => {
        expect(holds(negated(set), character)).toBe(!holds(set, character));
        expect(holds(negated(negated(set)), character)).toBe(holds(set, character));
      }),
    );
  });

  it("what is folded holds at least what it held, and folding again adds nothing", () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 0x41, max: 0x24ff }), (set, character) => {
        const once = folded(set);
        expect(holds(set, character) && !holds(once, character)).toBe(false);
        expect(holds(folded(once), character)).toBe(holds(once, character));
      }),
      { numRuns: 20 },
    );
  });
});

describe("laws of repetitions", () => {
  const counts = fc.tuple(fc.nat(6), fc.nat(6)).map(([one, two]) => [Math.min(one, two), Math.max(one, two)] as const);

  it("takes as many as it may, or as few as it must", () => {
    fc.assert(
      fc.property(counts, fc.nat(12), ([least, most], length) => {
        const run = "a".repeat(length);
        const isEnough = length >= least;
        expect(find(`^a{${least},${most}}`, run)?.[0]?.length ?? null).toBe(isEnough ? Math.min(most, length) : null);
        expect(find(`^a{${least},${most}}?`, run)?.[0]?.length ?? null).toBe(isEnough ? least : null);
        expect(find(`(?U)^a{${least},${most}}`, run)?.[0]?.length ?? null).toBe(isEnough ? least : null);
        expect(find(`^a{${least},}$`, run) !== null).toBe(isEnough);
      }),
    );
  });

  it("of several choices the first that matches wins, with $ the one that fits", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab]{1,3}$/), { minLength: 1, maxLength: 4 }), (choices) => {
        const [whole = ""] = choices.slice(-1);
        const first = choices.find((choice) => whole.startsWith(choice));
        expect(find(`^(?:${choices.join("|")})`, whole)).toEqual([first]);
        expect(find(`^(${choices.join("|")})$`, whole)).toEqual([whole, whole]);
      }),
    );
  });

  it("counts of repetitions in repetitions come to a thousand at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1001 }), fc.integer({ min: 2, max: 1001 }), (inner, outer) => {
        const parsed = parseGoRegexp(`(?:a{${inner}}){${outer}}`);
        const isTaken = inner * outer <= 1000;
        expect("fault" in parsed && parsed.message.startsWith("invalid repeat count")).toBe(!isTaken);
      }),
    );
  });
});
