import { TemplateUnsupported } from "./ast.ts";

interface Fault {
  readonly fault: string;
}

const INTEGER = /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO]?(?:_?[0-7])+|0[bB](?:_?[01])+|0|[1-9](?:_?\d)*)$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const LARGEST = 2n ** 64n - 1n;

/** A number as text/template/parse newNumber reads it. */
export function numberOf(text: string): number | Fault {
  if (INTEGER.test(text)) return integerOf(text);
  if (text.endsWith("i") || /^[+-]?0[xX]/.test(text)) {
    if (text.endsWith("i") && /\d/.test(text)) throw new TemplateUnsupported("an imaginary number in a template");
    return { fault: `illegal number syntax: ${JSON.stringify(text)}` };
  }
  if (!FLOAT.test(text)) return { fault: `illegal number syntax: ${JSON.stringify(text)}` };
  if (!/[.eE]/.test(text)) return { fault: `integer overflow: ${JSON.stringify(text)}` };
  throw new TemplateUnsupported("a number with a point or an exponent in a template");
}

/** A zero in front makes it octal. */
function integerOf(text: string): number | Fault {
  const digits = text
    .replace(/^[+-]/, "")
    .replaceAll("_", "")
    .replace(/^0(?=\d)/, "0o");
  const value = BigInt(digits);
  if (value > LARGEST) return { fault: `integer overflow: ${JSON.stringify(text)}` };
  if (value > Number.MAX_SAFE_INTEGER) throw new TemplateUnsupported("an integer beyond 2^53 in a template");
  return text.startsWith("-") ? -Number(value) : Number(value);
}

/** `'a'` is the number of the character. */
export function characterOf(text: string): number | Fault {
  const inner = unquoted(text);
  if (typeof inner !== "string") return inner;
  const [first, ...others] = inner;
  if (first === undefined) return { fault: "invalid syntax" };
  return others.length > 0 ? { fault: `malformed character constant: ${text}` } : (first.codePointAt(0) ?? 0);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["\\", "\\"],
]);
/** A character, or what a backslash begins. */
const PIECE = /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))|[^\\]/gu;
const LAST_ASCII = 0x7f;

/** strconv.Unquote. */
export function unquoted(text: string): string | Fault {
  const quote = text.charAt(0);
  const inner = text.slice(1, -1);
  if (quote === "`") return inner.replaceAll("\r", "");
  const characters = [...inner.matchAll(PIECE)].map((piece) => characterAt(piece, quote));
  return characters.includes(null) ? { fault: "invalid syntax" } : characters.join("");
}

/** null: it stands for no character. */
function characterAt([whole, octet, octal, short, long, letter]: RegExpExecArray, quote: string): string | null {
  if (letter !== undefined) return letter === quote ? quote : (ESCAPES.get(letter) ?? null);
  if (octet !== undefined) return asciiOf(Number.parseInt(octet, 16));
  if (octal !== undefined) return asciiOf(Number.parseInt(octal, 8));
  if (short === undefined && long === undefined) return whole;
  const code = Number.parseInt(short ?? long ?? "", 16);
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  return isHalf || code > 0x10ffff ? null : String.fromCodePoint(code);
}

function asciiOf(code: number): string | null {
  if (code > 0xff) return null;
  if (code > LAST_ASCII) throw new TemplateUnsupported("an octet beyond ASCII in a string of a template");
  return String.fromCodePoint(code);
}
