import {
  type Diagnostic,
  escapeForTerminal,
  outermostSpan,
  placeOf,
  positionOf,
  printDiagnostic,
} from "@splithorizon/core";

/** The forms that a list of diagnostics is printed in. */
export const reportFormats = ["text", "json", "sarif", "junit"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Diagnostics for people, for scripts, for code scanners, and for build servers. */
export function printFindings(diagnostics: readonly Diagnostic[], format: ReportFormat): string {
  switch (format) {
    case "text":
      return diagnostics.map((diagnostic) => `${printDiagnostic(diagnostic)}\n`).join("");
    case "json":
      return `${JSON.stringify(diagnostics.map(plain), null, 2)}\n`;
    case "sarif":
      return `${JSON.stringify(sarif(diagnostics), null, 2)}\n`;
    case "junit":
      return junit(diagnostics);
  }
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
}

function plain({ code, severity, message, span, hint, related }: Diagnostic): PlainFinding {
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
  };
}

const SARIF_LEVELS = { error: "error", warning: "warning", information: "note" } as const;

/** SARIF 2.1.0 (OASIS), the fields that code scanners read. */
function sarif(diagnostics: readonly Diagnostic[]): unknown {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].map((id) => ({ id }));
  const results = diagnostics.map(plain).map((finding) => ({
    ruleId: finding.code,
    level: SARIF_LEVELS[finding.severity],
    message: { text: finding.hint === null ? finding.message : `${finding.message} ${finding.hint}` },
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
    runs: [{ tool: { driver: { name: "splithorizon", rules } }, results }],
  };
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
function junit(diagnostics: readonly Diagnostic[]): string {
  const failures = diagnostics.filter(({ severity }) => severity === "error").length;
  const cases = diagnostics.map((diagnostic) => {
    const name = xml(`${placeOf(diagnostic.span)} ${diagnostic.code}`);
    const text = xml(printDiagnostic(diagnostic));
    const body =
      diagnostic.severity === "error"
        ? `<failure message="${xml(diagnostic.message)}">${text}</failure>`
        : `<system-out>${text}</system-out>`;
    return `    <testcase classname="splithorizon" name="${name}">${body}</testcase>\n`;
  });
  const all = cases.length === 0 ? [`    <testcase classname="splithorizon" name="check"/>\n`] : cases;
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n`;
  return `${head}  <testsuite name="splithorizon" tests="${all.length}" failures="${failures}">\n${all.join("")}  </testsuite>\n</testsuites>\n`;
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
