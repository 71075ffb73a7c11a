import { type DomainName, parseRdataText, parseTtl, type Rdata, type RdataWord } from "../../dns/index.ts";
import { resolvePath, type Source } from "../../text/index.ts";
import { countOfRange, expandTemplate, type GenerateTemplate, parseGenerateRange, parseTemplate } from "./generate.ts";
import { type Range, ZoneLexer, type ZoneLine } from "./lexer.ts";
import type { RecordReader } from "./reader.ts";
import { type RecordHead, readHead } from "./record-head.ts";

/** A file that an $INCLUDE line asks for. */
export interface Include {
  readonly path: string;
  readonly source: Source;
  readonly origin: DomainName;
  /** Whether the line says it. */
  readonly isOriginNew: boolean;
}

/** What remains to be done after a line with a directive. */
export type DirectiveResult = { readonly kind: "done" } | ({ readonly kind: "include" } & Include);

const DONE: DirectiveResult = { kind: "done" };

/** Whether a line begins with `$`: what stands there is a directive or an error, never an owner. */
export function isDirective(line: ZoneLine): boolean {
  return !line.startsBlank && line.words[0]?.text.startsWith("$") === true;
}

/** named wants the end of a directive's line, except behind the path of $INCLUDE. */
function mayEndFile({ words }: ZoneLine): boolean {
  return words[0]?.text.toUpperCase() === "$INCLUDE" && words.length === 2;
}

/** How many records all $GENERATE lines may still make. */
export interface GenerateBudget {
  left: number;
}

export function readDirective(reader: RecordReader, line: ZoneLine, budget: GenerateBudget): DirectiveResult {
  const [first, ...words] = line.words;
  if (!line.isEnded && !mayEndFile(line)) {
    reader.report("error", line, "ZONE_SYNTAX", "Extra input text: the file ends where the line should.");
  }
  switch (first?.text.toUpperCase()) {
    case "$TTL":
      readTtl(reader, words, line);
      return DONE;
    case "$ORIGIN":
      readOrigin(reader, words, line);
      return DONE;
    case "$INCLUDE":
      return readInclude(reader, words, line);
    case "$GENERATE":
      readGenerate(reader, words, line, budget);
      return DONE;
    case "$DATE":
      readDate(reader, words, line);
      return DONE;
    default:
      reader.report("error", first ?? line, "ZONE_UNKNOWN_DIRECTIVE", `Unknown $ directive '${first?.text ?? "$"}'.`);
      return DONE;
  }
}

/** The words, if there are at least so many and no more than so many. */
function hasWords(reader: RecordReader, words: readonly RdataWord[], min: number, max: number, line: Range): boolean {
  if (words.length < min) reader.report("error", line, "ZONE_SYNTAX", "Unexpected end of line: something is missing.");
  const extra = words[max];
  if (extra !== undefined) reader.report("error", extra, "ZONE_SYNTAX", `Extra input text '${extra.text}'.`);
  return words.length >= min && extra === undefined;
}

/** named takes quotes around data and around the path of $INCLUDE alone. */
function isBare(reader: RecordReader, word: RdataWord): boolean {
  if (word.isQuoted) reader.report("error", word, "ZONE_SYNTAX", "Syntax error: no quotes are expected here.");
  return !word.isQuoted;
}

const DATE = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d|60)$/;
const SHORT_MONTHS: readonly number[] = [4, 6, 9, 11];
const [FIRST_DATE, LAST_DATE] = ["19700101000000", "21060207062815"];

/** Of the Gregorian calendar (lib/dns/time.c dns_time64_fromtext); a second may be one for leaping. */
function isDate(text: string): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].map(Number);
  if (!DATE.test(text) || year === undefined || month === undefined || day === undefined) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : SHORT_MONTHS.includes(month) ? 30 : 31;
  return day <= last;
}

/** When a cache was dumped; nothing that a server answers depends on it, and it must be a moment all the same (lib/dns/master.c). */
function readDate(reader: RecordReader, words: readonly RdataWord[], line: Range): void {
  const [word] = words;
  if (!hasWords(reader, words, 1, 1, line) || word === undefined || !isBare(reader, word)) return;
  const isMoment = isDate(word.text) && word.text >= FIRST_DATE && word.text <= LAST_DATE;
  reader.hasDate = true;
  if (!isMoment)
    reader.report("error", word, "ZONE_SYNTAX", `'${word.text}' is no moment of 1970 to 2106, YYYYMMDDHHMMSS.`);
}

function readTtl(reader: RecordReader, words: readonly RdataWord[], line: Range): void {
  const [word] = words;
  if (!hasWords(reader, words, 1, 1, line) || word === undefined || !isBare(reader, word)) return;
  const ttl = parseTtl(word.text);
  if (ttl === null || ttl > 0xffffffff) reader.report("error", word, "ZONE_TTL", `'${word.text}': bad ttl.`);
  else reader.defaultTtl = reader.limitTtl(ttl, word);
}

function readOrigin(reader: RecordReader, words: readonly RdataWord[], line: Range): void {
  const [word] = words;
  if (!hasWords(reader, words, 1, 1, line) || word === undefined || !isBare(reader, word)) return;
  const origin = reader.nameAt(word);
  if (origin === null) return;
  reader.origin = origin;
  reader.isOriginNew = true;
}

function readInclude(reader: RecordReader, words: readonly RdataWord[], line: Range): DirectiveResult {
  const [word, originWord] = words;
  if (!hasWords(reader, words, 1, 2, line) || word === undefined) return DONE;
  if (reader.hasDate) reader.report("error", line, "ZONE_SYNTAX", "$INCLUDE may not be used with $DATE.");
  if (originWord !== undefined && !isBare(reader, originWord)) return DONE;
  const origin = originWord === undefined ? reader.origin : reader.nameAt(originWord);
  if (origin === null) return DONE;
  const path = resolvePath(reader.options.directory, rawText(word));
  const found = reader.options.files.lookUp(path);
  switch (found.kind) {
    case "file":
      return { kind: "include", path, source: found.source, origin, isOriginNew: originWord !== undefined };
    case "refused":
      reader.report("error", word, "ZONE_INCLUDE_REFUSED", `${word.text}: ${found.reason}.`);
      return DONE;
    case "directory":
    case "missing":
      reader.report("error", word, "ZONE_INCLUDE_MISSING", `${word.text}: file not found.`, `Looked for at ${path}.`);
      return DONE;
  }
}

function readGenerate(reader: RecordReader, words: readonly RdataWord[], line: ZoneLine, budget: GenerateBudget): void {
  const [rangeWord, ownerWord] = words;
  if (!hasWords(reader, words, 2, words.length, line) || rangeWord === undefined || ownerWord === undefined) return;
  if (!isBare(reader, rangeWord) || !isBare(reader, ownerWord)) return;
  const range = parseGenerateRange(rangeWord.text);
  if (range === null) {
    reader.report("error", rangeWord, "ZONE_GENERATE", `$GENERATE: invalid range '${rangeWord.text}'.`);
    return;
  }
  const head = readHead(reader, words, 2, line);
  if (head === null || !hasWords(reader, words, head.dataAt + 1, head.dataAt + 1, line)) return;
  const dataWord = words[head.dataAt];
  if (dataWord === undefined || isWithinParentheses(reader, line, dataWord)) return;
  const [owner, data] = [parseTemplate(ownerWord.text), parseTemplate(rawText(dataWord))];
  if (owner === null || data === null) {
    reader.report("error", line, "ZONE_GENERATE", "$GENERATE: syntax error behind a $.");
    return;
  }
  if (!spend(reader, budget, countOfRange(range), rangeWord)) return;
  const generator = { owner, data, head, line, ownerWord };
  for (let value = range.start; value <= range.stop; value += range.step) {
    if (!generateOne(reader, generator, value)) return;
  }
}

/**
 * A word whose backslashes say nothing yet: a path, or data that are read once more.
 * Within quotes named takes the backslash in front of a quote away at once (lib/isc/lex.c), so here it is a quote.
 */
function rawText({ text, isQuoted }: RdataWord): string {
  return isQuoted ? text.replace(/\\([\s\S])/g, (whole, character: string) => (character === '"' ? '"' : whole)) : text;
}

/** named reads the data anew while a parenthesis is open, and then says that it is not closed. */
function isWithinParentheses(reader: RecordReader, line: ZoneLine, word: Range): boolean {
  const before = reader.file.text.slice(line.start, word.start);
  const isWithin = new ZoneLexer(before, reader.options.limits).next()?.fault?.kind === "unbalanced-parentheses";
  if (isWithin)
    reader.report("error", word, "ZONE_SYNTAX", "Unbalanced parentheses: the data of $GENERATE stand outside.");
  return isWithin;
}

function spend(reader: RecordReader, budget: GenerateBudget, count: number, at: Range): boolean {
  if (count <= budget.left) {
    budget.left -= count;
    return true;
  }
  const message = `$GENERATE would make ${count} records; ${budget.left} are left of the limit.`;
  reader.report("error", at, "ZONE_LIMIT", message);
  return false;
}

interface Generator {
  readonly owner: GenerateTemplate;
  readonly data: GenerateTemplate;
  readonly head: RecordHead;
  readonly line: Range;
  readonly ownerWord: RdataWord;
}

/** False after the first record that cannot be made: the others fail alike. */
function generateOne(reader: RecordReader, { owner, data, head, line, ownerWord }: Generator, value: number): boolean {
  const [ownerText, dataText] = [expandTemplate(owner, value), expandTemplate(data, value)];
  for (const text of [ownerText, dataText]) {
    if (typeof text === "string") continue;
    reader.report("error", line, "ZONE_GENERATE", `$GENERATE at ${value}: ${text.why}.`);
    return false;
  }
  const name = reader.nameAt({ ...ownerWord, text: String(ownerText) });
  if (name === null) return false;
  if (!reader.isInZone(name)) {
    reader.reportOutOfZone(name, ownerWord);
    return true;
  }
  const rdata = parseGenerated(reader, head, String(dataText));
  if ("why" in rdata) {
    reader.report("error", line, "ZONE_RDATA", `$GENERATE at ${value}: ${head.type}: ${rdata.why}.`);
    return false;
  }
  reader.takeGenerated(name, head.ttl, rdata, line);
  return true;
}

/** The data of one record, read as if they stood in a line of their own. */
function parseGenerated(reader: RecordReader, head: RecordHead, text: string): Rdata | { readonly why: string } {
  const line = new ZoneLexer(` ${text}`, reader.options.limits).next();
  if (line?.fault?.kind === "unbalanced-parentheses") return { why: "unbalanced parentheses" };
  if (line !== null && line.fault !== null) return { why: "unexpected end of input" };
  return parseRdataText(head.type, line?.words ?? [], reader.origin, reader.name);
}
