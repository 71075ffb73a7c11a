import { describe, expect, it } from "vitest";
import { readZone } from "./read-zone.fixture.ts";

/** Lines, and the records that the ZoneParser of miekg/dns (the version of CoreDNS 1.15.0) makes of them in a zone `z.`. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "keys and digests": [
    ["a DNSKEY 256 3 8 AQID", "a.z. 60 IN DNSKEY 256 3 8 AQID"],
    ["a DNSKEY 256 3 8 AQ ID", "a.z. 60 IN DNSKEY 256 3 8 AQID"],
    ["a DNSKEY 0 3 0 AQID", "a.z. 60 IN DNSKEY 0 3 0 AQID"],
    ["a CDNSKEY 0 3 0 AA==", "a.z. 60 IN CDNSKEY 0 3 0 AA=="],
    ["a KEY 256 3 8 AQID", "a.z. 60 IN KEY 256 3 8 AQID"],
    ["a DS 1 8 2 aabb", "a.z. 60 IN DS 1 8 2 AABB"],
    ["a DS 1 8 2 AA BB", "a.z. 60 IN DS 1 8 2 AABB"],
    ["a DS 1 RSASHA256 2 aa", "a.z. 60 IN DS 1 8 2 AA"],
    ["a DS 1 rsasha256 2 aa", "a.z. 60 IN DS 1 8 2 AA"],
    ["a CDS 0 0 0 00", "a.z. 60 IN CDS 0 0 0 00"],
    ["a DLV 1 8 2 aabb", "a.z. 60 IN DLV 1 8 2 AABB"],
    ["a SSHFP 1 1 aabb", "a.z. 60 IN SSHFP 1 1 AABB"],
    ["a SSHFP 4 2 aa bb", "a.z. 60 IN SSHFP 4 2 AABB"],
    ["a SSHFP 1 1", "a.z. 60 IN SSHFP 1 1"],
    ["a TLSA 3 1 1 aabb", "a.z. 60 IN TLSA 3 1 1 AABB"],
    ["a TLSA 3 1 1 aa bb", "a.z. 60 IN TLSA 3 1 1 AABB"],
    ["a SMIMEA 3 1 1 aabb", "a.z. 60 IN SMIMEA 3 1 1 AABB"],
    ["a CERT 1 2 3 AQID", "a.z. 60 IN CERT PKIX 2 DSA AQID"],
    ["a CERT PKIX 2 RSASHA256 AQID", "a.z. 60 IN CERT PKIX 2 RSASHA256 AQID"],
    ["a OPENPGPKEY AQID", "a.z. 60 IN OPENPGPKEY AQID"],
    ["a OPENPGPKEY AQ ID", "a.z. 60 IN OPENPGPKEY AQID"],
    ["a DHCID AQID", "a.z. 60 IN DHCID AQID"],
    [
      "a RRSIG A 8 1 60 20300101000000 20200101000000 7 x. AQID",
      "a.z. 60 IN RRSIG A 8 1 60 20300101000000 20200101000000 7 x. AQID",
    ],
    [
      "a RRSIG A 8 1 60 1893456000 1577836800 7 x. AQID",
      "a.z. 60 IN RRSIG A 8 1 60 20300101000000 20200101000000 7 x. AQID",
    ],
    ["a RRSIG A 8 1 60 2030 2020 7 x. AQID", "a.z. 60 IN RRSIG A 8 1 60 19700101003350 19700101003340 7 x. AQID"],
    [
      "a RRSIG TYPE65280 8 1 60 20300101000000 20200101000000 7 x. AQID",
      "a.z. 60 IN RRSIG TYPE65280 8 1 60 20300101000000 20200101000000 7 x. AQID",
    ],
    ["a NSEC b A", "a.z. 60 IN NSEC b.z. A"],
    ["a NSEC b A MX TXT", "a.z. 60 IN NSEC b.z. A MX TXT"],
    ["a NSEC b TYPE65280", "a.z. 60 IN NSEC b.z. TYPE65280"],
    [
      "a NSEC3 1 0 5 aabb 0123456789abcdefghijklmnopqrstuv A",
      "a.z. 60 IN NSEC3 1 0 5 AABB 0123456789ABCDEFGHIJKLMNOPQRSTUV A",
    ],
    ["a NSEC3 1 0 5 - 0123456789abcdefghijklmnopqrstuv", "a.z. 60 IN NSEC3 1 0 5 - 0123456789ABCDEFGHIJKLMNOPQRSTUV"],
    ["a NSEC3PARAM 1 0 5 aabb", "a.z. 60 IN NSEC3PARAM 1 0 5 AABB"],
    ["a NSEC3PARAM 1 0 5 -", "a.z. 60 IN NSEC3PARAM 1 0 5 -"],
    ["a CSYNC 1 3 A NS", "a.z. 60 IN CSYNC 1 3 A NS"],
    ["a IPSECKEY 10 1 2 192.0.2.1 AQID", "a.z. 60 IN IPSECKEY 10 1 2 192.0.2.1 AQID"],
    ["a HIP 2 200100107B1A74DF365639CC39F1D578 AQID b", "a.z. 60 IN HIP 2 200100107B1A74DF365639CC39F1D578 AQID b.z."],
  ],
};

/** What it refuses, and CoreDNS then loads nothing of the file. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "keys and digests": [
    "a DNSKEY 65536 3 8 AQID",
    "a DNSKEY 256 256 8 AQID",
    "a DNSKEY 256 3 RSASHA256 AQID",
    "a DS 65536 8 2 aa",
    "a DS 1 NOPE 2 aa",
    "a SSHFP 256 1 aa",
    "a SSHFP x 1 aa",
    "a TLSA 256 1 1 aa",
    "a CERT NOPE 2 3 AQID",
    "a RRSIG NOPE 8 1 60 20300101000000 20200101000000 7 x. AQID",
    "a RRSIG A 8 1 60 20301301000000 20200101000000 7 x. AQID",
    "a NSEC b NOPE",
    "a NSEC3PARAM 1 0 65536 -",
  ],
};

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table)("%j", (text, expected) => expect(readZone(`$TTL 60\n${text}\n`)).toBe(expected));
});

describe.each(Object.entries(refused))("%s, refused", (_, table) => {
  it.each(table)("%j", (text) => expect(readZone(`$TTL 60\n${text}\n`)).toBe("refused"));
});
