import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceVariables } from "./environment.ts";

const environment = new Map([
  ["ZONE", "example.test"],
  ["PORT", "53"],
  ["SPACED", "two words"],
  ["BRACED", "{$ZONE}"],
  ["PERCENT", "{%ZONE%}"],
  ["A-B", "odd"],
]);

describe("variables of the environment in a word", () => {
  it.each([
    ["{$ZONE}", "example.test"],
    ["{%ZONE%}", "example.test"],
    ["{$ZONE}:{$PORT}", "example.test:53"],
    ["{%ZONE%}:{$PORT}", "example.test:53"],
    ["x{$NONE}y", "xy"],
    ["x{%NONE%}y", "xy"],
    ["{$SPACED}", "two words"],
    ["{$A-B}", "odd"],
    ["$ZONE", "$ZONE"],
    ["${ZONE}", "${ZONE}"],
    ["{ZONE}", "{ZONE}"],
    ["{$ZONE", "{$ZONE"],
    ["{%ZONE}", "{%ZONE}"],
    ["{$}", "{$}"],
    ["{$}{$ZONE}", "{$}{$ZONE}"],
    ["{%%}{%ZONE%}", "{%%}{%ZONE%}"],
    ["{$zone}", ""],
  ])("%s", (text, expected) => expect(replaceVariables(text, environment)).toBe(expected));

  it("of one form first, so that what it says may hold the other", () => {
    expect(replaceVariables("{%BRACED%}", environment)).toBe("example.test");
    expect(replaceVariables("{$PERCENT}", environment)).toBe("{%ZONE%}");
  });

  it("a word without a brace stays as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("{")),
        (text) => {
          expect(replaceVariables(text, environment)).toBe(text);
        },
      ),
    );
  });
});
