import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addressOfRdata,
  addressRdata,
  BEGINNING,
  instantFromMs,
  laterOf,
  makeQuery,
  nameOf,
  parseAddress,
  printRdata,
  printRecord,
  type Rdata,
  recordsOf,
} from "./index.ts";

function dataOf(address: string): Rdata {
  const parsed = parseAddress(address);
  if (parsed === null) throw new Error(`not an address: ${address}`);
  return addressRdata(parsed);
}

describe("addresses and their records", () => {
  it.each([
    ["192.168.13.10", "A", "192.168.13.10"],
    ["0.0.0.0", "A", "0.0.0.0"],
    ["fd13::10", "AAAA", "fd13::10"],
    ["::", "AAAA", "::"],
    ["::ffff:192.0.2.1", "AAAA", "::ffff:192.0.2.1"],
    ["2001:DB8:0:0:0:0:0:1", "AAAA", "2001:db8::1"],
  ])("%s has %s %s", (address, type, printed) => {
    const data = dataOf(address);
    expect([data.type, printRdata(data), addressOfRdata(data)]).toEqual([type, printed, printed]);
  });

  it.each<readonly [string, Rdata]>([
    ["a host", { type: "NS", host: nameOf("ns.lan.") }],
    ["a name", { type: "PTR", target: nameOf("a.lan.") }],
    ["octets", { type: "TYPE65280", octets: Uint8Array.of(192, 0, 2, 1) }],
  ])("%s is no address", (_, data) => expect(addressOfRdata(data)).toBeNull());

  it("law: every IPv4 address comes back from its record", () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const address = parseAddress(text);
        expect(address === null ? null : addressOfRdata(addressRdata(address))).toBe(text);
      }),
    );
  });
});

describe("an RRset as records", () => {
  it("each has the owner, the class and the one TTL (RFC 2181 section 5.2), in their order", () => {
    const rrset = {
      owner: nameOf("www.kloud.lan."),
      class: "IN",
      type: "A",
      ttl: 30,
      data: ["192.0.2.2", "192.0.2.1", "192.0.2.2"].map(dataOf),
    } as const;
    expect(recordsOf(rrset).map(printRecord)).toEqual([
      "www.kloud.lan.\t30\tIN\tA\t192.0.2.2",
      "www.kloud.lan.\t30\tIN\tA\t192.0.2.1",
      "www.kloud.lan.\t30\tIN\tA\t192.0.2.2",
    ]);
  });

  it("without data has none", () => {
    expect(recordsOf({ owner: nameOf("a."), class: "IN", type: "A", ttl: 0, data: [] })).toEqual([]);
  });
});

describe("a query as a stub resolver makes it", () => {
  const question = { name: nameOf("web.kloud.lan."), type: "A", class: "IN" } as const;

  it("asks one question with RD alone, and says nothing else (RFC 1035 section 4.1.1)", () => {
    const { flags, ...rest } = makeQuery(question);
    expect(Object.entries(flags).filter(([, isSet]) => isSet)).toEqual([["recursionDesired", true]]);
    expect(rest).toEqual({
      kind: "query",
      id: 0,
      opcode: "QUERY",
      rcode: "NOERROR",
      questions: [question],
      answer: [],
      authority: [],
      additional: [],
      edns: null,
    });
  });

  it("takes what is given in place of it", () => {
    const made = makeQuery(question, { id: 7, opcode: "NOTIFY" });
    expect([made.id, made.opcode, made.questions]).toEqual([7, "NOTIFY", [question]]);
  });
});

describe("moments", () => {
  it("law: the later of two is one of them, in whatever order they are asked", () => {
    const moment = fc.nat(10_000).map(instantFromMs);
    fc.assert(
      fc.property(moment, moment, (left, right) => {
        expect(laterOf(left, right)).toBe(Math.max(left, right));
        expect(laterOf(right, left)).toBe(laterOf(left, right));
        expect(laterOf(left, BEGINNING)).toBe(left);
      }),
    );
  });
});
