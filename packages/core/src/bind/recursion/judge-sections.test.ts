import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAtOrBelow, nameOf } from "../../dns/index.ts";
import { type Asked, expectationOf, namesIn, printVerdict, responseTo } from "../fixtures/expectation.fixture.ts";
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

const SOA = "lan. 60 SOA ns.lan. n.lan. 1 1 1 1 60";
const WWW = "www.lan. 60 A 192.0.2.1";
const FORWARDER: Asked = { isForwarder: true };

describe("denials", () => {
  check([
    ["of the name", { rcode: "NXDOMAIN", authority: SOA }, "no name, SOA lan. 60 (authority)"],
    ["of the type", { authority: SOA }, "no type, SOA lan. 60 (authority)"],
    ["without AA", { aa: false, authority: SOA }, "no type, SOA lan. 60 (additional)"],
    ["without AA, by a forwarder", { aa: false, authority: SOA }, "no type, SOA lan. 60 (answer)", FORWARDER],
    [
      "without SOA and AA, by a forwarder",
      { aa: false, rcode: "NXDOMAIN" },
      "no name, SOA none (additional)",
      FORWARDER,
    ],
    ["nothing at all", {}, "no type, SOA none (authority)"],
    [
      "of the name, with the SOA of another tree: it is not kept",
      { rcode: "NXDOMAIN", authority: "com. 60 SOA a. b. 1 1 1 1 1" },
      "no name, SOA none (authority)",
    ],
    [
      "with that of the root",
      { rcode: "NXDOMAIN", authority: ". 60 SOA a. b. 1 1 1 1 1" },
      "no name, SOA none (authority)",
    ],
    [
      "with that of a zone beside the name",
      { rcode: "NXDOMAIN", authority: "x.lan. 60 SOA a. b. 1 1 1 1 1" },
      "no name, SOA none (authority)",
    ],
    [
      "of the type, with one of another tree: no answer",
      { authority: "com. 60 SOA a. b. 1 1 1 1 1" },
      "unusable: neither an answer nor a referral",
    ],
    [
      "with a zone's below the server's",
      { authority: "www.lan. 60 SOA a. b. 1 1 1 1 1" },
      "no type, SOA www.lan. 60 (authority)",
    ],
    [
      "two SOA",
      { authority: `${SOA}\nwww.lan. 60 SOA a. b. 1 1 1 1 1` },
      "unusable: several zones in one authority section",
    ],
    ["SOA and NS of one zone", { authority: `${SOA}\nlan. 60 NS ns.lan.` }, "no type, SOA lan. 60 (authority)"],
    ["SOA and NS of two", { authority: `${SOA}\nwww.lan. 60 NS ns.lan.` }, "unusable: SOA and NS of two zones"],
    ["a text alone", { authority: 'www.lan. 60 TXT "x"' }, "unusable: neither an answer nor a referral"],
  ]);
});

describe("referrals", () => {
  const sub = "sub.lan. 60 NS ns.sub.lan.";
  const ask = "www.sub.lan A";
  check([
    [
      "with glue",
      { aa: false, authority: sub, additional: "ns.sub.lan. 30 A 192.0.2.2" },
      "referral | sub.lan. 60 NS ns.sub.lan. | glue ns.sub.lan. 30 A 192.0.2.2 (glue)",
      {},
      ask,
    ],
    [
      "of both families",
      { aa: false, authority: sub, additional: "ns.sub.lan. 30 AAAA 2001:db8::2\nns.sub.lan. 30 A 192.0.2.2" },
      "referral | sub.lan. 60 NS ns.sub.lan. | glue ns.sub.lan. 30 A 192.0.2.2 (glue) | glue ns.sub.lan. 30 AAAA 2001:db8::2 (glue)",
      {},
      ask,
    ],
    ["with AA too", { authority: sub }, "referral | sub.lan. 60 NS ns.sub.lan.", {}, ask],
    [
      "addresses that no NS names: dropped",
      { aa: false, authority: sub, additional: "www.sub.lan. 30 A 192.0.2.66" },
      "referral | sub.lan. 60 NS ns.sub.lan.",
      {},
      ask,
    ],
    [
      "glue outside the server's zone: dropped",
      { aa: false, authority: "sub.lan. 60 NS ns.com.", additional: "ns.com. 30 A 192.0.2.66" },
      "referral | sub.lan. 60 NS ns.com.",
      {},
      ask,
    ],
    [
      "sibling glue: dropped, its address is asked for",
      { aa: false, authority: "sub.lan. 60 NS ns.x.lan.", additional: "ns.x.lan. 30 A 192.0.2.2" },
      "referral | sub.lan. 60 NS ns.x.lan.",
      {},
      ask,
    ],
    [
      "TTL 0 lives a second",
      { aa: false, authority: "sub.lan. 0 NS ns.sub.lan.", additional: "ns.sub.lan. 0 A 192.0.2.2" },
      "referral | sub.lan. 1 NS ns.sub.lan. | glue ns.sub.lan. 1 A 192.0.2.2 (glue)",
      {},
      ask,
    ],
    [
      "to the zone itself, without AA",
      { aa: false, authority: "lan. 60 NS ns.lan." },
      "unusable: lame server",
      {},
      ask,
    ],
    ["to the zone itself, with AA", { authority: "lan. 60 NS ns.lan." }, "unusable: a referral to itself", {}, ask],
    ["upwards", { aa: false, authority: ". 60 NS a.root." }, "unusable: lame server", {}, ask],
    ["upwards, with AA", { authority: ". 60 NS a.root." }, "unusable: lame server", {}, ask],
    [
      "to a zone beside the name",
      { aa: false, authority: "x.lan. 60 NS ns.x.lan." },
      "unusable: neither an answer nor a referral",
      {},
      ask,
    ],
    ["by a forwarder", { aa: false, authority: sub }, "unusable: a forwarder answered with a referral", FORWARDER, ask],
    [
      "in the answer section of a question for NS",
      { aa: false, answer: sub },
      "referral | sub.lan. 60 NS ns.sub.lan.",
      {},
      "sub.lan NS",
    ],
    [
      "the same with AA is the answer",
      { answer: sub },
      "records | sub.lan. 60 NS ns.sub.lan. (authoritative-answer)",
      {},
      "sub.lan NS",
    ],
    [
      "data without AA beside a referral: lame",
      {
        aa: false,
        answer: "www.sub.lan. 60 A 192.0.2.66",
        authority: "lan. 60 NS ns.lan.\nsub.lan. 60 NS ns.sub.lan.",
      },
      "unusable: several zones in one authority section",
      {},
      ask,
    ],
  ]);
});

describe("what stands beside an answer", () => {
  const beside: Said = { answer: WWW, authority: "lan. 900 NS ns.lan.", additional: "ns.lan. 900 A 192.0.2.2" };
  const www = "records | www.lan. 60 A 192.0.2.1 (authoritative-answer)";
  const kept = "beside ns.lan. 900 A 192.0.2.2 (additional)";
  check([
    ["over UDP without a cookie nobody believes it", beside, www],
    ["over TCP it is kept", beside, `${www} | beside lan. 900 NS ns.lan. (authority) | ${kept}`, { transport: "tcp" }],
    ["with a good cookie too", beside, `${www} | beside lan. 900 NS ns.lan. (authority) | ${kept}`, { cookie: "good" }],
    [
      "without AA it counts less",
      { ...beside, aa: false },
      `records | www.lan. 60 A 192.0.2.1 (answer) | beside lan. 900 NS ns.lan. (additional) | ${kept}`,
      { cookie: "good" },
    ],
    [
      "a zone's own NS live no longer than what led here",
      beside,
      `${www} | beside lan. 300 NS ns.lan. (authority) | ${kept}`,
      { cookie: "good", nameServersTtl: 300 },
    ],
    [
      "but keep a shorter life",
      beside,
      `${www} | beside lan. 900 NS ns.lan. (authority) | ${kept}`,
      { cookie: "good", nameServersTtl: 901 },
    ],
    ["NS of the root: not this server's", { answer: WWW, authority: ". 900 NS a.root." }, www, { cookie: "good" }],
    ["NS beside the name: neither", { answer: WWW, authority: "x.lan. 900 NS a.root." }, www, { cookie: "good" }],
    [
      "the address of an MX",
      { answer: "www.lan. 60 MX 1 mx.lan.", additional: "mx.lan. 60 A 192.0.2.3\nx.lan. 60 A 192.0.2.66" },
      "records | www.lan. 60 MX 1 mx.lan. (authoritative-answer) | beside mx.lan. 60 A 192.0.2.3 (additional)",
      {},
      "www.lan MX",
    ],
    [
      "of one elsewhere: dropped",
      { answer: "www.lan. 60 MX 1 mx.com.", additional: "mx.com. 60 A 192.0.2.66" },
      "records | www.lan. 60 MX 1 mx.com. (authoritative-answer)",
      {},
      "www.lan MX",
    ],
  ]);
});

const OWNERS = [".", "com.", "lan.", "www.lan.", "sub.lan.", "ns.lan.", "bank.com.", "x.www.lan."];
const record = fc
  .tuple(
    fc.constantFrom(...OWNERS),
    fc.constantFrom(
      "A 192.0.2.66",
      "NS ns.lan.",
      "NS bank.com.",
      "CNAME bank.com.",
      "DNAME com.",
      "SOA a. b. 1 1 1 1 1",
    ),
  )
  .map(([owner, data]) => `${owner} 60 ${data}`);
const section = fc.uniqueArray(record, { maxLength: 4 }).map((lines) => lines.join("\n"));

it("whatever a server of lan says by whatever way: nothing but lan and what lies below is kept", () => {
  const said = fc.record({
    aa: fc.boolean(),
    rcode: fc.constantFrom("NOERROR" as const, "NXDOMAIN" as const, "YXDOMAIN" as const),
    answer: section,
    authority: section,
    additional: section,
  });
  const asked = fc.record({
    transport: fc.constantFrom("udp" as const, "tcp" as const),
    cookie: fc.constantFrom("none" as const, "good" as const),
  });
  const questions = fc.constantFrom("www.lan A", "sub.lan NS", "x.www.lan ANY", "lan MX", "www.lan CNAME");
  fc.assert(
    fc.property(said, asked, questions, (all, how, question) => {
      const { query, response } = responseTo(question, all);
      const names = namesIn(judge(response, expectationOf(query, how)));
      expect(names.filter((name) => !isAtOrBelow(name, nameOf("lan.")))).toEqual([]);
    }),
  );
});
