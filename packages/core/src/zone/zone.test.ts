import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, parseIpv4, printRdata, type Rdata, type ResourceRecord } from "../dns/index.ts";
import { fileTreeFromSources, placeOf, sourceFromText } from "../text/index.ts";
import { lookUp, readZone, setOf, signaturesAt, type Zone, zoneFromRecords } from "./index.ts";

const origin = nameOf("t.");
const START = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 1.1.1.1\n";
const read = (text: string, files = fileTreeFromSources(new Map())): Zone =>
  readZone(sourceFromText("zone", START + text), { origin, files }).value;

function record(owner: string, ttl: number, address: string): ResourceRecord {
  const parsed = parseIpv4(address);
  if (parsed === null) throw new Error(address);
  return { owner: nameOf(owner), class: "IN", ttl, data: { type: "A", address: parsed } };
}

const NOTHING: Rdata = { type: "TXT", strings: [] };
const lines = (zone: Zone): readonly string[] =>
  [...zone.records()].map(({ owner, ttl, data }) => `${owner.text} ${ttl} ${data.type} ${printRdata(data)}`);

describe("what a zone keeps", () => {
  it.each([
    ["a record that comes again counts once", "a A 1.2.3.4\na A 1.2.3.4\n", ["a.t. 60 A 1.2.3.4"]],
    ["so does one whose name is spelled otherwise", "a NS x.o.\na NS X.O.\n", ["a.t. 60 NS X.O."]],
    [
      "in a later run the first spelling stays",
      "a NS x.o.\nb A 1.1.1.1\na NS X.O.\n",
      ["a.t. 60 NS x.o.", "b.t. 60 A 1.1.1.1"],
    ],
    ["text is told apart by case", "a TXT x\na TXT X\n", ['a.t. 60 TXT "x"', 'a.t. 60 TXT "X"']],
    ["a set is spelled as its first record", "A A 1.2.3.4\na A 1.2.3.5\n", ["A.t. 60 A 1.2.3.4", "A.t. 60 A 1.2.3.5"]],
    ["another set of the name as its own first", "A A 1.2.3.4\na TXT x\n", ["A.t. 60 A 1.2.3.4", 'a.t. 60 TXT "x"']],
    [
      "signatures of each type have their own TTL",
      "a 5 RRSIG A 8 2 5 20300101000000 20200101000000 7 t. AAAA\na 6 RRSIG TXT 8 2 6 20300101000000 20200101000000 7 t. AAAA\n",
      [
        "a.t. 5 RRSIG A 8 2 5 20300101000000 20200101000000 7 t. AAAA",
        "a.t. 6 RRSIG TXT 8 2 6 20300101000000 20200101000000 7 t. AAAA",
      ],
    ],
  ])("%s", (_, text, expected) => {
    const head = lines(read(""));
    expect(lines(read(text)).filter((line) => !head.includes(line))).toEqual(expected);
    expect(read(text).recordCount).toBe(head.length + expected.length);
  });

  it("finds signatures by what they cover", () => {
    const zone = read("a 5 RRSIG TXT 8 2 5 20300101000000 20200101000000 7 t. AAAA\na TXT x\n");
    const node = zone.find("a.t.");
    if (node === null) throw new Error("there is such a name");
    expect(signaturesAt(node, "TXT")?.ttl).toBe(5);
    expect(signaturesAt(node, "A")).toBeNull();
    expect(setOf(node, "TXT")?.ttl).toBe(60);
    expect(setOf(node, "MX")).toBeNull();
  });

  it("gives all signatures to whoever asks for them, those of an alias too", () => {
    const signature = "8 2 5 20300101000000 20200101000000 7 t. AAAA";
    const zone = read(`a CNAME b\na RRSIG CNAME ${signature}\na RRSIG NSEC ${signature}\nc CNAME b\n`);
    const answer = lookUp(zone, nameOf("a.t."), "RRSIG");
    expect(answer.kind === "data" && answer.rrsets.map(({ data }) => printRdata(data[0] ?? NOTHING))).toEqual([
      `CNAME ${signature}`,
      `NSEC ${signature}`,
    ]);
    expect(lookUp(zone, nameOf("c.t."), "RRSIG").kind).toBe("no-data");
  });

  it("tells sets that are too large", () => {
    const zone = read(Array.from({ length: 5 }, (_, at) => `many A 1.0.0.${at}\nmany TXT x\n`).join(""));
    expect([...zone.setsAbove(4)].map(({ type, data }) => `${type} ${data.length}`)).toEqual(["A 5"]);
    expect([...zone.setsAbove(5)]).toEqual([]);
  });

  it("knows nodes without records, and the same node each time", () => {
    const zone = read("a.b.c A 1.1.1.1\n");
    const empty = zone.find("b.c.t.");
    expect(empty?.hasRecords).toBe(false);
    expect(empty?.sets).toEqual([]);
    expect(empty?.name.text).toBe("b.c.t.");
    expect(zone.find("b.c.t.")).toBe(empty);
    expect(empty?.parent?.parent).toBe(zone.find("t."));
    expect(zone.find("t.")?.parent).toBeNull();
    expect(zone.find("x.b.c.t.")).toBeNull();
    expect(zone.findNearest("y.x.b.c.t.")).toBe(empty);
    expect(zone.findNearest("b.other.")).toBeNull();
  });

  it("spells an empty non-terminal as the first name below it does", () => {
    expect(read("a.B.C A 1.1.1.1\nx.b.c A 1.1.1.1\n").find("b.c.t.")?.name.text).toBe("B.C.t.");
  });

  it("knows what hides a name: the topmost cut or DNAME above it", () => {
    const zone = read("a NS n.a\nb.a NS n\nc.b.a A 1.1.1.1\nd DNAME o.\ne.d A 1.1.1.1\n");
    const hiddenBy = (key: string): string | undefined => zone.find(key)?.barrier?.name.text;
    expect([hiddenBy("c.b.a.t."), hiddenBy("b.a.t."), hiddenBy("a.t."), hiddenBy("e.d.t."), hiddenBy("d.t.")]).toEqual([
      "a.t.",
      "a.t.",
      undefined,
      "d.t.",
      undefined,
    ]);
    expect([zone.find("a.t.")?.isCut, zone.find("t.")?.isCut, zone.find("d.t.")?.hasDname]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe("where a name stands", () => {
  const files = fileTreeFromSources(new Map([["/in.db", sourceFromText("in.db", "\nx A 1.1.1.1\n")]]));
  const zone = read("a A 1.1.1.1\n$INCLUDE in.db\nb.c A 1.1.1.1\n$GENERATE 1-2 g$ A 1.1.1.$\n", files);
  it.each([
    ["t.", "zone:2:1"],
    ["a.t.", "zone:5:1"],
    ["x.t.", "in.db:2:1"],
    ["b.c.t.", "zone:7:1"],
    ["c.t.", "zone:7:1"],
    ["g2.t.", "zone:8:1"],
  ])("%s: %s", (key, expected) => {
    const node = zone.find(key);
    expect(node === null ? null : placeOf(zone.spanOf(node))).toBe(expected);
  });
});

describe("a zone of records at hand", () => {
  it("leaves out what is not below the apex", () => {
    const zone = zoneFromRecords(origin, [record("a.t.", 5, "1.1.1.1"), record("a.o.", 5, "1.1.1.1")]);
    expect(lines(zone)).toEqual(["a.t. 5 A 1.1.1.1"]);
  });

  it("has no place for them", () => {
    const zone = zoneFromRecords(origin, [record("a.t.", 5, "1.1.1.1")]);
    const node = zone.find("a.t.");
    expect(node === null ? null : zone.spanOf(node).source.name).toBe("zone");
  });

  it("keeps the class that it is given", () => {
    expect(zoneFromRecords(origin, [record("a.t.", 5, "1.1.1.1")], "CH").rrset(nameOf("a.t."), "A")?.class).toBe("CH");
  });

  it("is what a plain map of sets is, in whatever order records come", () => {
    const one = fc.record({
      owner: fc.constantFrom("a.t.", "A.t.", "b.a.t.", "t.", "x.y.z.t."),
      ttl: fc.constantFrom(1, 2),
      address: fc.constantFrom("1.1.1.1", "1.1.1.2", "1.1.1.3"),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (all) => {
        const zone = zoneFromRecords(
          origin,
          all.map(({ owner, ttl, address }) => record(owner, ttl, address)),
        );
        const model = new Map<string, Set<string>>();
        for (const { owner, address } of all) {
          const key = owner.toLowerCase();
          model.set(key, (model.get(key) ?? new Set()).add(address));
        }
        const found = new Map(
          zone.names.map((name) => [name.key, new Set(zone.rrset(name, "A")?.data.map(printRdata))]),
        );
        expect(found).toEqual(model);
        expect(zone.recordCount).toBe([...model.values()].reduce((sum, { size }) => sum + size, 0));
      }),
    );
  });
});
