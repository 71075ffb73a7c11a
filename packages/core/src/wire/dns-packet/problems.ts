/** Why a piece of a message cannot be carried over. */
export type BridgeProblemKind =
  /** The package writes labels as UTF-8 text with dots between: it has no word for this one. */
  | "name-not-text"
  | "string-not-text"
  /** The package knows so few classes by name, and writes 0 for any other. */
  | "unknown-class"
  | "unknown-type"
  /** More than one OPT record, one that is not additional, or one whose owner is not the root. */
  | "odd-opt"
  /** The package cannot write this value (EDNS size 0, a fingerprint of an unknown algorithm, a key of another protocol). */
  | "not-written"
  /** A value that no wire can carry, or of another shape than the package's own. */
  | "bad-value"
  /** The package threw; its message stands in `what`. */
  | "package-threw";

/** One piece that cannot be carried over. */
export interface BridgeProblem {
  readonly kind: BridgeProblemKind;
  /** `questions[0].name`, `answers[2].data.target`. */
  readonly where: string;
  readonly what: string;
}

/** What became of a message: the whole of it, or every piece that is in the way. Never a part, never a guess. */
export type Bridged<Value> =
  | { readonly kind: "converted"; readonly value: Value }
  | { readonly kind: "unsupported"; readonly problems: readonly BridgeProblem[] };

/** Where a conversion stands, and what it has found so far. */
export class Place {
  readonly problems: BridgeProblem[];
  readonly where: string;

  constructor(where = "", problems: BridgeProblem[] = []) {
    this.where = where;
    this.problems = problems;
  }

  field(name: string): Place {
    return new Place(this.where === "" ? name : `${this.where}.${name}`, this.problems);
  }

  item(index: number): Place {
    return new Place(`${this.where}[${index}]`, this.problems);
  }

  report(kind: BridgeProblemKind, what: string): void {
    this.problems.push({ kind, where: this.where, what });
  }

  /** The value, unless something is in the way. */
  conclude<Value>(value: Value): Bridged<Value> {
    return this.problems.length === 0 ? { kind: "converted", value } : { kind: "unsupported", problems: this.problems };
  }
}
