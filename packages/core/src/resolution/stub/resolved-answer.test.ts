import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, printRecord, type Question, type ResourceRecord } from "../../dns/index.ts";
import { recordOf, typeOf } from "./resolved.fixture.ts";
import {
  type AnswerItem,
  answersQuestion,
  assignSections,
  mayRedirect,
  NO_SECTIONS,
  redirectsQuestion,
  type Sections,
  withoutRepeatedSets,
} from "./resolved-answer.ts";
import { spellSections } from "./resolved-spelling.ts";

function questionOf(text: string): Question {
  const [name = "", type = ""] = text.split(" ");
  return { name: nameOf(name), type: typeOf(type), class: "IN" };
}

const printed = (records: readonly ResourceRecord[]): readonly string[] =>
  records.map((record) => printRecord(record).replace(/\s+/g, " ").replace(" IN ", " "));
const shown = ({ answer, authority, additional }: Sections): readonly (readonly string[])[] => [
  printed(answer),
  printed(authority),
  printed(additional),
];

/** `answer: owner TTL TYPE data`. */
function itemOf(line: string): AnswerItem {
  const [section = "", ...record] = line.split(": ");
  const standing = section === "answer" || section === "authority" || section === "additional" ? section : null;
  return { record: recordOf(record.join(": ")), section: standing };
}

describe("whether a record answers a question, or leads from it", () => {
  it.each([
    ["w.k. A", "w.k. 1 A 192.0.2.1", "answers"],
    ["W.K. A", "w.k. 1 A 192.0.2.1", "answers"],
    ["w.k. A", "x.k. 1 A 192.0.2.1", "neither"],
    ["w.k. A", "w.k. 1 AAAA ::1", "neither"],
    ["w.k. ANY", "w.k. 1 AAAA ::1", "answers"],
    ["w.k. A", "w.k. 1 CNAME n.k.", "leads"],
    ["w.k. CNAME", "w.k. 1 CNAME n.k.", "answers"],
    ["w.k. ANY", "w.k. 1 CNAME n.k.", "answers"],
    ["w.k. A", "x.k. 1 CNAME w.k.", "neither"],
    ["w.k. RRSIG", "w.k. 1 CNAME n.k.", "neither"],
    ["w.k. NSEC", "w.k. 1 CNAME n.k.", "neither"],
    ["w.k. DS", "w.k. 1 CNAME n.k.", "leads"],
    ["w.k. A", "k. 1 DNAME l.", "neither"],
  ] as const)("%s: %s %s", (question, line, expected) => {
    const [asked, record] = [questionOf(question), recordOf(line)];
    const answers = answersQuestion(asked, record) ? "answers" : null;
    expect(answers ?? (redirectsQuestion(asked, record) ? "leads" : "neither")).toBe(expected);
  });

  it.each([
    ["A", true],
    ["TXT", true],
    ["HTTPS", true],
    ["DNSKEY", true],
    ["CNAME", false],
    ["DNAME", false],
    ["NSEC3", false],
    ["ANY", false],
    ["TYPE65280", true],
  ] as const)("an alias leads from %s elsewhere: %s", (type, leads) => expect(mayRedirect(typeOf(type))).toBe(leads));
});

describe("where a record of an answer goes", () => {
  it.each<[string, string, "with-dnssec" | "without-dnssec", readonly string[], readonly (readonly string[])[]]>([
    ["what answers", "w.k. A", "without-dnssec", ["answer: w.k. 1 A 192.0.2.1"], [["w.k. 1 A 192.0.2.1"], [], []]],
    [
      "what answers, wherever it stood",
      "w.k. A",
      "without-dnssec",
      ["additional: w.k. 1 A 192.0.2.1"],
      [["w.k. 1 A 192.0.2.1"], [], []],
    ],
    [
      "what came along in the answer",
      "w.k. A",
      "without-dnssec",
      ["answer: n.k. 1 A 192.0.2.1"],
      [[], [], ["n.k. 1 A 192.0.2.1"]],
    ],
    [
      "what was remembered by itself",
      "w.k. A",
      "without-dnssec",
      ["by itself: w.k. 1 A 192.0.2.1"],
      [["w.k. 1 A 192.0.2.1"], [], []],
    ],
    ["an authority", "w.k. A", "without-dnssec", ["authority: k. 1 NS n.k."], [[], ["k. 1 NS n.k."], []]],
    ["a denial's proof without DO", "w.k. A", "without-dnssec", ["authority: w.k. 1 NSEC x.k. A"], [[], [], []]],
    [
      "a denial's proof with DO",
      "w.k. A",
      "with-dnssec",
      ["authority: w.k. 1 NSEC x.k. A"],
      [[], ["w.k. 1 NSEC x.k. A"], []],
    ],
    [
      "a key that was asked for",
      "w.k. DNSKEY",
      "without-dnssec",
      ["answer: w.k. 1 DNSKEY 257 3 13 AAAA"],
      [["w.k. 1 DNSKEY 257 3 13 AAAA"], [], []],
    ],
    [
      "one record in two sections",
      "k. NS",
      "without-dnssec",
      ["answer: k. 1 NS n.k.", "authority: k. 9 NS n.k."],
      [["k. 9 NS n.k."], [], []],
    ],
  ])("%s", (_, question, dnssec, lines, sections) => {
    expect(shown(assignSections(NO_SECTIONS, lines.map(itemOf), questionOf(question), dnssec))).toEqual(sections);
  });

  it("an RRset stands in the earliest section alone", () => {
    const sections = {
      answer: [recordOf("k. 1 NS a.k.")],
      authority: [recordOf("k. 1 NS b.k."), recordOf("l. 1 NS b.k.")],
      additional: [recordOf("l. 1 NS c.k."), recordOf("b.k. 1 A 192.0.2.1")],
    };
    expect(shown(withoutRepeatedSets(sections))).toEqual([["k. 1 NS a.k."], ["l. 1 NS b.k."], ["b.k. 1 A 192.0.2.1"]]);
  });
});

describe("laws", () => {
  const line = fc
    .tuple(
      fc.constantFrom("answer", "authority", "additional", "by itself"),
      fc.constantFrom("w.k.", "n.k.", "k."),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("A 192.0.2.1", "A 192.0.2.2", "CNAME n.k.", "NS n.k.", "NSEC x.k. A"),
    )
    .map(([section, owner, ttl, data]) => `${section}: ${owner} ${ttl} ${data}`);

  it("no record stands in two sections, none is lost but DNSSEC's, and of equal ones the longest life counts", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom("w.k. A", "k. NS", "n.k. CNAME"),
        (lines, question) => {
          const sections = shown(
            assignSections(NO_SECTIONS, lines.map(itemOf), questionOf(question), "without-dnssec"),
          );
          const placed = sections.flat();
          const keyOf = (text: string): string => text.replace(/^.*?: /, "").replace(/ \d+ /, " ");
          expect(new Set(placed.map(keyOf)).size).toBe(placed.length);
          const expected = new Set(lines.filter((each) => !each.includes(" NSEC ")).map(keyOf));
          expect(new Set(placed.map(keyOf))).toEqual(expected);
        },
      ),
    );
  });

  it("sections without repeated sets stay as they are", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const once = withoutRepeatedSets(
          assignSections(NO_SECTIONS, lines.map(itemOf), questionOf("w.k. A"), "with-dnssec"),
        );
        expect(withoutRepeatedSets(once)).toEqual(once);
      }),
    );
  });
});

describe("how names are spelt", () => {
  it.each<[string, string, string]>([
    ["as the question has it", "WWW.Kloud.lan. A", "WWW.Kloud.lan. 1 A 192.0.2.1"],
    ["the end of it too", "x.KLOUD.lan. A", "www.KLOUD.lan. 1 CNAME nas.KLOUD.lan."],
    ["in an SOA record", "x.KLOUD.lan. A", "KLOUD.lan. 1 SOA ns.KLOUD.lan. h.KLOUD.lan. 1 2 3 4 5"],
    ["in an MX record", "KLOUD.lan. MX", "KLOUD.lan. 1 MX 10 mx.KLOUD.lan."],
    ["not in data whose names are written out", "KLOUD.lan. SRV", "KLOUD.lan. 1 SRV 0 0 5 w.kloud.lan."],
    ["another tree stays", "x.KLOUD.lan. A", "www.other. 1 CNAME nas.other."],
  ])("%s", (_, question, expected) => {
    const record = recordOf(expected.replaceAll(/KLOUD|Kloud/g, "kloud").replaceAll("WWW", "www"));
    const { answer } = spellSections([questionOf(question)], { answer: [record], authority: [], additional: [] });
    expect(printed(answer)).toEqual([expected]);
  });
});

describe("a reply of few records and one of many are put together alike", () => {
  const line = fc
    .tuple(
      fc.constantFrom("answer", "authority", "additional", "by itself"),
      fc.constantFrom("w.k.", "W.k.", "n.k.", "k."),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom("A 192.0.2.1", "A 192.0.2.2", "CNAME n.k.", "NS n.k.", "NSEC x.k. A"),
    )
    .map(([section, owner, ttl, data]) => `${section}: ${owner} ${ttl} ${data}`);
  const others = Array.from({ length: 12 }, (_, at) => itemOf(`additional: other${at}.k. 1 A 192.0.2.9`));
  const withoutOthers = (sections: Sections): readonly (readonly string[])[] =>
    shown(sections).map((records) => records.filter((record) => !record.startsWith("other")));

  it("what stands beside a record changes nothing of where it goes", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 4 }), (first, second) => {
        const question = questionOf("w.k. A");
        const steps = (more: readonly AnswerItem[]): Sections => {
          const one = assignSections(NO_SECTIONS, [...first.map(itemOf), ...more], question, "without-dnssec");
          return assignSections(one, [...second.map(itemOf), ...more], questionOf("n.k. A"), "without-dnssec");
        };
        expect(withoutOthers(steps(others))).toEqual(withoutOthers(steps([])));
      }),
    );
  });

  it("no record stands twice in a section, nor in two", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const sections = assignSections(NO_SECTIONS, lines.map(itemOf), questionOf("w.k. A"), "with-dnssec");
        const all = shown(sections)
          .flat()
          .map((record) => record.toLowerCase().replace(/ [0-9]+ /, " "));
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
