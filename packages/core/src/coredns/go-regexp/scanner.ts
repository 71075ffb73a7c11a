import { MAX_CODE_POINT, RegexpFault } from "./syntax.ts";

/** A number with a zero in front is none. */
const REPETITION = /\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/y;
const ESCAPED_LETTERS: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** An expression's characters, one after the other. */
export class RegexpScanner {
  readonly source: string;
  at = 0;

  constructor(source: string) {
    this.source = source;
  }

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  peek(): string {
    return this.isAtEnd ? "" : String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
  }

  next(): string {
    const character = this.peek();
    this.at += character.length;
    return character;
  }

  take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Up to `end`, which is passed over, or to the end of all. */
  takeUntil(end: string): string {
    const found = this.source.indexOf(end, this.at);
    const text = this.source.slice(this.at, found === -1 ? undefined : found);
    this.at = found === -1 ? this.source.length : found + end.length;
    return text;
  }

  /** `*`, `+`, `?` or `{n,m}`; anything else in braces is a literal. */
  readRepetition(most: number): { readonly min: number; readonly max: number | null } | null {
    if (this.take("*")) return { min: 0, max: null };
    if (this.take("+")) return { min: 1, max: null };
    if (this.take("?")) return { min: 0, max: 1 };
    REPETITION.lastIndex = this.at;
    const [text, first, comma, last] = REPETITION.exec(this.source) ?? [];
    if (text === undefined) return null;
    const min = Number(first);
    const max = comma === undefined ? min : last === undefined ? null : Number(last);
    if (min > most || (max !== null && (max > most || max < min))) {
      throw new RegexpFault("wrong", `invalid repeat count: \`${text}\``);
    }
    this.at += text.length;
    return { min, max };
  }

  /** What a backslash and the characters behind it stand for, classes and assertions apart. */
  readEscapedCharacter(): string {
    const start = this.at - 1;
    if (this.isAtEnd) throw new RegexpFault("wrong", "trailing backslash at end of expression: ``");
    const character = this.next();
    const letter = ESCAPED_LETTERS.get(character);
    if (letter !== undefined) return letter;
    if (character === "x") return this.#readHexadecimal(start);
    if (character === "0") return this.#readOctal("0");
    if (/[1-7]/.test(character) && /[0-7]/.test(this.peek())) return this.#readOctal(character);
    const isPunctuation = character < "\x80" && !/[A-Za-z0-9_]/.test(character);
    if (isPunctuation || character === "_") return character;
    throw this.#invalidEscape(start);
  }

  #readOctal(first: string): string {
    let digits = first;
    while (digits.length < 3 && /[0-7]/.test(this.peek())) digits += this.next();
    return String.fromCodePoint(Number.parseInt(digits, 8));
  }

  /** `\x7f` or `\x{10ffff}`; a complaint shows what was read so far. */
  #readHexadecimal(start: number): string {
    const isBraced = this.take("{");
    let digits = "";
    while (isBraced || digits.length < 2) {
      const character = this.next();
      if (isBraced && character === "}" && digits !== "") break;
      digits += character;
      const isGood = /^[0-9A-Fa-f]$/.test(character) && Number.parseInt(digits, 16) <= MAX_CODE_POINT;
      if (!isGood) throw this.#invalidEscape(start);
    }
    return String.fromCodePoint(Number.parseInt(digits, 16));
  }

  #invalidEscape(start: number): RegexpFault {
    return new RegexpFault("wrong", `invalid escape sequence: \`${this.source.slice(start, this.at)}\``);
  }
}
