/** A `$GENERATE` line of miekg/dns (generate.go). */
export interface GenerateDirective {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** Everything behind the range. */
  readonly template: string;
}

interface Fault {
  readonly fault: string;
}

const MOST_LINES = 65_536;
const RANGE = /^(\+?\d{1,15})-(\+?\d{1,15})(?:\/([+-]?\d{1,15}))?$/;
const MODIFIER = /^([+-]?\d{1,15})(?:,(\d{1,3})(?:,([odxX]))?)?$/;
const MAX_WIDTH = 255;
const MAX_VALUE = 0x7fffffff;

/** The range alone is looked at; what is wrong behind it shows when its lines are read. */
export function parseGenerator(range: string, template: string): GenerateDirective | Fault {
  const [, first = "", last = "", by = "1"] = RANGE.exec(range) ?? [];
  if (first === "") return { fault: "bad start-stop in $GENERATE range" };
  const [start, end, step] = [Number(first), Number(last), Number(by)];
  if (step <= 0) return { fault: "bad step in $GENERATE range" };
  const isUsable = end >= start && Math.floor((end - start) / step) < MOST_LINES;
  return isUsable ? { start, end, step, template } : { fault: "bad range in $GENERATE range" };
}

/** The lines, one for each value; or, as the last one, what is wrong with the template. */
export function* generateLines(directive: GenerateDirective): Generator<string | Fault, void, undefined> {
  for (let value = directive.start; value <= directive.end; value += directive.step) {
    const line = expand(directive, value);
    yield line;
    if (typeof line !== "string") return;
  }
}

/**
 * `$` is the value, `$$` and `\$` a dollar, `${offset,width,base}` the value in other forms. A backslash before anything
 * else is lost together with what it stands before.
 */
function expand(directive: GenerateDirective, value: number): string | Fault {
  let text = "";
  for (let at = 0; at < directive.template.length; ) {
    const piece = expandAt(directive, at, value);
    if (piece === null) return { fault: "bad modifier in $GENERATE" };
    text += piece.text;
    at += piece.length;
  }
  return text;
}

interface Piece {
  readonly text: string;
  /** Characters of the template. */
  readonly length: number;
}

function expandAt(directive: GenerateDirective, at: number, value: number): Piece | null {
  const { template } = directive;
  const [character, next] = [template.charAt(at), template.charAt(at + 1)];
  if (character === "\\") return { text: next === "$" || next === "\\" ? next : "", length: 2 };
  if (character !== "$") return { text: character, length: 1 };
  if (next === "$") return { text: "$", length: 2 };
  if (next !== "{") return { text: String(value), length: 1 };
  const close = template.indexOf("}", at);
  const text = close === -1 ? null : printModified(directive, value, template.slice(at + 2, close));
  return text === null ? null : { text, length: close + 1 - at };
}

function printModified({ start, end }: GenerateDirective, value: number, modifier: string): string | null {
  const [, offsetText = "", width = "0", base = "d"] = MODIFIER.exec(modifier) ?? [];
  const offset = Number(offsetText);
  if (offsetText === "" || Number(width) > MAX_WIDTH) return null;
  if (start + offset < 0 || end + offset > MAX_VALUE) return null;
  const radix = base === "o" ? 8 : base === "d" ? 10 : 16;
  const digits = (value + offset).toString(radix).padStart(Number(width), "0");
  return base === "X" ? digits.toUpperCase() : digits;
}
