import { describe, expect, it } from "vitest";
import { nameOf, type RrType } from "../index.ts";
import { parseRdataText, printRdata } from "./index.ts";
import { wordsOf } from "./words.fixture.ts";

/**
 * The largest number of every field, as named-checkzone 9.18.49 takes it: the next one is refused, and printed comes what was
 * written. `#` stands for the number.
 */
const U8 = 255;
const U16 = 65_535;
const U32 = 4_294_967_295;

type Row = readonly [type: RrType, text: string, most: number];

const FIELDS: readonly Row[] = [
  ["MX", "# mail.example.", U16],
  ["AFSDB", "# host.example.", U16],
  ["KX", "# host.example.", U16],
  ["RT", "# host.example.", U16],
  ["PX", "# a.example. b.example.", U16],
  ["LP", "# host.example.", U16],
  ["SRV", "# 0 53 host.example.", U16],
  ["SRV", "0 # 53 host.example.", U16],
  ["SRV", "0 0 # host.example.", U16],
  ["URI", '# 1 "ftp://example./"', U16],
  ["URI", '1 # "ftp://example./"', U16],
  ["NAPTR", '# 1 "" "" "" .', U16],
  ["NAPTR", '1 # "" "" "" .', U16],
  ["SOA", "ns.example. host.example. # 1 1 1 1", U32],
  ["CAA", '# issue "ca.example"', U8],
  ["SVCB", "# host.example.", U16],
  ["HTTPS", "# host.example.", U16],
  ["SVCB", "1 host.example. port=#", U16],
  ["DS", "# 8 2 000102030405060708090A0B0C0D0E0F000102030405060708090A0B 0C0D0E0F", U16],
  ["CDS", "# 8 2 000102030405060708090A0B0C0D0E0F000102030405060708090A0B 0C0D0E0F", U16],
  ["DS", "1 # 2 000102030405060708090A0B0C0D0E0F000102030405060708090A0B 0C0D0E0F", U8],
  ["DS", "1 8 # 000102030405060708090A0B0C0D0E0F000102030405060708090A0B 0C0D0E0F", U8],
  ["DNSKEY", "# 3 8 AAAA", U16],
  ["CDNSKEY", "# 3 8 AAAA", U16],
  ["DNSKEY", "256 # 8 AAAA", U8],
  ["RRSIG", "A 8 # 300 20300101000000 20200101000000 1 . AAAA", U8],
  ["RRSIG", "A 8 1 # 20300101000000 20200101000000 1 . AAAA", U32],
  ["RRSIG", "A 8 1 300 20300101000000 20200101000000 # . AAAA", U16],
  ["NSEC3PARAM", "# 0 10 AA", U8],
  ["NSEC3PARAM", "1 # 10 AA", U8],
  ["NSEC3PARAM", "1 0 # AA", U16],
  ["NSEC3", "# 0 10 AA 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A", U8],
  ["NSEC3", "1 # 10 AA 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A", U8],
  ["NSEC3", "1 0 # AA 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A", U16],
  ["TLSA", "# 1 1 000102", U8],
  ["TLSA", "3 # 1 000102", U8],
  ["TLSA", "3 1 # 000102", U8],
  ["SMIMEA", "# 1 1 000102", U8],
  ["SSHFP", "# 9 000102", U8],
  ["SSHFP", "1 # 000102", U8],
  ["CERT", "PKIX # RSASHA256 AAAA", U16],
  ["IPSECKEY", "# 0 2 . AQNR", U8],
  ["IPSECKEY", "10 0 # . AQNR", U8],
  ["AMTRELAY", "# 0 0 .", U8],
  ["HIP", "# 20 AwEAAbdx", U8],
  ["NID", "# 14:4fff:ff20:0", U16],
  ["L64", "# 2001:db8:1140:1000", U16],
  ["L32", "# 1.2.3.4", U16],
  ["DOA", '# 2 3 "x" AAAA', U32],
  ["DOA", '1 # 3 "x" AAAA', U32],
  ["DOA", '1 2 # "x" AAAA', U8],
  ["SINK", "# 2 3 AQNR", U8],
  ["SINK", "1 # 3 AQNR", U8],
  ["SINK", "1 2 # AQNR", U8],
  ["CSYNC", "# 3 A", U32],
  ["CSYNC", "1 # A", U16],
];

const origin = nameOf("example.");

function printed(type: RrType, text: string): string {
  const data = parseRdataText(type, wordsOf(text), origin);
  return "why" in data ? `refused: ${data.why}` : printRdata(data);
}

describe("the largest number of a field", () => {
  it.each(FIELDS)("%s %s: %d", (type, text, most) => {
    expect(printed(type, text.replace("#", String(most)))).toBe(text.replace("#", String(most)));
  });

  it.each(FIELDS)("%s %s: one more than %d is refused", (type, text, most) => {
    expect(printed(type, text.replace("#", String(most + 1)))).toBe("refused: out of range");
  });
});
