import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, type Rdata, type RrType, rrTypeNumbers } from "../index.ts";
import { octetsOfRdata, parseRdataText, printRdata, printRecord, rdataFromOctets, rdataKey } from "./index.ts";
import { badData } from "./rdata-faults.fixture.ts";
import { goodData } from "./rdata-text.fixture.ts";
import { wordsOf } from "./words.fixture.ts";

const origin = nameOf("example.");

function read(type: string, text: string): Rdata {
  const data = parseRdataText(type as RrType, wordsOf(text), origin);
  if ("why" in data) throw new Error(`${type} ${text}: ${data.why}`);
  return data;
}

describe("data as named-checkzone prints them", () => {
  it.each(goodData)("%s %s", (type, text, printed) => {
    expect(printRdata(read(type === "TYPE1" ? "A" : type, text))).toBe(printed);
  });

  it.each(goodData)("%s %s: printed, read, printed again", (type, text, printed) => {
    const data = read(type === "TYPE1" ? "A" : type, text);
    expect(printRdata(read(data.type, printed))).toBe(printed);
  });

  it.each(goodData)("%s %s: the same by way of octets and RFC 3597", (type, text) => {
    const data = read(type === "TYPE1" ? "A" : type, text);
    const octets = octetsOfRdata(data);
    expect(rdataFromOctets(data.type, octets)).toEqual(data);
    const hex = [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
    expect(read(data.type, `\\# ${octets.length} ${hex}`)).toEqual(data);
  });
});

describe("data that named-checkzone refuses", () => {
  it.each(badData)("%s %s: %s", (type, text, why) => {
    expect(parseRdataText(type as RrType, wordsOf(text), origin)).toMatchObject({ why });
  });

  it("says which word", () => {
    expect(parseRdataText("MX", wordsOf("10 a..b"), origin)).toEqual({ why: "empty label", word: 1 });
    expect(parseRdataText("A", wordsOf("1.1.1.1 more"), origin)).toEqual({ why: "extra input text", word: 1 });
    expect(parseRdataText("MX", wordsOf("10"), origin)).toEqual({ why: "unexpected end of input", word: null });
  });

  it("says what it does not model", () => {
    expect(parseRdataText("WKS", wordsOf("1.2.3.4 tcp smtp"), origin)).toMatchObject({ why: "not modelled" });
    expect(printRdata(read("WKS", "\\# 6 010203040600"))).toBe("\\# 6 010203040600");
  });
});

describe("a record on one line", () => {
  it("has everything, and nothing relative", () => {
    const data = read("SOA", "ns1 host 7 2h 1h 1w 5m");
    expect(printRecord({ owner: nameOf("WWW.example"), class: "IN", ttl: 60, data })).toBe(
      "WWW.example.\t60\tIN\tSOA\tns1.example. host.example. 7 7200 3600 604800 300",
    );
  });
});

describe("equal data", () => {
  it("do not depend on the case of names", () => {
    expect(rdataKey(read("MX", "10 MAIL.Example."))).toBe(rdataKey(read("MX", "10 mail")));
  });
  it("depend on the case of strings", () => {
    expect(rdataKey(read("TXT", "A"))).not.toBe(rdataKey(read("TXT", "a")));
  });
});

const octets = (max: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength: max });
const some = (max: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: 1, maxLength: max });
const name = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 12 }), { maxLength: 6 })
  .map((labels) => [...labels.flatMap((label) => [label.length, ...label]), 0]);
const strings = fc
  .array(octets(40), { minLength: 1, maxLength: 4 })
  .map((all) => all.flatMap((one) => [one.length, ...one]));
const number = (count: number): fc.Arbitrary<number[]> =>
  fc.uint8Array({ minLength: count, maxLength: count }).map((all) => [...all]);
const parts = (...all: fc.Arbitrary<Iterable<number>>[]): fc.Arbitrary<Uint8Array> =>
  fc.tuple(...all).map((pieces) => Uint8Array.from(pieces.flatMap((piece) => [...piece])));

/** Octets of each type's data, from its definition. */
const dataOf: Readonly<Partial<Record<RrType, fc.Arbitrary<Uint8Array>>>> = {
  A: parts(number(4)),
  AAAA: parts(number(16)),
  NS: parts(name),
  CNAME: parts(name),
  DNAME: parts(name),
  PTR: parts(name),
  SOA: parts(name, name, number(20)),
  MX: parts(number(2), name),
  TXT: parts(strings),
  SPF: parts(strings),
  HINFO: parts(
    octets(30).map((one) => [one.length, ...one]),
    octets(30).map((one) => [one.length, ...one]),
  ),
  RP: parts(name, name),
  AFSDB: parts(number(2), name),
  SRV: parts(number(6), name),
  KX: parts(number(2), name),
  NAPTR: parts(
    number(4),
    octets(9).map((one) => [one.length, ...one]),
    octets(9).map((one) => [one.length, ...one]),
    fc.constantFrom([0], [5, 0x21, 0x61, 0x21, 0x62, 0x21]),
    name,
  ),
  DS: parts(
    number(3),
    fc.constant([9]),
    octets(40).filter((all) => all.length > 0),
  ),
  DNSKEY: parts(number(4), some(60)),
  RRSIG: parts(fc.constant([0, 1, 8, 127]), number(14), name, some(60)),
  TLSA: parts(
    number(3),
    octets(40).filter((all) => all.length > 0),
  ),
  SSHFP: parts(number(1), fc.constant([9]), octets(40)),
  NSEC3PARAM: parts(
    number(4),
    octets(9).map((one) => [one.length, ...one]),
  ),
  OPENPGPKEY: parts(some(60)),
  CERT: parts(number(5), some(60)),
  EUI48: parts(number(6)),
  EUI64: parts(number(8)),
  NID: parts(number(10)),
  L64: parts(number(10)),
  L32: parts(number(6)),
  LP: parts(number(2), name),
  NSAP: parts(some(20)),
  EID: parts(some(20)),
  DOA: parts(
    number(9),
    octets(9).map((one) => [one.length, ...one]),
    octets(20),
  ),
  ISDN: parts(octets(9).map((one) => [one.length, ...one])),
  APL: parts(
    fc.constantFrom([0, 1, 8, 1, 10], [0, 1, 32, 0x84, 1, 2, 3, 4], [0, 2, 0, 0], [0, 2, 128, 2, 0xff, 1]),
    fc.constantFrom([], [0, 1, 0, 0x80]),
  ),
  IPSECKEY: parts(number(1), fc.constantFrom([0, 2], [1, 2, 1, 2, 3, 4], [3, 1, 1, 97, 0]), some(9)),
  AMTRELAY: parts(number(1), fc.constantFrom([0], [0x81, 1, 2, 3, 4], [3, 1, 97, 0])),
  HIP: parts(fc.constant([2, 1, 0, 3, 9, 8, 1, 2, 3]), name),
  URI: parts(number(4), octets(40)),
  TYPE65280: parts(octets(90)),
};

describe("laws", () => {
  it.each(Object.keys(dataOf))("%s: what is printed is read back", (word) => {
    const type = word as RrType;
    fc.assert(
      fc.property(dataOf[type] ?? fc.constant(new Uint8Array()), (wire) => {
        const data = rdataFromOctets(type, wire);
        if ("why" in data) throw new Error(data.why);
        const text = printRdata(data);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing but printable ASCII may leave
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\uffff]/);
        expect(octetsOfRdata(read(type, text))).toEqual(wire);
      }),
    );
  });

  it("any octets of any type are data or a fault, and data come back", () => {
    const types = Object.keys(rrTypeNumbers) as RrType[];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 60 }), (type, wire) => {
        const data = rdataFromOctets(type, wire);
        if (!("why" in data)) expect(typeof printRdata(data)).toBe("string");
      }),
    );
  });

  it("any words of any type are data or a fault", () => {
    const types = Object.keys(rrTypeNumbers) as RrType[];
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("__proto__", "\\#", "0", "4294967296", "-", "alpn=", "key65000", "a.", "@"),
    );
    const word = fc.record({ text, isQuoted: fc.boolean(), start: fc.nat(9), end: fc.nat(9) });
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.array(word, { maxLength: 9 }), (type, words) => {
        const data = parseRdataText(type, words, origin);
        if (!("why" in data)) expect(typeof printRdata(data)).toBe("string");
      }),
      { numRuns: 2000 },
    );
  });
});
