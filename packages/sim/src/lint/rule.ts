import type { Diagnostic, LintCode, Severity, Span } from "@splithorizon/core";
import type { Evidence } from "./evidence.ts";
import type { SiteView } from "./site-view.ts";

/** Something that a rule found. */
export interface Observation {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
  /** Questions that show it, where it is about answers. */
  readonly evidence?: readonly Evidence[];
}

/** One rule: a trap that a site may have. It reads files and asks questions, and changes nothing. */
export interface Rule {
  /** Rows of the list of traps that it looks for: `T1`; `seed` is the tutorial's own warning. */
  readonly traps: readonly string[];
  readonly severity: Severity;
  readonly check: (view: SiteView) => readonly Observation[];
}

/** A rule with its names. */
export interface LintRule extends Rule {
  /** The code in small letters, as a file's name has it: `delegation-forwarded-away`. */
  readonly id: string;
  readonly code: LintCode;
  /** One sentence, with which its page starts. */
  readonly title: string;
}

/** A diagnostic with the questions that show it. */
export interface Finding extends Diagnostic {
  readonly evidence?: readonly Evidence[];
}
