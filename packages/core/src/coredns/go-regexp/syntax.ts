/** Code points as ranges, both ends inclusive, in no order. */
export type Ranges = readonly (readonly [number, number])[];

/** A position that is looked at and not consumed. */
export type Assertion = "begin-text" | "end-text" | "begin-line" | "end-line" | "word-boundary" | "no-word-boundary";

/** A parsed expression. */
export type RegexpNode =
  | { readonly kind: "empty" }
  | { readonly kind: "set"; readonly ranges: Ranges }
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "capture"; readonly index: number; readonly node: RegexpNode }
  | { readonly kind: "sequence"; readonly nodes: readonly RegexpNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly RegexpNode[] }
  | {
      readonly kind: "repeat";
      readonly node: RegexpNode;
      readonly min: number;
      /** null: without end. */
      readonly max: number | null;
      readonly isGreedy: boolean;
    };

/** What `(?flags)` changes. */
export interface RegexpFlags {
  readonly foldsCase: boolean;
  readonly isMultiLine: boolean;
  readonly dotTakesNewline: boolean;
  readonly isUngreedy: boolean;
}

export interface ParsedRegexp {
  readonly node: RegexpNode;
  /** By index of the group; the whole match first. Empty: without a name. */
  readonly groupNames: readonly string[];
}

/** What is wrong, in Go's words (regexp/syntax ErrorCode), or what is not modelled. */
export class RegexpFault extends Error {
  readonly kind: "wrong" | "unsupported";

  constructor(kind: "wrong" | "unsupported", message: string) {
    super(message);
    this.kind = kind;
  }
}

export const MAX_CODE_POINT = 0x10ffff;

/** Everything that is not in the ranges. */
export function negated(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((left, right) => left[0] - right[0]);
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [low, high] of sorted) {
    if (low > next) gaps.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= MAX_CODE_POINT) gaps.push([next, MAX_CODE_POINT]);
  return gaps;
}
