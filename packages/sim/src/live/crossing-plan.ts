import type { Station } from "../network/index.ts";
import type { Ether, Frame, Mark, OutgoingQuestion } from "../sending/index.ts";
import type { Errand } from "./errand.ts";
import type { Stage } from "./stage.ts";
import type { Wait } from "./wait.ts";

/** What one question over a network that changes needs. */
export interface CrossingPlan {
  readonly stage: Stage;
  readonly ether: Ether;
  readonly errand: Errand;
  readonly from: Station;
  readonly asked: OutgoingQuestion;
  readonly frame: Frame | null;
  readonly mark: Mark;
  readonly wait: Wait;
}
