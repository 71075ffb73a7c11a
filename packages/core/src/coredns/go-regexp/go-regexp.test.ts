import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileSyntax } from "./compile.ts";
import { type GoRegexp, parseGoRegexp } from "./go-regexp.ts";
import { parseSyntax } from "./parse.ts";
import { runProgram } from "./run.ts";

function compile(source: string): GoRegexp {
  const parsed = parseGoRegexp(source);
  if ("fault" in parsed) throw new Error(parsed.message);
  return parsed;
}

describe("what Go 1.26 finds", () => {
  const cases: readonly (readonly [string, string, readonly string[] | null])[] = [
    [
      "^ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]example[.]com[.]$",
      "ip-10-95-12-8.example.com.",
      ["ip-10-95-12-8.example.com.", "10", "95", "12", "8"],
    ],
    ["(.*)\\.coredns\\.rocks", "x.y.coredns.rocks.", ["x.y.coredns.rocks", "x.y"]],
    ["a|ab", "xab", ["a"]],
    ["(a|ab)(c|bcd)", "abcd", ["abcd", "a", "bcd"]],
    ["(?i)WWW\\.", "www.x", ["www."]],
    ["a+?b*", "aab", ["a"]],
    ["(?U)a+b", "aab", ["aab"]],
    ["(a*)*", "b", ["", ""]],
    ["(|a)+", "aa", ["", ""]],
    ["(x)?y", "y", ["y", ""]],
    ["^$", "", [""]],
    ["(?m)^b$", "a\nb", ["b"]],
    [".+", "a\nb", ["a"]],
    ["(?s).+", "a\nb", ["a\nb"]],
    ["\\bcat\\b", "concat cat", ["cat"]],
    ["[^a-c]+", "abxyz", ["xyz"]],
    ["[[:alpha:]-]+", "9a-b", ["a-b"]],
    ["\\Qa.b\\E+", "axb a.bb", ["a.bb"]],
    ["\\x61\\x{62}\\143", "abc", ["abc"]],
    ["a{2,3}", "aaaa", ["aaa"]],
    ["a{,2}", "a{,2}", ["a{,2}"]],
    ["x", "y", null],
  ];
  it.each(cases)("%s in %j", (source, text, expected) => expect(compile(source).match(text)).toEqual(expected));

  it("knows its groups by name", () => {
    expect(compile("(?P<a>x)(y)(?<b>z)(?:w)").groupNames).toEqual(["", "a", "", "b"]);
  });
});

describe("what Go refuses, in its words", () => {
  it.each([
    ["(", "missing closing ): `(`"],
    ["a)", "unexpected ): `a)`"],
    ["[a", "missing closing ]: `[a`"],
    ["[b-a]", "invalid character class range: `b-a`"],
    ["[[:foo:]]", "invalid character class range: `[:foo:]`"],
    ["*", "missing argument to repetition operator: `*`"],
    ["a**", "invalid nested repetition operator: `**`"],
    ["a{1001}", "invalid repeat count: `{1001}`"],
    ["\\8", "invalid escape sequence: `\\8`"],
    ["\\", "trailing backslash at end of expression: ``"],
    ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
    ["(?P<>a)", "invalid named capture: `(?P<>`"],
    ["(?P<a", "invalid named capture: `(?P<a`"],
  ])("%s", (source, message) => expect(parseGoRegexp(source)).toEqual({ fault: "wrong", message }));

  it("says what is not modelled", () => {
    expect(parseGoRegexp("\\pL")).toMatchObject({ fault: "unsupported" });
    expect(parseGoRegexp("a{1000}".repeat(201))).toMatchObject({ fault: "unsupported" });
  });
});

describe("law", () => {
  const piece = fc.constantFrom("a", "b", ".", "[ab]", "(a|b)", "(ab)", "a|b", "^", "$");
  const repetition = fc.constantFrom("", "", "*", "+", "?", "{1,2}");
  const expression = fc.array(fc.tuple(piece, repetition), { minLength: 1, maxLength: 5 });
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 12 });

  it("agrees with ECMAScript where the two languages mean the same", () => {
    fc.assert(
      fc.property(expression, text, (pieces, subject) => {
        const source = pieces
          .map(([what, how]) => (/[\^$|]/.test(what) && what.length < 4 ? what : what + how))
          .join("");
        const own = compile(source).match(subject);
        const other = new RegExp(source).exec(subject);
        expect(own?.[0]).toBe(other?.[0]);
        expect(own === null).toBe(other === null);
      }),
    );
  });

  it("looks at each step of the machine a few times for each character, whatever the expression", () => {
    const hostile = fc.constantFrom("(a*)*".repeat(20), "(a|a)*".repeat(9), "(a?){40}a{40}", "(|a)+b");
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 200 }), (source, length) => {
        const { program, start } = compileSyntax(parseSyntax(`^${source}c$`).node);
        let reads = 0;
        const counted = new Proxy(program, {
          get(target, key, receiver) {
            reads += 1;
            return Reflect.get(target, key, receiver);
          },
        });
        expect(runProgram(counted, start, "a".repeat(length))).toBeNull();
        expect(reads).toBeLessThanOrEqual(6 * program.length * (length + 1));
      }),
      { numRuns: 30 },
    );
  });
});
