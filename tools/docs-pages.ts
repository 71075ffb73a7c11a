import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execPath, stdout } from "node:process";
import { findingPages, findingsIndex, pagesByCode, pluginPages } from "./docs/collected-pages.ts";
import {
  bindSupportPage,
  commandsPage,
  coreDnsSupportPage,
  diagnosticsPage,
  keepalivedSupportPage,
  type Page,
} from "./docs/reference-pages.ts";

import { schemaPage } from "./docs/schema-page.ts";

/** Writes the pages of `docs/` that are made of the code, anew each time; none of them is committed. */
const root = join(import.meta.dirname, "..");
const bins = [
  { name: "splithorizon", file: join(root, "packages/sim/bin/splithorizon.js") },
  { name: "kubectl splithorizon", file: join(root, "packages/k8s/bin/kubectl-splithorizon.js") },
] as const;

function helpOf(file: string, verbs: readonly string[]): string {
  return execFileSync(execPath, [file, ...verbs, "--help"], { encoding: "utf8", env: {} });
}

function verbsOf(file: string): readonly string[] {
  const [, commands = ""] = helpOf(file, []).split("Commands:\n");
  return [...commands.matchAll(/^ {2}([a-z]+)/gm)].flatMap(([, verb = ""]) => (verb === "help" ? [] : [verb]));
}

/** What the site draws of itself; nothing where the command has no such verb. */
function drawnPages(): readonly Page[] {
  const [{ file }] = bins;
  if (!verbsOf(file).includes("diagram")) return [];
  const draw = (...words: readonly string[]): string =>
    execFileSync(execPath, [file, "diagram", "examples/kloud-lan", ...words], { cwd: root, encoding: "utf8" });
  const text = `# The tutorial's site, drawn by itself

![The machines of the site, their networks and addresses](./site.svg)

One question from a client outside, and its way:

![Each packet of the question, with its addresses](./way.svg)
`;
  return [
    { path: "reference/site.svg", text: draw() },
    { path: "reference/way.svg", text: draw("web.linkerd-viz.k8s1-prod.kloud.lan", "--from", "laptop") },
    { path: "reference/pictures.md", text },
  ];
}

const helps = bins.flatMap(({ name, file }) =>
  verbsOf(file).map((verb) => ({ verb: `${name} ${verb}`, help: helpOf(file, [verb]) })),
);
const plugins = pluginPages(root);
const findings = findingPages(root);
const nameOf = ({ path }: Page): string => path.slice(path.lastIndexOf("/") + 1, -".md".length);
const schemaOf = (name: string): string => readFileSync(join(root, `packages/sim/schema/${name}.schema.json`), "utf8");
const pages: readonly Page[] = [
  schemaPage("reference/site-yaml.md", "site.yaml", schemaOf("site")),
  schemaPage("reference/scenario-yaml.md", "A scenario's YAML", schemaOf("scenario")),
  coreDnsSupportPage(new Set(plugins.map(nameOf))),
  bindSupportPage(),
  keepalivedSupportPage(),
  diagnosticsPage(pagesByCode(findings)),
  commandsPage(helps),
  ...plugins,
  ...drawnPages(),
  findingsIndex(findings),
  ...findings,
];

for (const folder of ["reference", "findings"]) rmSync(join(root, "docs", folder), { recursive: true, force: true });
for (const { path, text } of pages) {
  const file = join(root, "docs", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
stdout.write(`${pages.length} pages are made of the code\n`);
