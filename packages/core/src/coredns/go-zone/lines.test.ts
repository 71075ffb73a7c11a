import { describe, expect, it } from "vitest";
import { readZone } from "./read-zone.fixture.ts";

/** Lines, and the records that the ZoneParser of miekg/dns (the version of CoreDNS 1.15.0) makes of them in a zone `z.`. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "lines, comments and parentheses": [
    ["", ""],
    ["\n\n", ""],
    ["; nothing", ""],
    ["  ; nothing", ""],
    ["\t", ""],
    ["a A 1.2.3.4;c", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4 ;c", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4 ; c ; d", "a.z. 60 IN A 1.2.3.4"],
    [";a A 1.2.3.4\nb A 1.2.3.4", "b.z. 60 IN A 1.2.3.4"],
    ["a ( A 1.2.3.4 )", "a.z. 60 IN A 1.2.3.4"],
    ["a A ( 1.2.3.4 )", "a.z. 60 IN A 1.2.3.4"],
    ["a A (1.2.3.4)", "a.z. 60 IN A 1.2.3.4"],
    ["a A ((1.2.3.4))", "a.z. 60 IN A 1.2.3.4"],
    ["a ( ; c\n A ; d\n 1.2.3.4 ; e\n )", "a.z. 60 IN A 1.2.3.4"],
    ["a (\n\n\nA 1.2.3.4 )", "a.z. 60 IN A 1.2.3.4"],
    ["(a A 1.2.3.4)", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4 (\n)", "a.z. 60 IN A 1.2.3.4"],
    ['a TXT "("', 'a.z. 60 IN TXT "("'],
    ['a TXT ("x"\n"y")', 'a.z. 60 IN TXT "x" "y"'],
    ['a TXT "x;y"', 'a.z. 60 IN TXT "x;y"'],
    ["a TXT x;y", 'a.z. 60 IN TXT "x"'],
    ["a A 1.2.3.4\r\nb A 1.2.3.5", "a.z. 60 IN A 1.2.3.4 | b.z. 60 IN A 1.2.3.5"],
    ["a\tA\t1.2.3.4", "a.z. 60 IN A 1.2.3.4"],
    ["a   A   1.2.3.4   ", "a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4 \n", "a.z. 60 IN A 1.2.3.4"],
    ["﻿a A 1.2.3.4", "\\239\\187\\191a.z. 60 IN A 1.2.3.4"],
    ["a A 1.2.3.4\n \nb A 1.2.3.5", "a.z. 60 IN A 1.2.3.4 | b.z. 60 IN A 1.2.3.5"],
    ["a A 1.2.3.4\n;\n A 1.2.3.5", "a.z. 60 IN A 1.2.3.4 | a.z. 60 IN A 1.2.3.5"],
  ],
  $GENERATE: [
    ["$GENERATE 1-3 a$ A 1.2.3.$", "a1.z. 3600 IN A 1.2.3.1 | a2.z. 3600 IN A 1.2.3.2 | a3.z. 3600 IN A 1.2.3.3"],
    ["$GENERATE 1-3 a$ 5 A 1.2.3.$", "a1.z. 5 IN A 1.2.3.1 | a2.z. 5 IN A 1.2.3.2 | a3.z. 5 IN A 1.2.3.3"],
    ["$GENERATE 1-3 a$ IN A 1.2.3.$", "a1.z. 3600 IN A 1.2.3.1 | a2.z. 3600 IN A 1.2.3.2 | a3.z. 3600 IN A 1.2.3.3"],
    ["$GENERATE 1-5/2 a$ A 1.2.3.$", "a1.z. 3600 IN A 1.2.3.1 | a3.z. 3600 IN A 1.2.3.3 | a5.z. 3600 IN A 1.2.3.5"],
    ["$GENERATE 1-2 a$ CNAME b$.c", "a1.z. 3600 IN CNAME b1.c.z. | a2.z. 3600 IN CNAME b2.c.z."],
    ["$GENERATE 1-2 ${0,3} A 1.2.3.$", "001.z. 3600 IN A 1.2.3.1 | 002.z. 3600 IN A 1.2.3.2"],
    ["$GENERATE 1-2 a${1} A 1.2.3.$", "a2.z. 3600 IN A 1.2.3.1 | a3.z. 3600 IN A 1.2.3.2"],
    ["$GENERATE 1-2 a${-1,2,x} A 1.2.3.$", "a00.z. 3600 IN A 1.2.3.1 | a01.z. 3600 IN A 1.2.3.2"],
    ["$GENERATE 1-2 $ PTR a$.b.", "1.z. 3600 IN PTR a1.b. | 2.z. 3600 IN PTR a2.b."],
    ["$GENERATE 1-2 a A 1.2.3.$", "a.z. 3600 IN A 1.2.3.1 | a.z. 3600 IN A 1.2.3.2"],
    ['$GENERATE 1-2 a$ TXT "x $"', 'a1.z. 3600 IN TXT "x 1" | a2.z. 3600 IN TXT "x 2"'],
    ["$GENERATE 0-0 a$ A 1.2.3.$ ; c", "a0.z. 3600 IN A 1.2.3.0"],
    ["$ORIGIN b\n$GENERATE 1-1 a$ A 1.2.3.$", "a1.b.z. 3600 IN A 1.2.3.1"],
    ["$generate 1-1 a$ A 1.2.3.$", "a1.z. 3600 IN A 1.2.3.1"],
    ["$GENERATE 8-9 a${0,1,o} A 1.2.3.$", "a10.z. 3600 IN A 1.2.3.8 | a11.z. 3600 IN A 1.2.3.9"],
  ],
};

/** What it refuses, and CoreDNS then loads nothing of the file. */
const refused: Readonly<Record<string, readonly string[]>> = {
  "lines, comments and parentheses": [
    "a (A 1.2.3.4",
    "a A 1.2.3.4)",
    "( a A 1.2.3.4 )",
    "a A 1.2.\\\n3.4",
    "a A\n1.2.3.4",
    "a\nA 1.2.3.4",
    "a A 1.2.3.4 5",
    "a 5",
    "a IN",
    "a 5 IN",
    "a IN 5",
    "a (",
    'a "',
    'a TXT "x',
    'a TXT "x\n',
  ],
  $GENERATE: [
    "$GENERATE 2-1 a$ A 1.2.3.$",
    "$GENERATE 1-2 a$ A 1.2.3.${",
    "$GENERATE 1-2 a$ A 1.2.3.${x}",
    "$GENERATE 1-2/0 a$ A 1.2.3.$",
    "$GENERATE x a$ A 1.2.3.$",
    "$GENERATE 1 a$ A 1.2.3.$",
    "$GENERATE 1-2",
    "$GENERATE",
    "$GENERATE 254-257 a$ A 1.2.3.$",
    "$GENERATE 1-2 a$ NOPE x",
    "$GENERATE 1-2 a$ $TTL 5",
    "$GENERATE -1-1 a$ A 1.2.3.$",
    "$GENERATE 1-2 a$ A 1.2.3.${0,2,d}",
    "$GENERATE 1-1 $GENERATE 1-1 a A 1.2.3.4",
  ],
};

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table)("%j", (text, expected) => expect(readZone(`$TTL 60\n${text}\n`)).toBe(expected));
});

describe.each(Object.entries(refused))("%s, refused", (_, table) => {
  it.each(table)("%j", (text) => expect(readZone(`$TTL 60\n${text}\n`)).toBe("refused"));
});
