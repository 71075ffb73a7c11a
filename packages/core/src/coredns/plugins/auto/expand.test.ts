import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandTemplate } from "./expand.ts";

const groups = ["db.a.test", "a", "test", ""];
const names = ["", "first", "last", "last"];

describe("a template over `db.(a).(test)`, as Go's regexp.Expand fills it", () => {
  it.each([
    ["$1.$2", "a.test"],
    ["${1}.example", "a.example"],
    ["$0", "db.a.test"],
    ["${first}x", "ax"],
    ["$firstx", ""],
    ["${last}", "test"],
    ["$9$3$01", ""],
    ["$$1", "$1"],
    ["no reference", "no reference"],
    ["$", "$"],
    ["${", "${"],
    ["$-1", "$-1"],
  ])("%s", (template, expected) => expect(expandTemplate(template, groups, names)).toBe(expected));
});

it("a text without a dollar sign stays as it is", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes("$")),
      (text) => {
        expect(expandTemplate(text, groups, names)).toBe(text);
      },
    ),
  );
});
