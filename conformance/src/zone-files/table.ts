import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedVerdict } from "./verdict.ts";

const path = join(import.meta.dirname, "../../recordings-zone-files/random.jsonl");

/** Zone files and what named-checkzone said of each, as recorded. */
export function recordedVerdicts(): readonly RecordedVerdict[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as RecordedVerdict);
}

export function writeVerdicts(all: readonly RecordedVerdict[]): void {
  writeFileSync(path, all.map((one) => `${JSON.stringify(one)}\n`).join(""));
}
