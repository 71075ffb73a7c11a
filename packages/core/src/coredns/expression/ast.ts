import type { GoRegexp, GoRegexpFault } from "../go-regexp/index.ts";

/** What an expression is made of. `at`: where it stands in the text, in UTF-16 units. */
export type Node = { readonly at: number } & (
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly type: LiteralKind }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "array"; readonly items: readonly Node[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Node[] }
  | { readonly kind: "unary"; readonly word: string; readonly operator: "!" | "-" | "+"; readonly operand: Node }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      /** As written: `and` is `&&`. */
      readonly word: string;
      readonly left: Node;
      readonly right: Node;
    }
  /** `pattern`: of a text that stands in the expression; null: it is worked out while the expression runs. */
  | {
      readonly kind: "matches";
      readonly text: Node;
      readonly right: Node;
      readonly pattern: GoRegexp | GoRegexpFault | null;
    }
  | { readonly kind: "conditional"; readonly test: Node; readonly then: Node; readonly otherwise: Node }
  /** `a[b]`, and `a.b` with the text `b`, which may be called. */
  | { readonly kind: "index"; readonly of: Node; readonly index: Node; readonly isCalled: boolean }
  /** `a; b`: the last one counts. */
  | { readonly kind: "sequence"; readonly nodes: readonly Node[] }
);

export type LiteralKind = "string" | "int" | "float" | "bool" | "nil";

export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "in"
  | "contains"
  | "startsWith"
  | "endsWith"
  | ".."
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "??";

/** What stops the compiler of github.com/expr-lang/expr, in its words as far as they are the same for everybody. */
export class ExpressionFault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** What this does not do although expr does. */
export class ExpressionUnsupported extends Error {}
