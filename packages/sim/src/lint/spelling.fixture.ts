import type { LintCode } from "@splithorizon/core";
import type { Variation } from "./variation.fixture.ts";

/** A trap, or a site that only looks like it, as somebody else would write it: what is found, in a few words each; empty: nothing. */
export type Spelling = readonly [code: LintCode, what: string, site: Variation, found: readonly string[]];
