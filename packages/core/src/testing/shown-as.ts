import fc from "fast-check";

/**
 * The same value, which fast-check prints as this text when it is a counterexample: what a person can read, or keep as a
 * file. Nothing else sees it.
 */
export function shownAs<T extends object>(value: T, print: () => string): T {
  return Object.defineProperty(value, fc.toStringMethod, { value: print });
}
