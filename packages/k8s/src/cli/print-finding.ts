import { type Diagnostic, escapeForTerminal, printDiagnostic } from "@splithorizon/core";

/** With the line that it is about where there is one; requests and kubeconfigs have none to show. */
export function printFinding(diagnostic: Diagnostic): string {
  const { span, severity, code, message, hint } = diagnostic;
  if (span.source.bytes.length > 0) return printDiagnostic(diagnostic);
  const sentence = `${span.source.name}: ${severity} ${code}: ${message}`;
  return [sentence, ...(hint === undefined ? [] : [`      = ${hint}`])].map(escapeForTerminal).join("\n");
}
