import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asProse, type Page } from "./reference-pages.ts";

/** Each plugin's own README: what of it is modelled. */
export function pluginPages(root: string): readonly Page[] {
  const folder = join(root, "packages/core/src/coredns/plugins");
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = join(folder, name, "README.md");
      return existsSync(file) ? [pageFrom(file, `reference/plugins/${name}.md`)] : [];
    });
}

/** A page about something that `check` finds, and the codes under which it does. */
export interface FindingPage extends Page {
  readonly name: string;
  readonly title: string;
  readonly codes: readonly string[];
}

/** Rules about a site as a whole, what the readers of single files find, and how servers are whatever one configures. */
const FINDING_FOLDERS = ["rules", "readers", "properties"].map((name) => `packages/sim/src/lint/${name}`);

/** The page that stands beside each rule of the linter, under its own name. */
export function findingPages(root: string): readonly FindingPage[] {
  return FINDING_FOLDERS.map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith(".md"))
        .sort()
        .map((file) => findingPage(join(folder, file), file.slice(0, -".md".length))),
    );
}

/** The second paragraph of such a page has its codes, its severity and its rows in the list of traps. */
function findingPage(file: string, name: string): FindingPage {
  const page = pageFrom(file, `findings/${name}.md`);
  const [heading = "", about = ""] = page.text.split("\n\n");
  const codes = [...about.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].flatMap(([, code]) => code ?? []);
  return { ...page, name, title: heading.replace(/^#\s+/, ""), codes };
}

/** The list of all findings by their titles. */
export function findingsIndex(pages: readonly FindingPage[]): Page {
  const rows = pages.map(({ name, title, codes }) => {
    const shown = codes.map((code) => `\`${code}\``).join(", ");
    return `| [${title}](./${name}) | ${shown} |`;
  });
  const intro = "Traps of a split-horizon site: what happens to whom, how to see it, and how to mend it.";
  const text = `# What \`check\` finds\n\n${intro}\n\n| | code |\n|---|---|\n${rows.join("\n")}\n`;
  return { path: "findings/index.md", text };
}

/** Where each code is explained: the first page that names it. */
export function pagesByCode(pages: readonly FindingPage[]): ReadonlyMap<string, string> {
  return new Map(pages.toReversed().flatMap(({ name, codes }) => codes.map((code) => [code, name] as const)));
}

/** Links that lead elsewhere in the repository become their text: a page stands alone. */
function pageFrom(file: string, path: string): Page {
  const parts = readFileSync(file, "utf8").split(/^(```[\s\S]*?^```$)/m);
  const text = parts.map((part) => (part.startsWith("```") ? part : asProse(withoutLocalLinks(part)))).join("");
  return { path, text };
}

function withoutLocalLinks(text: string): string {
  return text.replace(/\[([^\]\n]+)\]\((?!https?:)[^)\n]*\)/g, "$1");
}
