import { TemplateFault, TemplateUnsupported } from "./ast.ts";

/** A run of text, or an action with its words. */
export type TemplatePiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly words: readonly TemplateWord[]; readonly line: number };

export type TemplateWord = {
  readonly kind: "string" | "name" | "field" | "variable" | "number" | "sign";
  readonly text: string;
  readonly isSpaced: boolean;
};

/** Go's text/template/parse/lex.go: `{{- ` and ` -}}` take white space away, a comment is an action by itself. */
export function cutTemplate(text: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  let trimsNext = false;
  const lines = new LineCounter(text);
  const addText = (end: number, trimsEnd: boolean): void => {
    let run = text.slice(at, end);
    if (trimsNext) run = run.slice(spacesAtStart(run));
    if (trimsEnd) run = run.slice(0, endWithoutSpaces(run));
    if (run !== "") pieces.push({ kind: "text", text: run });
  };
  for (;;) {
    const open = text.indexOf("{{", at);
    if (open === -1) break;
    const trims = /^\{\{-[ \t\r\n]/.test(text.slice(open, open + 4));
    addText(open, trims);
    const start = open + (trims ? 4 : 2);
    const line = lines.at(open);
    const action =
      COMMENT.exec(text.slice(start)) === null ? readAction(text, start, line) : readComment(text, start, line);
    if (action.words !== null) pieces.push({ kind: "action", words: action.words, line });
    trimsNext = action.trims;
    at = action.end;
  }
  addText(text.length, false);
  return pieces;
}

/** Right behind the opening, or it is none. */
const COMMENT = /^\/\*/;

interface Action {
  /** null: a comment. */
  readonly words: readonly TemplateWord[] | null;
  readonly trims: boolean;
  readonly end: number;
}

/** Lines of places that only go forward: each character is looked at once. */
class LineCounter {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(place: number): number {
    for (; this.#at < place; this.#at += 1) if (this.#text.charAt(this.#at) === "\n") this.#line += 1;
    return this.#line;
  }
}

const SPACES = " \t\r\n";

function spacesAtStart(text: string): number {
  let at = 0;
  while (at < text.length && SPACES.includes(text.charAt(at))) at += 1;
  return at;
}

function endWithoutSpaces(text: string): number {
  let end = text.length;
  while (end > 0 && SPACES.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

function readComment(text: string, start: number, line: number): Action {
  const end = text.indexOf("*/", start);
  if (end === -1) throw new TemplateFault("unclosed comment", line);
  const close = /^([ \t\r\n]-)?\}\}/.exec(text.slice(end + 2));
  if (close === null) throw new TemplateFault("comment ends before closing delimiter", line);
  return { words: null, trims: close[1] !== undefined, end: end + 2 + close[0].length };
}

const CLOSE = /([ \t\r\n]+-)?\}\}/y;
const SPACE = /[ \t\r\n]+/y;
const TOKENS: readonly (readonly [TemplateWord["kind"], RegExp])[] = [
  ["string", /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ["number", /[+-]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*)(?![\w.])/y],
  ["field", /\.[A-Za-z_]\w*/y],
  ["variable", /\$\w*/y],
  ["name", /[A-Za-z_]\w*/y],
  ["sign", /:=|[=|(),.]/y],
];

function readAction(text: string, start: number, line: number): Action {
  const words: TemplateWord[] = [];
  let at = start;
  let isSpaced = true;
  for (;;) {
    CLOSE.lastIndex = at;
    const close = CLOSE.exec(text);
    if (close !== null) return { words, trims: close[1] !== undefined, end: at + close[0].length };
    const space = matchAt(SPACE, text, at);
    if (space !== null) {
      isSpaced = true;
      at += space.length;
      continue;
    }
    if (at >= text.length) throw new TemplateFault("unclosed action", line);
    const [kind, found] = tokenAt(text, at);
    if (found === null) throw new TemplateFault(badCharacter(text, at), line);
    words.push({ kind, text: found, isSpaced });
    isSpaced = false;
    at += found.length;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function tokenAt(text: string, at: number): readonly [TemplateWord["kind"], string | null] {
  for (const [kind, pattern] of TOKENS) {
    const found = matchAt(pattern, text, at);
    if (found !== null) return [kind, found];
  }
  return ["sign", null];
}

function badCharacter(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === '"') return "unterminated quoted string";
  if (character === "`") return "unterminated raw quoted string";
  if (character === "'" || /[\d+-]/.test(character))
    throw new TemplateUnsupported("a number or a character of this form in a template");
  if (character > " " && character < "\x7f") return `unexpected "${character}" in command`;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `unrecognized character in action: U+${code} '${character}'`;
}
