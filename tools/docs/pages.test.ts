import { diagnosticCodes, pluginSupport } from "@splithorizon/core";
import { bindSupport, bindSupportBlocks } from "@splithorizon/core/bind";
import { describe, expect, it, test } from "vitest";
import { findingPages, findingsIndex, pluginPages } from "./collected-pages.ts";
import { asProse, bindSupportPage, commandsPage, coreDnsSupportPage, diagnosticsPage } from "./reference-pages.ts";

const root = new URL("../..", import.meta.url).pathname;

describe("pages that are made of core's tables", () => {
  it("every code has a row with a place to link to", () => {
    const { text } = diagnosticsPage(new Set());
    for (const code of Object.keys(diagnosticCodes)) expect(text).toContain(`| <a id="${code}"></a>\`${code}\` |`);
  });

  it("a code with a page of its own leads there", () => {
    const { text } = diagnosticsPage(new Set(["COREFILE_SYNTAX"]));
    expect(text).toContain("[More](../findings/COREFILE_SYNTAX).");
    expect(text.match(/\[More\]/g)).toHaveLength(1);
  });

  it("every plugin has its level", () => {
    const { text } = coreDnsSupportPage(new Set(["acl"]));
    expect(text).toContain("| [acl](./plugins/acl) | full |");
    for (const [name, { level }] of Object.entries(pluginSupport)) {
      expect(text).toMatch(new RegExp(`^\\| (\\[${name}\\]\\(./plugins/${name}\\)|${name}) \\| ${level} \\|`, "m"));
    }
  });

  it("every statement of BIND has its level", () => {
    const { text } = bindSupportPage();
    expect(bindSupportBlocks.length).toBeGreaterThan(5);
    for (const block of bindSupportBlocks) {
      for (const [name, { level }] of bindSupport(block)) {
        expect(text).toContain(`| ${name === "*" ? "all others" : `\`${name}\``} | ${level} |`);
      }
    }
  });

  it("the help of a verb stands as it is printed", () => {
    expect(commandsPage([{ verb: "splithorizon dig", help: "Usage: x <y>\n" }]).text).toBe(
      "# The command\n\n## splithorizon dig\n\n```\nUsage: x <y>\n```\n",
    );
  });
});

describe("pages that stand beside the code", () => {
  it("plugins: their own READMEs, without links into the repository", () => {
    const pages = pluginPages(root);
    expect(pages.map(({ path }) => path)).toContain("reference/plugins/kubernetes.md");
    for (const { text } of pages) expect(text).not.toMatch(/\]\((?!https?:)/);
  });

  it("findings: one page each, and a list of their titles", () => {
    const pages = findingPages(root);
    const list = findingsIndex(pages).text;
    for (const { path } of pages) expect(list).toContain(`(./${path.slice("findings/".length, -".md".length)})`);
    expect(list).toContain("# What `check` finds");
  });

  it("no finding yet is said", () => {
    expect(findingPages("/nowhere")).toEqual([]);
    expect(findingsIndex([]).text).toContain("no rules with pages yet");
  });
});

test.each<readonly [string, string]>([
  ["plain words", "plain words"],
  ["a <name> in words", "a &lt;name> in words"],
  ["a `<name>` in code", "a `<name>` in code"],
  ["{{ .Name }}", "&#123;&#123; .Name }}"],
])("prose that is no page yet: %s", (text, expected) => {
  expect(asProse(text)).toBe(expected);
});
