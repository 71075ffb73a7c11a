/** How a question of a batch is put; what is left out is a plain one. */
export interface BatchQuery {
  readonly name: string;
  readonly type: string;
  readonly class?: string;
  readonly tcp?: boolean;
  readonly rd?: boolean;
  readonly cd?: boolean;
  readonly edns?: { readonly size: number; readonly do?: boolean; readonly version?: number } | null;
}

/** One line of the input of `splithorizon ask --batch`. */
export interface BatchQuestion {
  readonly id: string;
  readonly from: string;
  /** As dig's `-b`. */
  readonly source?: string | null;
  readonly server: string;
  /** Milliseconds since the batch began. */
  readonly atMs: number;
  readonly query?: BatchQuery;
  /** The whole message in hexadecimal, in place of `query`. */
  readonly wire?: string;
  /** Of `wire`; a query says it itself. */
  readonly tcp?: boolean;
}

/** A question before anybody asked it: it follows the one before after a pause. */
export interface PlannedQuestion extends Omit<BatchQuestion, "id" | "atMs"> {
  readonly waitMs: number;
  /** Set where silence is what one expects: it need not be waited for long. */
  readonly isDeadEnd?: boolean;
}
