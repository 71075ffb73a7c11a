import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { siteRootOf } from "./site-root.ts";

const MARKER = ".splithorizon-root";
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "site-root-"));
  mkdirSync(join(folder, "sites/deep/site"), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function mark(path: string): void {
  writeFileSync(join(folder, path, MARKER), "");
}

/** The root from the test's folder on, and the site within it. */
function rootOf(path: string): readonly string[] {
  const { root, folder: inside } = siteRootOf(join(folder, path));
  return [root.slice(folder.length), inside];
}

it.each([
  ["no marker: the site's own folder, whatever stands above", [], ["/sites/deep/site", "/"]],
  ["one above", ["sites"], ["/sites", "/deep/site"]],
  ["in the site itself", ["sites/deep/site"], ["/sites/deep/site", "/"]],
  ["of several the nearest", ["", "sites", "sites/deep"], ["/sites/deep", "/site"]],
] as const)("%s", (_what, marked, expected) => {
  for (const path of marked) mark(path);
  expect(rootOf("sites/deep/site")).toEqual(expected);
});

it("a folder or a link with the marker's name opens nothing", () => {
  mkdirSync(join(folder, "sites/deep", MARKER));
  writeFileSync(join(folder, "elsewhere"), "");
  symlinkSync(join(folder, "elsewhere"), join(folder, "sites", MARKER));
  expect(rootOf("sites/deep/site")).toEqual(["/sites/deep/site", "/"]);
});
