import { parseGoRegexp } from "../go-regexp/index.ts";
import { ExpressionFault, ExpressionUnsupported, type Node } from "./ast.ts";
import { ExpressionLexer, type ExpressionToken } from "./lexer.ts";
import { numberOf } from "./numbers.ts";
import { BINARY, type Binding, NEGATABLE, ORDERED, UNARY } from "./operators.ts";

/** Deeper than this nobody writes; the parser calls itself once a level. */
const MOST_DEPTH = 100;
/** Take a predicate, which is a grammar of its own. */
const PREDICATES = new Set(
  "all none any one filter map count sum find findIndex findLast findLastIndex groupBy sortBy reduce".split(" "),
);

/** Reads an expression as expr does (parser/parser.go); throws {@link ExpressionFault} or {@link ExpressionUnsupported}. */
export function parseExpression(text: string): Node {
  const parser = new Parser(new ExpressionLexer(text));
  const node = parser.sequence();
  parser.expectEnd();
  return node;
}

class Parser {
  readonly #lexer: ExpressionLexer;
  #token: ExpressionToken;
  /** Read behind a `not` that belongs to nobody here. */
  #behind: ExpressionToken | null = null;
  #depth = 0;

  constructor(lexer: ExpressionLexer) {
    this.#lexer = lexer;
    this.#token = lexer.next();
  }

  expectEnd(): void {
    if (this.#token.kind !== "end") throw this.#unexpected();
  }

  /** One may end in `;`. */
  sequence(): Node {
    const first = this.expression(0);
    const nodes = [first];
    while (this.#skip(";") && this.#token.kind !== "end") nodes.push(this.expression(0));
    return nodes.length === 1 ? first : { kind: "sequence", at: first.at, nodes };
  }

  expression(least: number): Node {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new ExpressionUnsupported("an expression nested so deeply");
    if (least === 0 && (this.#is("let") || this.#is("if")))
      throw new ExpressionUnsupported(`"${this.#token.text}" of expressions`);
    const left = this.#infixes(this.#prefix(), least);
    const node = least === 0 ? this.#conditional(left) : left;
    this.#depth -= 1;
    return node;
  }

  /** Whatever binds tightly enough behind what has been read. */
  #infixes(first: Node, least: number): Node {
    let left = first;
    let before = "";
    for (;;) {
      const token = this.#token;
      if (least === 0 && this.#skip("|")) {
        left = this.#pipe(left);
        before = "|";
        continue;
      }
      const isNegated = this.#is("not");
      const binding = isNegated ? this.#negatedBinding(token, least) : this.#binding(token, least);
      if (binding === null) return left;
      const sign = this.#token;
      if (before === "??" && sign.text !== "??") throw mixed(sign);
      this.#advance();
      left = this.#operation(left, binding, sign);
      if (isNegated) left = { kind: "unary", at: token.at, operator: "!", word: "not", operand: left };
      before = sign.text;
    }
  }

  #binding({ kind, text }: ExpressionToken, least: number): Binding | null {
    const binding = kind === "operator" ? BINARY.get(text) : undefined;
    return binding === undefined || binding.precedence < least ? null : binding;
  }

  /** Steps over `not`, unless what stands behind it does not bind tightly enough. */
  #negatedBinding(not: ExpressionToken, least: number): Binding | null {
    this.#advance();
    if (!NEGATABLE.has(this.#token.text)) throw this.#unexpected();
    const binding = this.#binding(this.#token, least);
    if (binding !== null) return binding;
    this.#behind = this.#token;
    this.#token = not;
    return null;
  }

  #operation(left: Node, binding: Binding, { at, text: word }: ExpressionToken): Node {
    const { operator, precedence, isRight } = binding;
    const right = this.expression(isRight ? precedence : precedence + 1);
    if (operator === "matches") return matchesNode(left, right, at);
    const node: Node = { kind: "binary", at, operator, word, left, right };
    return ORDERED.has(word) ? this.#chain(node, right, precedence) : node;
  }

  /** `1 < a < 3` is `1 < a && a < 3`. */
  #chain(first: Node, middle: Node, precedence: number): Node {
    let whole = first;
    let left = middle;
    while (this.#token.kind === "operator" && ORDERED.has(this.#token.text)) {
      const { at, text: word } = this.#token;
      const binding = BINARY.get(word);
      if (binding === undefined || binding.operator === "matches") return whole;
      this.#advance();
      const right = this.expression(precedence + 1);
      const next: Node = { kind: "binary", at, operator: binding.operator, word, left, right };
      whole = { kind: "binary", at, operator: "&&", word: "&&", left: whole, right: next };
      left = right;
    }
    return whole;
  }

  /** `a | f(b)` is `f(a, b)`; a member of that is looked for in parentheses alone. */
  #pipe(left: Node): Node {
    const name = this.#token;
    if (name.kind !== "word") throw this.#unexpected();
    this.#advance();
    return this.#call(name, [left]);
  }

  #conditional(first: Node): Node {
    let test = first;
    while (this.#skip("?")) {
      const { at } = test;
      // `a ?: b` is `a ? a : b`.
      const isShort = this.#skip(":");
      const then = isShort ? test : this.expression(0);
      if (!isShort) this.#expect(":");
      test = { kind: "conditional", at, test, then, otherwise: this.expression(0) };
    }
    return test;
  }

  #prefix(): Node {
    const { text, at, kind } = this.#token;
    const unary = kind === "operator" ? UNARY.get(text) : undefined;
    if (unary !== undefined) {
      this.#advance();
      const operand = this.expression(unary.precedence);
      return this.#postfix({ kind: "unary", at, operator: unary.operator, word: text, operand });
    }
    if (this.#skip("(")) {
      const inner = this.sequence();
      this.#expect(")");
      return this.#postfix(inner);
    }
    if (this.#skip("::")) {
      const name = this.#token;
      if (name.kind !== "word") throw this.#unexpected();
      this.#advance();
      return this.#postfix(this.#call(name, []));
    }
    const primary = this.#primary();
    // A number, true, false and nil have no members: expr does not even look for them.
    return primary.kind === "literal" && primary.type !== "string" ? primary : this.#postfix(primary);
  }

  #primary(): Node {
    const token = this.#token;
    const { kind, text, at } = token;
    if (kind === "end" || kind === "operator") {
      if (text === "#") throw new ExpressionUnsupported("predicates in expressions");
      throw this.#unexpected();
    }
    if (kind === "bracket" && text !== "[" && text !== "{") throw this.#unexpected();
    this.#advance();
    switch (kind) {
      case "string":
        return { kind: "literal", at, value: text, type: "string" };
      case "number":
        return numberOf(token);
      case "word":
        return this.#word(token);
      default:
        if (text === "{") throw new ExpressionUnsupported("maps in expressions");
        return { kind: "array", at, items: this.#list("]") };
    }
  }

  #word(token: ExpressionToken): Node {
    const { text, at } = token;
    if (text === "true" || text === "false") return { kind: "literal", at, value: text === "true", type: "bool" };
    if (text === "nil") return { kind: "literal", at, value: null, type: "nil" };
    return this.#is("(") ? this.#call(token, []) : { kind: "name", at, name: text };
  }

  #call({ text: name, at }: ExpressionToken, first: readonly Node[]): Node {
    this.#expect("(");
    if (PREDICATES.has(name)) this.#predicate(name, first.length);
    return { kind: "call", at, name, operands: [...first, ...this.#list(")")] };
  }

  /** What is cut short before the predicate is an error all the same: in a Corefile `#` begins a comment. */
  #predicate(name: string, given: number): never {
    if (given === 0) this.expression(0);
    if (given > 0 || this.#skip(",")) {
      if (this.#token.kind === "end") throw this.#unexpected();
    }
    throw new ExpressionUnsupported(`"${name}" of expressions`);
  }

  #postfix(start: Node): Node {
    let node = start;
    for (;;) {
      const isOptional = this.#is("?.");
      if (isOptional || this.#is(".")) {
        this.#advance();
        if (!isOptional || !this.#is("[")) {
          node = this.#member(node);
          continue;
        }
      }
      const { at } = this.#token;
      if (!this.#skip("[")) return node;
      const index = this.#is(":") ? null : this.expression(0);
      if (index === null || this.#is(":")) throw new ExpressionUnsupported("slices in expressions");
      this.#expect("]");
      node = { kind: "index", at, of: node, index, isCalled: false };
    }
  }

  #member(of: Node): Node {
    const { kind, text, at } = this.#token;
    const isName = kind === "word" || (kind === "operator" && /^[a-z]/i.test(text));
    if (kind === "end") throw new ExpressionFault("unexpected end of expression", at);
    if (!isName) throw new ExpressionFault("expected name", at);
    this.#advance();
    const isCalled = this.#skip("(");
    if (isCalled) this.#list(")");
    return { kind: "index", at, of, index: { kind: "literal", at, value: text, type: "string" }, isCalled };
  }

  #list(close: ")" | "]"): readonly Node[] {
    const items: Node[] = [];
    while (!this.#skip(close)) {
      if (items.length > 0) {
        this.#expect(",");
        if (this.#skip(close)) break;
      }
      items.push(this.expression(0));
    }
    return items;
  }

  #advance(): void {
    this.#token = this.#behind ?? this.#lexer.next();
    this.#behind = null;
  }

  #is(text: string): boolean {
    return this.#token.text === text && (this.#token.kind === "operator" || this.#token.kind === "bracket");
  }

  #skip(text: string): boolean {
    const isThere = this.#is(text);
    if (isThere) this.#advance();
    return isThere;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#unexpected();
  }

  #unexpected(): ExpressionFault {
    return unexpected(this.#token);
  }
}

const KINDS = { word: "Identifier", number: "Number", string: "String", operator: "Operator", bracket: "Bracket" };

function unexpected({ kind, text, at }: ExpressionToken): ExpressionFault {
  const shown = kind === "end" ? "EOF" : text === "" ? KINDS[kind] : `${KINDS[kind]}(${goQuoted(text)})`;
  return new ExpressionFault(`unexpected token ${shown}`, at);
}

/** As `%#v` of Go shows a text. */
function goQuoted(text: string): string {
  return JSON.stringify(text);
}

function mixed({ text, at }: ExpressionToken): ExpressionFault {
  const why = `Operator (${text}) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.`;
  return new ExpressionFault(why, at);
}

/** The pattern is compiled here and now, as expr does with one that stands in the text. */
function matchesNode(text: Node, right: Node, at: number): Node {
  const isText = right.kind === "literal" && typeof right.value === "string";
  return { kind: "matches", at, text, right, pattern: isText ? parseGoRegexp(right.value) : null };
}
