import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { loadSite, parseScenario, printJournalEntry, runScenario } from "@splithorizon/sim";

/** Plays a scenario on a site of files that are given as texts, and returns its lines: what a page in a browser can do. */
export function play(files: Readonly<Record<string, string>>, site: string, scenario: string): string {
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value: twin } = loadSite(fileTreeFromSources(new Map(sources)), site);
  const { value } = parseScenario(sourceFromText("scenario.yaml", scenario));
  return runScenario(twin, value)
    .entries.map((entry) => `${printJournalEntry(entry)}\n`)
    .join("");
}
