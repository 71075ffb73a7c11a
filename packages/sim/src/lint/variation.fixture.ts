import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Diagnostic, type FileTree, fileTreeFromSources, type LintCode, sourceFromText } from "@splithorizon/core";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { lintSite } from "./lint-site.ts";
import type { Finding } from "./rule.ts";
import { lintRules } from "./rules.ts";

/** In a file of the examples (`kloud-lan/site.yaml`): what stands there, and what takes its place everywhere; of a new file the whole text. */
export type Change = readonly [path: string, from: string, to: string] | readonly [path: string, text: string];

/** One of the examples, with changes. */
export interface Variation {
  readonly site?: string;
  readonly changes?: readonly Change[];
}

const folder = join(import.meta.dirname, "../../../../examples");

/** All text files of the examples that are sites. */
const texts: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.parentPath.includes("kloud-lan") && !entry.parentPath.includes("node_modules"),
    )
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .map((path) => [path, readFileSync(join(folder, path), "utf8")] as const),
);

/** Names of the example sites. */
export const exampleSites: readonly string[] = [...texts.keys()]
  .filter((path) => path.endsWith("/site.yaml"))
  .map((path) => path.slice(0, path.indexOf("/")))
  .toSorted();

/** A file of the examples. */
export function textOf(path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
}

/** A variation of an example, read. */
export function twinOf({ site = "kloud-lan", changes = [] }: Variation): {
  readonly twin: SiteTwin;
  readonly files: FileTree;
  readonly known: readonly Diagnostic[];
} {
  const changed = new Map(texts);
  for (const [path, ...words] of changes) changed.set(path, textAfter(path, changed.get(path), words));
  const files = fileTreeFromSources(
    new Map([...changed].map(([path, text]) => [`/${path}`, sourceFromText(`/${path}`, text)])),
  );
  const { value, diagnostics } = loadSite(files, `/${site}/site.yaml`);
  return { twin: value, files, known: diagnostics };
}

/** What the rules, or one of them, find on a variation of an example. */
export function findingsOf(variation: Variation, code?: LintCode): readonly Finding[] {
  const { twin, files, known } = twinOf(variation);
  return lintSite(twin, files, known, code === undefined ? lintRules : lintRules.filter((rule) => rule.code === code));
}

function textAfter(path: string, text: string | undefined, [from, to]: readonly string[]): string {
  if (to === undefined) return from ?? "";
  if (text === undefined || from === undefined || !text.includes(from)) throw new Error(`${path} has no ${from}`);
  return text.replaceAll(from, to);
}
