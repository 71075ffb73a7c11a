import type { LiteralKind } from "./ast.ts";

/** What is known of a value before the expression runs (expr's checker/nature). */
export type Nature =
  | { readonly kind: LiteralKind | "any" }
  /** `goName`: of the list's Go type, whatever is known of its elements. */
  | { readonly kind: "array"; readonly element: Nature; readonly goName: string }
  | { readonly kind: "func"; readonly goName: string };

export const ANY: Nature = { kind: "any" };
export const BOOL: Nature = { kind: "bool" };
export const INT: Nature = { kind: "int" };
export const FLOAT: Nature = { kind: "float" };
export const STRING: Nature = { kind: "string" };
/** What `split` makes. */
export const STRINGS: Nature = { kind: "array", element: STRING, goName: "[]string" };

/** A list that stands in the expression: whatever its elements are, Go's type is that of any list. */
export function arrayOf(element: Nature): Nature {
  return { kind: "array", element, goName: "[]interface {}" };
}

/** The name of its Go type; that of nil is not known. */
export function nameOfNature(nature: Nature): string {
  switch (nature.kind) {
    case "array":
    case "func":
      return nature.goName;
    case "float":
      return "float64";
    case "nil":
    case "any":
      return "unknown";
    default:
      return nature.kind;
  }
}

export function isNumber({ kind }: Nature): boolean {
  return kind === "int" || kind === "float";
}

/** Go's rule for a value and a variable; nil fits what may be nil. */
export function isAssignable(from: Nature, to: Nature): boolean {
  if (from.kind === "nil") return to.kind === "array" || to.kind === "func";
  if (from.kind === "any" || from.kind !== to.kind) return false;
  return nameOfNature(from) === nameOfNature(to);
}

/** Whether `==` takes the two; lists it takes whatever they hold. */
export function isComparable(left: Nature, right: Nature): boolean {
  const isOpen = [left, right].some(({ kind }) => kind === "any" || kind === "nil");
  const areLists = left.kind === "array" && right.kind === "array";
  return isOpen || areLists || (isNumber(left) && isNumber(right)) || isAssignable(left, right);
}
