import { describe, expect, it } from "vitest";
import { readZone } from "./read-zone.fixture.ts";

/** Lines, and the records that the ZoneParser of miekg/dns (the version of CoreDNS 1.15.0) makes of them in a zone `z.`. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  owners: [
    ["a A 1.2.3.4\n A 1.2.3.5\n\tA 1.2.3.6", "a.z. 60 IN A 1.2.3.4 | a.z. 60 IN A 1.2.3.5 | a.z. 60 IN A 1.2.3.6"],
    ["@ A 1.2.3.4", "z. 60 IN A 1.2.3.4"],
    ["* A 1.2.3.4", "*.z. 60 IN A 1.2.3.4"],
    ["*.a A 1.2.3.4", "*.a.z. 60 IN A 1.2.3.4"],
    ["a.* A 1.2.3.4", "a.*.z. 60 IN A 1.2.3.4"],
    ["a. A 1.2.3.4", "a. 60 IN A 1.2.3.4"],
    [". A 1.2.3.4", ". 60 IN A 1.2.3.4"],
    ["a.z. A 1.2.3.4", "a.z. 60 IN A 1.2.3.4"],
    ["A.Z. A 1.2.3.4", "A.Z. 60 IN A 1.2.3.4"],
    ["MiXed A 1.2.3.4", "MiXed.z. 60 IN A 1.2.3.4"],
    ["a@b A 1.2.3.4", "a\\@b.z. 60 IN A 1.2.3.4"],
    ["@@ A 1.2.3.4", "\\@\\@.z. 60 IN A 1.2.3.4"],
    ["\\@ A 1.2.3.4", "\\@.z. 60 IN A 1.2.3.4"],
    ["a\\.b A 1.2.3.4", "a\\.b.z. 60 IN A 1.2.3.4"],
    ["a\\;b A 1.2.3.4", "a\\;b.z. 60 IN A 1.2.3.4"],
    ["a\\(b A 1.2.3.4", "a\\(b.z. 60 IN A 1.2.3.4"],
    ['a\\"b A 1.2.3.4', 'a\\"b.z. 60 IN A 1.2.3.4'],
    ["_x._tcp A 1.2.3.4", "_x._tcp.z. 60 IN A 1.2.3.4"],
    ["1 A 1.2.3.4", "1.z. 60 IN A 1.2.3.4"],
    ["-a A 1.2.3.4", "-a.z. 60 IN A 1.2.3.4"],
    ["a_b A 1.2.3.4", "a_b.z. 60 IN A 1.2.3.4"],
    ["é A 1.2.3.4", "\\195\\169.z. 60 IN A 1.2.3.4"],
    ["in A 1.2.3.4", "in.z. 60 IN A 1.2.3.4"],
    ["IN A 1.2.3.4", "IN.z. 60 IN A 1.2.3.4"],
    ["A A 1.2.3.4", "A.z. 60 IN A 1.2.3.4"],
    ["txt TXT a", 'txt.z. 60 IN TXT "a"'],
    ["60 A 1.2.3.4", "60.z. 60 IN A 1.2.3.4"],
    ["ANY A 1.2.3.4", "ANY.z. 60 IN A 1.2.3.4"],
    ["type1 A 1.2.3.4", "type1.z. 60 IN A 1.2.3.4"],
    [
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa A 1.2.3.4",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.z. 60 IN A 1.2.3.4",
    ],
    [
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbb A 1.2.3.4",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbb.z. 60 IN A 1.2.3.4",
    ],
    [
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa A 1.2.3.4",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.z. 60 IN A 1.2.3.4",
    ],
  ],
  "TTLs and classes": [
    ["a 5 A 1.2.3.4", "a.z. 5 IN A 1.2.3.4"],
    ["a IN A 1.2.3.4", "a.z. 0 IN A 1.2.3.4"],
    ["a in a 1.2.3.4", "a.z. 0 IN A 1.2.3.4"],
    ["a 5 IN A 1.2.3.4", "a.z. 5 IN A 1.2.3.4"],
    ["a IN 5 A 1.2.3.4", "a.z. 5 IN A 1.2.3.4"],
    ["a 0 A 1.2.3.4", "a.z. 0 IN A 1.2.3.4"],
    ["a 1h A 1.2.3.4", "a.z. 3600 IN A 1.2.3.4"],
    ["a 1H30M A 1.2.3.4", "a.z. 5400 IN A 1.2.3.4"],
    ["a 1w2d3h4m5s A 1.2.3.4", "a.z. 788645 IN A 1.2.3.4"],
    ["a 1d1d A 1.2.3.4", "a.z. 172800 IN A 1.2.3.4"],
    ["a 5s5 A 1.2.3.4", "a.z. 10 IN A 1.2.3.4"],
    ["a 05 A 1.2.3.4", "a.z. 5 IN A 1.2.3.4"],
    ["a 4294967295 A 1.2.3.4", "a.z. 4294967295 IN A 1.2.3.4"],
    ["a 7101w A 1.2.3.4", "a.z. 4294684800 IN A 1.2.3.4"],
    ["a 2147483648 A 1.2.3.4", "a.z. 2147483648 IN A 1.2.3.4"],
    ["a CH A 1.2.3.4", "a.z. 0 CH A 1.2.3.4"],
    ["a HS A 1.2.3.4", "a.z. 0 HS A 1.2.3.4"],
    ["a NONE A 1.2.3.4", "a.z. 0 NONE A 1.2.3.4"],
    ["a CLASS1 A 1.2.3.4", "a.z. 0 IN A 1.2.3.4"],
    ["a CLASS3 A 1.2.3.4", "a.z. 0 CH A 1.2.3.4"],
    ["a CLASS65535 A 1.2.3.4", "a.z. 0 CLASS65535 A 1.2.3.4"],
    ["a class9 A 1.2.3.4", "a.z. 0 CLASS9 A 1.2.3.4"],
    ["a 5 A 1.2.3.4\nb A 1.2.3.4", "a.z. 5 IN A 1.2.3.4 | b.z. 5 IN A 1.2.3.4"],
    ["a 5 A 1.2.3.4\n A 1.2.3.5\nb A 1.2.3.4", "a.z. 5 IN A 1.2.3.4 | a.z. 5 IN A 1.2.3.5 | b.z. 5 IN A 1.2.3.4"],
    ["$TTL 5\na A 1.2.3.4\n$TTL 6\nb A 1.2.3.4", "a.z. 5 IN A 1.2.3.4 | b.z. 6 IN A 1.2.3.4"],
    ["$TTL 5\na 7 A 1.2.3.4\nb A 1.2.3.4", "a.z. 7 IN A 1.2.3.4 | b.z. 5 IN A 1.2.3.4"],
    ["$TTL 1h ; c\na A 1.2.3.4", "a.z. 3600 IN A 1.2.3.4"],
    ["$ttl 7\na A 1.2.3.4", "a.z. 7 IN A 1.2.3.4"],
  ],
  origins: [
    ["$ORIGIN b\na A 1.2.3.4", "a.b.z. 60 IN A 1.2.3.4"],
    ["$ORIGIN b.\na A 1.2.3.4\n@ A 1.2.3.5", "a.b. 60 IN A 1.2.3.4 | b. 60 IN A 1.2.3.5"],
    ["$ORIGIN .\na A 1.2.3.4", "a. 60 IN A 1.2.3.4"],
    ["$ORIGIN b\n$ORIGIN c\na A 1.2.3.4", "a.c.b.z. 60 IN A 1.2.3.4"],
    ["$origin b\na A 1.2.3.4", "a.b.z. 60 IN A 1.2.3.4"],
    ["$ORIGIN @\na A 1.2.3.4", "a.z. 60 IN A 1.2.3.4"],
    ["$ORIGIN b ; c\na A 1.2.3.4", "a.b.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\n$ORIGIN b\n A 1.2.3.5", "a.z. 60 IN A 1.2.3.4 | a.z. 60 IN A 1.2.3.5"],
    ["$ORIGIN IN\nx A 1.2.3.4", "x.IN.z. 60 IN A 1.2.3.4"],
    ["$ORIGIN b\na CNAME c\nd MX 5 @", "a.b.z. 60 IN CNAME c.b.z. | d.b.z. 60 IN MX 5 b.z."],
  ],
};

/** What it refuses, and CoreDNS then loads nothing of the file. */
const refused: Readonly<Record<string, readonly string[]>> = {
  owners: [
    "a..b A 1.2.3.4",
    ".a A 1.2.3.4",
    '"a" A 1.2.3.4',
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa A 1.2.3.4",
  ],
  "TTLs and classes": [
    "a 5 5 A 1.2.3.4",
    "a IN IN A 1.2.3.4",
    "a IN 5 IN A 1.2.3.4",
    "a 5 IN 5 A 1.2.3.4",
    "a 1y A 1.2.3.4",
    "a -5 A 1.2.3.4",
    "a +5 A 1.2.3.4",
    "a 1.5 A 1.2.3.4",
    "a 0x5 A 1.2.3.4",
    "a 4294967296 A 1.2.3.4",
    "a 7102w A 1.2.3.4",
    "a ANY A 1.2.3.4",
    "a CHAOS A 1.2.3.4",
    "a CLASS65536 A 1.2.3.4",
    "a CLASS A 1.2.3.4",
    "a INTERNET A 1.2.3.4",
    "$TTL\na A 1.2.3.4",
    "$TTL x\na A 1.2.3.4",
    "$TTL 5 6\na A 1.2.3.4",
    " $TTL 7\na A 1.2.3.4",
    "$TTL 99999999999\na A 1.2.3.4",
    "$TTL IN\na A 1.2.3.4",
  ],
  origins: [
    "$ORIGIN\na A 1.2.3.4",
    "$ORIGIN b c\na A 1.2.3.4",
    "$ORIGIN b..c\na A 1.2.3.4",
    "$ORIGIN A\nx A 1.2.3.4",
    "$NOPE x\na A 1.2.3.4",
  ],
};

/** Without a TTL above them where TTLs are the matter. */
const fileOf = (group: string, text: string): string => `${group.startsWith("TTL") ? "" : "$TTL 60\n"}${text}\n`;

describe.each(Object.entries(tables))("%s", (group, table) => {
  it.each(table)("%j", (text, expected) => expect(readZone(fileOf(group, text))).toBe(expected));
});

describe.each(Object.entries(refused))("%s, refused", (group, table) => {
  it.each(table)("%j", (text) => expect(readZone(fileOf(group, text))).toBe("refused"));
});
