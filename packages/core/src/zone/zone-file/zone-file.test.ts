import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, printRdata } from "../../dns/index.ts";
import {
  type Diagnostic,
  fileTreeFromSources,
  hasErrors,
  type Parsed,
  placeOf,
  type Source,
  sourceFromBytes,
  sourceFromText,
} from "../../text/index.ts";
import type { Zone } from "../zone.ts";
import { ZoneBuilder, zoneFromRecords } from "../zone-builder.ts";
import { checkZone } from "../zone-check.ts";
import { ZoneFiles } from "./files.ts";
import { parseZoneFile, printRecords, printZoneFile, readZone, type ZoneFileOptions } from "./index.ts";
import { resolveOptions } from "./options.ts";
import { walkFileByLexer } from "./walk.ts";
import { INCLUDED, VERDICT_HEAD, verdicts } from "./zone-verdicts.fixture.ts";

const origin = nameOf("example.");
const files = fileTreeFromSources(
  new Map(
    Object.entries({
      "/inc.db": INCLUDED,
      "/loop.db": "$INCLUDE again.db\n",
      "/again.db": "$INCLUDE loop.db\n",
      "/etc/bind/below.db": "b A 1.1.1.1\n",
    }).map(([path, text]) => [path, sourceFromText(path, text)]),
  ),
);
const options: ZoneFileOptions = { origin, files };
const START = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n NS ns\nns A 1.1.1.1\n";

const shown = (zone: Zone): readonly string[] =>
  [...zone.records()].map(({ owner, ttl, data }) => `${owner.text} ${ttl} ${data.type} ${printRdata(data)}`);
const codes = (found: readonly Diagnostic[]): string => found.map(({ code }) => code.replace("ZONE_", "")).join(" ");
const messages = (found: readonly Diagnostic[]): readonly string[] =>
  found.map((one) => `${placeOf(one.span)} ${one.severity} ${one.code} ${one.message}`);

describe("what named-checkzone says", () => {
  const head = shown(readZone(sourceFromText("zone", VERDICT_HEAD), options).value);

  it.each(verdicts)("%j: %s", (lines, expected, records) => {
    const { value, diagnostics } = readZone(sourceFromText("zone", `${VERDICT_HEAD}${lines}\n`), options);
    const found = [...diagnostics, ...checkZone(value)];
    expect(codes(found)).toBe(expected);
    expect(hasErrors(found)).toBe(records === null);
    const others = shown(value).filter(
      (line) => !head.includes(line) && !/^example\. \d+ NS |^ns\.example\. \d+ A 1\.2\.3\.4$/.test(line),
    );
    if (records !== null) expect(others.join(" | ")).toBe(records);
  });
});

describe("whole files", () => {
  const cases: readonly (readonly [why: string, text: string, codes: string, records: number])[] = [
    ["a byte order mark", `\ufeff${START}`, "BYTE_ORDER_MARK SYNTAX TTL_FROM_SOA", 3],
    ["CRLF is an end of line", START.replaceAll("\n", "\r\n"), "", 3],
    ["a lone CR too", START.replaceAll("\n", "\r"), "", 3],
    ["no final newline", `${START}a A 1.1.1.1`, "NO_FINAL_NEWLINE", 4],
    ["an empty file", "", "", 0],
    ["no $TTL, SOA without TTL", START.slice(9), "TTL_FROM_SOA", 3],
    ["no $TTL, SOA with TTL", `@ 20 SOA ns h 1 2 3 4 5\n NS ns\n A 1.1.1.1\n`, "TTL_INHERITED", 3],
    ["no TTL before the SOA", `a A 1.1.1.1\n${START.slice(9)}`, "NO_TTL TTL_FROM_SOA", 3],
    ["no owner in the first record", ` A 1.1.1.1\n${START}`, "NO_OWNER", 3],
    ["serial over 2^32", START.replace(" 1 2 3", " 4294967296 2 3"), "RDATA", 2],
    ["a NUL", `${START}a\u0000b A 1.1.1.1\n`, "SYNTAX", 3],
    ["an open parenthesis at the end", `${START}a A ( 1.1.1.1\n`, "SYNTAX", 3],
    ["checked under another name", START.replaceAll("ns", "ns.other."), "OUT_OF_ZONE", 2],
    ["an include that includes itself", `${START}$INCLUDE loop.db\n`, "INCLUDE_CYCLE", 3],
    ["an include that climbs out stays inside", `${START}$INCLUDE ../../../etc/bind/below.db\n`, "", 4],
    ["a folder is no file", `${START}$INCLUDE etc\n`, "INCLUDE_MISSING", 3],
    ["U+2028 ends nothing", `${START}a TXT "x\u2028y"\n`, "", 4],
    ["a backslash at the end of a name", `${START}a NS b\\\nb\\\n`, "RDATA NAME", 3],
    ["names from JavaScript", `${START}__proto__ TXT a\nconstructor TXT b\nprototype TXT c\n`, "", 6],
  ];
  it.each(cases)("%s", (_, text, expected, count) => {
    const { value, diagnostics } = readZone(sourceFromText("zone", text), options);
    expect(codes(diagnostics)).toBe(expected);
    expect(value.recordCount).toBe(count);
  });

  it("looks for includes in named's directory", () => {
    const text = sourceFromText("/elsewhere/zone", `${START}$INCLUDE below.db\n`);
    expect(readZone(text, { ...options, directory: "/etc/bind" }).value.recordCount).toBe(4);
  });

  it("points at the included file", () => {
    const bad = fileTreeFromSources(new Map([["/bad.db", sourceFromText("bad.db", "\n\na A 1.1.1\n")]]));
    const { diagnostics } = readZone(sourceFromText("zone", `${START}$INCLUDE bad.db\n`), { ...options, files: bad });
    expect(messages(diagnostics)).toEqual(["bad.db:3:5 error ZONE_RDATA A near '1.1.1': bad dotted quad."]);
  });

  it("a later run of an owner brings its own TTL", () => {
    const text = sourceFromText("zone", `${START}x 5 A 1.1.1.1\ny A 1.1.1.1\nx 7 A 1.1.1.2\n`);
    expect(readZone(text, options).value.rrset(nameOf("x.example"), "A")?.ttl).toBe(7);
  });

  it.each([
    ["warn", "warning"],
    ["fail", "error"],
    ["ignore", undefined],
  ] as const)("check-names %s", (checkNames, severity) => {
    const { diagnostics } = readZone(sourceFromText("zone", `${START}a_b A 1.1.1.1\n`), { ...options, checkNames });
    expect(diagnostics[0]?.severity).toBe(severity);
  });
});

describe("limits", () => {
  const generate = "$GENERATE 1-4294967295 h$ A 1.1.1.1\n";
  const deep = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`/${at}.db`, `$INCLUDE ${at + 1}.db\n`]));
  const deepFiles = fileTreeFromSources(
    new Map(Object.entries(deep).map(([path, text]) => [path, sourceFromText(path, text)])),
  );
  const cases: readonly (readonly [string, string, Partial<ZoneFileOptions>, string])[] = [
    ["10,000 parentheses", `${START}a A ${"(".repeat(10_000)}1.1.1.1${")".repeat(10_000)}\n`, {}, "LIMIT"],
    ["10,000 parentheses never closed", `${START}a A ${"(".repeat(10_000)}`, {}, "LIMIT"],
    ["a line of a megabyte", `${START}a TXT ${"x ".repeat(500_000)}\nb A 1.1.1.1\n`, {}, "LIMIT"],
    ["a name of a megabyte", `${START}${"x".repeat(1_000_000)} A 1.1.1.1\n`, {}, "LIMIT"],
    ["$GENERATE without end", START + generate, {}, "GENERATE"],
    ["$GENERATE of too many", `${START}$GENERATE 1-65537 h$ A 1.1.1.1\n`, {}, "LIMIT"],
    ["two $GENERATE that are too many together", `${START}${"$GENERATE 1-40000 h$ TXT a\n".repeat(2)}`, {}, "LIMIT"],
    ["a width of a million", `${START}$GENERATE 1-2 h\${0,1000000} A 1.1.1.1\n`, {}, "GENERATE"],
    ["includes 40 deep", `${START}$INCLUDE 0.db\n`, { files: deepFiles }, "LIMIT"],
    ["too many octets", START, { limits: { maxOctets: 10 } }, "LIMIT"],
    ["too many findings", `a A\n${"b A x\n".repeat(50)}`, { limits: { maxDiagnostics: 3 } }, "RDATA RDATA RDATA LIMIT"],
  ];
  it.each(cases)("%s", (_, text, more, expected) => {
    const { diagnostics } = readZone(sourceFromText("zone", text), { ...options, ...more });
    expect(codes(diagnostics)).toBe(expected);
  });

  it("the lines behind a refused one are read", () => {
    const text = `${START}a TXT ${"x ".repeat(500_000)}\nb A 1.1.1.1\n`;
    expect(readZone(sourceFromText("zone", text), options).value.recordCount).toBe(4);
  });

  it("a limit can be lifted", () => {
    const text = sourceFromText("zone", `${START}$GENERATE 1-70000 h$ A 1.1.1.1\n`);
    expect(readZone(text, { ...options, limits: { maxGenerated: 70_000 } }).value.recordCount).toBe(70_003);
  });
});

/** Pieces that files are made of, good and bad. */
const piece = fc.constantFrom(
  "a",
  "A",
  "b.c",
  "@",
  "www.example.",
  "*",
  "*.w",
  "a_b",
  "-x",
  "x-",
  "__proto__",
  "a\\.b",
  "\\032",
  "é",
  '"q r"',
  '"',
  "(",
  ")",
  ";c",
  " ",
  "  ",
  "\t",
  "\n",
  "\n",
  "\n ",
  "\r\n",
  "\r",
  "60",
  "1h",
  "99999999999",
  "IN",
  "in",
  "CH",
  "A",
  "AAAA",
  "NS",
  "CNAME",
  "MX",
  "PTR",
  "TXT",
  "SOA",
  "DNAME",
  "1.2.3.4",
  "01.2.3.4",
  "1.2.3.256",
  "::1",
  "2001:db8::1",
  "1:2:3:4:5:6:7:8",
  "10 m",
  "$TTL 5",
  "$ORIGIN c",
  "$ORIGIN other.",
  "$INCLUDE inc.db",
  "$GENERATE 1-2 g$ A 1.1.1.$",
  "host.master",
  ".",
  "..",
  "a..b",
  "x".repeat(64),
  "\u0000",
);
const word = fc.constantFrom(
  "a ",
  "b ",
  "a.b ",
  "C ",
  "x-y ",
  "e.example. ",
  "300 ",
  "IN ",
  "A ",
  "AAAA ",
  "NS ",
  "CNAME ",
  "MX 10 ",
  "PTR ",
  "1.2.3.4\n",
  "2001:db8::5\n",
  "t\n",
  "t.u\n",
  " ",
  "\n",
);
const body = fc.array(fc.oneof(piece, word, word, fc.constant(" ")), { maxLength: 60 }).map((all) => all.join(""));
const plainLine = fc
  .tuple(
    fc.constantFrom("a", "B", "a.b", "A.b", "h-1", "x.y.z", "e.example.", "E.EXAMPLE.", "_t", "*.w", "@", "", "", "-"),
    fc.constantFrom(" ", "\t", " 60 ", " IN ", " 60 IN ", " in 60\t", " i. ", " 60 60 ", " CH ", " 60x "),
    fc.constantFrom(
      "A 1.2.3.4",
      "A 1.2.3.5",
      "AAAA ::1",
      "AAAA 1::2",
      "NS n",
      "NS n.a",
      "CNAME c",
      "MX 5 m",
      "PTR p",
      "TXT t",
      "A 1.2.3",
      "MX 5 1.2.3.4",
      "MX 70000 m",
      "a 1.2.3.4",
      "AAAA 1:2:3:4:5:6:7:8:9",
      "AAAA ::",
      "AAAA 1::2::3",
      "SRV 1 2 3 m",
      "SRV 1 2 m",
      "TXT t u",
      'TXT "t u" v"w"',
      'TXT "a\\"b"',
      'TXT "open',
      "DNAME d",
      "$ORIGIN _u",
      `NS ${"n".repeat(64)}`,
    ),
    fc.constantFrom(
      "\n",
      "\n",
      "\n",
      " \n",
      " ; c\n",
      ";c\n",
      "\r\n",
      "\r",
      " x\n",
      " (\n)\n",
      "\n$ORIGIN _u.\n",
      "\n$ORIGIN example.\n",
    ),
  )
  .map((parts) => parts.join(""));
const plainBody = fc.array(plainLine, { maxLength: 30 }).map((lines) => lines.join(""));
const anyBody = fc.oneof(body, plainBody);

/** Without the short way for plain lines. */
function readByLexer(source: Source, how: ZoneFileOptions): Parsed<Zone> & { readonly entries: readonly string[] } {
  const entries: string[] = [];
  const resolved = resolveOptions(how);
  const builder = new ZoneBuilder(resolved.origin, resolved.class);
  const walked = new ZoneFiles(resolved, builder, (all, file) =>
    walkFileByLexer(all, file, (kind, start, end) => entries.push(`${file.base} ${kind} ${start} ${end}`)),
  );
  walked.read(source, source.name);
  return { value: builder.finish(walked.sources), diagnostics: walked.diagnostics, entries };
}

const shownNodes = (zone: Zone): readonly string[] =>
  [...zone.nodes()].map((node) => `${node.name.text} ${node.isCut} ${node.barrier?.name.text} ${node.hasRecords}`);

describe("laws", () => {
  it("the short way and the lexer agree, on zones and on findings", () => {
    fc.assert(
      fc.property(fc.constantFrom("", START), anyBody, fc.constantFrom("warn", "ignore"), (start, text, checkNames) => {
        const source = sourceFromText("zone", start + text);
        const fast = readZone(source, { ...options, checkNames });
        const slow = readByLexer(source, { ...options, checkNames });
        expect(messages(fast.diagnostics)).toEqual(messages(slow.diagnostics));
        expect(shown(fast.value)).toEqual(shown(slow.value));
        expect(shownNodes(fast.value)).toEqual(shownNodes(slow.value));
        expect(fast.value.recordCount).toBe(slow.value.recordCount);
        expect(messages(checkZone(fast.value))).toEqual(messages(checkZone(slow.value)));
      }),
      { numRuns: 2500 },
    );
  });

  it("the lossless way finds the same, and its entries are the whole file", () => {
    fc.assert(
      fc.property(anyBody, (text) => {
        const source = sourceFromText("zone", START + text);
        const slow = readByLexer(source, options);
        const { value, diagnostics } = parseZoneFile(source, options);
        expect(messages(diagnostics)).toEqual(messages(slow.diagnostics));
        expect(shown(value.zone)).toEqual(shown(slow.value));
        const [first] = value.parts;
        expect(first?.entries.map(({ kind, start, end }) => `0 ${kind} ${start} ${end}`)).toEqual(
          slow.entries.filter((entry) => entry.startsWith("0 ")),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("records in the order of the file, put together again, are the zone", () => {
    fc.assert(
      fc.property(anyBody, (text) => {
        const { value, diagnostics } = parseZoneFile(sourceFromText("zone", START + text), options);
        // A record outside of the zone is ignored, and yet it ends the run of its predecessor, whose set then may get another TTL.
        fc.pre(!diagnostics.some(({ code }) => code === "ZONE_OUT_OF_ZONE"));
        const owners = new Set(value.records().map(({ owner }) => owner.key));
        expect(new Set(value.zone.names.map(({ key }) => key))).toEqual(owners);
        expect(shown(zoneFromRecords(origin, value.records()))).toEqual(shown(value.zone));
      }),
      { numRuns: 500 },
    );
  });

  it("printing an unchanged file gives its octets", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyBody.map((text) => new TextEncoder().encode(text)),
          fc.uint8Array({ maxLength: 200 }),
        ),
        (bytes) => {
          const [part] = parseZoneFile(sourceFromBytes("zone", bytes), options).value.parts;
          expect(part === undefined ? null : printZoneFile(part)).toEqual(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("the records of a zone, printed, are the zone again", () => {
    fc.assert(
      fc.property(anyBody, (text) => {
        const zone = readZone(sourceFromText("zone", START + text), options).value;
        const again = readZone(sourceFromText("zone", printRecords(zone.records())), { origin });
        expect(hasErrors(again.diagnostics.filter(({ code }) => code !== "ZONE_WILDCARD_NS"))).toBe(false);
        expect(shown(again.value)).toEqual(shown(zone));
      }),
      { numRuns: 500 },
    );
  });
});

describe("an edit", () => {
  const text = `; a zone\n\n${START}www\tA 1.1.1.1 ; the web\n`;
  const file = parseZoneFile(sourceFromText("zone", text), options).value;
  const [part] = file.parts;

  it("changes its own line alone", () => {
    const entries = (part?.entries ?? []).map((entry) =>
      entry.words[0]?.text === "www" ? "www\tA 2.2.2.2 ; moved\n" : entry,
    );
    const printed = part === undefined ? null : new TextDecoder().decode(printZoneFile(part, entries));
    expect(printed).toBe(text.replace("1.1.1.1 ; the web", "2.2.2.2 ; moved"));
  });

  it("knows what each line is, and where each record stands", () => {
    expect(part?.entries.map(({ kind }) => kind)).toEqual([
      "blank",
      "blank",
      "directive",
      "record",
      "record",
      "record",
      "record",
    ]);
    expect(part?.entries[0]?.comments).toEqual([{ start: 0, end: 8 }]);
    expect(file.records().map(({ span }) => placeOf(span))).toEqual(["zone:4:1", "zone:5:1", "zone:6:1", "zone:7:1"]);
  });
});
