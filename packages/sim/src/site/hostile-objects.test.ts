import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, fileTreeFromSources, printDiagnostic, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readFolder } from "../node/index.ts";
import { runShow, SHOWN } from "../show/index.ts";
import { layeredFileTree, loadSite, type SiteTwin } from "./index.ts";
import { pathsIn, renamedIn, replacedIn, wildValues } from "./wild-values.fixture.ts";

const examples = join(import.meta.dirname, "../../../../examples");
const files = readFolder(examples);
const NOW = 1_704_300_000;
const OUTPUTS = ["", " -o wide", " -o yaml", " -o json"];

/** Everything that can be shown of a site, whatever it is. */
function showAll(twin: SiteTwin): void {
  const lists = SHOWN.flatMap((what) => OUTPUTS.map((output) => `${what} -A${output}`));
  const routes = [...twin.network.stations.keys()].flatMap((name) =>
    ["", " -n", " -6"].map((how) => `routes ${name}${how}`),
  );
  for (const words of [...lists, ...routes])
    expect(["text", "fault"]).toContain(runShow(twin, words.split(" "), NOW).kind);
}

const isInside = ({ span: { start, end, source } }: Diagnostic): boolean =>
  start >= 0 && start <= end && end <= source.bytes.length;

/** A site with one file of another content: what is said of it stands in its files, and it can be looked at. */
function load(path: string, text: string): void {
  const changed = fileTreeFromSources(new Map([[path, sourceFromText(path, text)]]));
  const { value, diagnostics } = loadSite(layeredFileTree([changed, files]), "/kloud-lan/site.yaml");
  expect(diagnostics.filter((found) => !isInside(found)).map((found) => printDiagnostic(found))).toEqual([]);
  showAll(value);
}

test("law: site.yaml with any value or any key in one place", () => {
  const site: unknown = parse(readFileSync(join(examples, "kloud-lan/site.yaml"), "utf8"));
  const key = fc.constantFrom("__proto__", "constructor", "", "dns1", "addresses", "1");
  const how = fc.oneof(
    wildValues.map((by) => ({ by })),
    key.map((name) => ({ name })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...pathsIn(site)), how, (path, change) => {
      const changed = "name" in change ? renamedIn(site, path, change.name) : replacedIn(site, path, change.by);
      load("/kloud-lan/site.yaml", JSON.stringify(changed));
    }),
    { numRuns: 60 },
  );
});

test("law: the cluster's objects with any value in one place", () => {
  const folder = join(examples, "kloud-lan/cluster");
  const places = readdirSync(folder).flatMap((name) => {
    const documents = parseAllDocuments(readFileSync(join(folder, name), "utf8")).map((document): unknown =>
      document.toJS(),
    );
    return pathsIn(documents).map((path) => ({ name, documents, path }));
  });
  fc.assert(
    fc.property(fc.constantFrom(...places), wildValues, ({ name, documents, path }, by) => {
      const changed = replacedIn(documents, path, by);
      const text = (Array.isArray(changed) ? changed : [changed])
        .map((document) => JSON.stringify(document))
        .join("\n---\n");
      load(`/kloud-lan/cluster/${name}`, text);
    }),
    { numRuns: 60 },
  );
});
