import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateLines, parseGenerator } from "./generate.ts";

/** The lines of `RANGE TEMPLATE`; what is wrong behind `wrong: `. */
function lines(text: string): readonly string[] {
  const [range = "", ...rest] = text.split(" ");
  const directive = parseGenerator(range, rest.join(" "));
  if ("fault" in directive) return [`wrong: ${directive.fault}`];
  return [...generateLines(directive)].map((line) => (typeof line === "string" ? line : `wrong: ${line.fault}`));
}

describe("$GENERATE as miekg/dns expands it", () => {
  it.each<readonly [string, readonly string[]]>([
    ["1-3 a$ A 10.0.0.$", ["a1 A 10.0.0.1", "a2 A 10.0.0.2", "a3 A 10.0.0.3"]],
    ["1-9/4 a$", ["a1", "a5", "a9"]],
    ["0-0 a$", ["a0"]],
    ["+1-+2/+1 a$", ["a1", "a2"]],
    ["007-8 a$", ["a7", "a8"]],
    ["1-1 no dollar", ["no dollar"]],
    ["1-1 $$ $x$", ["$ 1x1"]],
    ["1-1 \\$ \\\\ \\x \\065", ["$ \\  65"]],
    ["5-5 ${0} ${1} ${-1} ${+1}", ["5 6 4 6"]],
    ["5-5 ${0,3} ${0,3,d} ${0,0,d}", ["005 005 5"]],
    ["10-10 ${0,2,o} ${0,2,x} ${0,2,X} ${0,4,x}", ["12 0a 0A 000a"]],
    ["255-255 ${1,0,x}", ["100"]],
    ["1-1 ${10,1}", ["11"]],
    ["1-1 ${-1,1}", ["0"]],
  ])("%s", (text, expected) => expect(lines(text)).toEqual(expected));
});

describe("what it refuses", () => {
  it.each([
    ["x a$", "bad start-stop in $GENERATE range"],
    ["1 a$", "bad start-stop in $GENERATE range"],
    ["1-x a$", "bad start-stop in $GENERATE range"],
    ["3-1 a$", "bad range in $GENERATE range"],
    ["1-3/0 a$", "bad step in $GENERATE range"],
    ["1-3/-1 a$", "bad step in $GENERATE range"],
    ["0-65536 a$", "bad range in $GENERATE range"],
    ["1-1 ${", "bad modifier in $GENERATE"],
    ["1-1 ${}", "bad modifier in $GENERATE"],
    ["1-1 ${x}", "bad modifier in $GENERATE"],
    ["1-1 ${0,256}", "bad modifier in $GENERATE"],
    ["1-1 ${0,0,b}", "bad modifier in $GENERATE"],
    ["1-1 ${0,0,d,e}", "bad modifier in $GENERATE"],
    ["1-1 ${-2}", "bad modifier in $GENERATE"],
    ["1-1 ${2147483647}", "bad modifier in $GENERATE"],
  ])("%s", (text, expected) => expect(lines(text).at(-1)).toBe(`wrong: ${expected}`));
});

it("as many lines as steps fit, each with its own value", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 50 }), (start, length, step) => {
      const made = lines(`${start}-${start + length}/${step} $`);
      expect(made).toEqual(
        Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => String(start + index * step)),
      );
    }),
  );
});
