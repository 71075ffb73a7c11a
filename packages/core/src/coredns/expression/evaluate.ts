import { assertNever, invariant } from "../../invariant.ts";
import type { BinaryOperator, Node } from "./ast.ts";
import { EvaluationError, type ExpressionFunction, type ExpressionSubject, type Value } from "./functions.ts";

/** What an expression is run with. */
export interface Scope {
  readonly functions: ReadonlyMap<string, ExpressionFunction>;
  readonly subject: ExpressionSubject;
}

/** expr's budget of memory, counted in elements: a range of so many is an error. */
const LONGEST_RANGE = 1_000_000;

type Binary = Node & { readonly kind: "binary" };

/** Runs an expression; throws {@link EvaluationError} where expr does. */
export function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "name":
      return { functionName: node.name };
    case "array":
      return node.items.map((item) => evaluate(item, scope));
    case "call":
      return call(
        node.name,
        node.operands.map((operand) => evaluate(operand, scope)),
        scope,
      );
    case "unary":
      return unary(node.operator, evaluate(node.operand, scope));
    case "binary":
      return binary(node, scope);
    case "matches":
      return matches(evaluate(node.text, scope), node.pattern);
    case "conditional":
      return evaluate(truth(evaluate(node.test, scope)) ? node.then : node.otherwise, scope);
    case "index":
      return itemOf(evaluate(node.of, scope), evaluate(node.index, scope));
    case "sequence":
      return node.nodes.map((part) => evaluate(part, scope)).at(-1) ?? null;
    default:
      return assertNever(node);
  }
}

function call(name: string, operands: readonly Value[], { functions, subject }: Scope): Value {
  const called = functions.get(name);
  if (called === undefined) throw new EvaluationError(`unknown name ${name}`);
  return called.apply(operands, subject);
}

function matches(value: Value, pattern: (Node & { readonly kind: "matches" })["pattern"]): boolean {
  invariant(pattern !== null && !("fault" in pattern), "a pattern that was checked");
  if (typeof value !== "string") throw new EvaluationError("a string is expected");
  return pattern.match(value) !== null;
}

function truth(value: Value): boolean {
  if (typeof value !== "boolean") throw new EvaluationError("a bool is expected");
  return value;
}

function numeric(value: Value): number {
  if (typeof value !== "number") throw new EvaluationError("a number is expected");
  return value;
}

function unary(operator: "!" | "-" | "+", value: Value): Value {
  if (operator === "!") return !truth(value);
  return operator === "-" ? -numeric(value) : numeric(value);
}

/** The right side is looked at only where the left one leaves it open; one that decides by itself is asked first. */
function binary(node: Binary, scope: Scope): Value {
  const decided = decidedBefore(node);
  if (decided !== null) return decided;
  const left = evaluate(node.left, scope);
  const right = (): Value => evaluate(node.right, scope);
  switch (node.operator) {
    case "||":
      return truth(left) || truth(right());
    case "&&":
      return truth(left) && truth(right());
    case "??":
      return left ?? right();
    case "in":
      return isWithin(left, node.right) ?? isIn(left, right());
    default:
      return combine(node.operator, left, right());
  }
}

/** What expr works out while it compiles: `x or true`, `x and false` (optimizer/fold.go). */
function decidedBefore({ operator, right }: Binary): boolean | null {
  if (right.kind !== "literal") return null;
  if (operator === "||" && right.value === true) return true;
  return operator === "&&" && right.value === false ? false : null;
}

/** `a in 1..9` is two comparisons and makes no list, however long (optimizer/in_range.go); null: it is another one. */
function isWithin(item: Value, list: Node): boolean | null {
  if (list.kind !== "binary" || list.operator !== ".." || !Number.isInteger(item)) return null;
  const { left: first, right: last } = list;
  if (first.kind !== "literal" || last.kind !== "literal") return null;
  return numeric(item) >= numeric(first.value) && numeric(item) <= numeric(last.value);
}

function combine(operator: Exclude<BinaryOperator, "||" | "&&" | "??" | "in">, left: Value, right: Value): Value {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "..":
      return rangeOf(Math.trunc(numeric(left)), Math.trunc(numeric(right)));
    case "<":
    case ">":
    case "<=":
    case ">=":
      return compare(operator, left, right);
    case "contains":
    case "startsWith":
    case "endsWith":
      return inspect(operator, left, right);
    default:
      return calculate(operator, left, right);
  }
}

function isEqual(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((item, at) => isEqual(item, right[at] ?? null));
}

function isIn(item: Value, list: Value): boolean {
  if (!Array.isArray(list)) throw new EvaluationError("an array is expected");
  return list.some((candidate) => isEqual(candidate, item));
}

function rangeOf(first: number, last: number): readonly number[] {
  if (last - first + 1 >= LONGEST_RANGE) throw new EvaluationError("memory budget exceeded");
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

function compare(operator: "<" | ">" | "<=" | ">=", left: Value, right: Value): boolean {
  const [one, two] =
    typeof left === "string" && typeof right === "string" ? [left, right] : [numeric(left), numeric(right)];
  switch (operator) {
    case "<":
      return one < two;
    case ">":
      return one > two;
    case "<=":
      return one <= two;
    case ">=":
      return one >= two;
  }
}

function inspect(operator: "contains" | "startsWith" | "endsWith", left: Value, right: Value): boolean {
  if (typeof left !== "string" || typeof right !== "string") throw new EvaluationError("a string is expected");
  if (operator === "contains") return left.includes(right);
  return operator === "startsWith" ? left.startsWith(right) : left.endsWith(right);
}

function calculate(operator: "+" | "-" | "*" | "/" | "%" | "**", left: Value, right: Value): Value {
  if (operator === "+" && typeof left === "string" && typeof right === "string") return left + right;
  const [one, two] = [numeric(left), numeric(right)];
  switch (operator) {
    case "+":
      return one + two;
    case "-":
      return one - two;
    case "*":
      return one * two;
    case "/":
      return one / two;
    case "%":
      if (two === 0) throw new EvaluationError("integer divide by zero");
      return one % two;
    case "**":
      return one ** two;
  }
}

/** From the end where the number is negative. */
function itemOf(list: Value, index: Value): Value {
  if (!Array.isArray(list)) throw new EvaluationError("an array is expected");
  const at = numeric(index) < 0 ? list.length + numeric(index) : numeric(index);
  const item = list[at];
  if (item === undefined) throw new EvaluationError(`index out of range: ${at}`);
  return item;
}
