import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectationOf, printVerdict, responseTo } from "../fixtures/expectation.fixture.ts";
import { recordsOfText } from "../fixtures/texts.fixture.ts";
import type { Said } from "../fixtures/upstreams.fixture.ts";
import { rrsetsOf } from "../rrsets.ts";
import { judge } from "./judge.ts";
import { checkSaid, SOA, WWW } from "./one-server.fixture.ts";

/** Records that are there twice, and types of which a name has one (lib/dns/message.c, getsection; seen of named 9.18.49 and 9.20.30). */
const OTHER_SOA = SOA.replace(" 1 1 1 1 60", " 2 1 1 1 60");
const ALIAS = "www.sub.lan. 300 CNAME www.ext.";
const THERE = `NOERROR ra
       AN www.ext. 3600 A 203.0.113.2
       AN ${ALIAS}`;

describe("a server that doubles its records", () => {
  checkSaid([
    ["the same SOA twice", { rcode: "NXDOMAIN", authority: `${SOA}\n${SOA}` }, `NXDOMAIN ra\nAU ${SOA}`, "do cd"],
    ["the same alias twice", { answer: `${ALIAS}\n${ALIAS}` }, THERE, "do cd"],
    ["in two spellings", { answer: `${ALIAS}\n${ALIAS.replace("www.ext", "WWW.ext")}` }, THERE, "do cd"],
    // Not read, asked again without EDNS, and then given up.
    ["two SOA of one zone", { rcode: "NXDOMAIN", authority: `${SOA}\n${OTHER_SOA}` }, "SERVFAIL ra", "do cd, no-edns"],
    [
      "two DNAME",
      { answer: `sub.lan. 300 DNAME ext.\nsub.lan. 300 DNAME lan.\n${ALIAS}` },
      "SERVFAIL ra",
      "do cd, no-edns",
    ],
    [
      "two aliases of a name that nobody asked for",
      { answer: WWW, additional: "x.sub.lan. 300 CNAME a.sub.lan.\nx.sub.lan. 300 CNAME b.sub.lan." },
      "SERVFAIL ra",
      "do cd, no-edns",
    ],
    [
      "an SOA in each of two sections",
      { answer: `${WWW}\n${SOA}`, authority: OTHER_SOA },
      `NOERROR ra\nAN ${WWW}`,
      "do cd",
    ],
  ]);
});

describe("what is made of such a message", () => {
  const judged = (said: Said): string => {
    const { query, response } = responseTo("www.lan A", said);
    return printVerdict(judge(response, expectationOf(query)));
  };
  const a = "www.lan. 60 A 192.0.2.1";
  it.each<readonly [row: string, said: Said, expected: string]>([
    [
      "two addresses",
      { answer: `${a}\nwww.lan. 60 A 192.0.2.2` },
      "records | www.lan. 60 A 192.0.2.1, 192.0.2.2 (authoritative-answer)",
    ],
    ["one of them twice", { answer: `${a}\n${a}` }, "records | www.lan. 60 A 192.0.2.1 (authoritative-answer)"],
    [
      "with two TTLs",
      { answer: `${a}\n${a.replace("60", "9")}` },
      "records | www.lan. 9 A 192.0.2.1 (authoritative-answer)",
    ],
    ["two aliases", { answer: "www.lan. 60 CNAME a.lan.\nwww.lan. 60 CNAME b.lan." }, "again without-edns"],
    [
      "aliases of two names",
      { answer: "www.lan. 60 CNAME a.lan.\na.lan. 60 CNAME b.lan." },
      "alias | www.lan. 60 CNAME a.lan. (authoritative-answer)",
    ],
  ])("%s", (_row, said, expected) => {
    expect(judged(said)).toBe(expected);
  });

  it("without EDNS already: of no use", () => {
    const { query, response } = responseTo("www.lan A", {
      answer: "www.lan. 60 CNAME a.lan.\nwww.lan. 60 CNAME b.lan.",
    });
    expect(judge(response, { ...expectationOf(query), withEdns: false }).kind).toBe("unusable");
  });
});

it("however often each record stands there, and in which order: the same sets", () => {
  const record = fc.constantFrom(
    "a.t. 60 A 192.0.2.1",
    "a.t. 9 A 192.0.2.1",
    "A.t. 60 A 192.0.2.2",
    "a.t. 60 MX 1 b.t.",
    "a.t. 60 MX 1 B.T.",
    "b.t. 60 A 192.0.2.1",
  );
  const summary = (texts: readonly string[]): readonly string[] =>
    rrsetsOf(texts.flatMap(recordsOfText))
      .map(({ owner, type, ttl, data }) => `${owner.key} ${type} ${ttl} ${data.length}`)
      .sort();
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), (records) => {
      const once = summary([...new Set(records)]);
      expect(summary(records)).toEqual(once);
      expect(summary([...records, ...records].reverse())).toEqual(once);
    }),
  );
});
