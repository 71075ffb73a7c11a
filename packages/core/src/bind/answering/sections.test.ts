import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, type ResourceRecord, type RRset } from "../../dns/index.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import { rrsetsOf } from "../rrsets.ts";
import { type SectionName, Sections } from "./sections.ts";

/** How records stand in a reply (lib/dns/message.c, dns_message_rendersection): by owner, in the order in which owners came. */
const NO_ORDER = { rules: [], rank: null };
const setsOf = (text: string): readonly RRset[] => rrsetsOf(recordsOfText(text));
const print = (records: readonly ResourceRecord[]): readonly string[] =>
  records.map(({ owner, data }) => `${owner.text} ${data.type}`);

function sectionsOf(section: SectionName, text: string): Sections {
  const sections = new Sections();
  for (const set of setsOf(text)) sections.add(section, set);
  return sections;
}

const SIGNATURE = "8 1 60 20300101000000 20200101000000 1 t. AAAA";

describe("what stands in a section", () => {
  it("sets of one owner stand together, where its first stood", () => {
    const sections = sectionsOf("answer", "a.t. 1 A 192.0.2.1\nb.t. 1 A 192.0.2.2\na.t. 1 TXT x\nb.t. 1 TXT y");
    expect(print(sections.records("answer", NO_ORDER, null))).toEqual(["a.t. A", "a.t. TXT", "b.t. A", "b.t. TXT"]);
  });

  it("the first spelling of an owner holds for all its sets", () => {
    const sections = sectionsOf("answer", "WWW.t. 1 A 192.0.2.1\nwww.T. 1 TXT x");
    expect(print(sections.records("answer", NO_ORDER, null))).toEqual(["WWW.t. A", "WWW.t. TXT"]);
  });

  it("a set of a name and type is there once in a section, and may be in two", () => {
    const sections = sectionsOf("answer", "a.t. 1 A 192.0.2.1");
    const [again, other] = setsOf("A.t. 9 A 192.0.2.9\na.t. 1 AAAA 2001:db8::1");
    if (again === undefined || other === undefined) throw new Error("two sets");
    expect(sections.add("answer", again)).toBe(false);
    expect(sections.add("answer", other)).toBe(true);
    expect(sections.add("additional", again)).toBe(true);
    expect(print(sections.records("answer", NO_ORDER, null))).toEqual(["a.t. A", "a.t. AAAA"]);
  });

  it("signatures of two types at one name are two sets, those of one type are one", () => {
    const [a = null] = setsOf(`a.t. 1 RRSIG A ${SIGNATURE}`);
    const [txt = null] = setsOf(`a.t. 1 RRSIG TXT ${SIGNATURE}`);
    const sections = new Sections();
    if (a === null || txt === null) throw new Error("two sets of signatures");
    expect([sections.add("answer", a), sections.add("answer", txt), sections.add("answer", a)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([
    ["answer", "a.t.", "A", true],
    ["authority", "A.T.", "A", true],
    ["additional", "a.t.", "A", true],
    ["answer", "a.t.", "AAAA", false],
    ["answer", "b.t.", "A", false],
  ] as const)("in %s, asked for %s %s: %s", (section, name, type, expected) => {
    expect(sectionsOf(section, "a.t. 1 A 192.0.2.1").holds(nameOf(name), type)).toBe(expected);
  });

  it("is empty at first, and after an error", () => {
    const sections = sectionsOf("answer", "a.t. 1 A 192.0.2.1");
    expect([sections.isEmpty("answer"), sections.isEmpty("authority")]).toEqual([false, true]);
    sections.clear();
    expect(sections.isEmpty("answer")).toBe(true);
    expect(sections.records("answer", NO_ORDER, null)).toEqual([]);
  });
});

describe("the additional section (lib/dns/message.c, wrong_priority)", () => {
  const MIXED = `ns.t. 1 TXT x
ns.t. 1 AAAA 2001:db8::1
ns.t. 1 A 192.0.2.1
ns.t. 1 RRSIG A ${SIGNATURE}
mx.t. 1 AAAA 2001:db8::2
mx.t. 1 A 192.0.2.2`;
  it.each([
    ["A", ["ns.t. A", "mx.t. A", "ns.t. AAAA", "mx.t. AAAA", "ns.t. RRSIG", "ns.t. TXT"]],
    ["AAAA", ["ns.t. AAAA", "mx.t. AAAA", "ns.t. A", "mx.t. A", "ns.t. RRSIG", "ns.t. TXT"]],
  ] as const)("%s first: addresses, then signatures, then the rest", (first, expected) => {
    expect(print(sectionsOf("additional", MIXED).additionalRecords(first, NO_ORDER))).toEqual(expected);
  });

  it("within a set by the octets of the data, whatever order the zone has", () => {
    const sections = sectionsOf("additional", "a.t. 1 A 192.0.2.9\na.t. 1 A 10.0.0.1\na.t. 1 A 192.0.2.1");
    const addresses = sections.additionalRecords("A", NO_ORDER).map(({ data }) => "address" in data && data.address);
    expect(addresses).toEqual(["10.0.0.1", "192.0.2.1", "192.0.2.9"]);
  });

  it.each([
    ["mx.t.", "A", ["mx.t. A", "ns.t. A", "mx.t. AAAA", "ns.t. AAAA"]],
    ["mx.t.", "TXT", ["ns.t. A", "mx.t. A", "ns.t. AAAA", "mx.t. AAAA"]],
    ["gone.t.", "A", ["ns.t. A", "mx.t. A", "ns.t. AAAA", "mx.t. AAAA"]],
  ] as const)("the glue that was asked for comes first: %s %s", (name, type, expected) => {
    const sections = sectionsOf(
      "additional",
      "ns.t. 1 A 192.0.2.1\nns.t. 1 AAAA 2001:db8::1\nmx.t. 1 A 192.0.2.2\nmx.t. 1 AAAA 2001:db8::2",
    );
    sections.prefer(nameOf(name), type);
    expect(print(sections.additionalRecords("A", NO_ORDER))).toEqual(expected);
  });
});

describe("whether anything is left to be drawn", () => {
  const two = "a.t. 1 A 192.0.2.1\na.t. 1 A 192.0.2.2";
  it.each([
    ["one record", "answer", "a.t. 1 A 192.0.2.1", false],
    ["two of a set", "answer", two, true],
    ["two in the authority section", "authority", two, true],
    ["two in the additional section, which is sorted", "additional", two, false],
    ["two sets of one", "answer", "a.t. 1 A 192.0.2.1\na.t. 1 TXT x", false],
  ] as const)("%s", (_row, section, text, expected) => {
    expect(sectionsOf(section, text).hasChoice(NO_ORDER)).toBe(expected);
  });
});

it("no set is lost or twice there, and none of an owner stands apart from its others", () => {
  const record = fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("A 192.0.2.1", "TXT x", "MX 1 a.t."))
    .map(([owner, data]) => `${owner}.t. 1 ${data}`);
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (records) => {
      const sections = new Sections();
      const added = records.filter((text) => setsOf(text).every((set) => sections.add("answer", set)));
      expect(new Set(added)).toEqual(new Set(records));
      expect(added).toHaveLength(new Set(records).size);
      const owners = sections.records("answer", NO_ORDER, null).map(({ owner }) => owner.key);
      expect(owners).toHaveLength(added.length);
      const runs = owners.filter((owner, at) => owner !== owners[at - 1]);
      expect(runs).toHaveLength(new Set(owners).size);
    }),
  );
});
