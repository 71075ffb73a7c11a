import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "./replies.fixture.ts";

/** Which questions CoreDNS 1.15.0 wrote a line of. An alias to a name that is not there is asked inside, and written too. */

const KINDS = ["ok", "nx", "nxs", "nd", "ref", "fail", "no", "empty", "nxa", "yx", "nobody"];
const QUESTIONS = [...KINDS.map((kind) => `${kind}.test. A`), "ok.test. A notify"];

/** Their first labels, in order. */
function written(rule: string, questions: readonly string[] = QUESTIONS): string {
  return linesOf(rule, ...questions)
    .map((name) => name.replace(".test.", ""))
    .join(" ");
}

describe("classes of replies; the last question is a NOTIFY", () => {
  it.each([
    ["class success", "ok ref empty"],
    ["class denial", "nx nxs nd nx"],
    ["class error", "fail no nxa yx nobody ok"],
    ["class all", "ok nx nxs nd ref fail no empty nx nxa yx nobody ok"],
    ["class success error", "ok ref fail no empty nxa yx nobody ok"],
    ["class denial all", "ok nx nxs nd ref fail no empty nx nxa yx nobody ok"],
  ])("%s", (classes, expected) => expect(written(`log . "{name}" {\n  ${classes}\n }`)).toBe(expected));

  it("classes add up: each question is written by one of three, and by all of them together", () => {
    const lots = fc.array(fc.constantFrom(...KINDS), { maxLength: 8 });
    fc.assert(
      fc.property(lots, (kinds) => {
        const questions = kinds.map((kind) => `${kind}.test. A`);
        const count = (classes: string): number =>
          linesOf(`log . "{name}" {\n  class ${classes}\n }`, ...questions).length;
        const sum = ["success", "denial", "error"].map(count).reduce((total, one) => total + one, 0);
        expect([count("success denial error"), count("all")]).toEqual([sum, sum]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("scopes: the first rule that holds the name decides", () => {
  const questions = ["x.test. A", "ok.test. A", "fail.test. A", "5.2.0.192.in-addr.arpa. PTR"];
  it.each<readonly [string, readonly string[]]>([
    [
      'log x.test "1 {name}"\n log test "2 {name}"\n log . "3 {name}"',
      ["1 x.test.", "2 ok.test.", "2 fail.test.", "3 5.2.0.192.in-addr.arpa."],
    ],
    [
      'log . "3 {name}"\n log x.test "1 {name}"',
      ["3 x.test.", "3 ok.test.", "3 fail.test.", "3 5.2.0.192.in-addr.arpa."],
    ],
    ['log X.TEST "1 {name}"', ["1 x.test."]],
    ['log x.test. ok.test. "1 {name}"', ["1 x.test.", "1 ok.test."]],
    ['log test "1 {name}" {\n  class error\n }\n log . "2 {name}"', ["1 fail.test.", "2 5.2.0.192.in-addr.arpa."]],
    [
      'log a..b "1 {name}"\n log . "2 {name}"',
      ["2 x.test.", "2 ok.test.", "2 fail.test.", "2 5.2.0.192.in-addr.arpa."],
    ],
    ['log 10.in-addr.arpa "1"\n log ./ "2"', []],
    ['log .test "x {name}"', []],
    ["log x.test {name}", ["x.test."]],
    ["log {name}", []],
    ['log dns://x.test "1 {name}"', []],
    ['log 192.0.2.0/24 "1 {name}"', []],
  ])("%s", (rules, lines) => expect(linesOf(rules, ...questions)).toEqual(lines));
});
