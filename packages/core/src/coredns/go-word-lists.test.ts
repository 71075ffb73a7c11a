import { describe, expect, it } from "vitest";
import { numberOfRcode, numberOfRrClass, numberOfRrType, rrTypeNumbers } from "../dns/index.ts";
import { goClassOf, goRcodeOf, goTypeOf } from "./go-words.ts";

/** All words of miekg/dns 1.1.73 StringToType, StringToClass and StringToRcode with their numbers, as a program printed them. */
const TYPES = `
1 A  2 NS  3 MD  4 MF  5 CNAME  6 SOA  7 MB  8 MG  9 MR  10 NULL  12 PTR  13 HINFO  14 MINFO  15 MX
16 TXT  17 RP  18 AFSDB  19 X25  20 ISDN  21 RT  23 NSAP-PTR  24 SIG  25 KEY  26 PX  27 GPOS
28 AAAA  29 LOC  30 NXT  31 EID  32 NIMLOC  33 SRV  34 ATMA  35 NAPTR  36 KX  37 CERT  39 DNAME
41 OPT  42 APL  43 DS  44 SSHFP  45 IPSECKEY  46 RRSIG  47 NSEC  48 DNSKEY  49 DHCID  50 NSEC3
51 NSEC3PARAM  52 TLSA  53 SMIMEA  55 HIP  56 NINFO  57 RKEY  58 TALINK  59 CDS  60 CDNSKEY
61 OPENPGPKEY  62 CSYNC  63 ZONEMD  64 SVCB  65 HTTPS  99 SPF  100 UINFO  101 UID  102 GID
103 UNSPEC  104 NID  105 L32  106 L64  107 LP  108 EUI48  109 EUI64  128 NXNAME  249 TKEY  250 TSIG
251 IXFR  252 AXFR  253 MAILB  254 MAILA  255 ANY  256 URI  257 CAA  258 AVC  260 AMTRELAY
261 RESINFO  32768 TA  32769 DLV
`;
const CLASSES = "1 IN  2 CS  3 CH  4 HS  254 NONE  255 ANY";
const RCODES = `
0 NOERROR  1 FORMERR  2 SERVFAIL  3 NXDOMAIN  4 NOTIMP  4 NOTIMPL  5 REFUSED  6 YXDOMAIN  7 YXRRSET
8 NXRRSET  9 NOTAUTH  10 NOTZONE  11 DSOTYPENI  16 BADSIG  17 BADKEY  18 BADTIME  19 BADMODE  20 BADNAME
21 BADALG  22 BADTRUNC  23 BADCOOKIE
`;

/** `[["1", "A"], ...]`. */
function pairsOf(text: string): readonly (readonly [number, string])[] {
  const words = text.trim().split(/\s+/);
  return words.flatMap((word, at) => (at % 2 === 1 ? [[Number(words[at - 1]), word] as const] : []));
}

describe("every word is known by its number", () => {
  it.each(pairsOf(TYPES))("type %i %s", (number, word) => {
    const type = goTypeOf(word);
    expect(type === null ? null : numberOfRrType(type)).toBe(number);
  });

  it.each(pairsOf(CLASSES))("class %i %s", (number, word) => {
    const rrClass = goClassOf(word);
    expect(rrClass === null ? null : numberOfRrClass(rrClass)).toBe(number);
  });

  it.each(pairsOf(RCODES))("rcode %i %s", (number, word) => {
    const rcode = goRcodeOf(word);
    expect(rcode === null ? null : numberOfRcode(rcode)).toBe(number);
  });
});

describe("no other word is", () => {
  const types = new Set(pairsOf(TYPES).map(([, word]) => word));

  it("of the mnemonics that IANA lists, nine less", () => {
    const missing = Object.keys(rrTypeNumbers).filter((word) => !types.has(word));
    expect(missing.filter((word) => goTypeOf(word) !== null)).toEqual([]);
    expect(missing.toSorted()).toEqual(["A6", "BRID", "DOA", "DSYNC", "HHIT", "NSAP", "SINK", "WALLET", "WKS"]);
  });

  it("words in small letters are made large before they are looked up", () => {
    const small = [...types].map((word) => word.toLowerCase());
    expect(small.filter((word) => goTypeOf(word) !== null)).toEqual([]);
  });

  it("numbers in words are none", () => {
    const words = Array.from({ length: 300 }, (_, number) => number);
    expect(words.filter((number) => goTypeOf(`TYPE${number}`) !== null)).toEqual([]);
    expect(words.filter((number) => goClassOf(`CLASS${number}`) !== null)).toEqual([]);
    expect(words.filter((number) => goRcodeOf(`RCODE${number}`) !== null)).toEqual([]);
    expect(words.filter((number) => goRcodeOf(String(number)) !== null)).toEqual([]);
  });
});
