import { describe, expect, it } from "vitest";
import { goClassOf, goRcodeOf, goTypeOf } from "./go-words.ts";

describe("mnemonics that miekg/dns knows", () => {
  it.each([
    ["A", "A"],
    ["AAAA", "AAAA"],
    ["HTTPS", "HTTPS"],
    ["ANY", "ANY"],
    ["AXFR", "AXFR"],
    ["NSAP-PTR", "NSAP-PTR"],
    ["a", null],
    ["TYPE1", null],
    ["TYPE65280", null],
    ["NSAP", null],
    ["A6", null],
    ["DOA", null],
    ["WKS", null],
    ["NOPE", null],
    ["", null],
    ["*", null],
  ])("type %s", (word, expected) => expect(goTypeOf(word)).toBe(expected));

  it.each([
    ["IN", "IN"],
    ["CH", "CH"],
    ["HS", "HS"],
    ["CS", "CLASS2"],
    ["ANY", "ANY"],
    ["NONE", "NONE"],
    ["in", null],
    ["CHAOS", null],
    ["CLASS1", null],
    ["", null],
  ])("class %s", (word, expected) => expect(goClassOf(word)).toBe(expected));

  it.each([
    ["NOERROR", "NOERROR"],
    ["NXDOMAIN", "NXDOMAIN"],
    ["SERVFAIL", "SERVFAIL"],
    ["REFUSED", "REFUSED"],
    ["NOTIMP", "NOTIMP"],
    ["NOTIMPL", "NOTIMP"],
    ["BADVERS", null],
    ["nxdomain", null],
    ["3", null],
    ["", null],
  ])("rcode %s", (word, expected) => expect(goRcodeOf(word)).toBe(expected));
});
