import { type Diagnostic, type DiagnosticCode, placeOf, type Span, spanOf } from "@splithorizon/core";

/** What named says of a configuration that it does not take. */
export interface RefusedConf {
  readonly lines: readonly string[];
  /** As `reloading configuration failed: ` and rndc end with it (lib/isc/result.c). */
  readonly result: string;
}

const FAILURE = "failure";

/** named ends a string with its line. */
const OPEN_STRING = "unexpected end of input: this string never ends.";
/** Where named stops reading, and with what; seen of 9.18.47, row by row in `refused-conf.test.ts`. */
const STOPS: readonly (readonly [text: RegExp, result: string])[] = [
  [/ redefined near '/, "already exists"],
  [/^expected ISO 8601 duration/, "bad ttl"],
  [/^invalid prefix length/, "out of range"],
  [/^unexpected end of input: this comment/, "unexpected end of input"],
  [/^parsing failed: file not found/, "file not found"],
  [/\bexpected\b|\bunexpected\b|^syntax error near/, "unexpected token"],
];
/** The reader notes them and goes on. */
const NOTED: ReadonlySet<DiagnosticCode> = new Set([
  "NAMED_CONF_UNKNOWN_CLAUSE",
  "NAMED_CONF_MISSING_SEMICOLON",
  "NAMED_CONF_MISPLACED_CLAUSE",
]);

/**
 * named reads everything, then looks whether it makes sense, then makes views of it: what is wrong in one of the three
 * ends it there (bin/named/server.c, load_configuration).
 */
export function refusedConf(diagnostics: readonly Diagnostic[]): RefusedConf {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const read = errors.filter((error) => stopOf(error) !== null || NOTED.has(error.code));
  if (read.length > 0) return whileReading(inOrder(read));
  const checked = errors.filter((error) => !isOfAcl(error));
  if (checked.length > 0) return { lines: checked.map(lineOf), result: FAILURE };
  return { lines: errors.slice(0, 1).map(lineOf), result: errors.length > 0 ? "not found" : FAILURE };
}

function whileReading(errors: readonly Diagnostic[]): RefusedConf {
  const end = errors.findIndex((error) => stopOf(error) !== null);
  const last = errors[end];
  if (last === undefined) return { lines: errors.map(lineOf), result: FAILURE };
  return { lines: errors.slice(0, end + 1).map(lineOf), result: stopOf(last) ?? FAILURE };
}

/** Of one file by place; between files as they were read. */
function inOrder(errors: readonly Diagnostic[]): readonly Diagnostic[] {
  return errors.toSorted((one, other) =>
    one.span.source === other.span.source ? one.span.start - other.span.start : 0,
  );
}

function stopOf({ message }: Diagnostic): string | null {
  return STOPS.find(([text]) => text.test(message))?.[1] ?? null;
}

function isOfAcl({ message }: Diagnostic): boolean {
  return message.startsWith("undefined ACL ");
}

function lineOf(diagnostic: Diagnostic): string {
  const { code, span, related } = diagnostic;
  const [earlier] = related ?? [];
  const isSecond = code === "NAMED_CONF_ALREADY_EXISTS" || code === "NAMED_CONF_ACL_REDEFINED";
  const before = isSecond && earlier !== undefined ? ` previous definition: ${fileAndLine(earlier.span)}` : "";
  return `${isOpenEnd(diagnostic) ? lastLine(span) : fileAndLine(span)}: ${wordsOf(diagnostic)}${before}`;
}

/** Without what is said here beyond named's words. */
function wordsOf({ message }: Diagnostic): string {
  if (message === OPEN_STRING) return "syntax error near '\"'";
  const end = message.lastIndexOf(": this ");
  return end === -1 ? message : message.slice(0, end);
}

/** named notices at the end of the file, here the place is where it began. */
function isOpenEnd({ message }: Diagnostic): boolean {
  return message !== OPEN_STRING && message.includes(": this ");
}

function fileAndLine(span: Span): string {
  return placeOf(span).replace(/:\d+$/, "");
}

function lastLine({ source }: Span): string {
  return fileAndLine(spanOf(source, source.bytes.length, source.bytes.length));
}
