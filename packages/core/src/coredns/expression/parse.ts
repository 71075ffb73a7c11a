import { parseGoRegexp } from "../go-regexp/index.ts";
import { type BinaryOperator, ExpressionFault, ExpressionUnsupported, type Node } from "./ast.ts";
import { type ExpressionToken, lexExpression } from "./lexer.ts";

interface Binding {
  readonly operator: BinaryOperator | "matches";
  readonly precedence: number;
  readonly isRight: boolean;
}

/** github.com/expr-lang/expr parser/operator. */
const BINARY: ReadonlyMap<string, Binding> = new Map(
  (
    [
      ["or", "||", 10],
      ["||", "||", 10],
      ["and", "&&", 15],
      ["&&", "&&", 15],
      ["==", "==", 20],
      ["!=", "!=", 20],
      ["<", "<", 20],
      [">", ">", 20],
      ["<=", "<=", 20],
      [">=", ">=", 20],
      ["in", "in", 20],
      ["matches", "matches", 20],
      ["contains", "contains", 20],
      ["startsWith", "startsWith", 20],
      ["endsWith", "endsWith", 20],
      ["..", "..", 25],
      ["+", "+", 30],
      ["-", "-", 30],
      ["*", "*", 60],
      ["/", "/", 60],
      ["%", "%", 60],
      ["**", "**", 100],
      ["^", "**", 100],
      ["??", "??", 500],
    ] as const
  ).map(([word, operator, precedence]) => [word, { operator, precedence, isRight: operator === "**" }]),
);
const COMPARISON = 20;
const NEGATION = 50;
const SIGN = 90;
/** Deeper than this nobody writes; the parser calls itself once a level. */
const MOST_DEPTH = 100;
const UNKNOWN_WORDS = new Set(["let", "if"]);

/** Reads an expression as expr does; throws {@link ExpressionFault} or {@link ExpressionUnsupported}. */
export function parseExpression(text: string): Node {
  const parser = new Parser(lexExpression(text));
  const node = parser.expression(0);
  parser.expectEnd();
  return node;
}

class Parser {
  readonly #tokens: readonly ExpressionToken[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly ExpressionToken[]) {
    this.#tokens = tokens;
  }

  get #token(): ExpressionToken {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", at: 0 };
  }

  expectEnd(): void {
    if (this.#token.text === ";" && this.#token.kind === "operator") {
      throw new ExpressionUnsupported('";" of expressions');
    }
    if (this.#token.kind !== "end") throw this.#unexpected();
  }

  expression(least: number): Node {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new ExpressionUnsupported("an expression nested so deeply");
    let left = this.#prefix();
    for (let step = this.#infix(left, least); step !== null; step = this.#infix(left, least)) left = step;
    if (least === 0) left = this.#conditional(left);
    this.#depth -= 1;
    return left;
  }

  /** One more operator behind what has been read; null where none binds so tightly. */
  #infix(left: Node, least: number): Node | null {
    const { text, at, kind } = this.#token;
    if (kind === "operator" && text === "|") return least === 0 ? this.#pipe(left) : null;
    const isNegated = kind === "word" && text === "not";
    const word = isNegated ? this.#textBehind() : text;
    const binding = this.#binding(word, least);
    if (binding === null) return null;
    if (isNegated && binding.precedence !== COMPARISON) throw this.#unexpected();
    this.#at += isNegated ? 2 : 1;
    const right = this.expression(binding.isRight ? binding.precedence : binding.precedence + 1);
    const { operator } = binding;
    const node =
      operator === "matches"
        ? matchesNode(left, right, at)
        : ({ kind: "binary", at, operator, word, left, right } as const);
    return isNegated ? negated(node) : node;
  }

  #binding(word: string, least: number): Binding | null {
    const { kind } = this.#token;
    if (kind === "end" || kind === "string") return null;
    const binding = BINARY.get(word);
    return binding === undefined || binding.precedence < least ? null : binding;
  }

  #textBehind(): string {
    return this.#tokens[this.#at + 1]?.text ?? "";
  }

  /** `a | f(b)` is `f(a, b)`. */
  #pipe(left: Node): Node {
    this.#at += 1;
    const right = this.#postfix(this.#primary());
    if (right.kind !== "call") throw this.#unexpected();
    return { ...right, operands: [left, ...right.operands] };
  }

  #conditional(test: Node): Node {
    if (!this.#skip("?")) return test;
    const then = this.expression(0);
    this.#expect(":");
    return { kind: "conditional", at: test.at, test, then, otherwise: this.expression(0) };
  }

  #prefix(): Node {
    const { text, at, kind } = this.#token;
    if ((kind === "operator" && text === "!") || (kind === "word" && text === "not")) {
      this.#at += 1;
      return { kind: "unary", at, operator: "!", word: text, operand: this.expression(NEGATION) };
    }
    if (kind === "operator" && (text === "-" || text === "+")) {
      this.#at += 1;
      return { kind: "unary", at, operator: text, word: text, operand: this.expression(SIGN) };
    }
    const primary = this.#primary();
    // A number has no members: expr does not even look for them.
    return kind === "number" ? primary : this.#postfix(primary);
  }

  #postfix(start: Node): Node {
    let node = start;
    for (;;) {
      const { text, kind, at } = this.#token;
      if (kind !== "operator") return node;
      if (text === "." || text === "?.") throw new ExpressionUnsupported("members in expressions");
      if (text !== "[") return node;
      this.#at += 1;
      const index = this.expression(0);
      if (this.#token.text === ":") throw new ExpressionUnsupported("slices in expressions");
      this.#expect("]");
      node = { kind: "index", at, of: node, index };
    }
  }

  #primary(): Node {
    const token = this.#token;
    this.#at += 1;
    switch (token.kind) {
      case "string":
        return { kind: "literal", at: token.at, value: token.text, type: "string" };
      case "number":
        return numberOf(token);
      case "word":
        return this.#word(token);
      case "operator":
        return this.#bracketed(token);
      case "end":
        this.#at -= 1;
        throw this.#unexpected();
    }
  }

  #bracketed(token: ExpressionToken): Node {
    if (token.text === "(") {
      const inner = this.expression(0);
      this.#expect(")");
      return inner;
    }
    if (token.text === "[") return { kind: "array", at: token.at, items: this.#list("]") };
    if (token.text === "{") throw new ExpressionUnsupported("maps in expressions");
    if (token.text === "#") throw new ExpressionUnsupported("predicates in expressions");
    this.#at -= 1;
    throw this.#unexpected();
  }

  #word({ text, at }: ExpressionToken): Node {
    if (text === "true" || text === "false") return { kind: "literal", at, value: text === "true", type: "bool" };
    if (text === "nil") return { kind: "literal", at, value: null, type: "nil" };
    if (isOperator(text)) {
      this.#at -= 1;
      throw this.#unexpected();
    }
    if (UNKNOWN_WORDS.has(text)) throw new ExpressionUnsupported(`"${text}" of expressions`);
    if (!this.#skip("(")) return { kind: "name", at, name: text };
    return { kind: "call", at, name: text, operands: this.#list(")") };
  }

  #list(close: ")" | "]"): readonly Node[] {
    const items: Node[] = [];
    while (!this.#skip(close)) {
      items.push(this.expression(0));
      if (!this.#skip(",") && this.#token.text !== close) throw this.#unexpected();
    }
    return items;
  }

  #skip(text: string): boolean {
    const isThere = this.#token.kind === "operator" && this.#token.text === text;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#unexpected();
  }

  #unexpected(): ExpressionFault {
    const { kind, text, at } = this.#token;
    const names = { word: "Identifier", number: "Number", string: "String", operator: "Operator" } as const;
    const isBracket = kind === "operator" && /^[()[\]{}]$/.test(text);
    const name = kind === "end" || isOperator(text) ? "Operator" : names[kind];
    const shown = kind === "end" ? "EOF" : `${isBracket ? "Bracket" : kind === "string" ? "String" : name}("${text}")`;
    return new ExpressionFault(`unexpected token ${shown}`, at);
  }
}

/** A word such as `and`. */
function isOperator(word: string): boolean {
  return word === "not" || BINARY.has(word);
}

/** The pattern is compiled here and now, as expr does with one that stands in the text. */
function matchesNode(text: Node, right: Node, at: number): Node {
  if (right.kind !== "literal" || typeof right.value !== "string")
    throw new ExpressionUnsupported("patterns of expressions that are worked out");
  const pattern = parseGoRegexp(right.value);
  if (!("fault" in pattern)) return { kind: "matches", at, text, pattern };
  if (pattern.fault === "unsupported") throw new ExpressionUnsupported(pattern.message);
  throw new ExpressionFault(`error parsing regexp: ${pattern.message}`, right.at);
}

function negated(node: Node): Node {
  if (node.kind === "binary" && node.operator === "in") return { ...node, operator: "not in" };
  return { kind: "unary", at: node.at, operator: "!", word: "not", operand: node };
}

function numberOf({ text, at }: ExpressionToken): Node {
  const plain = text.replaceAll("_", "");
  const isInteger = /^(?:0[xXoObB])?[0-9a-fA-F]+$/.test(plain) && (!/[eE]/.test(plain) || /^0[xX]/.test(plain));
  const value = Number(plain);
  if (isInteger && value >= 2 ** 63) {
    const why = `strconv.ParseInt: parsing "${plain}": value out of range`;
    throw new ExpressionFault(`invalid integer literal: ${why}`, at);
  }
  return { kind: "literal", at, value, type: isInteger ? "int" : "float" };
}
