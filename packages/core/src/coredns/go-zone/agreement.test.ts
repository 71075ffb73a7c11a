import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, printRecord, type ResourceRecord } from "../../dns/index.ts";
import { emptyFileTree, hasErrors, sourceFromText } from "../../text/index.ts";
import { parseZoneFile } from "../../zone/index.ts";
import { readGoZone } from "./reader.ts";

const ORIGIN = nameOf("z.test.");
const print = (record: ResourceRecord): string => printRecord(record).replaceAll("\t", " ");

/** The TTL of an RRset's first record alone: BIND gives it to the others too, miekg/dns leaves each its own. */
function withFirstTtls(lines: readonly string[] | null): readonly string[] | null {
  const seen = new Set<string>();
  return (
    lines?.map((line) => {
      const [name = "", ttl = "", rrClass = "", type = "", ...rest] = line.split(" ");
      const key = `${name.toLowerCase()} ${type}`;
      const shown = seen.has(key) ? "-" : ttl;
      seen.add(key);
      return [name, shown, rrClass, type, ...rest].join(" ");
    }) ?? null
  );
}

/** What miekg/dns reads; null where it finds a fault. */
function byGo(text: string): readonly string[] | null {
  const { value, diagnostics } = readGoZone(sourceFromText("/db", text), "/db", ORIGIN, emptyFileTree);
  return hasErrors(diagnostics) ? null : value.map(print);
}

/** What BIND reads; null where it finds a fault. */
function byBind(text: string): readonly string[] | null {
  const { value, diagnostics } = parseZoneFile(sourceFromText("/db", text), { origin: ORIGIN });
  return hasErrors(diagnostics) ? null : value.records().map(print);
}

const owner = fc.constantFrom(
  "@",
  "a",
  "b.c",
  "*",
  "*.w",
  "_sip._tcp",
  "a\\.b",
  "\\097x",
  "MiXed",
  "z.test.",
  "abs.z.test.",
);
const data = fc.constantFrom(
  ...["A 192.0.2.1", "AAAA 2001:db8::1", "AAAA ::ffff:192.0.2.1", "NS ns", "CNAME @", "PTR host.example.", "DNAME t"],
  ...["MX 10 mail", "SRV 0 5 443 www", 'TXT "two words" bare', 'TXT ""', 'TXT "a\\"b\\;c"', "HINFO i386 linux"],
  ...[
    'CAA 0 issue "ca.test"',
    "RP who what",
    "SSHFP 1 1 0123",
    "TLSA 3 1 1 abcd",
    "DS 1 8 2 ABCD",
    'URI 1 2 "https://x/"',
  ],
  ...['NAPTR 1 2 "s" "SIP+D2T" "" _sip._tcp', "LOC 52 22 23.000 N 4 53 32.000 E -2.00m", "TYPE65280 \\# 2 abcd"],
  ...["SOA ns hm 1 7200 3600 1209600 60", "SOA ns hm 1 2h 1h 2w 1m", "HTTPS 1 . alpn=h2", "SVCB 0 other"],
);
const ttl = fc.constantFrom("", "0 ", "60 ", "1h ", "2d3h ", "1W ");
const rrClass = fc.constantFrom("", "IN ", "in ");
const head = fc
  .tuple(ttl, rrClass, fc.boolean())
  .map(([one, other, isTurned]) => (isTurned ? other + one : one + other));
const record = fc.tuple(owner, head, data).map((parts) => `${parts[0]} ${parts[1]}${parts[2]}`);
const repeated = fc.tuple(head, data).map((parts) => ` ${parts.join("")}`);
const directive = fc.constantFrom("$TTL 300", "$TTL 1d", "$ORIGIN sub", "$ORIGIN z.test.", "; a comment", "", "\t");
const line = fc.oneof({ weight: 5, arbitrary: record }, { weight: 2, arbitrary: repeated }, directive);
const zone = fc.array(line, { maxLength: 12 }).map((lines) => `$TTL 60\nfirst A 192.0.2.9\n${lines.join("\n")}\n`);

describe("where both take a file, both read the same records in the same order", () => {
  it("of every type, with TTLs and classes in either order, owners repeated, origins changed", () => {
    fc.assert(
      fc.property(zone, (text) => {
        const [go, bind] = [byGo(text), byBind(text)];
        expect(go).not.toBeNull();
        if (bind !== null) expect(withFirstTtls(go)).toEqual(withFirstTtls(bind));
      }),
      { numRuns: 400 },
    );
  });

  it("and with parentheses, comments and line ends of any kind between the words", () => {
    const gap = fc.constantFrom(" ", "\t", "  ", " (\n ", " ( ; so far\n\t", "(\n (\n ");
    const soa = ["@ SOA", "ns", "hm", "2026010100", "7200", "3600", "1209600", "60"];
    fc.assert(
      fc.property(fc.array(gap, { minLength: 7, maxLength: 7 }), fc.constantFrom("\n", "\r\n"), (gaps, end) => {
        const words = soa.map((word, at) => `${word}${gaps[at] ?? ""}`).join("");
        const open = words.split("(").length - 1;
        const text = `$TTL 60\n${words} ${")".repeat(open)}\nwww A 192.0.2.1\n`.replaceAll("\n", end);
        expect(byGo(text)).toEqual(byBind(text));
        expect(byGo(text)).toHaveLength(2);
      }),
    );
  });

  it("what one prints of what it has read, the other reads alike", () => {
    fc.assert(
      fc.property(zone, (text) => {
        const printed = byGo(text) ?? [];
        const again = `${printed.join("\n")}\n`;
        expect(byGo(again)).toEqual(printed);
        const bind = byBind(again);
        if (bind !== null) expect(withFirstTtls(bind)).toEqual(withFirstTtls(printed));
      }),
    );
  });
});

/** Seen of CoreDNS 1.15.0 (miekg/dns 1.1.73) and of named 9.18. */
describe("where they differ", () => {
  it.each<readonly [string, string, readonly string[] | null, readonly string[] | null]>([
    ["a class before any TTL", "x IN A 192.0.2.1\n", ["x.z.test. 0 IN A 192.0.2.1"], null],
    ["a string over two lines", '$TTL 5\nx TXT "a\nb"\n', ['x.z.test. 5 IN TXT "a\\010b"'], null],
    [
      "numbers cut by a line's end",
      "@ 5 SOA ns hm ( 1\n2 3 4 5\n 6 )\n",
      ["z.test. 5 IN SOA ns.z.test. hm.z.test. 12 3 4 5 6"],
      null,
    ],
    ["a unit without a number", "x m A 192.0.2.1\n", ["x.z.test. 0 IN A 192.0.2.1"], null],
    ["a first record without an owner", " 5 A 192.0.2.1\nx 5 A 192.0.2.2\n", ["x.z.test. 5 IN A 192.0.2.2"], null],
    ["an origin named as a type", "$ORIGIN mx\nx 5 A 192.0.2.1\n", null, ["x.mx.z.test. 5 IN A 192.0.2.1"]],
  ])("%s", (_, text, go, bind) => {
    expect(byGo(text)).toEqual(go);
    if (bind !== null) expect(byBind(text)).toEqual(bind);
    else expect(byBind(text)).not.toEqual(go);
  });
});

describe("a last line without an end", () => {
  it.each<readonly [string, number | null]>([
    ["", 1],
    ["b", null],
    ["b ", 1],
    ["b 60", 1],
    ["b 60 ", 1],
    ["b IN", null],
    ["b IN ", 1],
    ["b 60 IN ", 1],
    ["b IN IN ", null],
    ["b 5 6", null],
    [" 60", 1],
    ["60", 1],
    ["$TTL ", 1],
    ["$TTL", null],
    ["$ORIGIN ", 1],
    ["$ORIGIN mx", 1],
    ["$ORIGIN mx ", null],
    ["$ORIGIN in ", null],
    ["b 60 ; c", null],
    ["b A 192.0.2.2", 2],
    ["b A", null],
  ])("%j: %s records", (last, count) => {
    expect(byGo(`$TTL 60\na A 192.0.2.1\n${last}`)?.length ?? null).toBe(count);
  });
});
