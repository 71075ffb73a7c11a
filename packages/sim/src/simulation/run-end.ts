import type { Instant } from "@splithorizon/core";

/** How a run ended. */
export type RunEnd =
  /** Its moment has come. */
  | { readonly kind: "reached"; readonly events: number }
  /** The budget of events is spent: something sets itself off again and again. */
  | { readonly kind: "exhausted"; readonly at: Instant; readonly events: number };
