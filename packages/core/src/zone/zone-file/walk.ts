import type { Source } from "../../text/index.ts";
import type { ZoneBuilder } from "../zone-builder.ts";
import { isDirective } from "./directives.ts";
import type { ZoneFiles } from "./files.ts";
import type { ZoneLine } from "./lexer.ts";
import type { EntryKind, LineListener } from "./line-listener.ts";
import { PlainLines } from "./plain-lines.ts";
import type { OpenFile } from "./reader.ts";

const OCTETS_OF_LINE = 32;
const [FEWEST_ROWS, MOST_ROWS] = [64, 0x100000];

/** About how many records a file has: a guess that saves moving tables. */
export function likelyRows(source: Source): number {
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.ceil(source.bytes.length / OCTETS_OF_LINE)));
}

/** Plain lines by hand, all others by the lexer. */
export function walkFile(files: ZoneFiles, file: OpenFile, builder: ZoneBuilder, listener: LineListener): void {
  const { bytes } = file.text;
  const plain = new PlainLines(bytes, files.reader, builder, listener);
  for (let at = plain.read(0); at < bytes.length; at = plain.read(readLine(files, file, at, listener)));
}

/** The same, without the short way: tests hold one against the other. */
export function walkFileByLexer(files: ZoneFiles, file: OpenFile, listener: LineListener): void {
  for (let at = 0; at < file.text.bytes.length; at = readLine(files, file, at, listener));
}

/** The start of the next line. */
function readLine(files: ZoneFiles, file: OpenFile, start: number, listener: LineListener): number {
  const line = file.text.readLine(start, files.options.limits);
  listener(kindOf(line), line.start, line.end);
  files.readLine(line);
  return line.end;
}

function kindOf(line: ZoneLine): EntryKind {
  if (line.fault !== null) return "unreadable";
  if (line.words.length === 0) return "blank";
  return isDirective(line) ? "directive" : "record";
}
