import { assertNever } from "../../invariant.ts";
import { type BinaryOperator, ExpressionFault, ExpressionUnsupported, type Node } from "./ast.ts";
import { natureOfCall } from "./check-call.ts";
import { type ExpressionFunction, unmodelledFunctions } from "./functions.ts";
import {
  ANY,
  arrayOf,
  BOOL,
  FLOAT,
  INT,
  isAssignable,
  isComparable,
  isNumber,
  type Nature,
  nameOfNature,
  STRING,
} from "./nature.ts";

type Functions = ReadonlyMap<string, ExpressionFunction>;
type Binary = Node & { readonly kind: "binary" };

/** expr's checker (checker/checker.go): what an expression comes to, or why it does not compile. */
export function natureOf(node: Node, functions: Functions): Nature {
  switch (node.kind) {
    case "literal":
      return { kind: node.type };
    case "name":
      return { kind: "func", goName: knownFunction(node, functions).goName };
    case "array":
      return natureOfList(node.items.map((item) => natureOf(item, functions)));
    case "call":
      return natureOfCall(
        node,
        knownFunction(node, functions),
        node.operands.map((operand) => natureOf(operand, functions)),
      );
    case "unary":
      return natureOfUnary(node, functions);
    case "binary":
      return natureOfBinary(node, natureOf(node.left, functions), natureOf(node.right, functions));
    case "matches":
      return natureOfMatches(node, functions);
    case "conditional":
      return natureOfConditional(node, functions);
    case "index":
      return natureOfIndex(node, functions);
    case "sequence":
      return node.nodes.map((part) => natureOf(part, functions)).at(-1) ?? ANY;
    default:
      return assertNever(node);
  }
}

/** A name that expr knows and this does not is not modelled. */
function knownFunction(
  { name, at }: { readonly name: string; readonly at: number },
  functions: Functions,
): ExpressionFunction {
  const found = functions.get(name);
  if (found !== undefined) return found;
  if (unmodelledFunctions.has(name) || name === "$env") throw new ExpressionUnsupported(`"${name}" of expressions`);
  throw new ExpressionFault(`unknown name ${name}`, at);
}

/** Of elements of one kind; otherwise of whatever. */
function natureOfList(items: readonly Nature[]): Nature {
  const kinds = new Set(items.map(({ kind }) => (kind === "nil" ? "any" : kind)));
  return arrayOf(kinds.size > 1 ? ANY : (items.at(-1) ?? ANY));
}

/** Only lists have members by number; nothing here has members by name. */
function natureOfIndex(node: Node & { readonly kind: "index" }, functions: Functions): Nature {
  const { of, index, at, isCalled } = node;
  const [base, key] = [natureOf(of, functions), natureOf(index, functions)];
  const name = index.kind === "literal" && typeof index.value === "string" ? index.value : null;
  if (base.kind === "any") {
    if (name !== null) throw new ExpressionUnsupported("members in expressions");
    return ANY;
  }
  if (base.kind === "nil" && name !== null) throw new ExpressionFault(`type nil has no field ${name}`, at);
  if (base.kind === "array") {
    if (key.kind === "int" || key.kind === "any") return base.element;
    const why = `array elements can only be selected using an integer (got ${nameOfNature(key)})`;
    throw new ExpressionFault(why, index.at);
  }
  const type = nameOfNature(base);
  if (name === null) throw new ExpressionFault(`type ${type}[${nameOfNature(key)}] is undefined`, at);
  throw new ExpressionFault(`type ${type} has no ${isCalled ? "method" : "field"} ${name}`, at);
}

function natureOfUnary(node: Node & { readonly kind: "unary" }, functions: Functions): Nature {
  const nature = natureOf(node.operand, functions);
  if (node.operator === "!" && (nature.kind === "bool" || nature.kind === "any")) return BOOL;
  if (node.operator !== "!" && (isNumber(nature) || nature.kind === "any")) return nature;
  const type = nameOfNature(nature);
  throw new ExpressionFault(`invalid operation: ${node.word} (mismatched type ${type})`, node.at);
}

function natureOfMatches(node: Node & { readonly kind: "matches" }, functions: Functions): Nature {
  const { text, right, pattern, at } = node;
  const [left, type] = [natureOf(text, functions), natureOf(right, functions)];
  if (pattern !== null && "fault" in pattern) {
    if (pattern.fault === "unsupported") throw new ExpressionUnsupported(pattern.message);
    throw new ExpressionFault(`error parsing regexp: ${pattern.message}`, at);
  }
  if (!areOrMaybe([left, type], isText)) throw mismatched("matches", left, type, at);
  if (pattern === null) throw new ExpressionUnsupported("patterns of expressions that are worked out");
  return BOOL;
}

/** nil takes the type of the other branch. */
function natureOfConditional(node: Node & { readonly kind: "conditional" }, functions: Functions): Nature {
  const test = natureOf(node.test, functions);
  if (test.kind !== "bool" && test.kind !== "any") {
    const why = `non-bool expression (type ${nameOfNature(test)}) used as condition`;
    throw new ExpressionFault(why, node.test.at);
  }
  const [then, otherwise] = [natureOf(node.then, functions), natureOf(node.otherwise, functions)];
  if (then.kind === "nil") return otherwise;
  if (otherwise.kind === "nil") return then;
  if (!isAssignable(then, otherwise)) return ANY;
  if (then.kind !== "array" || otherwise.kind !== "array") return then;
  return isAssignable(then.element, otherwise.element) ? then : arrayOf(ANY);
}

const isText = ({ kind }: Nature): boolean => kind === "string";
const isTruth = ({ kind }: Nature): boolean => kind === "bool";
const isWhole = ({ kind }: Nature): boolean => kind === "int";
const isOrdered = (nature: Nature): boolean => isNumber(nature) || isText(nature);

type Pair = readonly [Nature, Nature];

/** Both are such a type, or one is and of the other nothing is known, or nothing of both. */
function areOrMaybe(pair: Pair, isSuch: (nature: Nature) => boolean): boolean {
  return pair.every((nature) => nature.kind === "any" || isSuch(nature));
}

/** Two texts or two numbers, as far as is known. */
function areAlike(pair: Pair): boolean {
  return areOrMaybe(pair, isNumber) || areOrMaybe(pair, isText);
}

/** Two integers make one, two numbers a float; nothing is known where of one nothing is. */
function arithmetic(pair: Pair): Nature | null {
  if (!areOrMaybe(pair, isNumber)) return null;
  if (pair.some(({ kind }) => kind === "any")) return ANY;
  return pair.every(isWhole) ? INT : FLOAT;
}

function when(isGood: boolean, nature: Nature): Nature | null {
  return isGood ? nature : null;
}

/** What an operator makes of two types; null: it does not take them. */
const RULES: Readonly<Record<Exclude<BinaryOperator, "in" | "??">, (pair: Pair) => Nature | null>> = {
  "||": (pair) => when(areOrMaybe(pair, isTruth), BOOL),
  "&&": (pair) => when(areOrMaybe(pair, isTruth), BOOL),
  "==": ([left, right]) => when(isComparable(left, right), BOOL),
  "!=": ([left, right]) => when(isComparable(left, right), BOOL),
  "<": (pair) => when(areAlike(pair), BOOL),
  ">": (pair) => when(areAlike(pair), BOOL),
  "<=": (pair) => when(areAlike(pair), BOOL),
  ">=": (pair) => when(areAlike(pair), BOOL),
  contains: (pair) => when(areOrMaybe(pair, isText), BOOL),
  startsWith: (pair) => when(areOrMaybe(pair, isText), BOOL),
  endsWith: (pair) => when(areOrMaybe(pair, isText), BOOL),
  "..": (pair) => when(areOrMaybe(pair, isWhole), arrayOf(INT)),
  "+": (pair) =>
    pair.every(isText)
      ? STRING
      : (arithmetic(pair) ?? when(areOrMaybe(pair, isOrdered) && !pair.every(isOrdered), ANY)),
  "-": arithmetic,
  "*": arithmetic,
  "/": (pair) => when(areOrMaybe(pair, isNumber), FLOAT),
  "%": (pair) => when(areOrMaybe(pair, isWhole), INT),
  "**": (pair) => when(areOrMaybe(pair, isNumber), FLOAT),
};

function natureOfBinary(node: Binary, left: Nature, right: Nature): Nature {
  const { operator, word, at } = node;
  if (operator === "??") return coalesced(left, right);
  if (operator === "in") return natureOfIn(left, right, at);
  // What expr works out while it compiles.
  if (operator === "%" && isZero(node.right) && node.left.kind === "literal" && left.kind === "int")
    throw new ExpressionFault("integer divide by zero", at);
  return RULES[operator]([left, right]) ?? refuse(word, left, right, at);
}

function isZero(node: Node): boolean {
  return node.kind === "literal" && node.type === "int" && node.value === 0;
}

function natureOfIn(left: Nature, right: Nature, at: number): Nature {
  if (right.kind === "any" || (left.kind === "any" && right.kind === "string")) return BOOL;
  if (right.kind !== "array") return refuse("in", left, right, at);
  if (isComparable(left, right.element)) return BOOL;
  throw new ExpressionFault(`cannot use ${nameOfNature(left)} as type ${nameOfNature(right.element)} in array`, at);
}

function coalesced(left: Nature, right: Nature): Nature {
  if (left.kind === "nil") return right;
  if (right.kind === "nil") return left;
  return isAssignable(right, left) ? left : ANY;
}

function refuse(word: string, left: Nature, right: Nature, at: number): never {
  throw mismatched(word, left, right, at);
}

function mismatched(word: string, left: Nature, right: Nature, at: number): ExpressionFault {
  const types = `${nameOfNature(left)} and ${nameOfNature(right)}`;
  return new ExpressionFault(`invalid operation: ${word} (mismatched types ${types})`, at);
}
