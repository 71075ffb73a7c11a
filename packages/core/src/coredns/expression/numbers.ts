import { ExpressionFault, ExpressionUnsupported, type Node } from "./ast.ts";
import type { ExpressionToken } from "./lexer.ts";

const LARGEST_INTEGER = 2n ** 63n - 1n;

/** What a number is, in the words of strconv where it is none (parser.go parseSecondary). */
export function numberOf({ text, at }: ExpressionToken): Node {
  const plain = text.replaceAll("_", "");
  const base = baseOf(plain.toLowerCase());
  if (base === "float") return { kind: "literal", at, value: floatOf(plain, at), type: "float" };
  const fail = (why: string): never => {
    throw new ExpressionFault(`invalid ${base} literal: strconv.ParseInt: parsing "${plain}": ${why}`, at);
  };
  if (!/^(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/.test(plain)) return fail("invalid syntax");
  const value = BigInt(base === "integer" ? plain : plain.toLowerCase());
  if (value > LARGEST_INTEGER) return fail("value out of range");
  if (value > Number.MAX_SAFE_INTEGER) throw new ExpressionUnsupported("integers of expressions beyond 2^53");
  return { kind: "literal", at, value: Number(value), type: "int" };
}

/** In the order in which expr looks: a point or an exponent makes anything but a hexadecimal number a float. */
function baseOf(plain: string): "hex" | "float" | "binary" | "octal" | "integer" {
  if (plain.startsWith("0x")) return "hex";
  if (/[.e]/.test(plain)) return "float";
  if (plain.startsWith("0b")) return "binary";
  return plain.startsWith("0o") ? "octal" : "integer";
}

function floatOf(plain: string, at: number): number {
  const fail = (why: string): never => {
    throw new ExpressionFault(`invalid float literal: strconv.ParseFloat: parsing "${plain}": ${why}`, at);
  };
  if (!/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain)) return fail("invalid syntax");
  const value = Number(plain);
  return Number.isFinite(value) ? value : fail("value out of range");
}
