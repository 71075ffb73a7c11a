import { type Instant, type Query, type TransactionSignature, wholeSeconds } from "../../dns/index.ts";
import type { Exchange, Outcome, Step } from "../../resolution/index.ts";
import { answeringSignature, type CheckedSignature } from "./check-signature.ts";

/** Whoever signs is answered with a signature on every message, or with the reason why there is none. */
export function signedAsAsked(step: Step, { signature: asked }: Query, checked: CheckedSignature, now: Instant): Step {
  if (asked === undefined) return step;
  const signature = answeringSignature(asked, checked, wholeSeconds(now));
  return "kind" in step ? signOutcome(step, signature) : signLater(step, signature);
}

function* signLater(exchange: Exchange, signature: TransactionSignature): Exchange {
  return signOutcome(yield* exchange, signature);
}

function signOutcome(outcome: Outcome, signature: TransactionSignature): Outcome {
  if (outcome.kind !== "reply") return outcome;
  return { ...outcome, messages: [...outcome.messages].map((message) => ({ ...message, signature })) };
}
