import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { drawPicture } from "../../tools/docs/picture.ts";

const docs = join(import.meta.dirname, "..");

/** The pages of a folder, in this order and then by name. */
function pagesOf(folder: string, first: readonly string[] = []) {
  const names = readdirSync(join(docs, folder))
    .filter((name) => name.endsWith(".md") && name !== "index.md")
    .map((name) => name.slice(0, -".md".length))
    .sort();
  const ordered = [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name))];
  return ordered.map((name) => ({ text: titleOf(`${folder}/${name}.md`), link: `/${folder}/${name}` }));
}

function titleOf(path: string): string {
  const [, title = path] = /^#\s+(.*)$/m.exec(readFileSync(join(docs, path), "utf8")) ?? [];
  return title.replaceAll("`", "");
}

export default defineConfig({
  title: "splithorizon",
  description: "The offline twin of a split-horizon DNS: BIND pair, CoreDNS in Kubernetes, and the way between them.",
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    config: (markdown) => {
      const fence = markdown.renderer.rules.fence;
      markdown.renderer.rules.fence = (tokens, index, ...rest) => {
        const token = tokens[index];
        if (token?.info.trim() === "picture") return `<div class="picture-frame" v-pre>${drawPicture(token.content)}</div>`;
        return fence?.(tokens, index, ...rest) ?? "";
      };
    },
  },
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Guide", link: "/guide/start" },
      { text: "Concepts", link: "/concepts/site" },
      { text: "Findings", link: "/findings/" },
      { text: "Reference", link: "/reference/commands" },
    ],
    sidebar: [
      {
        text: "Guide",
        items: pagesOf("guide", ["start", "init", "check", "dig", "trace", "map", "show", "run", "lint", "ask", "serve"]),
      },
      {
        text: "Concepts",
        items: pagesOf("concepts", ["site", "names", "clients", "bind", "vrrp", "network", "load-balancer", "cluster", "coredns"]),
      },
      { text: "Findings", collapsed: true, items: [{ text: "All", link: "/findings/" }, ...pagesOf("findings")] },
      { text: "Reference", items: pagesOf("reference") },
      { text: "Plugins of CoreDNS", collapsed: true, items: pagesOf("reference/plugins") },
    ],
  },
});
