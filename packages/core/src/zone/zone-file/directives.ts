import {
  type DomainName,
  latin1FromOctets,
  parseRdataText,
  parseTtl,
  type RdataWord,
  unescapeOctets,
} from "../../dns/index.ts";
import { resolvePath, type Source } from "../../text/index.ts";
import { countOfRange, expandTemplate, type GenerateTemplate, parseGenerateRange, parseTemplate } from "./generate.ts";
import { type Range, ZoneLexer, type ZoneLine } from "./lexer.ts";
import type { RecordHead, RecordReader } from "./reader.ts";

/** A file that an $INCLUDE line asks for. */
export interface Include {
  readonly path: string;
  readonly source: Source;
  readonly origin: DomainName;
}

/** What remains to be done after a line with a directive. */
export type DirectiveResult = { readonly kind: "done" } | ({ readonly kind: "include" } & Include);

const DONE: DirectiveResult = { kind: "done" };

/** Whether a line begins with `$`: what stands there is a directive or an error, never an owner. */
export function isDirective(line: ZoneLine): boolean {
  return !line.startsBlank && line.words[0]?.text.startsWith("$") === true;
}

/** How many records all $GENERATE lines may still make. */
export interface GenerateBudget {
  left: number;
}

export function readDirective(reader: RecordReader, line: ZoneLine, budget: GenerateBudget): DirectiveResult {
  const [first, ...words] = line.words;
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
    // Seconds of a dump of the cache; nothing that a server answers depends on it (lib/dns/master.c).
    case "$DATE":
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

function readTtl(reader: RecordReader, words: readonly RdataWord[], line: Range): void {
  const [word] = words;
  if (!hasWords(reader, words, 1, 1, line) || word === undefined) return;
  const ttl = parseTtl(word.text);
  if (ttl === null || ttl > 0xffffffff) reader.report("error", word, "ZONE_TTL", `'${word.text}': bad ttl.`);
  else reader.defaultTtl = reader.limitTtl(ttl, word);
}

function readOrigin(reader: RecordReader, words: readonly RdataWord[], line: Range): void {
  const [word] = words;
  if (!hasWords(reader, words, 1, 1, line) || word === undefined) return;
  const origin = reader.nameAt(word);
  if (origin !== null) reader.origin = origin;
}

function readInclude(reader: RecordReader, words: readonly RdataWord[], line: Range): DirectiveResult {
  const [word, originWord] = words;
  if (!hasWords(reader, words, 1, 2, line) || word === undefined) return DONE;
  const origin = originWord === undefined ? reader.origin : reader.nameAt(originWord);
  const octets = unescapeOctets(word.text);
  if (origin === null || octets === null) return DONE;
  const path = resolvePath(reader.options.directory, latin1FromOctets(octets));
  const found = reader.options.files.lookUp(path);
  switch (found.kind) {
    case "file":
      return { kind: "include", path, source: found.source, origin };
    case "refused":
      reader.report("error", word, "ZONE_INCLUDE_REFUSED", `${word.text}: ${found.reason}.`);
      return DONE;
    case "directory":
    case "missing":
      reader.report("error", word, "ZONE_INCLUDE_MISSING", `${word.text}: file not found.`, `Looked for at ${path}.`);
      return DONE;
  }
}

function readGenerate(reader: RecordReader, words: readonly RdataWord[], line: Range, budget: GenerateBudget): void {
  const [rangeWord, ownerWord] = words;
  if (!hasWords(reader, words, 2, words.length, line) || rangeWord === undefined || ownerWord === undefined) return;
  const range = parseGenerateRange(rangeWord.text);
  if (range === null) {
    reader.report("error", rangeWord, "ZONE_GENERATE", `$GENERATE: invalid range '${rangeWord.text}'.`);
    return;
  }
  const head = reader.readHead(words, 2, line);
  if (head === null || !hasWords(reader, words, head.dataAt + 1, head.dataAt + 1, line)) return;
  const [owner, data] = [ownerWord.text, words[head.dataAt]?.text ?? ""].map(parseTemplate);
  if (owner == null || data == null) {
    reader.report("error", line, "ZONE_GENERATE", "$GENERATE: syntax error behind a $.");
    return;
  }
  const count = countOfRange(range);
  if (count > budget.left) {
    reader.report(
      "error",
      rangeWord,
      "ZONE_LIMIT",
      `$GENERATE would make ${count} records; ${budget.left} are left of the limit.`,
    );
    return;
  }
  budget.left -= count;
  for (let value = range.start; value <= range.stop; value += range.step) {
    if (!generateOne(reader, { owner, data, head, line, ownerWord }, value)) return;
  }
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
  const name = reader.nameAt({ ...ownerWord, text: expandTemplate(owner, value) });
  if (name === null) return false;
  const words = new ZoneLexer(` ${expandTemplate(data, value)}`, reader.options.limits).next()?.words ?? [];
  const rdata = parseRdataText(head.type, words, reader.origin, reader.name);
  if ("why" in rdata) {
    reader.report("error", line, "ZONE_RDATA", `$GENERATE at ${value}: ${head.type}: ${rdata.why}.`);
    return false;
  }
  const [ownerBefore, wasInZone] = [reader.owner, reader.isOwnerInZone];
  reader.takeOwner(name, ownerWord);
  reader.take(name, head.ttl, rdata, line, null);
  reader.owner = ownerBefore;
  reader.isOwnerInZone = wasInZone;
  return true;
}
