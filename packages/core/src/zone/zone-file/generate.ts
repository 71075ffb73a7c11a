import { printGenerated } from "./digits.ts";

/** What a $GENERATE line counts through. */
export interface GenerateRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

const RANGE = /^(\d{1,10})-(\d{1,10})(?:\/(\d{1,10}))?$/;
const MAX_VALUE = 0x7fffffff;

/** `start-stop` or `start-stop/step` (BIND ARM, $GENERATE); null where named says `invalid range`. */
export function parseGenerateRange(text: string): GenerateRange | null {
  const [, first, last, by = "1"] = RANGE.exec(text) ?? [];
  if (first === undefined || last === undefined) return null;
  const range = { start: Number(first), stop: Number(last), step: Number(by) };
  const isUsable = range.start <= range.stop && range.step > 0 && range.stop <= MAX_VALUE && range.step <= MAX_VALUE;
  return isUsable ? range : null;
}

export function countOfRange({ start, stop, step }: GenerateRange): number {
  return Math.floor((stop - start) / step) + 1;
}

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly offset: number; readonly width: number; readonly base: string };

/** A template, taken apart once for all values. */
export type GenerateTemplate = readonly Part[];

/** One of BIND's numbers is written into 128 octets (lib/dns/master.c genname). */
const MAX_WIDTH = 126;
const MODIFIER = /\$\{(-?\d{1,10})(?:,(\d{1,10})(?:,([doxXnN]))?)?\}/y;

/** Takes `$`, `${offset,width,base}`, `$$` and `\` apart; null where named says `syntax error`. */
export function parseTemplate(text: string): GenerateTemplate | null {
  const parts: Part[] = [];
  let literal = "";
  for (let at = 0; at < text.length; ) {
    const piece =
      text[at] === "$" ? readNumber(text, at) : text[at] === "\\" ? text.slice(at, at + 2) : (text[at] ?? "");
    if (piece === null) return null;
    if (typeof piece === "string") {
      literal += piece === "$$" ? "$" : piece;
      at += piece.length;
      continue;
    }
    parts.push({ kind: "text", text: literal }, piece.part);
    literal = "";
    at += piece.length;
  }
  return [...parts, { kind: "text", text: literal }];
}

function readNumber(text: string, at: number): { readonly part: Part; readonly length: number } | "$$" | null {
  if (text[at + 1] === "$") return "$$";
  if (text[at + 1] !== "{") return { part: { kind: "number", offset: 0, width: 0, base: "d" }, length: 1 };
  MODIFIER.lastIndex = at;
  const match = MODIFIER.exec(text);
  if (match === null) return null;
  const [whole, offset = "0", width = "0", base = "d"] = match;
  if (Number(width) > MAX_WIDTH) return null;
  return { part: { kind: "number", offset: Number(offset), width: Number(width), base }, length: whole.length };
}

export function expandTemplate(template: GenerateTemplate, value: number): string {
  let text = "";
  for (const part of template) {
    text += part.kind === "text" ? part.text : printGenerated(value + part.offset, part.width, part.base);
  }
  return text;
}
