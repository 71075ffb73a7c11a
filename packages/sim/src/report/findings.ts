import {
  type Diagnostic,
  type DiagnosticCode,
  diagnosticCodes,
  escapeForTerminal,
  outermostSpan,
  placeOf,
  positionOf,
  printDiagnostic,
  VERSION,
} from "@splithorizon/core";
import { type Evidence, evidenceText, explain, type Finding, outcomeText } from "../lint/index.ts";
import { printTraceAsJson, summariseTrace } from "../trace/index.ts";

/** The forms that a list of diagnostics is printed in. */
export const reportFormats = ["text", "json", "sarif", "junit"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Diagnostics for people, for scripts, for code scanners, and for build servers. */
export function printFindings(diagnostics: readonly Finding[], format: ReportFormat): string {
  switch (format) {
    case "text":
      return diagnostics.map(findingText).join("");
    case "json":
      return `${JSON.stringify(diagnostics.map(plain), null, 2)}\n`;
    case "sarif":
      return `${JSON.stringify(sarif(diagnostics), null, 2)}\n`;
    case "junit":
      return junit(diagnostics);
  }
}

/** A diagnostic, and below it each question that shows it, with its way. */
function findingText(finding: Finding): string {
  return [`${printDiagnostic(finding)}\n`, ...(finding.evidence ?? []).map(evidenceLines)].join("");
}

const MARGIN = "      ";

/** Tries and circles can be long, and say nothing new. */
const MOST_SERVERS = 8;

/** Each server in a line: whom it took for the client, what decided, and what it answered. `trace` shows every hop. */
function evidenceLines(evidence: Evidence): string {
  const servers = summariseTrace(evidence.steps).map(
    ({ depth, server, source, reasons, answer }) =>
      `${"  ".repeat(depth + 1)}${server} sees ${source}; ${reasons.at(-1) ?? "says no more"}; ${answer === null ? "nothing comes back" : `answers ${answer}`}`,
  );
  const shown = servers.length > MOST_SERVERS ? servers.slice(0, MOST_SERVERS - 1) : servers;
  const left = servers.length - shown.length;
  const rest = left === 0 ? [] : [`  and servers have been asked ${left} times more: \`trace\` shows all of it`];
  return [evidenceText(evidence), ...shown, ...rest].map((line) => `${MARGIN}| ${escapeForTerminal(line)}\n`).join("");
}

interface PlainEvidence {
  readonly from: string;
  readonly server: string | null;
  readonly name: string;
  readonly type: string;
  /** Where it matters: `a second later`; null: on the site at rest, with empty caches. */
  readonly when: string | null;
  readonly outcome: string;
  /** The steps of its trace, as `trace --format json` has them. */
  readonly trace: unknown;
}

function plainEvidence(evidence: Evidence): PlainEvidence {
  const { from, server, name, type, moment } = evidence.inquiry;
  const when = moment?.words ?? null;
  const trace: unknown = JSON.parse(printTraceAsJson(evidence.steps));
  return { from, server, name: name.text, type, when, outcome: outcomeText(evidence), trace };
}

interface PlainFinding {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly hint: string | null;
  readonly related: readonly { readonly message: string; readonly file: string; readonly line: number }[];
  readonly evidence: readonly PlainEvidence[];
}

function plain({ code, severity, message, span, hint, related, evidence }: Finding): PlainFinding {
  const outer = outermostSpan(span);
  const start = positionOf(outer.source, outer.start);
  const end = positionOf(outer.source, outer.end);
  return {
    code,
    severity,
    message,
    file: outer.source.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    hint: hint ?? null,
    related: (related ?? []).map((other) => {
      const place = outermostSpan(other.span);
      return { message: other.message, file: place.source.name, line: positionOf(place.source, place.start).line };
    }),
    evidence: (evidence ?? []).map(plainEvidence),
  };
}

const SARIF_LEVELS = { error: "error", warning: "warning", information: "note" } as const;

/** SARIF 2.1.0 (OASIS), the fields that code scanners read. */
function sarif(diagnostics: readonly Finding[]): unknown {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].map(sarifRule);
  const results = diagnostics.map(plain).map((finding) => ({
    ruleId: finding.code,
    level: SARIF_LEVELS[finding.severity],
    message: { text: sentencesOf(finding).join(" ") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(finding.file) },
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: Math.max(finding.endColumn, finding.line === finding.endLine ? finding.column + 1 : 1),
          },
        },
      },
    ],
  }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "splithorizon", semanticVersion: VERSION, rules } }, results }],
  };
}

/** Its sentence, and its page where it has one. */
function sarifRule(id: DiagnosticCode): unknown {
  const [page] = explain(id);
  const about = { id, shortDescription: { text: diagnosticCodes[id] } };
  return page === undefined ? about : { ...about, help: { text: page, markdown: page } };
}

/** Code scanners show one text: the questions go into it, and their ways stay with the other formats. */
function sentencesOf({ message, hint, evidence }: PlainFinding): readonly string[] {
  const asked = evidence.map(({ from, server, name, type, when, outcome }) => {
    return `${from} asks ${server ?? "its resolver"} for ${name} ${type}${when === null ? "" : `, ${when}`}: ${outcome}.`;
  });
  return [message, ...(hint === null ? [] : [hint]), ...asked];
}

/** RFC 3986: relative to wherever the site stands. */
function relativeUri(file: string): string {
  // Half a surrogate pair has no octets.
  const segments = file
    .replace(/^\/+/, "")
    .replace(/[\ud800-\udfff]/gu, "\ufffd")
    .split("/");
  return segments.map(encodeURIComponent).join("/");
}

/** One test case a finding: errors are failures, the rest is written out. */
function junit(diagnostics: readonly Finding[]): string {
  const failures = diagnostics.filter(({ severity }) => severity === "error").length;
  const cases = diagnostics.map((diagnostic) => {
    const name = xml(`${placeOf(diagnostic.span)} ${diagnostic.code}`);
    const text = xml(findingText(diagnostic));
    const body =
      diagnostic.severity === "error"
        ? `<failure message="${xml(diagnostic.message)}">${text}</failure>`
        : `<system-out>${text}</system-out>`;
    return `    <testcase classname="splithorizon" name="${name}">${body}</testcase>\n`;
  });
  const all = cases.length === 0 ? [`    <testcase classname="splithorizon" name="check"/>\n`] : cases;
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n`;
  return `${head}  <testsuite name="splithorizon" tests="${all.length}" failures="${failures}" errors="0">\n${all.join("")}  </testsuite>\n</testsuites>\n`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

function xml(text: string): string {
  const lines = text.split("\n").map(escapeForTerminal).join("\n");
  return lines.replace(/[&<>"]/g, (character) => ENTITIES.get(character) ?? character);
}
