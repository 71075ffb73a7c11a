import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { Batch, type BatchResult, loadSite } from "@splithorizon/sim";
import { expect, test } from "vitest";
import { CONVERSATION, FILES, type Heard } from "./conversation.ts";

/** named works by its own timers, and its answers take a moment. */
const TOLERANCE_MS = 150;

function recorded(): readonly Heard[] {
  const text = readFileSync(join(import.meta.dirname, "../../recordings/overlap.ndjson"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Heard);
}

function describe(result: BatchResult | undefined): string | null {
  if (result === undefined || "error" in result || result.response === null) return null;
  const records = result.response.answer.map(({ ttl, data }) => ` ${ttl} ${data}`).join("");
  return `${result.response.rcode}${records}`;
}

test("named asked in the middle of its own waiting answers what the real one did, when it did", () => {
  const heard = recorded();
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const batch = new Batch(loadSite(fileTreeFromSources(new Map(sources))).value);
  const lines = CONVERSATION.map(({ name, rd }, at) => {
    const query = { name, type: "A", rd };
    return JSON.stringify({ id: at, from: "laptop", server: "192.168.13.11", atMs: heard[at]?.atMs ?? 0, query });
  });
  const results = [...lines.flatMap((line) => batch.put(line)), ...batch.end()];
  expect(results.map(describe)).toEqual(heard.map(({ answer }) => answer));
  for (const [at, { answer, elapsedMs }] of heard.entries()) {
    const result = results[at];
    const own = result !== undefined && "elapsedMs" in result ? result.elapsedMs : -1;
    if (answer !== null) expect(Math.abs(own - elapsedMs), `line ${at}`).toBeLessThan(TOLERANCE_MS);
  }
});
