export { type DiagnosticCode, diagnosticCodes, type LintCode, lintCodes } from "./codes/index.ts";
export {
  type Diagnostic,
  errorAt,
  hasErrors,
  informationAt,
  type Parsed,
  type RelatedSpan,
  type Severity,
  warningAt,
} from "./diagnostic.ts";
export { didYouMean, didYouMeanHint } from "./did-you-mean.ts";
export { escapeForTerminal } from "./escape.ts";
export {
  directoryOf,
  emptyFileTree,
  type FileLookup,
  type FileTree,
  fileTreeBelow,
  fileTreeFromSources,
  matchesGlob,
  resolvePath,
  withoutHidden,
} from "./file-tree.ts";
export { placeOf, printDiagnostic } from "./print-diagnostic.ts";
export {
  outermostSpan,
  type Position,
  positionOf,
  type Source,
  type SourceSegment,
  type Span,
  sourceFromBytes,
  sourceFromText,
  sourceWithin,
  spanOf,
  spanOver,
  wholeSpan,
} from "./source.ts";
