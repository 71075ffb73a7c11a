import { describe, expect, it } from "vitest";
import { type Edns, makeQuery, nameOf, type Query, type Rdata, type ResourceRecord } from "../dns/index.ts";
import { encodeMessage } from "./encode.ts";
import { WireError, type WireErrorKind } from "./fault.ts";

const question = { name: nameOf("a.lan."), type: "A", class: "IN" } as const;
const octets = (count: number): Uint8Array => new Uint8Array(count);
const record = (data: Rdata, ttl = 30): ResourceRecord => ({ owner: nameOf("a.lan."), class: "IN", ttl, data });
const answer = (data: Rdata, ttl?: number): Query => makeQuery(question, { answer: [record(data, ttl)] });
const edns = (more: Partial<Edns>): Edns => ({
  udpSize: 1232,
  version: 0,
  dnssecOk: false,
  z: 0,
  options: [],
  ...more,
});
const option = (code: number, length: number): Query =>
  makeQuery(question, { edns: edns({ options: [{ code, data: octets(length) }] }) });
const soa = (serial: number): Query => {
  const [primary, mailbox] = [nameOf("ns.lan."), nameOf("h.lan.")];
  return answer({ type: "SOA", primary, mailbox, serial, refresh: 2, retry: 3, expire: 4, minimum: 5 });
};
const mx = (preference: number): Query => answer({ type: "MX", preference, exchange: nameOf("m.lan.") });
const srv = (port: number): Query => answer({ type: "SRV", priority: 0, weight: 0, port, target: nameOf("m.lan.") });
const caa = (tag: number): Query => answer({ type: "CAA", flags: 0, tag: octets(tag), value: octets(1) });
const txt = (length: number): Query => answer({ type: "TXT", strings: [octets(length)] });
const unknown = (length: number): Query => answer({ type: "TYPE65280", octets: octets(length) } as Rdata);
const tlsa = (usage: number): Query =>
  answer({ type: "TLSA", usage, selector: 0, matchingType: 0, certificate: octets(1) });

/** The message's own octets: header 12, question 11, the record's owner and fixed fields 17. */
const RDATA_LEFT = 65_535 - 12 - 11 - 17;

/** What fits, the next that does not, and why. The widths are those of RFC 1035 sections 3.2.1, 3.3 and 4.1.1 and of RFC 6891 section 6.1. */
describe("a field at its limit, and one beyond", () => {
  it.each<[what: string, make: (value: number) => Query, most: number, beyond: number, why: WireErrorKind]>([
    ["a message's id", (id) => makeQuery(question, { id }), 0xffff, 0x10000, "number-out-of-range"],
    [
      "a TTL",
      (ttl) => answer({ type: "A", address: "192.0.2.1" as never }, ttl),
      0xffffffff,
      2 ** 32,
      "number-out-of-range",
    ],
    ["a preference", mx, 0xffff, 0x10000, "number-out-of-range"],
    ["a preference of less than none", mx, 0, -1, "number-out-of-range"],
    ["a preference that is no whole number", mx, 1, 1.5, "number-out-of-range"],
    ["a port", srv, 0xffff, 0x10000, "number-out-of-range"],
    ["a serial", soa, 0xffffffff, 2 ** 32, "number-out-of-range"],
    ["a usage of one octet", tlsa, 0xff, 0x100, "number-out-of-range"],
    ["a character-string", txt, 255, 256, "string-too-long"],
    ["a tag", caa, 255, 256, "string-too-long"],
    ["an option's code", (code) => option(code, 0), 0xffff, 0x10000, "number-out-of-range"],
    [
      "a UDP size",
      (udpSize) => makeQuery(question, { edns: edns({ udpSize }) }),
      0xffff,
      0x10000,
      "number-out-of-range",
    ],
    ["a version", (version) => makeQuery(question, { edns: edns({ version }) }), 0xff, 0x100, "number-out-of-range"],
    ["the bits beside DO", (z) => makeQuery(question, { edns: edns({ z }) }), 0x7fff, 0x8000, "number-out-of-range"],
    ["a message", unknown, RDATA_LEFT, RDATA_LEFT + 1, "message-too-long"],
    ["data", unknown, RDATA_LEFT, 65_536, "rdata-too-long"],
  ])("%s", (_, make, most, beyond, why) => {
    expect(encodeMessage(make(most)).length).toBeLessThanOrEqual(65_535);
    expect(faultOf(make(beyond))).toBe(why);
  });

  it("a message of the most octets has exactly so many", () => {
    expect(encodeMessage(unknown(RDATA_LEFT))).toHaveLength(65_535);
  });
});

describe("what the four bits of the header have no room for", () => {
  it.each<[what: string, message: Query, fault: WireErrorKind | null]>([
    ["the last rcode of four bits", makeQuery(question, { rcode: "RCODE15" as never }), null],
    ["BADVERS without an OPT record", makeQuery(question, { rcode: "BADVERS" }), "number-out-of-range"],
    ["BADVERS with one", makeQuery(question, { rcode: "BADVERS", edns: edns({}) }), null],
    ["BADCOOKIE without one", makeQuery(question, { rcode: "BADCOOKIE" }), "number-out-of-range"],
    ["an opcode of four bits", { ...makeQuery(question), opcode: "OPCODE15" as never }, null],
    ["an opcode of five", { ...makeQuery(question), opcode: "OPCODE16" as never }, "number-out-of-range"],
  ])("%s", (_, message, fault) => expect(faultOf(message)).toBe(fault));
});

function faultOf(message: Query): WireErrorKind | null {
  try {
    encodeMessage(message);
    return null;
  } catch (error) {
    if (error instanceof WireError) return error.kind;
    throw error;
  }
}

describe("octet 16,384 and what lies behind it", () => {
  /** A name that ends in a new suffix each, behind so many octets of other data. */
  function withFiller(length: number): Query {
    const filler = record({ type: "TYPE65280", octets: octets(length) } as Rdata);
    const late = (owner: string): ResourceRecord => ({
      owner: nameOf(owner),
      class: "IN",
      ttl: 0,
      data: { type: "TYPE65281", octets: octets(0) } as Rdata,
    });
    return makeQuery(question, { answer: [filler, late("x.later."), late("y.later.")] });
  }
  /** Where the owner of the second record begins when the first has so many octets of data, its owner compressed. */
  const START = 12 + 11 + 12;

  it.each(["bind", "bind-9.20", "coredns"] as const)("%s: no pointer leads there", (compression) => {
    const [reached, missed] = [0x3fff - 2 - START, 0x4000 - 2 - START].map(
      (length) => encodeMessage(withFiller(length), { compression }).length - length,
    );
    // The suffix `later.` begins two octets behind the owner: 7 octets are spared where a pointer of two reaches it.
    expect((missed ?? 0) - (reached ?? 0)).toBe(7 - 2);
  });
});
