import type { Question } from "../../dns/index.ts";
import type { Cut } from "../recursion/state.ts";
import type { LocalZone } from "../zones/zone-table.ts";

/** What must be asked of other servers before an answer can go on. */
export interface Need {
  readonly question: Question;
  /** The delegation that was found on the way; null: the resolver looks itself. */
  readonly cut: Cut | null;
}

/** A stub zone whose servers are not known yet. */
export interface StubNeed {
  readonly kind: "stub-need";
  readonly zone: LocalZone;
}

/** What one look brought: nothing more to do, another name, or a question for others. */
export type StepResult =
  | { readonly kind: "done" }
  | { readonly kind: "restart" }
  | (Need & { readonly kind: "need" })
  | StubNeed;
