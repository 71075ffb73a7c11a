import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { type Asked, expectationOf, printVerdict, responseTo } from "../fixtures/expectation.fixture.ts";
import type { Said } from "../fixtures/upstreams.fixture.ts";
import { judge } from "./judge.ts";

/** What lib/dns/resolver.c (resquery_response and what it calls) makes of one answer of a server of `lan`. */
type Row = readonly [row: string, said: Said, expected: string, asked?: Asked, question?: string];

function judged(said: Said, asked: Asked = {}, question = "www.lan A"): string {
  const { query, response } = responseTo(question, said);
  return printVerdict(judge(response, expectationOf(query, asked)));
}

function check(rows: readonly Row[]): void {
  for (const [row, said, expected, asked, question] of rows)
    it(row, () => expect(judged(said, asked, question)).toBe(expected));
}

const WWW = "www.lan. 60 A 192.0.2.1";

describe("before the sections are looked at", () => {
  check([
    ["another id", { otherId: true, answer: WWW }, "stray"],
    ["no question at all", { question: [], answer: WWW }, "stray"],
    ["no question, cut short: that may be", { question: [], tc: true }, "again over-tcp"],
    ["no question, FORMERR: that may be", { question: [], rcode: "FORMERR" }, "unusable: FORMERR"],
    ["no question, NOTIMP: that may be", { question: [], rcode: "NOTIMP" }, "unusable: NOTIMP"],
    ["no question, SERVFAIL: not", { question: [], rcode: "SERVFAIL" }, "stray"],
    ["no question, REFUSED: not", { question: [], rcode: "REFUSED" }, "stray"],
    [
      "another type asked",
      { question: [{ name: nameOf("www.lan."), type: "AAAA", class: "IN" }], answer: WWW },
      "stray",
    ],
    ["another name asked", { question: [{ name: nameOf("ww.lan."), type: "A", class: "IN" }], answer: WWW }, "stray"],
    [
      "the same in other letters",
      { question: [{ name: nameOf("WWW.Lan."), type: "A", class: "IN" }], answer: WWW },
      "records | www.lan. 60 A 192.0.2.1 (authoritative-answer)",
    ],
    ["a record of class CH", { answer: "www.lan. 60 CH TXT x" }, "again without-edns"],
    ["the same without EDNS asked", { answer: "www.lan. 60 CH TXT x" }, "unusable: another class", { withEdns: false }],
    ["cut short over UDP", { tc: true, answer: WWW }, "again over-tcp"],
    ["cut short over TCP", { tc: true, answer: WWW }, "unusable: truncated over TCP", { transport: "tcp" }],
    ["another opcode", { opcode: "NOTIFY", answer: WWW }, "unusable: another opcode"],
    ["another opcode, cut short: TCP first", { opcode: "NOTIFY", tc: true }, "again over-tcp"],
  ]);
});

describe("codes", () => {
  check([
    ["FORMERR of a server that knows no EDNS", { rcode: "FORMERR", edns: "none" }, "again without-edns"],
    ["that had no EDNS either", { rcode: "FORMERR", edns: "none" }, "unusable: FORMERR", { withEdns: false }],
    ["FORMERR with OPT", { rcode: "FORMERR" }, "unusable: FORMERR"],
    ["FORMERR with our half of the cookie", { rcode: "FORMERR" }, "again without-cookie", { cookie: "echoed" }],
    ["BADCOOKIE with a good one", { rcode: "BADCOOKIE" }, "again with-new-cookie", { cookie: "good" }],
    ["BADCOOKIE without any", { rcode: "BADCOOKIE" }, "unusable: BADCOOKIE"],
    ["SERVFAIL with the data", { rcode: "SERVFAIL", answer: WWW }, "unusable: SERVFAIL"],
    ["REFUSED", { rcode: "REFUSED", edns: "none" }, "unusable: REFUSED"],
    ["NXDOMAIN with the data", { rcode: "NXDOMAIN", answer: WWW }, "unusable: an answer with an error code"],
    [
      "NXDOMAIN with an alias: it counts",
      { rcode: "NXDOMAIN", answer: "www.lan. 60 CNAME x.lan." },
      "alias | www.lan. 60 CNAME x.lan. (authoritative-answer)",
    ],
    ["YXDOMAIN alone", { rcode: "YXDOMAIN" }, "unusable: YXDOMAIN"],
    [
      "YXDOMAIN with the DNAME over TCP: it counts",
      { rcode: "YXDOMAIN", answer: "lan. 60 DNAME x." },
      "dname | lan. 60 DNAME x. (authoritative-answer)",
      { transport: "tcp" },
    ],
  ]);
});

describe("answers", () => {
  check([
    ["with AA", { answer: WWW }, "records | www.lan. 60 A 192.0.2.1 (authoritative-answer)"],
    ["without", { aa: false, answer: WWW }, "records | www.lan. 60 A 192.0.2.1 (answer)"],
    ["nothing of what was asked", { answer: "ww.lan. 60 A 192.0.2.1" }, "unusable: the answer is about something else"],
    ["another type", { answer: 'www.lan. 60 TXT "x"' }, "unusable: the answer is about something else"],
    [
      "more than what was asked: dropped",
      { answer: `${WWW}\nbank.lan. 60 A 192.0.2.66\nwww.lan. 60 TXT "x"` },
      "records | www.lan. 60 A 192.0.2.1 (authoritative-answer)",
    ],
    [
      "data before an alias of the same name",
      {
        answer: `${WWW}
www.lan. 60 CNAME x.lan.`,
      },
      "records | www.lan. 60 A 192.0.2.1 (authoritative-answer)",
    ],
    [
      "an alias before data of the same name",
      {
        answer: `www.lan. 60 CNAME x.lan.
${WWW}`,
      },
      "alias | www.lan. 60 CNAME x.lan. (authoritative-answer)",
    ],
    [
      "an alias leads to no NSEC",
      { answer: "www.lan. 60 CNAME x.lan." },
      "unusable: an alias in place of NSEC",
      {},
      "www.lan NSEC",
    ],
    [
      "an alias, its target dropped",
      { answer: "www.lan. 60 CNAME x.lan.\nx.lan. 60 A 192.0.2.66" },
      "alias | www.lan. 60 CNAME x.lan. (authoritative-answer)",
    ],
    [
      "an alias that was asked for",
      { answer: "www.lan. 60 CNAME x.lan." },
      "records | www.lan. 60 CNAME x.lan. (authoritative-answer)",
      {},
      "www.lan CNAME",
    ],
    [
      "ANY: all of the name",
      { answer: `${WWW}\nwww.lan. 60 TXT "x"\nother.lan. 60 TXT "y"` },
      'records | www.lan. 60 A 192.0.2.1 (authoritative-answer) | www.lan. 60 TXT "x" (authoritative-answer)',
      {},
      "www.lan ANY",
    ],
    [
      "as many as may be",
      { answer: two("www.lan.") },
      "records | www.lan. 60 A 192.0.2.1, 192.0.2.2 (authoritative-answer)",
      { maxRecordsPerType: 2 },
    ],
    [
      "one more: nobody else is asked",
      { answer: two("www.lan.") },
      "hopeless: more than 1 records of one type",
      { maxRecordsPerType: 1 },
    ],
    ["a refused set: nobody else is asked", { answer: WWW }, "hopeless: denied", { denial: () => "denied" }],
  ]);
});

function two(owner: string): string {
  return `${owner} 60 A 192.0.2.1\n${owner} 60 A 192.0.2.2`;
}

describe("DNAME", () => {
  const moved = "old.lan. 60 DNAME new.lan.\nwww.old.lan. 0 CNAME www.new.lan.";
  check([
    ["over UDP anybody can have sent it", { answer: moved }, "again over-tcp", {}, "www.old.lan A"],
    [
      "with a good cookie not",
      { answer: moved },
      "dname | old.lan. 60 DNAME new.lan. (authoritative-answer)",
      { cookie: "good" },
      "www.old.lan A",
    ],
    [
      "nor over TCP",
      { answer: moved },
      "dname | old.lan. 60 DNAME new.lan. (authoritative-answer)",
      { transport: "tcp" },
      "www.old.lan A",
    ],
    [
      "at the name itself it moves nothing",
      { answer: "www.lan. 60 DNAME new.lan." },
      "unusable: the answer is about something else",
      { transport: "tcp" },
    ],
    [
      "unless it was asked for",
      { answer: "www.lan. 60 DNAME new.lan." },
      "records | www.lan. 60 DNAME new.lan. (authoritative-answer)",
      { transport: "tcp" },
      "www.lan DNAME",
    ],
    [
      "above the zone: not this server's to give",
      { answer: ". 60 DNAME new.\nwww.lan. 0 CNAME www.lan.new." },
      "alias | www.lan. 0 CNAME www.lan.new. (authoritative-answer)",
      { transport: "tcp" },
    ],
    [
      "beside the name",
      { answer: "ww.lan. 60 DNAME new.lan." },
      "unusable: the answer is about something else",
      { transport: "tcp" },
    ],
  ]);
});
