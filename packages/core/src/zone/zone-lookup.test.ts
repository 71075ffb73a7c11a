import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DomainName, labelKeys, nameOf, printRdata, type RRset, type RrType } from "../dns/index.ts";
import { sourceFromText } from "../text/index.ts";
import { lookUp, readZone, type Zone, type ZoneAnswer, zoneFromRecords } from "./index.ts";

const TEXT = `$TTL 300
@ 3600 SOA ns h 1 2 3 4 60
 NS ns
ns A 10.0.0.1
www A 10.0.0.2
alias CNAME www
away CNAME elsewhere.test.
sub NS ns.sub
sub NS ns
sub DS 1 8 9 AA
sub NSEC www NS
ns.sub A 10.0.1.1
low.sub A 10.0.1.2
sib NS ns.sub
sib NS out.test.
down NS ns
d DNAME target.test.
d A 10.0.0.4
x.d A 10.0.0.5
*.w TXT wild
*.w A 10.0.0.6
here.w A 10.0.0.7
a.b.w A 10.0.0.8
*.c CNAME www
deep.ent.e A 10.0.0.9
*.f.g MX 1 www
k.*.h A 10.0.0.10
`;
const zone = readZone(sourceFromText("zone", TEXT), { origin: nameOf("t.") }).value;

const setText = (set: RRset): string =>
  `${set.owner.text} ${set.ttl} ${set.type} ${set.data.map(printRdata).join(", ")}`;

function shown(answer: ZoneAnswer): string {
  switch (answer.kind) {
    case "data":
      return ["data", ...answer.rrsets.map(setText), ...wild(answer.wildcard)].join("; ");
    case "alias":
      return ["alias", setText(answer.rrset), `to ${answer.target.text}`, ...wild(answer.wildcard)].join("; ");
    case "dname":
      return ["dname", setText(answer.rrset), answer.target?.text ?? "too long"].join("; ");
    case "referral":
      return ["referral", setText(answer.cut), ...answer.glue.map(setText), ...(answer.ds === null ? [] : ["DS"])].join(
        "; ",
      );
    case "no-data":
      return [`no-data ${answer.soa?.ttl}`, ...wild(answer.wildcard)].join("; ");
    case "name-error":
      return `name-error ${answer.soa?.ttl} below ${answer.encloser.text}`;
  }
}
const wild = (name: DomainName | null): readonly string[] => (name === null ? [] : [`by ${name.text}`]);

const SUB = "referral; sub.t. 300 NS ns.sub.t., ns.t.; ns.sub.t. 300 A 10.0.1.1; DS";

describe("lookups", () => {
  const cases: readonly (readonly [question: string, why: string, answer: string])[] = [
    ["www.t. A", "data", "data; www.t. 300 A 10.0.0.2"],
    ["WWW.T. A", "in any case", "data; www.t. 300 A 10.0.0.2"],
    ["www.t. AAAA", "RFC 2308 section 3: TTL min(3600, 60)", "no-data 60"],
    ["t. SOA", "the SOA itself keeps its TTL", "data; t. 3600 SOA ns.t. h.t. 1 2 3 4 60"],
    ["t. NS", "NS at the apex is data", "data; t. 300 NS ns.t."],
    ["t. DS", "DS at the own apex", "no-data 60"],
    ["no.t. A", "a name that is not there", "name-error 60 below t."],
    ["no.www.t. A", "below a name", "name-error 60 below www.t."],
    ["alias.t. A", "CNAME", "alias; alias.t. 300 CNAME www.t.; to www.t."],
    ["alias.t. CNAME", "CNAME asked", "data; alias.t. 300 CNAME www.t."],
    ["alias.t. ANY", "ANY does not follow", "data; alias.t. 300 CNAME www.t."],
    ["away.t. MX", "out of the zone", "alias; away.t. 300 CNAME elsewhere.test.; to elsewhere.test."],
    ["sub.t. A", "at a cut", SUB],
    ["sub.t. NS", "NS at a cut is not an answer", SUB],
    ["sub.t. ANY", "ANY at a cut", SUB],
    ["sub.t. SOA", "SOA at a cut", SUB],
    ["sub.t. DS", "DS is the parent's", "data; sub.t. 300 DS 1 8 9 AA"],
    ["sub.t. NSEC", "NSEC is the parent's too", "data; sub.t. 300 NSEC www.t. NS"],
    ["sib.t. DS", "no DS at a cut", "no-data 60"],
    ["sib.t. NSEC", "no NSEC at a cut", "referral; sib.t. 300 NS ns.sub.t., out.test.; ns.sub.t. 300 A 10.0.1.1"],
    ["ns.sub.t. A", "glue is not an answer", SUB],
    ["low.sub.t. A", "occluded", SUB],
    ["a.b.sub.t. DS", "DS below a cut", SUB],
    ["x.sib.t. A", "sibling glue", "referral; sib.t. 300 NS ns.sub.t., out.test.; ns.sub.t. 300 A 10.0.1.1"],
    ["x.down.t. A", "an NS that is ordinary data has no glue", "referral; down.t. 300 NS ns.t."],
    ["d.t. A", "DNAME does not redirect its owner", "data; d.t. 300 A 10.0.0.4"],
    ["d.t. DNAME", "DNAME asked", "data; d.t. 300 DNAME target.test."],
    ["y.d.t. A", "DNAME", "dname; d.t. 300 DNAME target.test.; y.target.test."],
    ["x.d.t. A", "data below a DNAME are occluded", "dname; d.t. 300 DNAME target.test.; x.target.test."],
    [`${`${"y".repeat(60)}.`.repeat(4)}d.t. A`, "too long: YXDOMAIN", "dname; d.t. 300 DNAME target.test.; too long"],
    ["any.w.t. A", "wildcard", "data; any.w.t. 300 A 10.0.0.6; by *.w.t."],
    ["p.q.r.w.t. A", "over several labels", "data; p.q.r.w.t. 300 A 10.0.0.6; by *.w.t."],
    ["any.w.t. MX", "wildcard without the type", "no-data 60; by *.w.t."],
    ["any.w.t. ANY", "ANY by a wildcard", 'data; any.w.t. 300 TXT "wild"; any.w.t. 300 A 10.0.0.6; by *.w.t.'],
    ["here.w.t. TXT", "an existing name stops it", "no-data 60"],
    ["x.here.w.t. A", "and what is below it", "name-error 60 below here.w.t."],
    ["b.w.t. A", "an empty non-terminal stops it", "no-data 60"],
    ["x.b.w.t. A", "and what is below that", "name-error 60 below b.w.t."],
    ["w.t. A", "a wildcard's parent is an empty non-terminal", "no-data 60"],
    ["*.w.t. A", "asked literally", "data; *.w.t. 300 A 10.0.0.6"],
    ["x.*.w.t. A", "below an asterisk nothing is made", "name-error 60 below *.w.t."],
    ["x.c.t. A", "a wildcard CNAME", "alias; x.c.t. 300 CNAME www.t.; to www.t.; by *.c.t."],
    ["ent.e.t. A", "empty non-terminal", "no-data 60"],
    ["e.t. ANY", "empty non-terminal, ANY", "no-data 60"],
    ["x.f.g.t. MX", "a deep wildcard", "data; x.f.g.t. 300 MX 1 www.t.; by *.f.g.t."],
    ["x.g.t. MX", "not above it", "name-error 60 below g.t."],
    ["z.h.t. A", "an asterisk that is an empty non-terminal matches", "no-data 60; by *.h.t."],
    ["__proto__.t. A", "a name from JavaScript", "name-error 60 below t."],
  ];
  it.each(cases)("%s: %s", (question, _, expected) => {
    const [name = "", type = ""] = question.split(" ");
    expect(shown(lookUp(zone, nameOf(name), type as RrType))).toBe(expected);
  });

  it("a name outside the zone is our bug", () => {
    expect(() => lookUp(zone, nameOf("www.other."), "A")).toThrow("not in the zone");
  });

  it("a root zone works", () => {
    const root = readZone(
      sourceFromText("root", "$TTL 5\n. SOA a. b. 1 2 3 4 5\n. NS a.\na. A 1.1.1.1\n*.w. A 2.2.2.2\n"),
      {
        origin: nameOf("."),
      },
    ).value;
    expect(shown(lookUp(root, nameOf("x."), "A"))).toBe("name-error 5 below .");
    expect(shown(lookUp(root, nameOf("x.w."), "A"))).toBe("data; x.w. 5 A 2.2.2.2; by *.w.");
  });
});

describe("a zone", () => {
  it("lists its names in canonical order (RFC 4034 section 6.1)", () => {
    const words = [
      "example",
      "a.example",
      "yljkjljk.a.example",
      "Z.a.example",
      "zABC.a.EXAMPLE",
      "z.example",
      "\\001.z.example",
      "*.z.example",
      "\\200.z.example",
    ];
    const records = [...words].reverse().map((word) => ({
      owner: nameOf(word),
      class: "IN" as const,
      ttl: 1,
      data: { type: "TXT" as const, strings: [] },
    }));
    expect(zoneFromRecords(nameOf("example"), records).names.map(({ text }) => text)).toEqual(
      words.map((word) => `${word}.`),
    );
  });

  it("gives the SOA first, and every record", () => {
    const records = [...zone.records()];
    expect(records[0]?.data.type).toBe("SOA");
    expect(records.length).toBe(zone.recordCount);
  });
});

/** RFC 1034 section 4.3.2, 4592 and 6672 word for word: match down, label by label, over a plain list of sets. */
function slowLookUp(sets: readonly RRset[], apex: DomainName, name: DomainName, type: RrType): string {
  const at = (key: string): readonly RRset[] => sets.filter(({ owner }) => owner.key === key);
  const exists = (key: string): boolean =>
    sets.some(({ owner: { key: own } }) => own === key || own.endsWith(`.${key}`));
  const labels = labelKeys(name);
  let encloser = apex.key;
  for (let count = apex.labelCount; count <= labels.length; count += 1) {
    const key = `${labels.slice(labels.length - count).join(".")}.`;
    if (!exists(key)) break;
    encloser = key;
    const isEnd = count === labels.length;
    const cut = at(key).find((set) => set.type === "NS");
    if (cut !== undefined && key !== apex.key && !(isEnd && type === "DS")) return `referral ${key}`;
    if (!isEnd && at(key).some((set) => set.type === "DNAME")) return `dname ${key}`;
  }
  if (encloser === name.key) return slowSets(at(encloser), type, "");
  const wildcard = `*.${encloser}`;
  return exists(wildcard) ? slowSets(at(wildcard), type, ` by ${wildcard}`) : `name-error ${encloser}`;
}

function slowSets(sets: readonly RRset[], type: RrType, by: string): string {
  if (type === "ANY") return sets.length === 0 ? `no-data${by}` : `data ANY ${sets.length}${by}`;
  const own = sets.find((set) => set.type === type);
  if (own !== undefined) return `data ${type} ${own.data.length}${by}`;
  return sets.some((set) => set.type === "CNAME") ? `alias${by}` : `no-data${by}`;
}

function brief(answer: ZoneAnswer, type: RrType): string {
  switch (answer.kind) {
    case "data": {
      const count = type === "ANY" ? answer.rrsets.length : (answer.rrsets[0]?.data.length ?? 0);
      return `data ${type} ${count}${by(answer.wildcard)}`;
    }
    case "alias":
      return `alias${by(answer.wildcard)}`;
    case "dname":
      return `dname ${answer.rrset.owner.key}`;
    case "referral":
      return `referral ${answer.cut.owner.key}`;
    case "no-data":
      return `no-data${by(answer.wildcard)}`;
    case "name-error":
      return `name-error ${answer.encloser.key}`;
  }
}
const by = (name: DomainName | null): string => (name === null ? "" : ` by ${name.key}`);

const label = fc.constantFrom("a", "b", "*", "B");
const names = fc.array(label, { maxLength: 4 }).map((labels) => nameOf([...labels, "t"].join(".")));
const line = fc
  .tuple(
    names,
    fc.constantFrom("A 1.1.1.1", "A 1.1.1.2", "TXT x", "CNAME a.t.", "NS a.b.t.", "DNAME o.", "DS 1 8 9 AA"),
  )
  .filter(
    ([name, data]) =>
      !(name.key.startsWith("*.") && (data.startsWith("NS") || data.startsWith("DNAME"))) && !name.key.includes(".*."),
  );

describe("laws", () => {
  it("lookups agree with the words of the RFCs", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 14 }),
        names,
        fc.constantFrom<RrType>("A", "TXT", "CNAME", "NS", "DS", "ANY", "MX"),
        (lines, name, type) => {
          const text = `$TTL 5\nt. SOA a.t. b.t. 1 2 3 4 5\n${lines.map(([owner, data]) => `${owner.text} ${data}\n`).join("")}`;
          const made: Zone = readZone(sourceFromText("zone", text), { origin: nameOf("t.") }).value;
          const sets = [...made.nodes()].flatMap((node) => node.sets);
          expect(brief(lookUp(made, name, type), type)).toBe(slowLookUp(sets, made.apex, name, type));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
