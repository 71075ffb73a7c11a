import { TemplateUnsupported } from "./ast.ts";

/** What a template's expressions come to. A list is of texts; a missing key of a map is `missing`. */
export type TemplateValue =
  | string
  | number
  | boolean
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, string> }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, TemplateValue> }
  | { readonly kind: "missing" };

/** What ends a template while it runs: CoreDNS answers SERVFAIL. */
export class TemplateError extends Error {}

type Run = (operands: readonly TemplateValue[]) => TemplateValue;

/** Builtins of text/template, and CoreDNS's own `parseInt`. `and` and `or` are the evaluator's: they look no further than they must. */
export const templateFunctions: ReadonlyMap<string, Run> = new Map<string, Run>([
  ["and", (operands) => operands.find((value) => !isTrue(value)) ?? lastOf(operands)],
  ["or", (operands) => operands.find(isTrue) ?? lastOf(operands)],
  ["not", (operands) => !isTrue(only(operands))],
  ["len", (operands) => lengthOf(only(operands))],
  ["index", ([value, ...keys]) => keys.reduce<TemplateValue>(indexOf, indexable(value))],
  ["slice", slice],
  ["print", sprint],
  ["println", (operands) => `${operands.map(printOperand).join(" ")}\n`],
  ["printf", ([format, ...operands]) => sprintf(textOf(format), operands)],
  ["eq", isEqualToAny],
  ["ne", (operands) => !isSame(...pair(operands))],
  ["lt", (operands) => isLess(...pair(operands))],
  ["le", (operands) => !isLess(...swapped(operands))],
  ["gt", (operands) => isLess(...swapped(operands))],
  ["ge", (operands) => !isLess(...pair(operands))],
  ["parseInt", parseInteger],
]);

export const unmodelledFunctions: ReadonlySet<string> = new Set(["call", "html", "js", "urlquery"]);

function fail(what: string): never {
  throw new TemplateError(what);
}

function only(operands: readonly TemplateValue[]): TemplateValue {
  const [first] = operands;
  return first === undefined || operands.length !== 1 ? fail("wrong number of args") : first;
}

function lastOf(operands: readonly TemplateValue[]): TemplateValue {
  return operands.at(-1) ?? fail("wrong number of args");
}

function pair(operands: readonly TemplateValue[]): [TemplateValue, TemplateValue] {
  const [left, right] = operands;
  return left === undefined || right === undefined || operands.length !== 2
    ? fail("wrong number of args")
    : [left, right];
}

function swapped(operands: readonly TemplateValue[]): [TemplateValue, TemplateValue] {
  const [left, right] = pair(operands);
  return [right, left];
}

function textOf(value: TemplateValue | undefined): string {
  return typeof value === "string" ? value : fail("a string is expected");
}

function numberOf(value: TemplateValue | undefined): number {
  return typeof value === "number" ? value : fail("a number is expected");
}

/** text/template IsTrue: what is not empty. */
export function isTrue(value: TemplateValue): boolean {
  if (typeof value !== "object") return value !== "" && value !== 0 && value !== false;
  switch (value.kind) {
    case "list":
      return value.items.length > 0;
    case "map":
      return value.entries.size > 0;
    case "record":
      return true;
    case "missing":
      return false;
  }
}

/** Octets of a text. */
function lengthOf(value: TemplateValue): number {
  if (typeof value === "string") return new TextEncoder().encode(value).length;
  if (typeof value === "object" && value.kind === "list") return value.items.length;
  return typeof value === "object" && value.kind === "map" ? value.entries.size : fail("len of what has no length");
}

function indexable(value: TemplateValue | undefined): TemplateValue {
  return value === undefined || isMissing(value) ? fail("index of untyped nil") : value;
}

function isMissing(value: TemplateValue): boolean {
  return typeof value === "object" && value.kind === "missing";
}

/** A key that a map does not have is an empty text here, other than behind a dot. */
function indexOf(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (typeof value === "string") return octetAt(value, numberOf(key));
  if (typeof value !== "object") return fail("can't index");
  if (value.kind === "map") return value.entries.get(textOf(key)) ?? "";
  return value.kind === "list" ? (value.items[numberOf(key)] ?? fail("index out of range")) : fail("can't index");
}

function octetAt(text: string, at: number): number {
  return new TextEncoder().encode(text)[at] ?? fail("index out of range");
}

/** A text by octets; a list by its items, of which a third bound may only say how many there are. */
function slice([value, ...bounds]: readonly TemplateValue[]): TemplateValue {
  const [from = 0, to, most] = bounds.map(numberOf);
  const isText = typeof value === "string";
  const isList = typeof value === "object" && value.kind === "list";
  if ((!isText && !isList) || bounds.length > (isText ? 2 : 3)) return fail("can't slice");
  const items = isText ? new TextEncoder().encode(value) : value.items;
  const end = to ?? items.length;
  if (from < 0 || from > end || end > (most ?? items.length) || (most ?? 0) > items.length)
    return fail("index out of range");
  if (items instanceof Uint8Array) return textOfOctets(items.subarray(from, end));
  return { kind: "list", items: items.slice(from, end) };
}

function textOfOctets(octets: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    throw new TemplateUnsupported("a part of a character in a template");
  }
}

function isSame(left: TemplateValue, right: TemplateValue): boolean {
  if (isMissing(left) || isMissing(right)) return isMissing(left) && isMissing(right);
  if (typeof left === "object" || typeof right === "object") return fail("non-comparable type");
  return typeof left === typeof right ? left === right : fail("incompatible types for comparison");
}

/** The first one against each of the others. */
function isEqualToAny([first, ...others]: readonly TemplateValue[]): boolean {
  if (first === undefined || others.length === 0) return fail("missing argument for comparison");
  for (const other of others) if (isSame(first, other)) return true;
  return false;
}

/** Texts by their octets, which is the order of code points. */
function isLess(left: TemplateValue, right: TemplateValue): boolean {
  if (typeof left === "number" && typeof right === "number") return left < right;
  if (typeof left !== "string" || typeof right !== "string") return fail("incompatible types for comparison");
  const [lefts, rights] = [left, right].map((text) => [...text].map((character) => character.codePointAt(0) ?? 0));
  for (const [index, code] of (lefts ?? []).entries()) {
    const other = rights?.[index];
    if (other === undefined) return false;
    if (code !== other) return code < other;
  }
  return (lefts?.length ?? 0) < (rights?.length ?? 0);
}

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ["0x", 16],
  ["0o", 8],
  ["0b", 2],
]);

/** strconv.ParseUint. Base 0: what the text itself says, with lines between digits. */
function parseInteger(operands: readonly TemplateValue[]): number {
  if (operands.length !== 3) return fail("wrong number of args for parseInt");
  const [text, base, bits] = [textOf(operands[0]), numberOf(operands[1]), numberOf(operands[2])];
  if (base === 1 || base < 0 || base > 36 || bits < 0 || bits > 64) return fail("invalid base or bit size");
  const own = base === 0 ? withOwnBase(text.toLowerCase()) : { digits: text.toLowerCase(), base };
  const digits = [...own.digits].map((character) => Number.parseInt(character, 36));
  if (own.digits === "" || digits.some((digit) => Number.isNaN(digit) || digit >= own.base))
    return fail("invalid syntax");
  const value = digits.reduce((sum, digit) => sum * own.base + digit, 0);
  if (value >= 2 ** (bits === 0 ? 64 : bits)) return fail("value out of range");
  if (value > Number.MAX_SAFE_INTEGER) throw new TemplateUnsupported("an integer beyond 2^53 in a template");
  return value;
}

function withOwnBase(text: string): { readonly digits: string; readonly base: number } {
  const base = PREFIXES.get(text.slice(0, 2)) ?? (/^0./.test(text) ? 8 : 10);
  const start = PREFIXES.has(text.slice(0, 2)) ? 2 : base === 8 ? 1 : 0;
  const isGood = !/__|_$/.test(text) && !text.startsWith("_");
  return { digits: isGood ? text.slice(start).replaceAll("_", "") : "", base };
}

/** fmt.Fprint of one value. */
export function printValue(value: TemplateValue): string {
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    case "list":
      return `[${value.items.join(" ")}]`;
    case "map":
      return `map[${[...value.entries]
        .sort()
        .map(([key, text]) => `${key}:${text}`)
        .join(" ")}]`;
    case "missing":
      return "<no value>";
    case "record":
      throw new TemplateUnsupported("a record as text in a template");
  }
}

/** An entry that is not there is nil for a function. */
function printOperand(value: TemplateValue): string {
  return isMissing(value) ? "<nil>" : printValue(value);
}

/** fmt.Sprint: a space between two of which neither is a text. */
function sprint(operands: readonly TemplateValue[]): string {
  return operands
    .map((value, index) => {
      const before = operands[index - 1];
      const hasSpace = before !== undefined && typeof before !== "string" && typeof value !== "string";
      return `${hasSpace ? " " : ""}${printOperand(value)}`;
    })
    .join("");
}

const VERB = /%([-0]*)(\d*)([sdvxXob%])/g;

/** Whether a format holds nothing but what {@link templateFunctions} can print. */
export function checkFormat(format: string): boolean {
  return !format.replace(VERB, "").includes("%");
}

function sprintf(format: string, operands: readonly TemplateValue[]): string {
  let at = 0;
  const text = format.replace(VERB, (_, flags: string, width: string, verb: string) => {
    if (verb === "%") return "%";
    const value = operands[at] ?? unequal();
    at += 1;
    const printed = printVerb(verb, value);
    if (flags.includes("-")) return printed.padEnd(Number(width));
    if (!flags.includes("0")) return printed.padStart(Number(width));
    const sign = printed.startsWith("-") ? "-" : "";
    return sign + printed.slice(sign.length).padStart(Number(width) - sign.length, "0");
  });
  return at === operands.length ? text : unequal();
}

/** Go prints its complaint into the text. */
function unequal(): never {
  throw new TemplateUnsupported('"printf" with arguments that its verbs do not fit in a template');
}

const RADIX: Readonly<Record<string, number>> = { d: 10, x: 16, X: 16, o: 8, b: 2 };

function printVerb(verb: string, value: TemplateValue): string {
  if (verb === "v") return printOperand(value);
  if (verb === "s") return typeof value === "string" ? value : unequal();
  if (typeof value !== "number") return unequal();
  const digits = value.toString(RADIX[verb] ?? 10);
  return verb === "X" ? digits.toUpperCase() : digits;
}
