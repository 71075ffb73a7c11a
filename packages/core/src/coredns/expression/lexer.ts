import { ExpressionFault } from "./ast.ts";

export interface ExpressionToken {
  readonly kind: "number" | "string" | "word" | "operator" | "end";
  readonly text: string;
  readonly at: number;
}

const SPACE = /[\s]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const NUMBER =
  /0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|\d[\d_]*(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_$][\p{L}\p{Nd}_$]*/uy;
const LETTER = /[\p{L}\p{Nd}_$]/uy;
const OPERATOR = /\*\*|\.\.|==|!=|<=|>=|&&|\|\||\?\?|\?\.|[-+*/%^<>!?:()[\]{},.|;=#]/y;
const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`/y;

/** Words of an expression, in linear time; the last one is `end`. */
export function lexExpression(text: string): readonly ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < text.length) {
    if (take(SPACE) !== null) continue;
    const start = at;
    const token = takeToken(take, start);
    if (token === null) throw unreadable(text, start);
    tokens.push(token);
  }
  return [...tokens, { kind: "end", text: "", at }];
}

function takeToken(take: (pattern: RegExp) => string | null, at: number): ExpressionToken | null {
  const word = take(WORD);
  if (word !== null) return { kind: "word", text: word, at };
  // `1..3` is a range: its first point belongs to no number.
  const number = take(NUMBER);
  const excess = number === null ? null : take(LETTER);
  if (excess !== null) throw new ExpressionFault(`bad number syntax: "${number}${excess}"`, at);
  if (number !== null) return { kind: "number", text: number, at };
  const quoted = take(STRING);
  if (quoted !== null) return { kind: "string", text: unquote(quoted, at), at };
  const operator = take(OPERATOR);
  return operator === null ? null : { kind: "operator", text: operator, at };
}

function unreadable(text: string, at: number): ExpressionFault {
  const isString = ["'", '"', "`"].includes(text.charAt(at));
  return new ExpressionFault(isString ? "literal not terminated" : `unrecognized character: U+${hexOf(text, at)}`, at);
}

function hexOf(text: string, at: number): string {
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `${code} '${String.fromCodePoint(text.codePointAt(at) ?? 0)}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
};

function unquote(quoted: string, at: number): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("`")) return inner;
  return inner.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{3}|[\s\S])/g, (_, code: string) => {
    const digits = /^(?:[xu]([0-9a-fA-F]+)|([0-7]{3}))$/.exec(code);
    if (digits !== null)
      return String.fromCodePoint(Number.parseInt(digits[1] ?? digits[2] ?? "", digits[2] === undefined ? 16 : 8));
    const plain = ESCAPES[code];
    if (plain === undefined) throw new ExpressionFault("invalid char escape", at);
    return plain;
  });
}
