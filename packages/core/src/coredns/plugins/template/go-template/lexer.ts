/** One token of a template (text/template/parse/lex.go). `word` is a name or a keyword. */
export interface TemplateToken {
  readonly kind:
    | "text"
    | "open"
    | "close"
    | "space"
    | "string"
    | "number"
    | "character"
    | "word"
    | "field"
    | "variable"
    | "dot"
    | "sign"
    | "end"
    /** The lexer's complaint, behind which nothing follows. */
    | "fault";
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const OPEN = "{{";
const CLOSE = "}}";
const SPACES = /[ \t\r\n]+/y;
const CLOSING = /([ \t\r\n]-)?\}\}/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
const RAW = /`[^`]*`/y;
const CHARACTER = /'(?:[^'\\\n]|\\[^\n])*'/y;
const NAME = /[\p{L}\p{Nd}_]+/uy;
const NUMBER_START = /[+-]|\.?\d/y;
const NUMBER =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[\d_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?)i?/y;
const TERMINATORS = new Set(["", ".", ",", "|", ":", ")", "(", " ", "\t", "\r", "\n"]);
const LINE_END = "\n";

/** Tokens as they are asked for, so that what the parser finds first is complained about first. */
export class TemplateLexer {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #isInside = false;
  #trims = false;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): TemplateToken {
    return this.#isInside ? this.#inAction() : this.#outside();
  }

  /** Text up to the next action; comments are nothing, `{{- ` and ` -}}` take white space away. */
  #outside(): TemplateToken {
    for (;;) {
      const found = this.#text.indexOf(OPEN, this.#at);
      const end = found === -1 ? this.#text.length : found;
      const isTrimming = found !== -1 && /^-[ \t\r\n]/.test(this.#text.slice(end + 2, end + 4));
      const run = trimmed(this.#text.slice(this.#at, end), this.#trims, isTrimming);
      const line = this.#line;
      this.#moveTo(end);
      this.#trims = false;
      if (run !== "") return { kind: "text", text: run, line };
      if (found === -1) return { kind: "end", text: "EOF", line: this.#line };
      const start = end + (isTrimming ? 4 : 2);
      if (!this.#text.startsWith("/*", start)) return this.#opened(start);
      const fault = this.#comment(start);
      if (fault !== null) return fault;
    }
  }

  #opened(start: number): TemplateToken {
    const line = this.#line;
    // The marker's own space is a token again: Go steps over the dash and the space behind it.
    this.#moveTo(start);
    this.#isInside = true;
    this.#depth = 0;
    return { kind: "open", text: OPEN, line };
  }

  #comment(start: number): TemplateToken | null {
    const end = this.#text.indexOf("*/", start + 2);
    if (end === -1) return this.#fault("unclosed comment");
    CLOSING.lastIndex = end + 2;
    const close = CLOSING.exec(this.#text);
    if (close === null) return this.#fault("comment ends before closing delimiter");
    this.#moveTo(end + 2 + close[0].length);
    this.#trims = close[1] !== undefined;
    return null;
  }

  #inAction(): TemplateToken {
    const line = this.#line;
    const close = this.#peekAt(CLOSING, this.#at);
    if (close !== null) return this.#depth > 0 ? this.#fault("unclosed left paren") : this.#closed(close);
    if (this.#at >= this.#text.length) return this.#fault("unclosed action");
    const spaces = this.#peekAt(SPACES, this.#at);
    if (spaces !== null) {
      // The last space belongs to a closing delimiter that trims.
      const isBefore = /^[ \t\r\n]-\}\}/.test(this.#text.slice(this.#at + spaces.length - 1));
      this.#moveTo(this.#at + spaces.length - (isBefore ? 1 : 0));
      return { kind: "space", text: spaces, line };
    }
    return this.#quoted() ?? this.#numeric() ?? this.#named() ?? this.#sign();
  }

  #closed(close: string): TemplateToken {
    const line = this.#line;
    this.#moveTo(this.#at + close.length);
    this.#isInside = false;
    this.#trims = close !== CLOSE;
    return { kind: "close", text: CLOSE, line };
  }

  #quoted(): TemplateToken | null {
    const quotes = {
      '"': ["string", STRING, "unterminated quoted string"],
      "`": ["string", RAW, "unterminated raw quoted string"],
      "'": ["character", CHARACTER, "unterminated character constant"],
    } as const;
    const character = this.#text.charAt(this.#at);
    if (character !== '"' && character !== "`" && character !== "'") return null;
    const [kind, pattern, complaint] = quotes[character];
    return this.#take(kind, pattern) ?? this.#fault(complaint);
  }

  #numeric(): TemplateToken | null {
    if (this.#peekAt(NUMBER_START, this.#at) === null) return null;
    const start = this.#at;
    const line = this.#line;
    let text = this.#peekAt(NUMBER, start) ?? "";
    const sign = this.#text.charAt(start + text.length);
    const isComplex = sign === "+" || sign === "-";
    if (isComplex) text += this.#peekAt(NUMBER, start + text.length) ?? "";
    const behind = String.fromCodePoint(this.#text.codePointAt(start + text.length) ?? 0x20);
    const isCut = /[\p{L}\p{Nd}_]/u.test(behind);
    if (isCut || (isComplex && !text.endsWith("i"))) {
      return this.#fault(`bad number syntax: ${JSON.stringify(isCut ? text + behind : text)}`);
    }
    this.#moveTo(start + text.length);
    return { kind: "number", text, line };
  }

  /** A name, `.field` or `$variable`, which must end where something else may begin. */
  #named(): TemplateToken | null {
    const line = this.#line;
    const first = this.#text.charAt(this.#at);
    const isMarked = first === "." || first === "$";
    const start = this.#at + (isMarked ? 1 : 0);
    const name = this.#peekAt(NAME, start) ?? "";
    if (!isMarked && name === "") return null;
    const end = start + name.length;
    if (!this.#isTerminator(end)) return this.#fault(`bad character ${shown(this.#text, end)}`);
    this.#moveTo(end);
    const kind = first === "$" ? "variable" : first !== "." ? "word" : name === "" ? "dot" : "field";
    return { kind, text: isMarked ? first + name : name, line };
  }

  #isTerminator(at: number): boolean {
    return TERMINATORS.has(this.#text.charAt(at)) || this.#text.startsWith(CLOSE, at);
  }

  #sign(): TemplateToken {
    const line = this.#line;
    const character = this.#text.charAt(this.#at);
    if (character === ":" && this.#text.charAt(this.#at + 1) !== "=") return this.#fault("expected :=");
    if (character === "(") this.#depth += 1;
    if (character === ")") this.#depth -= 1;
    if (this.#depth < 0) return this.#fault("unexpected right paren");
    if (character < " " || character > "~") {
      return this.#fault(`unrecognized character in action: ${shown(this.#text, this.#at)}`);
    }
    const text = character === ":" ? ":=" : character;
    this.#moveTo(this.#at + text.length);
    return { kind: "sign", text, line };
  }

  #take(kind: TemplateToken["kind"], pattern: RegExp): TemplateToken | null {
    const line = this.#line;
    const text = this.#peekAt(pattern, this.#at);
    if (text === null) return null;
    this.#moveTo(this.#at + text.length);
    return { kind, text, line };
  }

  #peekAt(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    return pattern.exec(this.#text)?.[0] ?? null;
  }

  #moveTo(end: number): void {
    for (; this.#at < end; this.#at += 1) if (this.#text.charAt(this.#at) === LINE_END) this.#line += 1;
  }

  /** Nothing is read behind it. */
  #fault(text: string): TemplateToken {
    const { line } = { line: this.#line };
    this.#moveTo(this.#text.length);
    return { kind: "fault", text, line };
  }
}

function trimmed(run: string, trimsStart: boolean, trimsEnd: boolean): string {
  const white = " \t\r\n";
  let start = 0;
  let end = run.length;
  if (trimsStart) while (start < end && white.includes(run.charAt(start))) start += 1;
  if (trimsEnd) while (end > start && white.includes(run.charAt(end - 1))) end -= 1;
  return run.slice(start, end);
}

/** As `%#U` shows it. */
function shown(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")} '${String.fromCodePoint(code)}'`;
}
