import type { BinaryOperator } from "./ast.ts";

export interface Binding {
  readonly operator: BinaryOperator | "matches";
  readonly precedence: number;
  readonly isRight: boolean;
}

/** github.com/expr-lang/expr parser/operator; `|` is the parser's own. */
export const BINARY: ReadonlyMap<string, Binding> = new Map(
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

/** Before an operand, and how tightly they hold it. */
export const UNARY: ReadonlyMap<string, { readonly operator: "!" | "-" | "+"; readonly precedence: number }> = new Map([
  ["not", { operator: "!", precedence: 50 }],
  ["!", { operator: "!", precedence: 50 }],
  ["-", { operator: "-", precedence: 90 }],
  ["+", { operator: "+", precedence: 90 }],
]);

/** May stand behind `not`. */
export const NEGATABLE: ReadonlySet<string> = new Set(["contains", "matches", "startsWith", "endsWith", "in"]);
/** May stand in a row: `1 < a < 3`. */
export const ORDERED: ReadonlySet<string> = new Set(["<", ">", "<=", ">="]);
