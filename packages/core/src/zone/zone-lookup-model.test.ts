import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, printRdata, type RRset, type RrType } from "../dns/index.ts";
import { sourceFromText } from "../text/index.ts";
import { lookUp, readZone, type Zone, type ZoneAnswer } from "./index.ts";

/** A record; its owner's labels from the apex down, without those of the apex. */
interface Plain {
  readonly owner: readonly string[];
  readonly type: "A" | "TXT" | "NS" | "CNAME" | "DNAME" | "DS";
  readonly text: string;
}

const label = fc.constantFrom("a", "b", "c", "*");
const owner = fc.array(label, { maxLength: 4 });
const TEXTS = { A: "192.0.2.1", TXT: '"x"', NS: "ns.o.", CNAME: "c.o.", DNAME: "d.o.", DS: "1 8 255 AA" } as const;
const type = fc.constantFrom(...(Object.keys(TEXTS) as (keyof typeof TEXTS)[]));

/** What may stand beside each other, and no delegation by a wildcard, which named refuses. */
const records = fc.array(fc.record({ owner, type }), { maxLength: 14 }).map((all) => {
  const kept: Plain[] = [];
  for (const one of all) {
    const beside = kept.filter((other) => other.owner.join() === one.owner.join());
    const isAlone = one.type === "CNAME" || beside.some((other) => other.type === "CNAME");
    const isRepeated = beside.some((other) => other.type === one.type);
    const isWildcardCut = one.type === "NS" && one.owner.at(-1) === "*";
    const isApexAlias = one.owner.length === 0 && (one.type === "CNAME" || one.type === "DS");
    if ((isAlone && beside.length > 0) || isRepeated || isWildcardCut || isApexAlias) continue;
    kept.push({ ...one, text: TEXTS[one.type] });
  }
  return kept;
});
const question = fc.record({
  name: fc.array(fc.constantFrom("a", "b", "c", "d", "*"), { maxLength: 5 }),
  type: fc.constantFrom("A", "TXT", "NS", "CNAME", "DNAME", "DS", "MX") as fc.Arbitrary<RrType>,
});

const START = "$TTL 5\n@ SOA ns.o. h.o. 1 2 3 4 5\n";
const lineOf = ({ owner: labels, type: kind, text }: Plain): string =>
  `${labels.length === 0 ? "@" : labels.toReversed().join(".")} ${kind} ${text}\n`;
const zoneOf = (all: readonly Plain[]): Zone =>
  readZone(sourceFromText("zone", START + all.map(lineOf).join("")), { origin: nameOf("z.") }).value;

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.length <= long.length && short.every((one, at) => one === long[at]);
const at = (all: readonly Plain[], name: readonly string[]): readonly Plain[] =>
  all.filter((one) => one.owner.join() === name.join());
const isThere = (all: readonly Plain[], name: readonly string[]): boolean =>
  name.length === 0 || all.some((one) => isPrefix(name, one.owner));

/** RFC 1034 section 4.3.2 step 3 with RFC 4592 and RFC 6672, label by label over a list of records. */
function modelOf(all: readonly Plain[], name: readonly string[], asked: RrType): string {
  for (let depth = 0; depth <= name.length; depth += 1) {
    const above = name.slice(0, depth);
    const here = at(all, above);
    const isLast = depth === name.length;
    const isCut = depth > 0 && here.some((one) => one.type === "NS");
    if (isCut && !(isLast && asked === "DS")) return `referral ${above.join(".")}`;
    if (!isLast && here.some((one) => one.type === "DNAME")) return `dname ${above.join(".")}`;
  }
  if (isThere(all, name)) return atNode(at(all, name), asked, name.length === 0);
  let encloser = name;
  while (!isThere(all, encloser)) encloser = encloser.slice(0, -1);
  const wildcard = [...encloser, "*"];
  return isThere(all, wildcard) ? atNode(at(all, wildcard), asked, false) : `name-error ${encloser.join(".")}`;
}

function atNode(here: readonly Plain[], asked: RrType, isApex: boolean): string {
  const own = here.find((one) => one.type === asked);
  if (own !== undefined) return `data ${own.text}`;
  const alias = here.find((one) => one.type === "CNAME");
  if (alias !== undefined && !isApex) return `alias ${alias.text}`;
  return "no-data";
}

/** The labels of a name below the apex, from the apex down. */
const below = (text: string): string => text.split(".").slice(0, -2).toReversed().join(".");
const dataText = (set: RRset): string => set.data.map(printRdata).join();

function shown(answer: ZoneAnswer): string {
  switch (answer.kind) {
    case "data":
      return `data ${answer.rrsets.map(dataText).join()}`;
    case "alias":
      return `alias ${dataText(answer.rrset)}`;
    case "dname":
      return `dname ${below(answer.rrset.owner.text)}`;
    case "referral":
      return `referral ${below(answer.cut.owner.text)}`;
    case "no-data":
      return "no-data";
    case "name-error":
      return `name-error ${below(answer.encloser.text)}`;
  }
}

const nameBelow = (labels: readonly string[]): string => [...labels.toReversed(), "z."].join(".");

describe("looking up", () => {
  it("is what the RFCs' steps give, done by hand", () => {
    fc.assert(
      fc.property(records, question, (all, { name, type: asked }) => {
        const answer = lookUp(zoneOf(all), nameOf(nameBelow(name)), asked);
        expect(shown(answer)).toBe(modelOf(all, name, asked));
      }),
      { numRuns: 3000 },
    );
  });

  it("does not depend on the order of the records", () => {
    fc.assert(
      fc.property(records, question, fc.infiniteStream(fc.nat()), (all, { name, type: asked }, lots) => {
        const shuffled = all
          .map((one) => ({ one, lot: lots.next().value }))
          .sort((left, right) => left.lot - right.lot)
          .map(({ one }) => one);
        const asking = nameOf(nameBelow(name));
        expect(shown(lookUp(zoneOf(shuffled), asking, asked))).toBe(shown(lookUp(zoneOf(all), asking, asked)));
      }),
    );
  });

  it("does not depend on upper and lower case of question and zone", () => {
    fc.assert(
      fc.property(records, question, (all, { name, type: asked }) => {
        const loud = all.map((one) => ({ ...one, owner: one.owner.map((each) => each.toUpperCase()) }));
        const asking = nameBelow(name);
        const answer = shown(lookUp(zoneOf(loud), nameOf(asking), asked)).toLowerCase();
        expect(answer).toBe(shown(lookUp(zoneOf(all), nameOf(asking.toUpperCase()), asked)).toLowerCase());
      }),
    );
  });

  it("a record more, elsewhere and below no name asked for, changes nothing", () => {
    fc.assert(
      fc.property(records, question, (all, { name, type: asked }) => {
        fc.pre(name[0] !== "*");
        const more: Plain = { owner: ["elsewhere", "deep"], type: "TXT", text: TEXTS.TXT };
        const asking = nameOf(nameBelow(name));
        expect(shown(lookUp(zoneOf([...all, more]), asking, asked))).toBe(shown(lookUp(zoneOf(all), asking, asked)));
      }),
    );
  });
});
