import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BatchQuestion } from "./site-questions/question.ts";

/** What real servers answered to one line of a batch. */
export interface SiteRecording {
  readonly id: string;
  /** Each message in hexadecimal; empty where nothing came. */
  readonly wire: readonly string[];
}

/** A site's batch, as it was asked, and what came of it, line by line. */
export interface SiteBatch {
  readonly questions: readonly BatchQuestion[];
  readonly answers: readonly SiteRecording[];
}

const FOLDER = join(import.meta.dirname, "../recordings-sites");

/** The sites that were recorded. */
export function recordedSites(): readonly string[] {
  if (!existsSync(FOLDER)) return [];
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".questions.jsonl"));
  return names.map((name) => name.replace(".questions.jsonl", "")).sort();
}

export function readSiteBatch(site: string): SiteBatch {
  const lines = (kind: string): readonly string[] =>
    readFileSync(join(FOLDER, `${site}.${kind}.jsonl`), "utf8")
      .split("\n")
      .filter((line) => line !== "");
  return {
    questions: lines("questions").map((line) => JSON.parse(line) as BatchQuestion),
    answers: lines("answers").map((line) => JSON.parse(line) as SiteRecording),
  };
}

export function writeSiteBatch(site: string, { questions, answers }: SiteBatch): void {
  mkdirSync(FOLDER, { recursive: true });
  const write = (kind: string, lines: readonly unknown[]): void =>
    writeFileSync(join(FOLDER, `${site}.${kind}.jsonl`), `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  write("questions", questions);
  write("answers", answers);
}
