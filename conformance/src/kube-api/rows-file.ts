import { readFileSync, writeFileSync } from "node:fs";
import type { PatchRow } from "./patch-row.ts";

/** Values that are too long on purpose are a letter many times over. */
const RUN = /x{1000,}/g;
const WRITTEN_RUN = /<x\*(\d+)>/g;

export function writeRows(path: string, rows: readonly PatchRow[]): void {
  const lines = rows.map((row) => `${JSON.stringify(row).replaceAll(RUN, (run) => `<x*${run.length}>`)}\n`);
  writeFileSync(path, lines.join(""));
}

export function readRows(path: string): readonly PatchRow[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line.replaceAll(WRITTEN_RUN, (_, count: string) => "x".repeat(Number(count)))));
}
