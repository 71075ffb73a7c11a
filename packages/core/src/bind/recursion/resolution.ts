import type { Instant } from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import type { FailureResult, Found } from "./found.ts";

export interface Resolution {
  readonly now: Instant;
  readonly found: Found;
}

export type Resolving = Generator<Effect, Resolution, EffectResult>;

export function failure(now: Instant, why: string, result: FailureResult = null): Resolution {
  return { now, found: { kind: "failure", why, result } };
}
