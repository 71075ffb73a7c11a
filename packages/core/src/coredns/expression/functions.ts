import { parseAddress, parsePrefix, prefixCovers } from "../../dns/index.ts";
import type { ValueType } from "./ast.ts";

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

export type Value = string | number | boolean | null | readonly Value[];

/** What ends an expression while it runs: then it is not true. */
export class EvaluationError extends Error {}

/** A function of the language or of CoreDNS: its types, and what it does. */
export interface ExpressionFunction {
  readonly parameters: readonly ValueType[];
  readonly result: ValueType;
  /** How many of the last parameters may be left out. */
  readonly optional?: number;
  readonly apply: (operands: readonly Value[], subject: ExpressionSubject) => Value;
}

function fn(
  parameters: readonly ValueType[],
  result: ValueType,
  apply: (...operands: readonly Value[]) => Value,
): ExpressionFunction {
  return { parameters, result, apply: (operands) => apply(...operands) };
}

const text = (value: Value | undefined): string => {
  if (typeof value !== "string") throw new EvaluationError("a string is expected");
  return value;
};

/** Builtins of expr that change nothing between two runs; the others are not modelled. `type` is switched off by CoreDNS. */
export const builtinFunctions: ReadonlyMap<string, ExpressionFunction> = new Map([
  ["len", fn(["any"], "int", lengthOf)],
  ["lower", fn(["string"], "string", (value) => text(value).toLowerCase())],
  ["upper", fn(["string"], "string", (value) => text(value).toUpperCase())],
  ["trim", fn(["string"], "string", (value) => text(value).trim())],
  ["hasPrefix", fn(["string", "string"], "bool", (value, prefix) => text(value).startsWith(text(prefix)))],
  ["hasSuffix", fn(["string", "string"], "bool", (value, suffix) => text(value).endsWith(text(suffix)))],
  ["trimPrefix", { ...fn(["string", "string"], "string", trimPrefix), optional: 1 }],
  ["trimSuffix", { ...fn(["string", "string"], "string", trimSuffix), optional: 1 }],
  ["split", fn(["string", "string"], "array", (value, separator) => text(value).split(text(separator)))],
  ["indexOf", fn(["string", "string"], "int", (value, part) => text(value).indexOf(text(part)))],
]);

/** Names of builtins that expr has and this has not. */
export const unmodelledFunctions: ReadonlySet<string> = new Set(
  "all none any one filter find findIndex findLast findLastIndex count sum groupBy sortBy map reduce abs ceil floor round int float string splitAfter replace repeat join lastIndexOf max min mean median toJSON fromJSON toBase64 fromBase64 now duration date timezone first last get take keys values toPairs fromPairs reverse uniq concat flatten sort bitand bitor bitxor bitnand bitnot bitshl bitshr bitushr".split(
    " ",
  ),
);

/** pkg/expression `incidr`: an error, and so no match, where one of the two cannot be read. */
export const inCidr: ExpressionFunction = fn(["string", "string"], "bool", (addressText, prefixText) => {
  const address = parseAddress(text(addressText));
  const prefix = text(prefixText).includes("/") ? parsePrefix(text(prefixText)) : "bad-address";
  if (address === null) throw new EvaluationError("first argument is not an IP address");
  if (typeof prefix === "string") throw new EvaluationError(`invalid CIDR address: ${text(prefixText)}`);
  return prefixCovers(prefix, address);
});

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
