import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QUESTION, tell } from "./expression.fixture.ts";

const holds = (text: string): boolean => {
  const told = tell(text);
  if (typeof told === "string") throw new Error(`${text}: ${told}`);
  return told;
};
const quote = (text: string): string => `'${text.replace(/['\\]/g, (character) => `\\${character}`)}'`;
/** Texts without an end of a line, which no literal in quotes holds. */
const text = fc.string({ unit: fc.constantFrom(..."abAB.-'\\ é日"), maxLength: 6 });
const integer = fc.integer({ min: -1000, max: 1000 });

describe("laws of texts", () => {
  it("a text in quotes of either kind, or in backquotes, is itself", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(holds(`${quote(value)} == "${value.replaceAll("\\", "\\\\")}"`)).toBe(true);
        expect(holds(`${quote(value)} == \`${value}\``)).toBe(true);
      }),
    );
  });

  it("a text is split and put together again; every part is one of them", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 5 }), (parts) => {
        const whole = quote(parts.join("."));
        expect(holds(`len(split(${whole}, '.')) == ${parts.length}`)).toBe(true);
        for (const [index, part] of parts.entries()) {
          expect(holds(`split(${whole}, '.')[${index}] == ${quote(part)}`)).toBe(true);
          expect(holds(`split(${whole}, '.')[${index - parts.length}] == ${quote(part)}`)).toBe(true);
          expect(holds(`${quote(part)} in split(${whole}, '.')`)).toBe(true);
        }
      }),
    );
  });

  it("what begins, ends or stands within agrees with the functions of that name", () => {
    fc.assert(
      fc.property(text, text, (whole, part) => {
        const [a, b] = [quote(whole), quote(part)];
        expect(holds(`${a} startsWith ${b}`)).toBe(holds(`hasPrefix(${a}, ${b})`));
        expect(holds(`${a} endsWith ${b}`)).toBe(holds(`hasSuffix(${a}, ${b})`));
        expect(holds(`${a} contains ${b}`)).toBe(holds(`indexOf(${a}, ${b}) >= 0`));
        expect(holds(`${a} + ${b} startsWith ${a} and ${a} + ${b} endsWith ${b}`)).toBe(true);
      }),
    );
  });

  it("trim takes from both ends what trimPrefix and trimSuffix take from one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab.]{0,6}$/), (value) => {
        const stripped = value.replace(/^\.+|\.+$/g, "");
        expect(holds(`trim(${quote(value)}, '.') == ${quote(stripped)}`)).toBe(true);
        expect(holds(`trimPrefix(${quote(`.${value}`)}, '.') == ${quote(value)}`)).toBe(true);
        expect(holds(`trimSuffix(${quote(`${value}.`)}, '.') == ${quote(value)}`)).toBe(true);
      }),
    );
  });
});

describe("laws of numbers and lists", () => {
  it("one of three orders holds, and the others say so", () => {
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        const [less, same, more] = [`${a} < ${b}`, `${a} == ${b}`, `${a} > ${b}`].map(holds);
        expect([less, same, more].filter(Boolean)).toHaveLength(1);
        expect(holds(`${a} <= ${b}`)).toBe(less || same);
        expect(holds(`${a} != ${b}`)).toBe(!same);
      }),
    );
  });

  it("a row of comparisons is all of them", () => {
    fc.assert(
      fc.property(fc.array(integer, { minLength: 2, maxLength: 5 }), (numbers) => {
        const pairs = numbers.slice(1).every((number, index) => Number(numbers[index]) <= number);
        expect(holds(numbers.join(" <= "))).toBe(pairs);
      }),
    );
  });

  it("a number is in a range, written out or not, when it lies between", () => {
    fc.assert(
      fc.property(integer, integer, integer, (item, first, last) => {
        const isBetween = first <= item && item <= last;
        expect(holds(`${item} in ${first}..${last}`)).toBe(isBetween);
        expect(holds(`id() - 7 + ${item} in id() - 7 + ${first}..id() - 7 + ${last}`)).toBe(isBetween);
        expect(holds(`${item} not in ${first}..${last}`)).toBe(!isBetween);
      }),
    );
  });

  it("a list holds what it was given, in its order", () => {
    fc.assert(
      fc.property(fc.array(integer, { maxLength: 6 }), (items) => {
        expect(holds(`len([${items.join(", ")}]) == ${items.length}`)).toBe(true);
        for (const [index, item] of items.entries())
          expect(holds(`[${items.join(",")}][${index}] == ${item}`)).toBe(true);
        expect(holds(`9999 in [${items.join(", ")}]`)).toBe(false);
      }),
    );
  });

  it("numbers are read in any base, with lines between their digits", () => {
    fc.assert(
      fc.property(fc.nat(), (number) => {
        for (const [prefix, base] of [
          ["0x", 16],
          ["0X", 16],
          ["0o", 8],
          ["0b", 2],
          ["", 10],
        ] as const) {
          const digits = number.toString(base);
          expect(holds(`${prefix}${digits} == ${number}`)).toBe(true);
          expect(holds(`${prefix}${[...digits].join("_")} == ${number}`)).toBe(true);
        }
      }),
    );
  });
});

describe("laws of views", () => {
  const octet = fc.nat(255);
  it("an address is in its own network of every length, and out of that of its opposite", () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, fc.integer({ min: 1, max: 32 }), (a, b, c, d, length) => {
        const opposite = 255 - a;
        expect(holds(`incidr('${a}.${b}.${c}.${d}', '${a}.${b}.${c}.${d}/${length}')`)).toBe(true);
        expect(holds(`incidr('${a}.${b}.${c}.${d}', '${opposite}.${b}.${c}.${d}/${length}')`)).toBe(false);
        expect(holds(`incidr('::ffff:${a}.${b}.${c}.${d}', '${a}.${b}.${c}.${d}/${length}')`)).toBe(true);
      }),
    );
  });

  it("not turns every truth over, however it is written; twice is once", () => {
    const truth = fc.constantFrom("do()", "type() == 'A'", "id() in 1..9", "name() matches '^w'", "5 > id()");
    fc.assert(
      fc.property(truth, fc.constantFrom("not ", "!"), (condition, not) => {
        const inner = `(${condition})`;
        expect(holds(`${not}${inner}`)).toBe(!holds(inner));
        expect(holds(`${not}${not}${inner}`)).toBe(holds(inner));
      }),
    );
  });

  it("what a question says is what it is asked for", () => {
    fc.assert(
      fc.property(
        fc.nat(65_535),
        fc.nat(15),
        fc.boolean(),
        fc.constantFrom("udp", "tcp"),
        (id, opcode, dnssecOk, proto) => {
          const subject = { ...QUESTION, id, opcode, do: dnssecOk, proto } as const;
          const asked = `id() == ${id} and opcode() == ${opcode} and do() == ${dnssecOk} and proto() == '${proto}'`;
          expect(tell(asked, subject)).toBe(true);
          expect(tell(`not (${asked})`, subject)).toBe(false);
        },
      ),
    );
  });
});
