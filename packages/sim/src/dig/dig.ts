import { BEGINNING, type Instant } from "@splithorizon/core";
import { type AskingOptions, defaultPlace, findPlace, type SiteAnswer } from "../asking/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { TraceStep } from "../trace/index.ts";
import { parseDigWords } from "./dig-words.ts";
import { runDig } from "./run-dig.ts";

/** What came of one question. */
export interface Dug {
  /** What dig prints; empty where there is nothing to print. */
  readonly output: string;
  readonly answer: SiteAnswer;
  /** Every step of the way, for `printTrace`, `summariseTrace` and the others. */
  readonly trace: readonly TraceStep[];
  /** What was wrong with the question; then nothing was asked. */
  readonly faults: readonly string[];
}

export interface DigOptions {
  /** The twin's time never goes back: a moment that has passed is its present. The beginning by default. */
  readonly now?: Instant;
  /** What stands behind WHEN. */
  readonly when?: string;
  readonly choose?: AskingOptions["choose"];
}

/**
 * Asks as somebody at a place would with dig: `dig(twin, "laptop", "www.example.com AAAA +short")`.
 * `from` is a host, a node, or a pod as `namespace/name`; null: whoever stands first and can ask.
 */
export function dig(twin: SiteTwin, from: string | null, words: string, options: DigOptions = {}): Dug {
  const place = from === null ? defaultPlace(twin) : findPlace(twin, from);
  const { command, faults } = parseDigWords(words.split(/\s+/).filter((word) => word !== ""));
  const problems = faults.map(({ word, fault }) => `${word}: ${fault}`);
  if (place.kind === "missing") return refused([place.why, ...problems]);
  if (problems.length > 0) return refused(problems);
  const trace: TraceStep[] = [];
  const recorder = (step: TraceStep): void => void trace.push(step);
  const { now = BEGINNING, when = "", choose } = options;
  const asking = choose === undefined ? { recorder } : { recorder, choose };
  return { ...runDig(twin, place.value, command, now, { words, when }, asking), trace, faults: [] };
}

function refused(faults: readonly string[]): Dug {
  return { output: "", answer: { kind: "not-modelled", what: faults.join("; ") }, trace: [], faults };
}
