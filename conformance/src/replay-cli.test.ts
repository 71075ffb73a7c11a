import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli, unhurried } from "@splithorizon/sim/cli";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchOfSite } from "./replay-site.ts";
import { editFile, editSiteFile, type RecordedSite, recordedSiteOf } from "./site-lab/variant.ts";
import { readSiteBatch } from "./site-recordings.ts";

const SITE = "kloud-lan.no-validation";
const folder = mkdtempSync(join(tmpdir(), "splithorizon-replay-"));

/** The examples as they were recorded, on the disk. */
beforeAll(() => {
  cpSync(join(import.meta.dirname, "../../examples"), join(folder, "examples"), {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  editFolder(folder, recordedSiteOf(SITE));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function editFolder(path: string, site: RecordedSite): void {
  for (const name of readdirSync(path)) {
    const inner = join(path, name);
    if (statSync(inner).isDirectory()) editFolder(inner, site);
    else if (name === "site.yaml") writeFileSync(inner, editSiteFile(site, readFileSync(inner, "utf8")));
    else if (inner.includes("/etc/bind/")) writeFileSync(inner, editFile(site, inner, readFileSync(inner, "utf8")));
  }
}

test("the command line answers a recorded batch as the function does, line by line", async () => {
  const lines = readSiteBatch(SITE).questions.map((question) => JSON.stringify(question));
  const printed: string[] = [];
  const code = await runCli(["ask", recordedSiteOf(SITE).folder, "--batch"], {
    ...unhurried,
    out: (text) => printed.push(text),
    err: (text) => expect(text).toBe(""),
    lines: async function* () {
      yield* lines;
    },
    workingDirectory: folder,
    now: () => 0,
  });
  const batch = batchOfSite(SITE);
  expect(code).toBe(0);
  expect(printed.map((line) => JSON.parse(line))).toEqual([
    ...lines.flatMap((line) => batch.put(line)),
    ...batch.end(),
  ]);
});
