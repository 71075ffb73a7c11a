import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printRdata } from "../../dns/index.ts";
import { normalEscapes } from "./go-rdata.ts";
import { readGoRecord } from "./reader.ts";

const SHA1 = "89".repeat(20);

/** The data of a line as CoreDNS would send them; `refused` where its zone is not loaded. Seen with CoreDNS 1.15.0. */
function read(text: string): string {
  const record = readGoRecord(`x. 60 IN ${text}`);
  return record === null ? "refused" : printRdata(record.data);
}

describe("what CoreDNS reads and BIND does not", () => {
  it.each([
    ["a digest that is too short", "DS 7 8 2 89AB", "7 8 2 89AB"],
    ["a digest that is too long", `DS 7 8 1 ${SHA1}ff`, `7 8 1 ${SHA1}FF`],
    ["a digest of a number that nobody knows", "DS 7 8 200 89AB", "7 8 200 89AB"],
    ["a digest in parts", `CDS 7 8 1 ${SHA1.slice(0, 10)} ${SHA1.slice(10)}`, `7 8 1 ${SHA1}`],
    ["a fingerprint that is too short", "SSHFP 1 1 89c01e8b", "1 1 89C01E8B"],
    [
      "a signer with more labels than the signed name",
      "RRSIG A 8 1 60 20300101000000 20200101000000 7 a.b.c. AQID",
      "A 8 1 60 20300101000000 20200101000000 7 a.b.c. AQID",
    ],
    ["a digit behind a backslash", 'TXT "\\1"', '"1"'],
    ["two of them", 'TXT "\\12x"', '"12x"'],
    ["a number beyond an octet", 'TXT "\\256\\321"', '"\\000A"'],
    ["the same in a name", "PTR \\353.\\1", "a.1."],
    ["a key of a service", "SVCB 1 . alpn=h2 ohttp", '1 . alpn="h2" key8'],
    ["the same with an empty value", 'HTTPS 1 . ohttp=""', "1 . key8"],
    ["the same as a key that is needed", "HTTPS 1 . mandatory=ohttp ohttp", "1 . mandatory=key8 key8"],
    ["a mnemonic in lower case", `DS 7 rsasha256 1 ${SHA1}`, `7 8 1 ${SHA1}`],
  ])("%s", (_, text, expected) => expect(read(text)).toBe(expected));
});

describe("what BIND reads and CoreDNS does not", () => {
  it.each([
    ["a mnemonic of a digest", `DS 7 8 SHA-1 ${SHA1}`],
    ["a mnemonic that miekg/dns spells otherwise", `DS 7 NSEC3RSASHA1 1 ${SHA1}`],
    ["an algorithm of a key by its name", "DNSKEY 257 3 RSASHA256 AQID"],
    ["a protocol of a key by its name", "DNSKEY 257 DNSSEC 8 AQID"],
    ["an algorithm of a signature in lower case", "RRSIG A rsasha256 1 60 20300101000000 20200101000000 7 x. AQID"],
    ["a number beyond an octet", `DS 7 8 256 ${SHA1}`],
    ["a NAPTR without quotes", 'NAPTR 1 2 u "E2U+sip" "" x.'],
    ["a type that miekg/dns does not have", "NSAP 0x01"],
    ["a type that is newer than it", "BRID AAAA"],
    ["the long name of a class", "DS 7 8 1 zz"],
  ])("%s", (_, text) => expect(read(text)).toBe("refused"));
});

describe("what both read", () => {
  it.each([
    ["RRSIG RSASHA256 in upper case", "RRSIG A RSASHA256 1 60 20300101000000 20200101000000 7 x. AQID"],
    ["a CERT by mnemonics", "CERT PKIX 7 RSASHA256 AQID"],
    ["a NAPTR in quotes", 'NAPTR 1 2 "u" "E2U+sip" "" x.'],
    ["generic data", "DS \\# 6 000708018990"],
  ])("%s", (_, text) => expect(read(text)).not.toBe("refused"));
});

describe("escapes", () => {
  it("are left alone where they are right already", () => {
    const part = fc.oneof(
      fc.constantFrom("a", "7", "\\.", "\\\\", '\\"'),
      fc.integer({ min: 0, max: 255 }).map(triple),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join("");
        expect(normalEscapes(text)).toBe(text);
      }),
    );
  });

  it("are right once they have been read, in any text", () => {
    const piece = fc.constantFrom("\\", "1", "2", "9", "a", ".");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = normalEscapes(pieces.join(""));
        expect(normalEscapes(once)).toBe(once);
      }),
    );
  });
});

function triple(octet: number): string {
  return `\\${String(octet).padStart(3, "0")}`;
}
