import type { Instant } from "../dns/index.ts";
import type { Exchange, Outcome } from "../resolution/index.ts";
import { countedAs } from "./response-rate.ts";
import type { ViewRate, Visitor } from "./view.ts";

const RATE_LIMITED: Outcome = { kind: "silence", why: "rate-limited" };
const TOO_MANY: Outcome = { kind: "unsupported", what: "an answer beyond rate-limit" };

/** Too many answers of a kind are not sent. */
export function limited(rate: ViewRate, outcome: Outcome, { source }: Visitor, now: Instant): Outcome {
  if (outcome.kind !== "reply") return outcome;
  const [message] = outcome.messages;
  if (message === undefined || rate.responses.admits(source, countedAs(message), now)) return outcome;
  return rate.beyond === "silence" ? RATE_LIMITED : TOO_MANY;
}

export function* limitedLater(rate: ViewRate, exchange: Exchange, visitor: Visitor, start: Instant): Exchange {
  return limited(rate, yield* exchange, visitor, start);
}
