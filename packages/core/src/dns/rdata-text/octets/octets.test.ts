import { describe, expect, it } from "vitest";
import { nameOf, type RrType } from "../../index.ts";
import { octetsOfRdata, parseRdataText, printRdata, rdataFromOctets, rdataKey } from "../index.ts";
import { wordsOf } from "../words.fixture.ts";
import { commonOctets } from "./common.fixture.ts";
import { faultyOctets } from "./faults-1.fixture.ts";
import { moreFaultyOctets } from "./faults-2.fixture.ts";
import { otherFaultyOctets } from "./faults-3.fixture.ts";
import { otherOctets } from "./others.fixture.ts";
import { refusedText } from "./refused.fixture.ts";
import { securityOctets } from "./security.fixture.ts";

const origin = nameOf("example.");
const all = [...commonOctets, ...securityOctets, ...otherOctets];
const plainType = (type: string): RrType => (type === "TYPE1" ? "A" : (type as RrType));
const oneSpace = (text: string): string => text.replace(/\s+/g, " ").trimEnd();

function read(type: string, text: string) {
  const data = parseRdataText(plainType(type), wordsOf(text), origin);
  if ("why" in data) throw new Error(`${type} ${text}: ${data.why}`);
  return data;
}

describe("text and octets, both ways, as BIND has them", () => {
  it.each(all)("%s %s: its octets", (type, text, _, hex) => {
    expect(Buffer.from(octetsOfRdata(read(type, text))).toString("hex")).toBe(hex);
  });

  it.each(all)("%s %s: as it is printed", (type, text, printed) => {
    expect(printRdata(read(type, text))).toBe(printed);
  });

  it.each(all)("%s %s: from its octets alone", (type, text, printed, hex) => {
    const data = rdataFromOctets(plainType(type), Uint8Array.from(Buffer.from(hex, "hex")));
    if ("why" in data) throw new Error(data.why);
    expect(printRdata(data)).toBe(printed);
    expect(rdataKey(data)).toBe(rdataKey(read(type, text)));
  });

  it.each(all)("%s %s: as RFC 3597 writes it", (type, text, printed, hex) => {
    expect(printRdata(read(type, `\\# ${hex.length / 2} ${hex}`))).toBe(printed);
    expect(octetsOfRdata(read(type, `\\# ${hex.length / 2} ${hex.toUpperCase()}`))).toEqual(
      octetsOfRdata(read(type, text)),
    );
  });

  it.each(all)("%s %s: a length that lies is refused", (type, _, __, hex) => {
    for (const length of [hex.length / 2 + 1, hex.length / 2 - 1]) {
      const words = wordsOf(`\\# ${length} ${hex}`);
      expect(parseRdataText(plainType(type), words, origin)).toHaveProperty("why");
    }
  });
});

it.each(refusedText)("%s %s is refused", (type, text) => {
  expect(parseRdataText(type as RrType, wordsOf(text), origin)).toHaveProperty("why");
});

/** What a zone file may hold in the form of RFC 3597, and an operator may have taken from a capture. */
it.each([...faultyOctets, ...moreFaultyOctets, ...otherFaultyOctets])("%s %s: %s", (type, hex, printed) => {
  const data = parseRdataText(type as RrType, wordsOf(`\\# ${hex.length / 2} ${hex}`), origin);
  expect("why" in data ? null : oneSpace(printRdata(data))).toBe(printed);
});
