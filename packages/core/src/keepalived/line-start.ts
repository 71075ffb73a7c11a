/** How far what begins a line in a special way goes; `isLost` where nothing is modelled of it. */
interface SpecialEnd {
  /** The place itself, where the line is an ordinary one. */
  readonly at: number;
  readonly isLost: boolean;
}

/**
 * lib/parser.c read_line: `@id` keeps the rest of the line for keepalived processes with that id, `@^id` for all others;
 * without `-i` there is none. `$NAME=value` is a definition.
 */
export function endOfSpecial(text: string, from: number, definitions: Map<string, string>): SpecialEnd {
  const end = endOfLine(text, from);
  const line = text.slice(from, end);
  if (line.startsWith("@")) {
    const [, others = ""] = /^@\^[^ \t]*([ \t]+)/.exec(line) ?? [];
    return others === ""
      ? { at: end, isLost: true }
      : { at: from + line.indexOf(others) + others.length, isLost: false };
  }
  const [, name, value = ""] = /^\$([A-Za-z_]\w*)=[ \t]*(.*)$/.exec(line) ?? [];
  if (name === undefined) return { at: from, isLost: false };
  if (value.endsWith("\\")) return { at: endOfContinued(text, end), isLost: true };
  definitions.set(name, withoutComment(value));
  return { at: end, isLost: false };
}

/** A word as it stands in the file. */
interface WrittenWord {
  readonly value: string;
  readonly isQuoted: boolean;
  /** The character behind it; empty: the line ends there. */
  readonly next: string;
}

/** The words that stand in a file as one: `$NAME` and `${NAME}` in it replaced. What is not defined stays as it is. */
export function expand(word: WrittenWord, definitions: ReadonlyMap<string, string>): readonly string[] {
  const { value, isQuoted, next } = word;
  if (definitions.size === 0 || !value.includes("$")) return [value];
  const replaced = replaceUses(value, isQuoted ? '"' : next, definitions);
  if (isQuoted) return [replaced];
  return [...replaced.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([text, quoted]) => quoted ?? text);
}

/** lib/parser.c find_definition: without braces a name counts before white space, `,`, `)` and the end of the line alone. */
const USE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*)(?=[ \t,)]|$))/y;
/** lib/parser.h MAXBUF: a line that would become longer stays as far as it is replaced. */
const MOST_OCTETS = 1024;

/** lib/parser.c replace_param: what was put in is looked through again, so that a definition may use others. */
function replaceUses(word: string, next: string, definitions: ReadonlyMap<string, string>): string {
  let text = word;
  for (
    let at = text.indexOf("$"), turns = 0;
    at !== -1 && turns < MOST_OCTETS;
    at = text.indexOf("$", at), turns += 1
  ) {
    USE.lastIndex = at;
    const [use = "", braced, bare] = USE.exec(text + next) ?? [];
    const value = definitions.get(braced ?? bare ?? "");
    if (value === undefined) at += 1;
    else if (text.length + value.length > MOST_OCTETS) return text;
    else text = text.slice(0, at) + value + text.slice(at + use.length);
  }
  return text;
}

const INCLUDE = /^include[rmwba]?$/;

/** lib/parser.c is_include: with a letter that says what may not be missing. */
export function isInclude(word: string): boolean {
  return INCLUDE.test(word);
}

const BLANK = new Set([" ", "\t", "\r"]);
const PATTERN = /(?:"[^"\n]*"?|\\[#!]|[^"#!\n])*/y;

/** lib/parser.c check_include: the rest of the line up to a comment, with its quotes, braces and spaces. */
export function patternAt(text: string, from: number): { readonly end: number; readonly value: string } {
  PATTERN.lastIndex = from;
  let end = from + (PATTERN.exec(text)?.[0] ?? "").length;
  while (end > from && BLANK.has(text[end - 1] ?? "")) end -= 1;
  return { end, value: text.slice(from, end).replaceAll(/\\([#!])/g, "$1") };
}

/** A pattern with what its definitions stand for; one word. */
export function expandPattern(pattern: string, definitions: ReadonlyMap<string, string>): string {
  return definitions.size === 0 ? pattern : replaceUses(pattern, "", definitions);
}

function withoutComment(value: string): string {
  const [kept = ""] = /^(?:"[^"]*"|\\[#!]|[^"#!])*/.exec(value) ?? [];
  return kept.replaceAll(/\\([#!])/g, "$1").trimEnd();
}

/** Past the lines that a backslash at their end continues. */
function endOfContinued(text: string, from: number): number {
  let end = from;
  while (text[end - 1] === "\\" && end < text.length) end = endOfLine(text, end + 1);
  return end;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
