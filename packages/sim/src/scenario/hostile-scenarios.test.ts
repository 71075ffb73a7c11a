import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, printDiagnostic, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { forkTwin } from "../asking/index.ts";
import { readFolder } from "../node/index.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { pathsIn, replacedIn, wildValues } from "../site/wild-values.fixture.ts";
import { parseScenario, runScenario } from "./index.ts";

const examples = join(import.meta.dirname, "../../../../examples");
const files = readFolder(examples);

function said(text: string): readonly string[] {
  const { diagnostics } = parseScenario(sourceFromText("/s.yaml", text));
  return diagnostics.map((found) => printDiagnostic(found).split("\n")[0]?.replace("/s.yaml:", "") ?? "");
}

const steps = (...lines: readonly string[]): string =>
  `version: 1\nsteps:\n${lines.map((line) => `  - ${line}\n`).join("")}`;

describe("what a scenario may hold, and what is said of it", () => {
  const ASK = "at: 0s, ask: a. A, from: x";
  const NOT_TEXT = "error SITE_WRONG_TYPE: Expected a string; a number or a date may need quotes.";

  test.each<readonly [what: string, text: string, problems: readonly string[]]>([
    [
      "moments that are none",
      steps("{ at: .nan, note: a }", "{ at: .inf, note: a }", "{ at: 5, note: a }"),
      [`3:11 ${NOT_TEXT}`, `4:11 ${NOT_TEXT}`, `5:11 ${NOT_TEXT}`],
    ],
    [
      "before the beginning",
      steps("{ at: -5s, note: a }"),
      ['3:11 error SITE_WRONG_TYPE: "-5s" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    [
      "beyond the end of time",
      steps("{ at: 99999999999999999999h, note: a }"),
      ['3:11 error SITE_WRONG_TYPE: "99999999999999999999h" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    [
      "a key twice: the later one counts",
      steps("{ at: 1s, at: 2s, note: a }"),
      ['3:15 error SITE_YAML_SYNTAX: The key "at" stands here twice; the later one counts.'],
    ],
    [
      "a list that holds itself",
      "version: 1\nsteps: &a [*a]\n",
      [
        "2:12 error SITE_YAML_SYNTAX: The alias stands inside what it refers to.",
        "2:11 error SITE_WRONG_TYPE: An item of the list is empty.",
      ],
    ],
    [
      "an alias of nothing",
      "version: 1\nsteps: *nix\n",
      [
        '2:8 error SITE_YAML_SYNTAX: No "&nix" stands before this alias.',
        '1:1 error SITE_MISSING_KEY: The key "steps" is missing.',
      ],
    ],
    [
      "a second document",
      `${steps("{ at: 1s, note: a }")}---\nversion: 1\n`,
      ["5:1 error SITE_WRONG_TYPE: A scenario is one document; nothing behind it is read."],
    ],
    [
      "a hundred thousand brackets",
      `version: 1\nsteps: ${"[".repeat(100_000)}`,
      ["2:71 error SITE_LIMIT: Nested more than 64 deep."],
    ],
    [
      "a key that objects have",
      "version: 1\nsteps: []\n__proto__: { seed: 1 }\n",
      ['3:1 error SITE_UNKNOWN_KEY: Unknown key "__proto__".'],
    ],
    [
      "a seed that is none",
      "version: 1\nseed: .nan\nsteps: []\n",
      ["2:7 error SITE_WRONG_TYPE: Expected a whole number from 0 to 9007199254740991."],
    ],
    ["every millisecond", steps(`{ ${ASK}, every: 1ms, until: 1s }`), []],
    [
      "again and again at the same moment",
      steps(`{ ${ASK}, every: 0s, until: 1s }`),
      ["3:42 error SITE_WRONG_TYPE: Expected a time longer than none."],
    ],
    [
      "patience for nothing",
      steps(`{ ${ASK}, timeout: 0s }`),
      ["3:44 error SITE_WRONG_TYPE: Expected a time longer than none."],
    ],
    [
      "until before at, as if it were a length",
      steps("{ at: 5s, ask: a. A, from: x, every: 1s, until: 2s }"),
      ["3:53 error SITE_WRONG_TYPE: It would end before it begins: both count from the beginning."],
    ],
    [
      "a link between a machine and itself",
      steps("{ at: 0s, fault: { cut: [dns1, dns1] } }"),
      ['3:29 error SITE_WRONG_TYPE: Expected two machines, and "dns1" stands there twice.'],
    ],
    [
      "steps behind the end",
      `${steps("{ at: 3s, note: a }", "{ at: 9s, note: b }", "{ at: 3001ms, note: c }")}until: 3s\n`,
      [
        "5:5 error SITE_WRONG_TYPE: The scenario has ended by then: its own `until` is earlier.",
        "4:5 error SITE_WRONG_TYPE: The scenario has ended by then: its own `until` is earlier.",
      ],
    ],
    [
      "objects with the keys of ours",
      steps("{ at: 1s, patch: { object: service/a/b, body: { __proto__: { polluted: 1 }, constructor: 1 } } }"),
      [],
    ],
  ])("%s", (_what, text, problems) => {
    expect(said(text).map((line) => line.replace(/: error/, " error"))).toEqual(problems);
    expect("polluted" in {}).toBe(false);
  });

  test("all of it at once, in the order of the file", () => {
    const lines = said(
      steps("{ at: x, note: a }", "{ at: 1s }", "{ at: 1s, fault: { kill: named } }", "{ at: 1s, show: 1 }"),
    );
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual([3, 4, 5, 6]);
  });
});

test("who asks again every 0.0001 ms asks every millisecond, and is done", () => {
  const text = steps("{ at: 0s, ask: kloud.lan. SOA, from: laptop, every: 0.0001ms, until: 20ms }");
  const { value } = parseScenario(sourceFromText("/s.yaml", text));
  const { end } = runScenario(twinAt("/kloud-lan/site.yaml"), { ...value, untilMs: 1000 }, { budget: 5000 });
  expect(end.kind).toBe("reached");
});

interface Drawn {
  readonly text: string;
  readonly from: string;
}

const twins = new Map<string, SiteTwin>();

function twinAt(path: string): SiteTwin {
  const known = twins.get(path) ?? loadSite(files, path).value;
  twins.set(path, known);
  return forkTwin(known);
}

/** One of the examples with any value in one place. */
const scenarios: fc.Arbitrary<Drawn> = (() => {
  const folder = join(examples, "scenarios");
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "tutorial.yaml");
  const all = names.flatMap((name) => {
    const value: unknown = parse(readFileSync(join(folder, name), "utf8"));
    return pathsIn(value).map((path) => ({ name, value, path }));
  });
  return fc.tuple(fc.constantFrom(...all), wildValues).map(([{ name, value, path }, by]) => ({
    from: `${name} ${path.join(".")}`,
    text: JSON.stringify(replacedIn(value, path, by)),
  }));
})();

const isInside = ({ span: { start, end, source } }: Diagnostic): boolean =>
  start >= 0 && start <= end && end <= source.bytes.length;

test("law: with any value in any place an example is read, with places inside it; what is read is played to an end", () => {
  fc.assert(
    fc.property(scenarios, ({ text }) => {
      const { value, diagnostics } = parseScenario(sourceFromText("/scenarios/x.yaml", text));
      expect(diagnostics.filter((found) => !isInside(found))).toEqual([]);
      if (diagnostics.some(({ severity }) => severity === "error")) return;
      const site = join("/scenarios", value.site ?? "../kloud-lan", "site.yaml");
      const untilMs = Math.min(value.untilMs ?? 30_000, 30_000);
      const steps = value.steps.filter(({ atMs }) => atMs < untilMs);
      const { end, faults } = runScenario(twinAt(site), { ...value, steps, untilMs }, { budget: 100_000 });
      expect(["reached", "exhausted"]).toContain(end.kind);
      expect(faults.every(({ why }) => why !== "")).toBe(true);
    }),
    { numRuns: 60 },
  );
});
