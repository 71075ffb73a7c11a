import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invariant } from "../../../invariant.ts";
import { type GoRegexp, parseGoRegexp } from "../../go-regexp/index.ts";
import type { NameMatch } from "./rule.ts";
import { matches, replaceMatch, rewriteText } from "./text.ts";

function pattern(source: string): GoRegexp {
  const parsed = parseGoRegexp(source);
  invariant(!("fault" in parsed), source);
  return parsed;
}

function match(kind: NameMatch["kind"], text: string): NameMatch {
  return kind === "regex" ? { kind, pattern: pattern(text) } : { kind, text };
}

describe("what a rule makes of a name", () => {
  it.each<readonly [NameMatch["kind"], string, string, string, string | null]>([
    ["exact", "a.test.", "b.test.", "a.test.", "b.test."],
    ["exact", "a.test.", "b.test.", "x.a.test.", null],
    ["prefix", "a.", "b.", "a.test.", "b.test."],
    ["prefix", "a.", "b.", "x.a.test.", null],
    ["prefix", "a", "", "aa.test.", "a.test."],
    ["suffix", ".test.", ".example.", "a.test.", "a.example."],
    ["suffix", ".test.", ".example.", "test.", null],
    ["suffix", "test.", "example.", "atest.", "aexample."],
    ["substring", "a.", "b.", "a.a.test.", "b.b.test."],
    ["substring", "aa", "a", "aaaa.test.", "aa.test."],
    ["substring", "x", "y", "a.test.", null],
    ["regex", "^(.*)\\.a\\.(.*)$", "{2}.{1}.", "x.a.test.", "test..x."],
    ["regex", "a", "b.", "cat.test.", "b."],
    ["regex", "(x)?a", "{1}-{0}.", "a.test.", "-a."],
    ["regex", "(a)", "{1}{1}{2}.", "a.test.", "aa{2}."],
    ["regex", "^x", "y.", "a.test.", null],
  ])("%s %s -> %s of %s", (kind, from, to, name, expected) => {
    expect(replaceMatch(match(kind, from), to, name)).toBe(expected);
    expect(matches(match(kind, from), name)).toBe(expected !== null);
  });

  it("a dollar sign is nothing special", () => {
    expect(replaceMatch(match("substring", "a"), "$&$1", "a.test.")).toBe("$&$1.test.");
    expect(replaceMatch(match("regex", "(.*)"), "{1}$&", "a.test.")).toBe("a.test.$&");
  });
});

describe("names in answers", () => {
  it.each([
    ["the name itself", "remap", "a.test.", "b.test.", "a.test.", "b.test."],
    ["a name below it", "remap", "a.test.", "b.test.", "x.a.test.", "x.b.test."],
    ["a name that only ends alike", "remap", "a.test.", "b.test.", "xa.test.", "xa.test."],
    ["another name", "remap", "a.test.", "b.test.", "test.", "test."],
    ["a suffix, wherever it begins", "suffix", "a.test.", "b.test.", "xa.test.", "xb.test."],
    ["another suffix", "suffix", "a.test.", "b.test.", "a.example.", "a.example."],
  ] as const)("%s", (_, kind, from, to, text, expected) =>
    expect(rewriteText({ kind, from, to }, text)).toBe(expected),
  );

  it.each([
    ["(.*)\\.b\\.test\\.", "{1}.a.test.", "x.b.test.", "x.a.test."],
    ["(.*)\\.b\\.test\\.", "{1}.a.test.", "x.c.test.", "x.c.test."],
    ["b", "a.", "x.b.test.", "a."],
  ])("%s -> %s of %s", (source, to, text, expected) => {
    expect(rewriteText({ kind: "regex", pattern: pattern(source), to }, text)).toBe(expected);
  });
});

describe("laws", () => {
  const label = fc.stringMatching(/^[a-c]{1,3}$/);
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.`);

  it("a suffix goes there and back", () => {
    fc.assert(
      fc.property(name, (front) => {
        const there = replaceMatch(match("suffix", ".test."), ".example.", `${front}test.`);
        expect(there === null ? null : rewriteText({ kind: "suffix", from: ".example.", to: ".test." }, there)).toBe(
          `${front}test.`,
        );
      }),
    );
  });

  it("a rule that does not match leaves a text alone", () => {
    fc.assert(
      fc.property(name, name, (text, from) => {
        if (text.endsWith(from)) return;
        expect(rewriteText({ kind: "suffix", from, to: "x." }, text)).toBe(text);
        expect(rewriteText({ kind: "remap", from, to: "x." }, text)).toBe(text);
        expect(replaceMatch(match("suffix", from), "x.", text)).toBeNull();
      }),
    );
  });
});
