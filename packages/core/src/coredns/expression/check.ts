import { assertNever } from "../../invariant.ts";
import { type BinaryOperator, ExpressionFault, ExpressionUnsupported, type Node, type ValueType } from "./ast.ts";
import { type ExpressionFunction, unmodelledFunctions } from "./functions.ts";

type Functions = ReadonlyMap<string, ExpressionFunction>;
type Binary = Node & { readonly kind: "binary" };

/** expr's checker: what an expression comes to, or why it does not compile. */
export function typeOf(node: Node, functions: Functions): ValueType {
  switch (node.kind) {
    case "literal":
      return node.type;
    case "name":
      if (functions.has(node.name)) return "func";
      throw unknownName(node.name, node.at);
    case "array":
      for (const item of node.items) typeOf(item, functions);
      return "array";
    case "call":
      return typeOfCall(node, functions);
    case "unary":
      return typeOfUnary(node, functions);
    case "binary":
      return typeOfBinary(node, typeOf(node.left, functions), typeOf(node.right, functions));
    case "matches":
      return typeOfMatches(node, functions);
    case "conditional":
      return typeOfConditional(node, functions);
    case "index":
      return typeOfIndex(node, functions);
    default:
      return assertNever(node);
  }
}

function unknownName(name: string, at: number): Error {
  if (unmodelledFunctions.has(name)) return new ExpressionUnsupported(`"${name}" of expressions`);
  if (name === "$env") return new ExpressionUnsupported('"$env" of expressions');
  return new ExpressionFault(`unknown name ${name}`, at);
}

function typeOfCall(node: Node & { readonly kind: "call" }, functions: Functions): ValueType {
  const { name, operands, at } = node;
  const called = functions.get(name);
  if (called === undefined) throw unknownName(name, at);
  if (operands.length > called.parameters.length) throw new ExpressionFault(`too many arguments to call ${name}`, at);
  const least = called.parameters.length - (called.optional ?? 0);
  const [first] = operands;
  if (name === "len" && first?.kind === "literal" && typeof first.value !== "string")
    throw new ExpressionFault(`invalid argument for len (type ${nameOfType(first.type)})`, at);
  if (operands.length < least) throw new ExpressionFault(`not enough arguments to call ${name}`, at);
  for (const [index, wanted] of called.parameters.entries()) {
    const operand = operands[index];
    const given = operand === undefined ? "any" : typeOf(operand, functions);
    if (wanted === "any" || given === "any" || given === wanted) continue;
    throw new ExpressionFault(
      `cannot use ${nameOfType(given)} as argument (type ${wanted}) to call ${name}`,
      operand?.at ?? at,
    );
  }
  return called.result;
}

/** Only lists have members by number. */
function typeOfIndex({ of, index, at }: Node & { readonly kind: "index" }, functions: Functions): ValueType {
  const [base, key] = [typeOf(of, functions), typeOf(index, functions)];
  if (base === "array" || base === "any" || base === "nil") return "any";
  throw new ExpressionFault(`type ${nameOfType(base)}[${nameOfType(key)}] is undefined`, at);
}

function typeOfUnary(
  { operator, word, operand, at }: Node & { readonly kind: "unary" },
  functions: Functions,
): ValueType {
  const type = typeOf(operand, functions);
  const isGood = type === "any" || (operator === "!" ? type === "bool" : type === "int" || type === "float");
  if (!isGood) throw new ExpressionFault(`invalid operation: ${word} (mismatched type ${nameOfType(type)})`, at);
  return type;
}

function typeOfMatches({ text, at }: Node & { readonly kind: "matches" }, functions: Functions): ValueType {
  const type = typeOf(text, functions);
  if (type === "string" || type === "any") return "bool";
  throw new ExpressionFault(`invalid operation: matches (mismatched types ${nameOfType(type)} and string)`, at);
}

function typeOfConditional(node: Node & { readonly kind: "conditional" }, functions: Functions): ValueType {
  const test = typeOf(node.test, functions);
  if (test !== "bool" && test !== "any")
    throw new ExpressionFault(`non-bool expression (type ${nameOfType(test)}) used as condition`, node.test.at);
  const [then, otherwise] = [typeOf(node.then, functions), typeOf(node.otherwise, functions)];
  return then === otherwise ? then : "any";
}

const isNumber = (type: ValueType): boolean => type === "int" || type === "float";

/** Of two known types, whether an operator takes them, and what it makes; an unknown one is taken for whatever fits. */
const RULES: Readonly<Record<BinaryOperator, (left: ValueType, right: ValueType) => ValueType | null>> = {
  "||": (left, right) => (left === "bool" && right === "bool" ? "bool" : null),
  "&&": (left, right) => (left === "bool" && right === "bool" ? "bool" : null),
  "==": comparable,
  "!=": comparable,
  "<": ordered,
  ">": ordered,
  "<=": ordered,
  ">=": ordered,
  in: (left, right) => (right === "array" && left !== "func" ? "bool" : null),
  "not in": (left, right) => (right === "array" && left !== "func" ? "bool" : null),
  contains: bothStrings,
  startsWith: bothStrings,
  endsWith: bothStrings,
  "..": (left, right) => (left === "int" && right === "int" ? "array" : null),
  "+": (left, right) => (left === "string" && right === "string" ? "string" : arithmetic(left, right)),
  "-": arithmetic,
  "*": arithmetic,
  "/": (left, right) => (isNumber(left) && isNumber(right) ? "float" : null),
  "%": (left, right) => (left === "int" && right === "int" ? "int" : null),
  "**": (left, right) => (isNumber(left) && isNumber(right) ? "float" : null),
  "??": (left, right) => (left === "nil" ? right : left),
};

function comparable(left: ValueType, right: ValueType): ValueType | null {
  const isEqual = left === right || (isNumber(left) && isNumber(right)) || left === "nil" || right === "nil";
  return isEqual && left !== "func" ? "bool" : null;
}

function ordered(left: ValueType, right: ValueType): ValueType | null {
  return (isNumber(left) && isNumber(right)) || (left === "string" && right === "string") ? "bool" : null;
}

function bothStrings(left: ValueType, right: ValueType): ValueType | null {
  return left === "string" && right === "string" ? "bool" : null;
}

function arithmetic(left: ValueType, right: ValueType): ValueType | null {
  if (!isNumber(left) || !isNumber(right)) return null;
  return left === "int" && right === "int" ? "int" : "float";
}

/** What expr works out while it compiles. */
function isInteger(node: Node): node is Node & { readonly kind: "literal" } {
  return node.kind === "literal" && node.type === "int";
}

function typeOfBinary(node: Binary, left: ValueType, right: ValueType): ValueType {
  const { operator, word, at } = node;
  if (operator === "%" && isInteger(node.left) && isInteger(node.right) && node.right.value === 0)
    throw new ExpressionFault("integer divide by zero", at);
  if (left === "any" || right === "any") return RESULTS.has(operator) ? "bool" : "any";
  const type = RULES[operator](left, right);
  if (type !== null) return type;
  const types = `${nameOfType(left)} and ${nameOfType(right)}`;
  throw new ExpressionFault(`invalid operation: ${word} (mismatched types ${types})`, at);
}

const RESULTS: ReadonlySet<BinaryOperator> = new Set([
  "||",
  "&&",
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "in",
  "not in",
  "contains",
  "startsWith",
  "endsWith",
]);

function nameOfType(type: ValueType): string {
  const names: Partial<Record<ValueType, string>> = { float: "float64", array: "[]interface {}", func: "func()" };
  return names[type] ?? type;
}
