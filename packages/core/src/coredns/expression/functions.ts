import { type Address, type Prefix, parseAddress, parsePrefix, prefixCovers } from "../../dns/index.ts";
import { ANY, BOOL, INT, type Nature, nameOfNature, STRING, STRINGS } from "./nature.ts";

/** What an expression of `view` may ask of a question (plugin/pkg/expression DefaultEnv). */
export interface ExpressionSubject {
  readonly type: string;
  /** Lower case. */
  readonly name: string;
  readonly class: string;
  readonly proto: "udp" | "tcp";
  /** Octets of the question's message. */
  readonly size: number;
  readonly client_ip: string;
  readonly port: string;
  readonly id: number;
  readonly opcode: number;
  readonly do: boolean;
  readonly bufsize: number;
  readonly server_ip: string;
  readonly server_port: string;
}

/** A function without its call is a value of its own, equal to none. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly functionName: string };

/** What ends an expression while it runs: then it is not true. */
export class EvaluationError extends Error {}

/** What a function takes and gives. */
export interface Signature {
  readonly parameters: readonly Nature[];
  readonly result: Nature;
}

/** A function of the language or of CoreDNS: what it takes, the name of its Go type, and what it does. */
export interface ExpressionFunction {
  /** In the order in which expr tries them. */
  readonly signatures: readonly Signature[];
  readonly goName: string;
  readonly apply: (operands: readonly Value[], subject: ExpressionSubject) => Value;
}

function fn(
  parameters: readonly Nature[],
  result: Nature,
  apply: (...operands: readonly Value[]) => Value,
  ...others: readonly (readonly Nature[])[]
): ExpressionFunction {
  const signatures = [parameters, ...others].map((taken) => ({ parameters: taken, result }));
  return { signatures, goName: goNameOf(parameters, result), apply: (operands) => apply(...operands) };
}

/** `func(string, string) bool`; an unknown type is `interface {}`. */
export function goNameOf(parameters: readonly Nature[], result: Nature): string {
  return `func(${parameters.map(nameOfNature).join(", ")}) ${nameOfNature(result)}`;
}

const text = (value: Value | undefined): string => {
  if (typeof value !== "string") throw new EvaluationError("a string is expected");
  return value;
};
const ONE = [STRING];
const TWO = [STRING, STRING];

/** Builtins of expr that change nothing between two runs; the others are not modelled. `type` is switched off by CoreDNS. */
export const builtinFunctions: ReadonlyMap<string, ExpressionFunction> = new Map([
  ["len", { ...fn([ANY], INT, lengthOf), goName: "func(...interface {}) (interface {}, error)" }],
  ["lower", fn(ONE, STRING, lower)],
  ["upper", fn(ONE, STRING, upper)],
  ["trim", fn(ONE, STRING, trim, TWO)],
  ["hasPrefix", fn(TWO, BOOL, (value, prefix) => text(value).startsWith(text(prefix)))],
  ["hasSuffix", fn(TWO, BOOL, (value, suffix) => text(value).endsWith(text(suffix)))],
  ["trimPrefix", fn(TWO, STRING, trimPrefix, ONE)],
  ["trimSuffix", fn(TWO, STRING, trimSuffix, ONE)],
  ["split", fn(TWO, STRINGS, split, [STRING, STRING, INT])],
  ["indexOf", fn(TWO, INT, indexOf)],
]);

/** Names of builtins that expr has and this has not. */
export const unmodelledFunctions: ReadonlySet<string> = new Set(
  "all none any one filter find findIndex findLast findLastIndex count sum groupBy sortBy map reduce abs ceil floor round int float string splitAfter replace repeat join lastIndexOf max min mean median toJSON fromJSON toBase64 fromBase64 now duration date timezone first last get take keys values toPairs fromPairs reverse uniq concat flatten sort bitand bitor bitxor bitnand bitnot bitshl bitshr bitushr".split(
    " ",
  ),
);

/** pkg/expression `incidr`: an error, and so no match, where one of the two cannot be read. */
const inCidrRule = (addressText: Value | undefined, prefixText: Value | undefined): boolean => {
  const address = unmapped(parseAddress(text(addressText)));
  const prefix = text(prefixText).includes("/") ? parsePrefix(text(prefixText)) : "bad-address";
  if (address === null) throw new EvaluationError("first argument is not an IP address");
  if (typeof prefix === "string") throw new EvaluationError(`invalid CIDR address: ${text(prefixText)}`);
  return prefixCovers(unmappedPrefix(prefix), address);
};
export const inCidr: ExpressionFunction = {
  ...fn(TWO, BOOL, inCidrRule),
  goName: "func(string, string) (bool, error)",
};

const MAPPED = /^::ffff:(?=\d+\.)/;
const MAPPED_LENGTH = 96;

/** To Go an IPv4 address in IPv6's clothes is an IPv4 address. */
function unmapped(address: Address | null): Address | null {
  return address === null ? null : parseAddress(address.replace(MAPPED, ""));
}

function unmappedPrefix(prefix: Prefix): Prefix {
  const address = unmapped(prefix.address) ?? prefix.address;
  const isMapped = address !== prefix.address && prefix.length >= MAPPED_LENGTH;
  return isMapped ? { address, length: prefix.length - MAPPED_LENGTH } : prefix;
}

/** Characters of a string, not octets. */
function lengthOf(value: Value | undefined): number {
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  throw new EvaluationError("invalid argument for len");
}

/** Without a second word it is a space that goes away. */
function trimPrefix(value: Value | undefined, prefix: Value | undefined = " "): string {
  return text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value);
}

function trimSuffix(value: Value | undefined, suffix: Value | undefined = " "): string {
  const [whole, end] = [text(value), text(suffix)];
  return end !== "" && whole.endsWith(end) ? whole.slice(0, -end.length) : whole;
}

/** Character by character, as Go does: what becomes several characters stays what it is (`ß`). */
function upper(value: Value | undefined): string {
  const upperOf = (character: string): string => character.toUpperCase();
  return [...text(value)].map((one) => ([...upperOf(one)].length === 1 ? upperOf(one) : one)).join("");
}

/** Of what would become several characters, the first. */
function lower(value: Value | undefined): string {
  return [...text(value)].map((character) => [...character.toLowerCase()][0] ?? "").join("");
}

/** White space, or whatever characters the second text holds. */
function trim(value: Value | undefined, characters?: Value): string {
  if (characters === undefined) return text(value).trim();
  const taken = new Set(text(characters));
  const all = [...text(value)];
  const first = all.findIndex((character) => !taken.has(character));
  return first === -1 ? "" : all.slice(first, all.findLastIndex((character) => !taken.has(character)) + 1).join("");
}

/** strings.SplitN: without a number, or with a negative one, all parts; the last part holds the rest. */
function split(value: Value | undefined, separator: Value | undefined, most: Value = -1): readonly string[] {
  const parts = text(separator) === "" ? [...text(value)] : text(value).split(text(separator));
  if (typeof most !== "number") throw new EvaluationError("a number is expected");
  if (most < 0 || parts.length <= most) return parts;
  return most === 0 ? [] : [...parts.slice(0, most - 1), parts.slice(most - 1).join(text(separator))];
}

/** In octets, as Go counts them. */
function indexOf(value: Value | undefined, part: Value | undefined): number {
  const at = text(value).indexOf(text(part));
  return at === -1 ? -1 : new TextEncoder().encode(text(value).slice(0, at)).length;
}
