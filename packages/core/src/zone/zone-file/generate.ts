import { printGenerated } from "./digits.ts";

/** What a $GENERATE line counts through. */
export interface GenerateRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

const MAX_VALUE = 0x7fffffff;
/** As sscanf's `%u-%u/%u` takes them: signs are welcome, and what follows is not looked at. */
const RANGE = /^([+-]?\d+)-([+-]?\d+)(\/([+-]?\d+)?)?/;

/** `start-stop` or `start-stop/step` (BIND ARM, $GENERATE); null where named says `invalid range`. */
export function parseGenerateRange(text: string): GenerateRange | null {
  const [, first, last, slash, by] = RANGE.exec(text) ?? [];
  if (first === undefined || last === undefined || (slash !== undefined && by === undefined)) return null;
  const range = { start: unsigned(first), stop: unsigned(last), step: unsigned(by ?? "1") };
  const isUsable = range.start <= range.stop && range.step > 0 && range.stop <= MAX_VALUE && range.step <= MAX_VALUE;
  return isUsable ? range : null;
}

export function countOfRange({ start, stop, step }: GenerateRange): number {
  return Math.floor((stop - start) / step) + 1;
}

const MAX_LONG = 2n ** 63n - 1n;
const MAX_DIGITS = 24;

/** strtol's result, cut to 32 bits. */
function low32(text: string): bigint {
  const digits = text.replace(/^[+-]/, "");
  const value = digits.length > MAX_DIGITS ? MAX_LONG : BigInt(digits);
  const clamped = value > MAX_LONG ? MAX_LONG : value;
  return BigInt.asUintN(32, text.startsWith("-") ? -clamped : clamped);
}

const unsigned = (text: string): number => Number(low32(text));
const signed = (text: string): number => Number(BigInt.asIntN(32, low32(text)));

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly offset: number; readonly width: number; readonly base: string };

/** A template, taken apart once for all values. */
export type GenerateTemplate = readonly Part[];

/** What sscanf has stored; what it does not meet keeps what the `$` before has left there (lib/dns/master.c genname). */
interface Scanned {
  offset: number;
  width: number;
  first: string;
  second: string;
  base: string;
  brace: string;
}

/** Takes `$`, `${offset,width,base}`, `$$` and `\` apart; null where named says `syntax error`. */
export function parseTemplate(text: string): GenerateTemplate | null {
  const scanned: Scanned = { offset: 0, width: 0, first: "", second: "", base: "", brace: "" };
  const parts: Part[] = [];
  let literal = "";
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    if (!piece.startsWith("$") || piece === "$$") {
      literal += piece === "$$" ? "$" : piece;
      at += piece.length;
      continue;
    }
    const part = piece === "$" ? plainNumber(scanned) : scanNumber(text, at, scanned);
    if (part === null) return null;
    parts.push({ kind: "text", text: literal }, part);
    literal = "";
    at += piece === "$" ? 1 : lengthToBrace(text, at);
  }
  return [...parts, { kind: "text", text: literal }];
}

/** An escape, `$$`, `${`, or one character. */
function pieceAt(text: string, at: number): string {
  const isPair = text[at] === "\\" || (text[at] === "$" && (text[at + 1] === "$" || text[at + 1] === "{"));
  return text.slice(at, at + (isPair ? 2 : 1));
}

function lengthToBrace(text: string, at: number): number {
  const brace = text.indexOf("}", at);
  return (brace === -1 ? text.length : brace + 1) - at;
}

/** The offset of the `$` before still holds. */
const plainNumber = ({ offset }: Scanned): Part => ({ kind: "number", offset, width: 0, base: "d" });

/** `{%d%1[,}]%u%1[,}]%1[doxXnN]%1[}]` from the brace on. */
const FIELDS = [
  ["offset", /[+-]?\d+/y],
  ["first", /[,}]/y],
  ["width", /[+-]?\d+/y],
  ["second", /[,}]/y],
  ["base", /[doxXnN]/y],
  ["brace", /\}/y],
] as const;

function scanNumber(text: string, start: number, scanned: Scanned): Part | null {
  let at = start + 2;
  let count = 0;
  for (const [field, pattern] of FIELDS) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined) break;
    if (field === "offset") scanned.offset = signed(found);
    else if (field === "width") scanned.width = unsigned(found);
    else scanned[field] = found;
    at += found.length;
    count += 1;
  }
  return count < 2 ? null : numberFrom(scanned);
}

function numberFrom({ offset, width, first, second, base, brace }: Scanned): Part | null {
  if (first === "}") return { kind: "number", offset, width: 0, base: "d" };
  if (second === "}") return { kind: "number", offset, width, base: "d" };
  return second === "," && base !== "" && brace === "}" ? { kind: "number", offset, width, base } : null;
}

/** Characters of one number, and of a whole text. */
const [MAX_NUMBER, MAX_TEXT] = [127, 2047];

/** Why a text cannot be made, in the words of named. */
export interface GenerateFault {
  readonly why: "out of range" | "ran out of space";
}

export function expandTemplate(template: GenerateTemplate, value: number): string | GenerateFault {
  let text = "";
  for (const part of template) {
    const piece = part.kind === "text" ? part.text : expandNumber(part, value);
    if (typeof piece !== "string") return piece;
    text += piece;
  }
  return text.length > MAX_TEXT ? { why: "ran out of space" } : text;
}

function expandNumber(part: Part & { readonly kind: "number" }, value: number): string | GenerateFault {
  if (value > 0 && part.offset > MAX_VALUE - value) return { why: "out of range" };
  if (part.width > MAX_NUMBER) return { why: "ran out of space" };
  const text = printGenerated(value + part.offset, part.width, part.base);
  return text.length > MAX_NUMBER ? { why: "ran out of space" } : text;
}
