import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { spelledAs } from "./owner-spelling.ts";

/** What named 9.18.49 and 9.20.30 put as owner of what a wildcard of `Case.` gives. */
describe("a name spelled by a wildcard's owner", () => {
  it.each([
    ["Ab.Low.Case.", "*.low.Case.", "ab.low.case."],
    ["aB.up.case.", "*.UP.Case.", "ab.Up.case."],
    ["ABCDEFG.mixed.label.case.", "*.Mixed.LABEL.Case.", "abCdefg.MIXED.Label.case."],
    ["x.Y.Z.mixed.Label.CASE.", "*.Mixed.LABEL.Case.", "x.Y.z.miXED.LaBel.case."],
    ["Foo.K.case.", "*.k.Case.", "foo.K.case."],
  ])("%s by %s: %s", (name, mask, expected) => expect(spelledAs(nameOf(name), nameOf(mask)).text).toBe(expected));
});

describe("laws", () => {
  const name = fc
    .array(fc.stringMatching(/^[a-zA-Z0-9_-]{1,8}$/), { maxLength: 5 })
    .map((labels) => nameOf(`${labels.join(".")}.`));

  it("it is the same name; its own spelling changes nothing; twice is once", () => {
    fc.assert(
      fc.property(name, name, (one, mask) => {
        const spelled = spelledAs(one, mask);
        expect(spelled.key).toBe(one.key);
        expect(spelledAs(one, one).text).toBe(one.text);
        expect(spelledAs(spelled, mask).text).toBe(spelled.text);
      }),
    );
  });

  it("a mask without capitals makes none, and octets that are no letters stay", () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(spelledAs(one, nameOf("a.b.")).text).toBe(one.text.toLowerCase());
      }),
    );
    expect(spelledAs(nameOf("\\233@[.x."), nameOf("AAAAAAAA.")).text).toBe("\\233\\@[.X.");
  });
});
