import { type Diagnostic, type DiagnosticCode, type Severity, type Source, spanOf } from "../../text/index.ts";
import type { Range } from "./lexer.ts";

/** Diagnostics in the making, up to a limit. */
export class Findings {
  readonly list: Diagnostic[] = [];
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  add(severity: Severity, source: Source, at: Range, code: DiagnosticCode, message: string, hint?: string): void {
    if (this.list.length > this.#max) return;
    const span = spanOf(source, at.start, at.end);
    if (this.list.length === this.#max) {
      const limit = `More than ${this.#max} findings; the rest is not reported.`;
      this.list.push({ code: "ZONE_LIMIT", severity: "error", message: limit, span });
      return;
    }
    this.list.push({ code, severity, message, span, ...(hint === undefined ? {} : { hint }) });
  }
}
