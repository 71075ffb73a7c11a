import { BEGINNING, type Diagnostic, type FileTree } from "@splithorizon/core";
import { type Finding, lintSite } from "../lint/index.ts";
import { type SiteTwin, zoneDiagnostics } from "../site/index.ts";
import { expectationDiagnostics, type Judgement, judgeExpectations } from "./expectations.ts";

/** What `check` found. */
export interface CheckedSite {
  /** Of all files, then what the rules found, then one for each expectation that does not hold. */
  readonly diagnostics: readonly Finding[];
  readonly judgements: readonly Judgement[];
}

/** Everything that is wrong with a site: with its files (`known`), its zones, the site as a whole, and what it expects of itself. */
export function checkSite(twin: SiteTwin, files: FileTree, known: readonly Diagnostic[]): CheckedSite {
  const found = lintSite(twin, files, known);
  const judgements = judgeExpectations(twin, BEGINNING);
  const all = [...known, ...zoneDiagnostics(twin, files), ...found, ...expectationDiagnostics(judgements)];
  return { diagnostics: unique(all), judgements };
}

/** A file that several hosts share is read for each of them; what is wrong with it is said once. */
function unique(diagnostics: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, span }) => {
    const key = `${span.source.name} ${span.start} ${span.end} ${code} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
