import { BEGINNING, type Diagnostic, type FileTree } from "@splithorizon/core";
import { type SiteTwin, zoneDiagnostics } from "../site/index.ts";
import { expectationDiagnostics, type Judgement, judgeExpectations } from "./expectations.ts";

/** What `check` found. */
export interface CheckedSite {
  /** Of all files, and one for each expectation that does not hold; in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  readonly judgements: readonly Judgement[];
}

/** Everything that is wrong with a site: with its files (`known`), with its zones, and with what it expects of itself. */
export function checkSite(twin: SiteTwin, files: FileTree, known: readonly Diagnostic[]): CheckedSite {
  const judgements = judgeExpectations(twin, BEGINNING);
  const all = [...known, ...zoneDiagnostics(twin, files), ...expectationDiagnostics(judgements)];
  return { diagnostics: unique(all), judgements };
}

/** A file that several hosts share is read for each of them; what is wrong with it is said once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, span }) => {
    const key = `${span.source.name} ${span.start} ${span.end} ${code} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
