import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, printRecord } from "../../dns/index.ts";
import { fileTreeFromSources, type Source, sourceFromText } from "../../text/index.ts";
import { type GoZoneLimits, goZoneLimits, readGoZone } from "./reader.ts";

interface Read {
  readonly records: readonly string[];
  readonly problems: readonly string[];
}

function read(text: string, included: Readonly<Record<string, string>> = {}, limits?: GoZoneLimits): Read {
  const sources = new Map<string, Source>(
    Object.entries(included).map(([path, content]) => [path, sourceFromText(path, content)]),
  );
  const source = sourceFromText("/zones/db", text);
  const { value, diagnostics } = readGoZone(
    source,
    "/zones/db",
    nameOf("z."),
    fileTreeFromSources(sources),
    limits ?? goZoneLimits,
  );
  return {
    records: value.map((record) => printRecord(record).replaceAll("\t", " ")),
    problems: diagnostics.map(({ code, message }) => `${code} ${message}`),
  };
}

/** What CoreDNS 1.15.0 transferred of such files. */
describe("records as miekg/dns reads them", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["a class without any TTL: 0", "@ IN SOA ns hm 1 2 3 4 5", ["z. 0 IN SOA ns.z. hm.z. 1 2 3 4 5"]],
    [
      "the last explicit TTL holds where no $TTL does",
      "x IN A 1.2.3.4\n 7 A 1.2.3.5\n A 1.2.3.6\ny A 1.2.3.7",
      ["x.z. 0 IN A 1.2.3.4", "x.z. 7 IN A 1.2.3.5", "x.z. 7 IN A 1.2.3.6", "y.z. 7 IN A 1.2.3.7"],
    ],
    ["$TTL holds against it", "$TTL 60\nx 7 A 1.2.3.4\n A 1.2.3.5", ["x.z. 7 IN A 1.2.3.4", "x.z. 60 IN A 1.2.3.5"]],
    [
      "a line's end inside of parentheses divides nothing",
      "@ 5 IN SOA ns hm ( 1\n2 ; c\n 3 4 5\n 6 )",
      ["z. 5 IN SOA ns.z. hm.z. 12 3 4 5 6"],
    ],
    ["nor does a parenthesis", "jo(in\ned) 5 A 1.2.3.4", ["joined.z. 5 IN A 1.2.3.4"]],
    [
      "units of TTLs, even without a number",
      "a ms A 1.2.3.4\nb 1h30 A 1.2.3.4\nc 4294967295 A 1.2.3.4",
      ["a.z. 0 IN A 1.2.3.4", "b.z. 3630 IN A 1.2.3.4", "c.z. 4294967295 IN A 1.2.3.4"],
    ],
    [
      "TTL and class in either order",
      "a 5 IN A 1.2.3.4\n IN 6 A 1.2.3.5",
      ["a.z. 5 IN A 1.2.3.4", "a.z. 6 IN A 1.2.3.5"],
    ],
    ["other classes", "a 1 CH A 1.2.3.4\nb 1 CLASS7 A 1.2.3.4", ["a.z. 1 CH A 1.2.3.4", "b.z. 1 CLASS7 A 1.2.3.4"]],
    ["names outside of the zone", "out.of.zone. 1 A 1.2.3.4", ["out.of.zone. 1 IN A 1.2.3.4"]],
    [
      "duplicates, each with its TTL",
      "a 60 A 1.2.3.4\na 60 A 1.2.3.4\na 5 A 1.2.3.5",
      ["a.z. 60 IN A 1.2.3.4", "a.z. 60 IN A 1.2.3.4", "a.z. 5 IN A 1.2.3.5"],
    ],
    ["a string over two lines", '$TTL 60\nx TXT "a\nb"', ['x.z. 60 IN TXT "a\\010b"']],
    ["strings, empty and escaped", '$TTL 60\nx TXT "" "a\\"b;" c\\;d ; e', ['x.z. 60 IN TXT "" "a\\"b;" "c;d"']],
    ["a carriage return", "x 5 A 1.2.3.4\r\ny 5 A 1.2.3.5\r\n", ["x.z. 5 IN A 1.2.3.4", "y.z. 5 IN A 1.2.3.5"]],
    [
      "escapes in names",
      "a.b\\.c 5 A 1.2.3.4\nd\\046e 5 A 1.2.3.5",
      ["a.b\\.c.z. 5 IN A 1.2.3.4", "d\\.e.z. 5 IN A 1.2.3.5"],
    ],
    [
      "RFC 3597",
      "a 5 TYPE1 \\# 4 01020304\nb 5 TYPE65280 \\# 1 ff",
      ["a.z. 5 IN A 1.2.3.4", "b.z. 5 IN TYPE65280 \\# 1 FF"],
    ],
    [
      "@ and $ORIGIN",
      "$ORIGIN sub\n@ 5 A 1.2.3.4\nx 5 A 1.2.3.5",
      ["sub.z. 5 IN A 1.2.3.4", "x.sub.z. 5 IN A 1.2.3.5"],
    ],
    [
      "$GENERATE, which does not see $TTL",
      `$TTL 60\n$GENERATE 1-2 g$ TXT "a $" "b"\n$GENERATE 8-12/4 $\{-3,3,d}.$\{0,0,X} 9 A 1.2.3.$`,
      [
        'g1.z. 3600 IN TXT "a 1" "b"',
        'g2.z. 3600 IN TXT "a 2" "b"',
        "005.8.z. 9 IN A 1.2.3.8",
        "009.C.z. 9 IN A 1.2.3.12",
      ],
    ],
    ["$GENERATE's escapes", "$GENERATE 1-1 a$$-\\$-\\065-\\\\x$ A 1.2.3.$", ["a\\$-\\$-65-x1.z. 3600 IN A 1.2.3.1"]],
  ];
  it.each(cases)("%s", (_, text, records) => expect(read(`${text}\n`)).toEqual({ records, problems: [] }));

  it("cuts long strings", () => {
    const [record] = read(`x 5 TXT "${"a".repeat(254)}\\098c${"d".repeat(255)}"\n`).records;
    expect(record).toBe(`x.z. 5 IN TXT "${"a".repeat(254)}b" "c${"d".repeat(254)}" "d"`);
  });

  it("includes files relative to the one that asks; owner and TTL do not come back", () => {
    const files = {
      "/zones/inc/a": "p A 1.1.1.1\n$TTL 11\nq A 1.1.1.2\n$INCLUDE b\n",
      "/zones/inc/b": "r A 1.1.1.3\n",
    };
    expect(read("$TTL 60\nx A 1.1.1.0\n$INCLUDE inc/a sub\n A 1.1.1.4\n", files)).toEqual({
      records: [
        "x.z. 60 IN A 1.1.1.0",
        "p.sub.z. 60 IN A 1.1.1.1",
        "q.sub.z. 11 IN A 1.1.1.2",
        "r.sub.z. 11 IN A 1.1.1.3",
        "x.z. 60 IN A 1.1.1.4",
      ],
      problems: [],
    });
  });
});

describe("what CoreDNS does not load", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["@ SOA ns hm 1 2 3 4 5", "ZONE_NO_TTL missing TTL with no previous value"],
    [" A 1.2.3.4", "ZONE_NO_OWNER no owner stands above to repeat: nobody finds this record"],
    ["a 5 FOO 1", "ZONE_UNKNOWN_TYPE expecting RR type, TTL or class, not this..."],
    ["a 5 6 A 1.2.3.4", "ZONE_UNKNOWN_TYPE expecting RR type, TTL or class, not this..."],
    ["a 5 IN", "ZONE_UNKNOWN_TYPE expecting RR type, TTL or class, not this..."],
    ['a 5 "A" 1.2.3.4', "ZONE_UNKNOWN_TYPE expecting RR type, TTL or class, not this..."],
    ["a..b 5 A 1.2.3.4", "ZONE_NAME bad owner name"],
    ["a 5 A 1.2.3", "ZONE_RDATA bad A: bad dotted quad"],
    ["a 5 A ( 1.2.3.4", "ZONE_SYNTAX unbalanced brace"],
    ["a 5 A 1.2.3.4 )", "ZONE_SYNTAX extra closing brace"],
    ['a 5 TXT "b', "ZONE_SYNTAX a string without end"],
    ["$TTL x", "ZONE_TTL expecting $TTL value, not this..."],
    ["$TTL 5 6", "ZONE_SYNTAX garbage after rdata"],
    ["$ORIGIN a..b", "ZONE_NAME bad origin name"],
    ["$INCLUDE none", "ZONE_INCLUDE_MISSING failed to open `none' as `/zones/none'"],
    ["$GENERATE 3-1 a$ A 1.2.3.4", "ZONE_GENERATE bad range in $GENERATE range"],
    ["$GENERATE 1-3/0 a$ A 1.2.3.4", "ZONE_GENERATE bad step in $GENERATE range"],
    ["$GENERATE x a$ A 1.2.3.4", "ZONE_GENERATE bad start-stop in $GENERATE range"],
    ["$GENERATE 1-65537 a$ A 1.2.3.4", "ZONE_GENERATE bad range in $GENERATE range"],
    [`$GENERATE 1-2 $\{0,0,n} A 1.2.3.4`, "ZONE_GENERATE bad modifier in $GENERATE"],
    ["$GENERATE 1-2 $$GENERATE 1-2 a A 1.2.3.4", "ZONE_GENERATE nested $GENERATE directive not allowed"],
  ];
  it.each(cases)("%s: %s", (text, problem) => expect(read(`${text}\n`).problems[0]).toBe(problem));

  it("says all of it", () => {
    expect(read("a 5 FOO\nb 5 A 1.2.3.4\nc 5 A x\n")).toMatchObject({
      records: ["b.z. 5 IN A 1.2.3.4"],
      problems: [expect.stringContaining("ZONE_UNKNOWN_TYPE"), expect.stringContaining("ZONE_RDATA")],
    });
  });
});

describe("limits", () => {
  it("a file that includes itself ends at seven", () => {
    const { problems } = read("$INCLUDE self\n", { "/zones/self": "$INCLUDE self\n" });
    expect(problems).toEqual(["ZONE_LIMIT too deeply nested $INCLUDE"]);
  });

  it("octets of all files, and generated records", () => {
    const few = { maxOctets: 30, maxGenerated: 3 };
    expect(read("$INCLUDE other\n", { "/zones/other": "a 5 A 1.2.3.4\nb 5 A 1.2.3.4\n" }, few).problems[0]).toContain(
      "30 octets",
    );
    const { records, problems } = read("$GENERATE 1-9 a$ A 1.2.3.$\n", {}, { ...few, maxOctets: 99 });
    expect([records.length, problems.length]).toEqual([3, 1]);
  });
});

describe("law", () => {
  it("any octets are read without throwing, and every complaint points into the text", () => {
    const piece = fc.constantFrom(
      "a",
      " ",
      "\n",
      "(",
      ")",
      '"',
      ";",
      "\\",
      "$",
      "$TTL",
      "$GENERATE 1-3 ",
      " 5 A ",
      "1.2.3.4",
      "@",
      "{",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const source = sourceFromText("/db", pieces.join(""));
        const { diagnostics } = readGoZone(source, "/db", nameOf("z."), fileTreeFromSources(new Map()));
        for (const { span } of diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.start).toBeLessThanOrEqual(source.bytes.length);
        }
      }),
    );
  });

  it("what was read and printed is read again alike", () => {
    const label = fc.constantFrom("a", "b.c", "@", "x\\.y", "d\\046", "\\000", "*");
    const line = fc.tuple(
      label,
      fc.nat(99),
      fc.constantFrom("A 1.2.3.4", 'TXT "a b" c', "MX 5 m", "CNAME @", "NS ns.x."),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const { records } = read(lines.map(([owner, ttl, data]) => `${owner} ${ttl} ${data}\n`).join(""));
        expect(records).toHaveLength(lines.length);
        expect(read(`${records.join("\n")}\n`)).toEqual({ records, problems: [] });
      }),
    );
  });
});
