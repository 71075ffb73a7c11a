/** A difference between twin and real server that stays, and why. */
export interface DeclaredDifference {
  /** Matches the recording's suite. */
  readonly suite: RegExp;
  /** Matches the recording's question as people read it. */
  readonly question: RegExp;
  readonly fields: readonly string[];
  readonly reason: string;
}

/** Read from the top; the first that matches stands for a difference. */
export const declaredDifferences: readonly DeclaredDifference[] = [];
