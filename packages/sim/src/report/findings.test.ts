import { type Diagnostic, sourceFromText, VERSION } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lintSite } from "../lint/index.ts";
import { twinOf } from "../lint/variation.fixture.ts";
import { printFindings, reportFormats } from "./findings.ts";
import { junit10 } from "./junit-10.fixture.ts";

const zone = sourceFromText("/dns1/db.kloud.lan", "$TTL 60\n@ SOA ns a 1 1 1 1 1\nwww A 192.0.2\n");
const conf = sourceFromText("named.conf", "options { };\n");

const findings: readonly Diagnostic[] = [
  {
    code: "ZONE_RDATA",
    severity: "error",
    message: "192.0.2 is not an IPv4 address.",
    span: { source: zone, start: 35, end: 42 },
    hint: "Four numbers.",
    related: [{ message: "loaded from here", span: { source: conf, start: 0, end: 7 } }],
  },
  { code: "ZONE_TTL_FROM_SOA", severity: "warning", message: 'A <b> & "c"', span: { source: zone, start: 8, end: 8 } },
  { code: "SITE_NO_COREDNS", severity: "information", message: "No pod.", span: { source: conf, start: 0, end: 12 } },
];

test("text: file, line, column, and a caret", () => {
  expect(
    printFindings(findings.slice(0, 1), "text"),
  ).toBe(`/dns1/db.kloud.lan:3:7: error ZONE_RDATA: 192.0.2 is not an IPv4 address.
    3 | www A 192.0.2
      |       ^^^^^^^
      = Four numbers.
      named.conf:1:1: loaded from here
    1 | options { };
      | ^^^^^^^
`);
});

test("JSON: places as numbers", () => {
  expect(JSON.parse(printFindings(findings, "json"))).toEqual([
    {
      code: "ZONE_RDATA",
      severity: "error",
      message: "192.0.2 is not an IPv4 address.",
      file: "/dns1/db.kloud.lan",
      line: 3,
      column: 7,
      endLine: 3,
      endColumn: 14,
      hint: "Four numbers.",
      related: [{ message: "loaded from here", file: "named.conf", line: 1 }],
      evidence: [],
    },
    expect.objectContaining({ line: 2, column: 1, endLine: 2, endColumn: 1, hint: null, related: [] }),
    expect.objectContaining({ severity: "information", file: "named.conf" }),
  ]);
});

/** What SARIF 2.1.0 (OASIS) asks of the parts that are written here. */
interface Sarif {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly semanticVersion: string;
        readonly rules: readonly { readonly id: string }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: {
            readonly startLine: number;
            readonly startColumn: number;
            readonly endLine: number;
            readonly endColumn: number;
          };
        };
      }[];
    }[];
  }[];
}

/** Clauses 3.13, 3.14, 3.27, 3.30 and 3.49 of the standard. */
function checkSarif(text: string, count: number): Sarif {
  const log = JSON.parse(text) as Sarif;
  expect([log.version, log.$schema]).toEqual(["2.1.0", "https://json.schemastore.org/sarif-2.1.0.json"]);
  const [run] = log.runs;
  const rules = run?.tool.driver.rules.map(({ id }) => id) ?? [];
  expect(run?.tool.driver).toMatchObject({ name: "splithorizon", semanticVersion: VERSION });
  expect(new Set(rules).size).toBe(rules.length);
  expect(run?.results).toHaveLength(count);
  for (const { ruleId, level, message, locations } of run?.results ?? []) {
    expect(rules).toContain(ruleId);
    expect(["error", "warning", "note", "none"]).toContain(level);
    expect(message.text).not.toBe("");
    for (const { physicalLocation } of locations) {
      const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
      expect(Math.min(startLine, startColumn, endColumn)).toBeGreaterThanOrEqual(1);
      expect(endLine > startLine || (endLine === startLine && endColumn > startColumn)).toBe(true);
      expect(physicalLocation.artifactLocation.uri).toMatch(/^(?!\/)(?:[\w.~!*'()/-]|%[0-9A-F]{2})*$/);
    }
  }
  return log;
}

test("SARIF: what code scanners read", () => {
  const [run] = checkSarif(printFindings(findings, "sarif"), 3).runs;
  expect(run?.results.map(({ level, message }) => `${level}: ${message.text}`)).toEqual([
    "error: 192.0.2 is not an IPv4 address. Four numbers.",
    'warning: A <b> & "c"',
    "note: No pod.",
  ]);
});

describe("a finding that is about answers", () => {
  const { twin, files } = twinOf({ site: "kloud-lan-forwarding-without-zone" });
  const [finding] = lintSite(twin, files);
  const found = finding === undefined ? [] : [finding];

  test("text: who asked whom, and each server on the way with what decided", () => {
    expect(printFindings(found, "text")).toContain(`
      | laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN
      |   BIND 9.18 on dns1 sees 192.168.13.50; `);
  });

  test("JSON: the question, the place, and every step of the trace", () => {
    const [plain] = JSON.parse(printFindings(found, "json")) as {
      evidence: { trace: { event: { kind: string } }[] }[];
    }[];
    expect(plain?.evidence[0]).toMatchObject({
      from: "laptop",
      server: "192.168.13.11",
      name: "web.linkerd-viz.k8s1-prod.kloud.lan.",
      type: "A",
      when: null,
      outcome: "NXDOMAIN",
    });
    expect(plain?.evidence[0]?.trace[0]?.event.kind).toBe("asked");
    expect(plain?.evidence[0]?.trace.at(-1)?.event.kind).toBe("hop");
  });

  test("SARIF: the question in words, and the rule's page", () => {
    const text = printFindings(found, "sarif");
    const [run] = checkSarif(text, 1).runs;
    expect(run?.results[0]?.message.text).toContain(
      "laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN.",
    );
    expect(text).toContain("## How to mend it");
  });

  test("JUnit: a failure with its questions", () => {
    const text = printFindings(found, "junit");
    checkXml(text);
    expect(text).toContain("laptop asks 192.168.13.11 for web.linkerd-viz.k8s1-prod.kloud.lan. A: NXDOMAIN");
  });
});

describe("a question that goes from server to server for long", () => {
  const { twin, files } = twinOf({});
  const [finding] = lintSite(twin, files).filter(({ evidence }) => evidence !== undefined && evidence.length > 0);
  const [evidence] = finding?.evidence ?? [];

  /** The lines below the question where so many servers were asked. */
  function linesOf(count: number): readonly string[] {
    if (finding === undefined || evidence === undefined) throw new Error("the tutorial's site has findings");
    const received = evidence.steps.filter(({ event }) => event.kind === "received").slice(0, 1);
    const steps = Array.from({ length: count }, () => received).flat();
    const text = printFindings([{ ...finding, evidence: [{ ...evidence, steps }] }], "text");
    return text.split("\n").filter((line) => line.startsWith("      |   "));
  }

  test.each<readonly [count: number, lines: number, rest: string | null]>([
    [1, 1, null],
    [8, 8, null],
    [9, 8, "2 times more"],
    [40, 8, "33 times more"],
  ])("%i servers", (count, lines, rest) => {
    const printed = linesOf(count);
    expect(printed).toHaveLength(lines);
    expect(printed.some((line) => line.includes("times more"))).toBe(rest !== null);
    if (rest !== null) expect(printed.at(-1)).toContain(`asked ${rest}: \`trace\` shows all of it`);
  });
});

test("a finding that only time shows says when each question was put", () => {
  const { twin, files } = twinOf({});
  const found = lintSite(twin, files).filter(({ code }) => code === "LINT_NAME_SERVER_DENIED_BY_ZONE");
  expect(printFindings(found, "text")).toContain("k8s1-prod.kloud.lan. A, a second later: SERVFAIL\n");
  expect(printFindings(found, "sarif")).toContain("k8s1-prod.kloud.lan. A, a second later: SERVFAIL.");
  const plain = JSON.parse(printFindings(found, "json")) as { evidence: { when: string | null }[] }[];
  expect(plain[0]?.evidence.map(({ when }) => when)).toEqual(["first", "a second later"]);
  checkXml(printFindings(lintSite(twin, files), "junit"));
});

/** XML 1.0 section 2.2: of these only tabs and line ends may stand in a document. */
function isControl(character: string): boolean {
  return character < " " && !"\t\n\r".includes(character);
}

/** An element as junit-10.xsd has it, within the one that is open. */
function checkElement(name: string, attributes: string, within: string | undefined): void {
  const rule = junit10[name];
  const allowed = within === undefined ? ["testsuites"] : junit10[within]?.children;
  expect(allowed).toContain(name);
  const given = [...attributes.matchAll(/ ([\w-]+)="/g)].map(([, own]) => own ?? "");
  expect(given.filter((own) => !rule?.required.includes(own) && !rule?.optional.includes(own))).toEqual([]);
  expect(rule?.required.filter((own) => !given.includes(own))).toEqual([]);
}

/** Elements open and close in order, each as the schema has it, and nothing stands there that XML does not take. */
function checkXml(text: string): void {
  expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
  const open: string[] = [];
  const rest = text
    .slice(text.indexOf("\n"))
    .replace(
      /([^<]*)<(\/?)([\w-]+)((?: \w+="[^"<]*")*)(\/?)>/g,
      (_, before: string, close, name, attributes, single) => {
        const within = open.at(-1);
        if (within === undefined || junit10[within]?.holdsText === false) expect(before.trim()).toBe("");
        if (close === "/") expect(open.pop()).toBe(name);
        else {
          checkElement(name, attributes, within);
          if (single !== "/") open.push(name);
        }
        return before;
      },
    );
  expect(open).toEqual([]);
  const plain = rest.replaceAll(/&(?:amp|lt|gt|quot);/g, "");
  expect([...plain].filter((character) => "<>&".includes(character) || isControl(character))).toEqual([]);
}

test("JUnit: errors are failures, everything else is told", () => {
  const text = printFindings(findings, "junit");
  checkXml(text);
  expect(text).toContain('<testsuite name="splithorizon" tests="3" failures="1" errors="0">');
  expect(text).toContain(
    '<testcase classname="splithorizon" name="/dns1/db.kloud.lan:2:1 ZONE_TTL_FROM_SOA"><system-out>',
  );
  expect(text).toContain("A &lt;b&gt; &amp; &quot;c&quot;");
  expect(printFindings([], "junit")).toContain(
    'tests="1" failures="0" errors="0">\n    <testcase classname="splithorizon" name="check"/>',
  );
});

describe("law: whatever stands in files and messages", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const finding = fc
    .record({
      content: text,
      name: fc.stringMatching(/^[\w .%&é/-]{1,20}$/),
      message: fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
      at: fc.nat(60),
      length: fc.nat(60),
      severity: fc.constantFrom("error" as const, "warning" as const, "information" as const),
    })
    .map(({ content, name, message, at, length, severity }): Diagnostic => {
      const source = sourceFromText(name, content);
      const start = Math.min(at, source.bytes.length);
      const end = Math.min(start + length, source.bytes.length);
      return { code: "ZONE_RDATA", severity, message, span: { source, start, end } };
    });

  test("each format is what it says, and the same again", () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 4 }), (drawn) => {
        for (const format of reportFormats) expect(printFindings(drawn, format)).toBe(printFindings(drawn, format));
        expect(JSON.parse(printFindings(drawn, "json"))).toHaveLength(drawn.length);
        checkSarif(printFindings(drawn, "sarif"), drawn.length);
        checkXml(printFindings(drawn, "junit"));
      }),
    );
  });
});
