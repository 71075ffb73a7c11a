import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf, Spellings } from "./index.ts";

const spelledAfter = (written: readonly string[], name: string): string => {
  const spellings = new Spellings();
  for (const text of written) spellings.note(nameOf(text));
  return spellings.spell(nameOf(name)).text;
};

describe("how a name is spelled after others", () => {
  test.each<readonly [string, readonly string[], string, string]>([
    ["the first of all keeps its own", [], "WWW.Kloud.lan.", "WWW.Kloud.lan."],
    ["the same name again", ["WWW.Kloud.lan."], "www.kloud.LAN.", "WWW.Kloud.lan."],
    ["a sibling shares what is common", ["A.ROOT-SERVERS.NET."], "a.gtld-servers.net.", "a.gtld-servers.NET."],
    ["a name above", ["A.ROOT-SERVERS.NET."], "root-servers.net.", "ROOT-SERVERS.NET."],
    ["the second spelling counts for nothing", ["x.LAN.", "y.lan."], "z.lan.", "z.LAN."],
    ["the later name brings new labels", ["x.LAN.", "Y.lan."], "y.lan.", "Y.LAN."],
    ["labels alike elsewhere are other labels", ["LAN."], "lan.com.", "lan.com."],
    ["the root", ["A."], ".", "."],
  ])("%s", (_row, written, name, expected) => {
    expect(spelledAfter(written, name)).toBe(expected);
  });

  test("a copy goes its own way", () => {
    const spellings = new Spellings();
    const copy = spellings.fork();
    copy.note(nameOf("WWW."));
    expect(spellings.spell(nameOf("www.")).text).toBe("www.");
  });

  const label = fc.constantFrom("a", "A", "b", "B", "lan", "LAN", "Lan");
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => nameOf(`${labels.join(".")}.`));

  test("the name stays the same name, and what was noted is never spelled otherwise again", () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const spellings = new Spellings();
        const noted = names.map((each) => spellings.note(each));
        expect(noted.map(({ key }) => key)).toEqual(names.map(({ key }) => key));
        expect(names.map((each) => spellings.spell(each).text)).toEqual(noted.map(({ text }) => text));
      }),
    );
  });
});
