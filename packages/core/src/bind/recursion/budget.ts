import type { Instant } from "../../dns/index.ts";
import type { RemarkSink } from "../../resolution/index.ts";

/** Questions to other servers that one question of a client may cost (`max-recursion-queries`, 100). */
export interface Budget {
  left: number;
  /** When the client gets SERVFAIL instead. */
  readonly deadline: Instant;
}

/** One question's standing within a chain of questions that need each other. */
export interface Pursuit {
  readonly budget: Budget;
  /** Questions that wait for this one, by `type name`: asking one of them again would never end. */
  readonly waiting: ReadonlySet<string>;
  readonly depth: number;
  readonly checkingDisabled: boolean;
  readonly remark: RemarkSink;
}

/** `max-recursion-depth`: name servers whose addresses need name servers whose addresses ... */
export const MAX_DEPTH = 7;
