import type { Variation } from "./variation.fixture.ts";

/** A site that has a trap with what is said of it, and one like it that has not. */
export interface RuleCase {
  readonly found: Variation;
  readonly says: string;
  /** The evidence in words, as far as the row is about answers. */
  readonly asked?: readonly string[];
  readonly silent: Variation;
}
