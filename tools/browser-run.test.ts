import { execFileSync } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { rolldown } from "rolldown";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const scenarios = join(root, "examples/scenarios");
const names = readdirSync(scenarios).filter((name) => name.endsWith(".yaml"));
const expectedOf = (name: string): string => readFileSync(join(scenarios, name.replace(/\.yaml$/, ".txt")), "utf8");

/** The files of the tutorial's sites, which share some, as a page would have fetched them. */
function filesOfSites(): Readonly<Record<string, string>> {
  const examples = join(root, "examples");
  const folders = readdirSync(examples).filter((name) => name.startsWith("kloud-lan"));
  const files = folders.flatMap((folder) =>
    readdirSync(join(examples, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(examples.length), readFileSync(path, "utf8")];
    }),
  );
}

/** Where the site of a scenario stands among those files. */
function siteOf(scenario: string): string {
  return `/${/^site: \.\.\/(\S+)$/m.exec(scenario)?.[1]}/site.yaml`;
}

async function bundle(): Promise<string> {
  const made = await rolldown({
    input: join(import.meta.dirname, "browser-run.fixture.ts"),
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await made.generate({ format: "iife", name: "splithorizon" });
  await made.close();
  return output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
}

/** Every Node on this machine's path, one of each version. */
function nodes(): ReadonlyMap<string, string> {
  const found = (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => {
    try {
      const path = realpathSync(join(folder, "node"));
      accessSync(path, constants.X_OK);
      return [[execFileSync(path, ["--version"], { encoding: "utf8" }).trim(), path] as const];
    } catch {
      return [];
    }
  });
  return new Map([[process.version, process.execPath], ...found]);
}

describe("a bundle for browsers", async () => {
  const code = await bundle();
  const files = filesOfSites();
  // What every browser has beside the language itself.
  const page = createContext({ TextDecoder, TextEncoder });
  runInContext(code, page);

  test("imports nothing of Node", () => {
    expect(code.match(/["']node:[a-z_/]+["']|\bnode_(?!modules\b)[a-z]+\b|\brequire\s*\(/g) ?? []).toEqual([]);
  });

  test.each(names)("%s: the same lines as from the command", (name) => {
    const scenario = readFileSync(join(scenarios, name), "utf8");
    const given = JSON.stringify([files, siteOf(scenario), scenario]);
    expect(runInContext(`splithorizon.play(...${given})`, page)).toBe(expectedOf(name));
  });
});

describe.each([...nodes()])("Node %s", (_version, path) => {
  test.each(names)("%s", (name) => {
    const bin = join(root, "packages/sim/bin/splithorizon.js");
    const printed = execFileSync(path, [bin, "run", join(scenarios, name)], { encoding: "utf8" });
    expect(printed).toBe(expectedOf(name));
  });
});
