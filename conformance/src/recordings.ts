import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recording } from "./suite.ts";

/** A suite's recordings, in order; none where it was never recorded. */
export function recordingsOf(suite: string): readonly Recording[] {
  const path = join(import.meta.dirname, `../recordings/${suite}.jsonl`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Recording);
}

/** Recordings that the twin does not answer as the real server did, by suite: defects that are known, each to be mended. */
export interface OpenDefects {
  readonly differs: readonly number[];
  /** The twin says itself that it does not model what this question meets. */
  readonly unsupported: readonly number[];
}

/** One file a suite; a suite without one has no open defect. */
export function openDefectsPath(suite: string): string {
  return join(import.meta.dirname, `../open-defects/${suite}.json`);
}

export function openDefectsOf(suite: string): OpenDefects {
  const path = openDefectsPath(suite);
  if (!existsSync(path)) return { differs: [], unsupported: [] };
  return JSON.parse(readFileSync(path, "utf8")) as OpenDefects;
}
