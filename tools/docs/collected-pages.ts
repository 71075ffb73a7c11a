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

/** The page that stands beside each rule of the linter, under its own name; none where there are none. */
export function findingPages(root: string): readonly Page[] {
  const folder = join(root, "packages/core/src/lint/rules");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .sort()
    .map((path) => pageFrom(join(folder, path), `findings/${nameOfFinding(path)}.md`));
}

/** `rules/acl-sees-node/README.md` and `rules/acl-sees-node.md` are both about acl-sees-node. */
function nameOfFinding(path: string): string {
  const parts = path.replace(/\.md$/, "").split("/");
  const last = parts.at(-1) ?? "";
  return last === "README" ? (parts.at(-2) ?? "README") : last;
}

/** The list of all findings by their titles. */
export function findingsIndex(pages: readonly Page[]): Page {
  const rows = pages.map(({ path, text }) => {
    const title = /^#\s+(.*)$/m.exec(text)?.[1] ?? path;
    return `- [${title}](./${path.replace(/^findings\/|\.md$/g, "")})`;
  });
  const body = rows.length > 0 ? rows.join("\n") : "The linter has no rules with pages yet.";
  return { path: "findings/index.md", text: `# What \`check\` finds\n\n${body}\n` };
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
