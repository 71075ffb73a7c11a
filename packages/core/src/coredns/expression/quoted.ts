import { ExpressionFault } from "./ast.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};
/** What may stand behind a backslash as the number of a character. */
const NUMBERED = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{3})/y;
const LARGEST_OCTET = 0xff;
const LARGEST_CHARACTER = 0x10ffff;

/** The text of a literal in quotes that begins at `start` (parser/lexer scanString and unescape). */
export function readQuoted(text: string, start: number): { readonly value: string; readonly end: number } {
  const quote = text.charAt(start);
  let value = "";
  let at = start + 1;
  let isReadable = true;
  for (;;) {
    const character = text.charAt(at);
    if (character === quote) break;
    if (character === "" || character === "\n") throw new ExpressionFault("literal not terminated", start);
    if (character !== "\\") {
      value += character;
      at += 1;
      continue;
    }
    const escaped = readEscape(text, at + 1, quote);
    value += escaped.value ?? "";
    isReadable &&= escaped.value !== null;
    at = escaped.end;
  }
  // Go first finds the end of the literal; only then it looks at what the numbers stand for.
  if (!isReadable) throw new ExpressionFault("unable to unescape string", start);
  return { value, end: at + 1 };
}

/** null: a number that stands for no character. */
function readEscape(text: string, at: number, quote: string): { readonly value: string | null; readonly end: number } {
  const letter = text.charAt(at);
  const plain = letter === quote ? quote : ESCAPES[letter];
  if (plain !== undefined) return { value: plain, end: at + 1 };
  NUMBERED.lastIndex = at;
  const [whole, ...groups] = NUMBERED.exec(text) ?? [];
  if (whole === undefined) throw new ExpressionFault("invalid char escape", at);
  const octal = groups[4];
  const code = Number.parseInt(groups.find((group) => group !== undefined) ?? "", octal === undefined ? 16 : 8);
  const most = octal === undefined ? LARGEST_CHARACTER : LARGEST_OCTET;
  return { value: code <= most ? characterOf(code) : null, end: at + whole.length };
}

/** Half of a UTF-16 pair is no character: Go writes its replacement. */
function characterOf(code: number): string {
  return code >= 0xd800 && code <= 0xdfff ? "\ufffd" : String.fromCodePoint(code);
}
