import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  addressRdata,
  nameOf,
  parseAddress,
  type Question,
  type Rdata,
  type ResourceRecord,
  Spellings,
} from "../../dns/index.ts";
import type { Sections } from "./resolved-answer.ts";
import { spellSections } from "./resolved-spelling.ts";

const questionOf = (name: string): Question => ({ name: nameOf(name), type: "A", class: "IN" });
const recordOf = (owner: string, data: Rdata): ResourceRecord => ({ owner: nameOf(owner), class: "IN", ttl: 5, data });
const sectionsOf = (answer: readonly ResourceRecord[], authority: readonly ResourceRecord[] = []): Sections => ({
  answer,
  authority,
  additional: [],
});
const soaOf = (primary: string, mailbox: string): Rdata => {
  const numbers = { serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 };
  return { type: "SOA", primary: nameOf(primary), mailbox: nameOf(mailbox), ...numbers };
};
const parsed = parseAddress("192.0.2.1");
if (parsed === null) throw new Error("an address");
const address: Rdata = addressRdata(parsed);

/** Owners and the names in the data, as they are spelled. */
function namesIn({ answer, authority, additional }: Sections): readonly string[] {
  return [...answer, ...authority, ...additional].flatMap(({ owner, data }) => [
    owner.text,
    ...(data.type === "NS" ? [data.host.text] : []),
    ...(data.type === "CNAME" ? [data.target.text] : []),
    ...(data.type === "MX" ? [data.exchange.text] : []),
    ...(data.type === "SRV" ? [data.target.text] : []),
    ...(data.type === "SOA" ? [data.primary.text, data.mailbox.text] : []),
  ]);
}

describe("names are spelled as the first of the message that ends alike", () => {
  test.each<readonly [string, string, Sections, readonly string[]]>([
    ["an owner as in the question", "WWW.lan.", sectionsOf([recordOf("www.lan.", address)]), ["WWW.lan."]],
    ["what ends alike", "a.LAN.", sectionsOf([recordOf("b.lan.", address)]), ["b.LAN."]],
    [
      "an alias's target",
      "A.lan.",
      sectionsOf([recordOf("a.lan.", { type: "CNAME", target: nameOf("b.LAN.") })]),
      ["A.lan.", "b.lan."],
    ],
    [
      "an exchange, of small questions",
      "lan.",
      sectionsOf([recordOf("lan.", { type: "MX", preference: 1, exchange: nameOf("mx.LAN.") })]),
      ["lan.", "mx.lan."],
    ],
    [
      "a server",
      "lan.",
      sectionsOf([], [recordOf("LAN.", { type: "NS", host: nameOf("ns.Lan.") })]),
      ["lan.", "ns.lan."],
    ],
    [
      "an SOA's mailbox",
      "x.lan.",
      sectionsOf([], [recordOf("lan.", soaOf("ns.lan.", "Root.LAN."))]),
      ["lan.", "ns.lan.", "Root.lan."],
    ],
    [
      "no target of SRV, which is not compressed",
      "s.lan.",
      sectionsOf([recordOf("s.lan.", { type: "SRV", priority: 1, weight: 1, port: 1, target: nameOf("h.LAN.") })]),
      ["s.lan.", "h.LAN."],
    ],
    [
      "nothing to do",
      "a.lan.",
      sectionsOf([recordOf("a.lan.", address)], [recordOf("lan.", soaOf("ns.lan.", "root.lan."))]),
      ["a.lan.", "lan.", "ns.lan.", "root.lan."],
    ],
  ])("%s", (_what, asked, sections, expected) => {
    expect(namesIn(spellSections([questionOf(asked)], sections))).toEqual(expected);
  });
});

const label = fc.constantFrom("a", "A", "b", "B", "lan", "LAN", "Lan", "\\032", "x\\.Y");
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.`);

it("law: whether anybody wrote a capital or not, each name is what the ones before it make of it", () => {
  fc.assert(
    fc.property(name, fc.array(fc.tuple(name, name), { maxLength: 6 }), (asked, pairs) => {
      const spellings = new Spellings();
      spellings.note(nameOf(asked));
      const expected = pairs.flatMap((pair) => pair.map((text) => spellings.note(nameOf(text)).text));
      const records = pairs.map(([owner, host]) => recordOf(owner, { type: "NS", host: nameOf(host) }));
      expect(namesIn(spellSections([questionOf(asked)], sectionsOf(records)))).toEqual(expected);
    }),
  );
});
