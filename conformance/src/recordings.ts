import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BindVersion } from "@splithorizon/core/bind";
import type { Recording } from "./suite.ts";

/** Where the answers of a suite stand: BIND 9.18 is in `recordings/`, of another version only the suites that have a named. */
export function recordingsPath(suite: string, version: BindVersion): string {
  return join(import.meta.dirname, `../recordings${suffixOf(version)}/${suite}.jsonl`);
}

function suffixOf(version: BindVersion): string {
  return version === "9.18" ? "" : `-bind-${version}`;
}

/** A suite's recordings, in order; none where it was never recorded. */
export function recordingsOf(suite: string, version: BindVersion = "9.18"): readonly Recording[] {
  const path = recordingsPath(suite, version);
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
export function openDefectsPath(suite: string, version: BindVersion): string {
  return join(import.meta.dirname, `../open-defects${suffixOf(version)}/${suite}.json`);
}

export function openDefectsOf(suite: string, version: BindVersion = "9.18"): OpenDefects {
  const path = openDefectsPath(suite, version);
  if (!existsSync(path)) return { differs: [], unsupported: [] };
  return JSON.parse(readFileSync(path, "utf8")) as OpenDefects;
}
