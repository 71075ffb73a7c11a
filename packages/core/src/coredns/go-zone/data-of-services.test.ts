import { describe, expect, it } from "vitest";
import { readZone } from "./read-zone.fixture.ts";

/** Lines, and the records that the ZoneParser of miekg/dns (the version of CoreDNS 1.15.0) makes of them in a zone `z.`. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "services and places": [
    ["a SVCB 0 b", "a.z. 60 IN SVCB 0 b.z."],
    ["a SVCB 0 .", "a.z. 60 IN SVCB 0 ."],
    ["a SVCB 1 . alpn=h2", 'a.z. 60 IN SVCB 1 . alpn="h2"'],
    ["a SVCB 1 . alpn=h2,h3", 'a.z. 60 IN SVCB 1 . alpn="h2,h3"'],
    ['a SVCB 1 . alpn="h2,h3"', 'a.z. 60 IN SVCB 1 . alpn="h2,h3"'],
    ["a SVCB 1 . port=53", "a.z. 60 IN SVCB 1 . port=53"],
    ["a SVCB 1 . ipv4hint=1.2.3.4,1.2.3.5", "a.z. 60 IN SVCB 1 . ipv4hint=1.2.3.4,1.2.3.5"],
    ["a SVCB 1 . ipv6hint=::1", "a.z. 60 IN SVCB 1 . ipv6hint=::1"],
    ["a SVCB 1 . mandatory=alpn alpn=h2", 'a.z. 60 IN SVCB 1 . mandatory=alpn alpn="h2"'],
    ["a SVCB 1 . mandatory=alpn,port alpn=h2 port=1", 'a.z. 60 IN SVCB 1 . mandatory=alpn,port alpn="h2" port=1'],
    ["a SVCB 1 . ech=AQID", "a.z. 60 IN SVCB 1 . ech=AQID"],
    ["a SVCB 0 b alpn=h2", 'a.z. 60 IN SVCB 0 b.z. alpn="h2"'],
    ["a HTTPS 1 . alpn=h2", 'a.z. 60 IN HTTPS 1 . alpn="h2"'],
    ["a HTTPS 1 b", "a.z. 60 IN HTTPS 1 b.z."],
    ["a EUI48 00-00-5e-00-53-2a", "a.z. 60 IN EUI48 00-00-5e-00-53-2a"],
    ["a EUI64 00-00-5e-ef-10-00-00-2a", "a.z. 60 IN EUI64 00-00-5e-ef-10-00-00-2a"],
    ["a L32 1 10.1.2.3", "a.z. 60 IN L32 1 10.1.2.3"],
    ["a APL 1:192.0.2.0/24", "a.z. 60 IN APL 1:192.0.2.0/24"],
    ["a APL !1:192.0.2.0/24 2:2001:db8::/32", "a.z. 60 IN APL !1:192.0.2.0/24 2:2001:db8::/32"],
    ["a TYPE1 \\# 4 01020304", "a.z. 60 IN A 1.2.3.4"],
    ["a TYPE1 1.2.3.4", "a.z. 60 IN A 1.2.3.4"],
    ["a A \\# 4 01020304", "a.z. 60 IN A 1.2.3.4"],
    ["a NS \\# 1 00", "a.z. 60 IN NS ."],
    ["a MX \\# 3 000500", "a.z. 60 IN MX 5 ."],
  ],
};

/** What it refuses, and CoreDNS then loads nothing of the file. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "services and places": [
    "a SVCB 1 . port=65536",
    "a SVCB 1 . port=x",
    "a SVCB 1 . ipv4hint=::1",
    "a SVCB 1 . ipv6hint=1.2.3.4",
    "a SVCB 1 . no-default-alpn=x",
    "a SVCB 1 . key7=x",
    "a SVCB 1 . key65535=x",
    "a SVCB 1 . key65536=x",
    "a SVCB 1 . nope=x",
    "a SVCB 1 . ech=!!",
    "a SVCB x b",
    "a SVCB 65536 b",
    "a HTTPS 1",
    "a LOC 52 22 N 4 53 E 10m",
    "a LOC 91 N 4 E 0m",
    "a LOC 52 60 N 4 E 0m",
    "a LOC 52 X 4 E 0m",
    "a LOC 52 N 4 E",
    "a EUI48 00:00:5e:00:53:2a",
    "a EUI48 0-0-5e-0-53-2a",
    "a EUI64 00-00-5e-00-53-2a",
    "a APL 3:x/1",
    "a APL 1:192.0.2.0/33",
    "a TYPE65280 x",
    "a TYPE65280 \\# 1",
    "a TYPE65280 \\# 1 abcd",
    "a TYPE65536 \\# 0",
    "a TYPEx \\# 0",
    "a A \\# 3 010203",
    "a NULL x",
    "a ANY x",
    "a AXFR x",
    "a OPT x",
    "a NOPE x",
    "a NSAP 0x01",
    "a WKS 1.2.3.4 6 25",
    "a SINK 1 2 AQID",
  ],
};

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table)("%j", (text, expected) => expect(readZone(`$TTL 60\n${text}\n`)).toBe(expected));
});

describe.each(Object.entries(refused))("%s, refused", (_, table) => {
  it.each(table)("%j", (text) => expect(readZone(`$TTL 60\n${text}\n`)).toBe("refused"));
});
