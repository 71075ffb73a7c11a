import { nameOf } from "../../../dns/index.ts";
import {
  type Diagnostic,
  fileTreeFromSources,
  hasErrors,
  positionOf,
  sourceFromBytes,
  sourceFromText,
} from "../../../text/index.ts";
import { checkZone } from "../../zone-check.ts";
import { readZone, type ZoneFileOptions } from "../index.ts";

/**
 * By topic, then by what is wrong: lines of a zone `example.` that begins with {@link HEAD}. Below a line stand the marks of what is found there: `^` for an error, `~` for a warning,
 * then the code without `ZONE_` and the message. A last line `named N: ...` is what named-checkzone 9.18.49 (`-i local`) says of line N;
 * one without a number is what it says of the zone as a whole. `named refuses it` ends the block of a zone that it does not load.
 */
export type Complaints = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const HEAD: string = "$TTL 300\n@ SOA ns hostmaster 1 2h 3 4w 5\n@ NS ns\nns A 192.0.2.1\n";
const HEAD_LINES = 4;
const MARK = /^ *(?:\^+|~+) [A-Z]/;
const NAMED = /^named(?: (\d+))?: /;
const REFUSED = "named refuses it";

/** What $INCLUDE finds. */
export const INCLUDES: Readonly<Record<string, string>> = {
  "/good.db": "inside A 192.0.2.7\n",
  "/self.db": "$INCLUDE self.db\n",
};

const options: ZoneFileOptions = {
  origin: nameOf("example."),
  files: fileTreeFromSources(
    new Map(Object.entries(INCLUDES).map(([path, text]) => [path, sourceFromText(path, text)])),
  ),
};

const isZoneLine = (line: string): boolean => !MARK.test(line) && !NAMED.test(line) && line !== REFUSED;

/** The lines of the zone file alone. */
export function zoneLinesOf(block: string): readonly string[] {
  return block.slice(1).split("\n").filter(isZoneLine);
}

/** The lines that named complains of; 0 for the zone as a whole. */
export function namedLinesOf(block: string): readonly number[] {
  return block.split("\n").flatMap((line) => {
    const found = NAMED.exec(line);
    return found === null ? [] : [Number(found[1] ?? 0)];
  });
}

function findingsOf(lines: readonly string[]): readonly Diagnostic[] {
  const bytes = Buffer.from(`${HEAD}${lines.join("\n")}\n`, "latin1");
  const { value, diagnostics } = readZone(sourceFromBytes("db", bytes), options);
  return [...diagnostics, ...checkZone(value)];
}

export function isRefused(block: string): boolean {
  return block.endsWith(`\n${REFUSED}`);
}

export function hasError(lines: readonly string[]): boolean {
  return hasErrors(findingsOf(lines));
}

/** Lines, counted behind the head, that a finding touches. */
export function touchedLines(lines: readonly string[]): ReadonlySet<number> {
  const touched = new Set<number>();
  for (const { span } of findingsOf(lines)) {
    const last = positionOf(span.source, Math.max(span.start, span.end - 1)).line;
    for (let line = positionOf(span.source, span.start).line; line <= last; line += 1) touched.add(line - HEAD_LINES);
  }
  return touched;
}

/** The lines with the marks of what is found in them, as a block has them. */
export function marked(lines: readonly string[]): string {
  const found = findingsOf(lines);
  const all = lines.flatMap((line, at) => [line, ...marksBelow(found, at + 1 + HEAD_LINES, line)]);
  return `\n${[...marksBelow(found, 2, "@ SOA ns hostmaster 1 2h 3 4w 5"), ...all].join("\n")}`;
}

function marksBelow(found: readonly Diagnostic[], number: number, line: string): readonly string[] {
  return found.flatMap(({ span, severity, code, message }) => {
    const { line: at, column } = positionOf(span.source, span.start);
    if (at !== number) return [];
    const width = Math.max(1, Math.min(span.end - span.start, line.length - column + 1));
    const mark = (severity === "error" ? "^" : "~").repeat(width);
    return [`${" ".repeat(column - 1)}${mark} ${code.replace("ZONE_", "")} ${message}`];
  });
}
