import type { DiagnosticCode } from "./codes/index.ts";
import type { Span } from "./source.ts";

/** `error`: the real server refuses it or nobody can answer; `warning`: it runs, and does something unexpected; `information`: worth knowing. */
export type Severity = "error" | "warning" | "information";

/** Another place that explains a finding: the first definition, the file that includes this one. */
export interface RelatedSpan {
  readonly message: string;
  readonly span: Span;
}

/** One thing that is wrong with an input: what was found, what was expected, and what it does to a question. */
export interface Diagnostic {
  /** Stable for ever; documented one by one. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** What to write instead, where we can tell. */
  readonly hint?: string;
  readonly related?: readonly RelatedSpan[];
}

/** What could be read of an input, and everything that is wrong with it. A parser never throws for bad input. */
export interface Parsed<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

export function errorAt(span: Span, code: DiagnosticCode, message: string, hint?: string): Diagnostic {
  return makeDiagnostic("error", span, code, message, hint);
}

export function warningAt(span: Span, code: DiagnosticCode, message: string, hint?: string): Diagnostic {
  return makeDiagnostic("warning", span, code, message, hint);
}

export function informationAt(span: Span, code: DiagnosticCode, message: string, hint?: string): Diagnostic {
  return makeDiagnostic("information", span, code, message, hint);
}

function makeDiagnostic(
  severity: Severity,
  span: Span,
  code: DiagnosticCode,
  message: string,
  hint: string | undefined,
): Diagnostic {
  return hint === undefined ? { code, severity, message, span } : { code, severity, message, span, hint };
}
