import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceFromBytes } from "@splithorizon/core";
import { loadSite, parseScenario, printJournalEntry, runScenario, type Scenario } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "scenarios");
const files = readFolder(import.meta.dirname);
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

function read(name: string): Scenario {
  const { value, diagnostics } = parseScenario(sourceFromBytes(name, readFileSync(join(folder, name))));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value;
}

/** What `splithorizon run` prints. */
function play(scenario: Scenario) {
  const site = join("/scenarios", scenario.site ?? ".", "site.yaml");
  const { entries, faults, end } = runScenario(loadSite(files, site).value, scenario);
  return { text: entries.map((entry) => `${printJournalEntry(entry)}\n`).join(""), faults, end };
}

describe.each(names)("%s", (name) => {
  const scenario = read(name);
  const { text, faults, end } = play(scenario);

  test("everything that is expected comes", () => {
    expect(faults.map(({ why }) => why)).toEqual([]);
    expect(end.kind).toBe("reached");
  });

  test(`the lines are those of the file beside it (to renew them: splithorizon run ${name} > FILE)`, () => {
    expect(text).toBe(readFileSync(join(folder, name.replace(/\.yaml$/, ".txt")), "utf8"));
  });

  test("and they are the same when it is played again", () => {
    expect(play(scenario).text).toBe(text);
  });
});

test("there are scenarios, and every file beside them belongs to one", () => {
  expect(names.length).toBeGreaterThanOrEqual(9);
  const traces = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  expect(traces.map((name) => name.replace(/\.txt$/, ".yaml")).sort()).toEqual([...names].sort());
});
