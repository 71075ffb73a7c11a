import { describe, expect, it } from "vitest";
import { readZone } from "./read-zone.fixture.ts";

/** Lines, and the records that the ZoneParser of miekg/dns (the version of CoreDNS 1.15.0) makes of them in a zone `z.`. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "the end of a file": [
    ["a A 1.2.3.4", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb A ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb 5", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb 5 ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb IN ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb 5 A ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb TXT ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb TXT x", 'a.z. 60 IN A 1.2.3.4 | b.z. 60 IN TXT "x"'],
    ["a A 1.2.3.4\n$TTL ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\n$TTL 5", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\n$ORIGIN b", "a.z. 60 IN A 1.2.3.4"],
    [
      "a A 1.2.3.4\n$GENERATE 1-2 b$ A 1.2.3.$",
      "a.z. 60 IN A 1.2.3.4 | b1.z. 3600 IN A 1.2.3.1 | b2.z. 3600 IN A 1.2.3.2",
    ],
    ["a A 1.2.3.4\nb CNAME ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb APL ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb TYPE65280 ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb NS\n", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb A\n", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb TXT\n", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb APL\n", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb HTTPS 1 .", "a.z. 60 IN A 1.2.3.4 | b.z. 60 IN HTTPS 1 ."],
    ['a A 1.2.3.4\nb TXT ""', 'a.z. 60 IN A 1.2.3.4 | b.z. 60 IN TXT ""'],
    ["a A 1.2.3.4\nb A\t", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\nb A ()", "a.z. 60 IN A 1.2.3.4"],
  ],
};

/** What it refuses, and CoreDNS then loads nothing of the file. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "the end of a file": [
    "a A 1.2.3.4\nb",
    "a A 1.2.3.4\nb A",
    "a A 1.2.3.4\nb IN",
    "a A 1.2.3.4\nb 5 A",
    "a A 1.2.3.4\nb TXT",
    "a A 1.2.3.4\nb MX",
    "a A 1.2.3.4\nb MX 5",
    "a A 1.2.3.4\nb MX 5 ",
    "a A 1.2.3.4\nb SOA a",
    "a A 1.2.3.4\n $",
    "a A 1.2.3.4\n$TTL",
    "a A 1.2.3.4\n$ORIGIN",
    "a A 1.2.3.4\n$INCLUDE",
    "a A 1.2.3.4\n$GENERATE",
    "a A 1.2.3.4\n$GENERATE 1-2",
    "a A 1.2.3.4\nb A ;",
    "a A 1.2.3.4\nb A ; c",
    "a A 1.2.3.4\nb ; c",
    "a A 1.2.3.4\nb CNAME",
    "a A 1.2.3.4\nb NULL",
    "a A 1.2.3.4\nb OPT",
    "a A 1.2.3.4\nb APL",
    "a A 1.2.3.4\nb TYPE65280",
    "a A 1.2.3.4\nb HIP 1",
    "a A 1.2.3.4\nb RRSIG A",
    "a A 1.2.3.4\nb NID 1",
    "a A 1.2.3.4\nb A\r",
    "a A 1.2.3.4\nb (A",
    "a A 1.2.3.4\nb A (",
    "b A \n",
    "b A ;c\n",
    "b A\n\n",
    "b A\n;c\n",
    "b A\n \n",
    "b A\nc A 1.2.3.4\n",
    "b A\n A 1.2.3.4\n",
    "b A \nc A 1.2.3.4\n",
    "b A\n1.2.3.4\n",
  ],
};

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table)("%j", (text, expected) => expect(readZone(`$TTL 60\n${text}`)).toBe(expected));
});

describe.each(Object.entries(refused))("%s, refused", (_, table) => {
  it.each(table)("%j", (text) => expect(readZone(`$TTL 60\n${text}`)).toBe("refused"));
});
