import { NO_FLAGS, nameOf, parseRdataText, parseRrType, type Rcode, type ResourceRecord } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { type AnswerLifetime, lifetimeOf, lingersMs } from "./answer-lifetime.ts";

const SOA = "lan. 300 SOA ns.lan. h.lan. 1 2 3 4 60";

interface Said {
  readonly text: string;
  readonly rcode: Rcode | null;
  readonly lifetime: AnswerLifetime;
}

/** What comes of a question for `a.lan. A`: `NOERROR a.lan. 60 A 192.0.2.1; …`, behind `--` the authority section; `-`: nothing. */
function said(line: string, isAuthoritative = false): Said {
  if (line === "-") return { text: "-", rcode: null, lifetime: lifetimeOf([]) };
  const [before = "", behind = ""] = line.split(" -- ");
  const [word = "", ...records] = before.split(" ");
  const rcode = word as Rcode;
  const questions = [{ name: nameOf("a.lan."), type: "A", class: "IN" } as const];
  const flags = { ...NO_FLAGS, authoritative: isAuthoritative };
  const message = { flags, rcode, questions, answer: recordsOf(records.join(" ")), authority: recordsOf(behind) };
  return { text: before, rcode, lifetime: lifetimeOf([message]) };
}

function recordsOf(text: string): readonly ResourceRecord[] {
  return text.split("; ").flatMap((line) => (line === "" ? [] : [recordOf(line)]));
}

function recordOf(line: string): ResourceRecord {
  const [owner = "", ttl = "", typeText = "", ...rest] = line.split(" ");
  const words = rest.map((text, at) => ({ text, isQuoted: false, start: at * 100, end: at * 100 + text.length }));
  const type = parseRrType(typeText);
  const data = type === null ? null : parseRdataText(type, words, nameOf("."));
  if (data === null || !("type" in data)) throw new Error(`a record of this test: ${line}`);
  return { owner: nameOf(owner), class: "IN", ttl: Number(ttl), data };
}

describe("how long caches keep an answer when servers give another one: its TTL, and ten seconds for what has none", () => {
  test.each<readonly [before: string, after: string, seconds: number]>([
    ["NOERROR a.lan. 60 A 192.0.2.1", "NOERROR a.lan. 60 A 192.0.2.1", 0],
    ["NOERROR a.lan. 60 A 192.0.2.1", "NOERROR a.lan. 60 A 192.0.2.2", 70],
    ["NOERROR a.lan. 60 A 192.0.2.1", `NXDOMAIN -- ${SOA}`, 70],
    ["NOERROR a.lan. 60 A 192.0.2.1", "SERVFAIL", 70],
    ["NOERROR a.lan. 60 A 192.0.2.1; a.lan. 60 A 192.0.2.2", "NOERROR a.lan. 60 A 192.0.2.1", 70],
    ["NOERROR a.lan. 60 A 192.0.2.1", "NOERROR a.lan. 60 A 192.0.2.1; a.lan. 60 A 192.0.2.2", 70],
    // RFC 2308 section 5: the lesser of the SOA record's TTL and its MINIMUM.
    [`NXDOMAIN -- ${SOA}`, "NOERROR a.lan. 900 A 192.0.2.1", 70],
    [`NXDOMAIN -- ${SOA.replace(" 300 ", " 20 ")}`, "NOERROR a.lan. 900 A 192.0.2.1", 30],
    [`NOERROR -- ${SOA}`, "NOERROR a.lan. 900 A 192.0.2.1", 70],
    [`NOERROR -- ${SOA}`, `NXDOMAIN -- ${SOA}`, 70],
    // Without a SOA record nobody keeps a denial.
    ["NXDOMAIN", "NOERROR a.lan. 900 A 192.0.2.1", 10],
    ["SERVFAIL", "NOERROR a.lan. 900 A 192.0.2.1", 10],
    ["REFUSED", "NOERROR a.lan. 900 A 192.0.2.1", 10],
    ["-", "NOERROR a.lan. 900 A 192.0.2.1", 10],
    // The alias stays: what it leads to has changed.
    [
      "NOERROR a.lan. 900 CNAME b.lan.; b.lan. 60 A 192.0.2.1",
      "NOERROR a.lan. 900 CNAME b.lan.; b.lan. 60 A 192.0.2.2",
      70,
    ],
    [
      "NOERROR a.lan. 900 CNAME b.lan.; b.lan. 60 A 192.0.2.1",
      "NOERROR a.lan. 900 CNAME c.lan.; c.lan. 60 A 192.0.2.1",
      910,
    ],
    [`NXDOMAIN a.lan. 900 CNAME b.lan. -- ${SOA}`, "NOERROR a.lan. 900 CNAME b.lan.; b.lan. 60 A 192.0.2.2", 70],
    [`NXDOMAIN a.lan. 900 CNAME b.lan. -- ${SOA}`, "SERVFAIL", 70],
    ["NOERROR a.lan. 900 CNAME b.lan.; b.lan. 60 A 192.0.2.1", "SERVFAIL", 70],
  ])("%s, then %s: %i s", (before, after, seconds) => {
    expect(lingersMs(said(before), said(after), "caches")).toBe(seconds * 1000);
  });

  test.each<readonly [isAuthoritative: boolean, from: "named" | "caches", seconds: number]>([
    [true, "named", 10],
    [false, "named", 70],
    [true, "caches", 70],
  ])("AA %s, from %s: %i s: named keeps nothing of its own zones", (isAuthoritative, from, seconds) => {
    const [before, after] = [said("NOERROR a.lan. 60 A 192.0.2.1", isAuthoritative), said("NXDOMAIN")];
    expect(lingersMs(before, after, from)).toBe(seconds * 1000);
  });
});
