import { readFileSync } from "node:fs";
import { diagnosticCodes, pluginSupport } from "@splithorizon/core";
import { bindSupport, bindSupportBlocks } from "@splithorizon/core/bind";
import { keepalivedBlocks, keepalivedSupport } from "@splithorizon/core/keepalived";
import { describe, expect, it, test } from "vitest";
import { findingPages, findingsIndex, pagesByCode, pluginPages } from "./collected-pages.ts";
import {
  asProse,
  bindSupportPage,
  commandsPage,
  coreDnsSupportPage,
  diagnosticsPage,
  keepalivedSupportPage,
} from "./reference-pages.ts";
import { schemaPage } from "./schema-page.ts";

const root = new URL("../..", import.meta.url).pathname;

describe("pages that are made of core's tables", () => {
  it("every code has a row with a place to link to", () => {
    const { text } = diagnosticsPage(new Map());
    for (const code of Object.keys(diagnosticCodes)) expect(text).toContain(`| <a id="${code}"></a>\`${code}\` |`);
  });

  it("a code with a page of its own leads there", () => {
    const { text } = diagnosticsPage(new Map([["COREFILE_SYNTAX", "keys-of-a-block"]]));
    expect(text).toContain("[More](../findings/keys-of-a-block).");
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

  it("every keyword of keepalived has its level", () => {
    const { text } = keepalivedSupportPage();
    for (const block of keepalivedBlocks) {
      const section = text.slice(text.indexOf(`## \`${block}\``)).split("\n## ")[0] ?? "";
      for (const [name, { level }] of keepalivedSupport(block)) {
        expect(section.split("\n").find((line) => line.includes(`\`${name}\``))).toContain(` | ${level} | `);
      }
    }
  });

  it("the help of a verb stands as it is printed", () => {
    expect(commandsPage([{ verb: "splithorizon dig", help: "Usage: x <y>\n" }]).text).toBe(
      "# The command\n\n## splithorizon dig\n\n```\nUsage: x <y>\n```\n",
    );
  });
});

describe("pages that are made of schemas", () => {
  it("a map's keys, what they need, and the parts that they are made of", () => {
    const { text } = schemaPage(
      "x.md",
      "x",
      JSON.stringify({
        description: "About <it>.",
        required: ["a"],
        properties: {
          a: { description: "First.", enum: ["b", "c"] },
          d: { anyOf: [{ $ref: "#/definitions/part" }, { items: { $ref: "#/definitions/part" } }], default: 7 },
          e: { description: "Inner.", properties: { f: { description: "Deep." } }, required: ["f"] },
        },
        definitions: {
          word: { type: "string" },
          part: { description: "A part.", oneOf: [{ description: "Either.", properties: { g: {} } }] },
        },
      }),
    );
    expect(text.split("\n")).toEqual([
      "# x",
      "",
      "About &lt;it>.",
      "",
      "| key | |",
      "|---|---|",
      "| `a` | First. One of `b`, `c`. Must be there. |",
      "| `d` | Usually `7`. (part) |",
      "| `e` | Inner. |",
      "| `e.f` | Deep. Must be there. |",
      "",
      "## part",
      "",
      "A part.",
      "",
      "Either.",
      "",
      "| key | |",
      "|---|---|",
      "| `g` |  |",
      "",
    ]);
  });

  it.each(["site", "scenario"])("every key of a %s is there", (name) => {
    const schema = readFileSync(`${root}packages/sim/schema/${name}.schema.json`, "utf8");
    const { text } = schemaPage("x.md", name, schema);
    const { properties, definitions } = JSON.parse(schema) as Readonly<
      Record<string, Readonly<Record<string, object>>>
    >;
    for (const key of Object.keys(properties ?? {})) expect(text).toContain(`| \`${key}\` |`);
    const maps = Object.entries(definitions ?? {}).filter(([, definition]) => "properties" in definition);
    for (const [part] of maps) expect(text).toContain(`## ${part}\n`);
  });
});

describe("pages that stand beside the code", () => {
  it("plugins: their own READMEs, without links into the repository", () => {
    const pages = pluginPages(root);
    expect(pages.map(({ path }) => path)).toContain("reference/plugins/kubernetes.md");
    for (const { text } of pages) expect(text).not.toMatch(/\]\((?!https?:)/);
  });

  it("findings: one page each, and a list of their titles and codes", () => {
    const pages = findingPages(root);
    expect(pages.length).toBeGreaterThan(40);
    const list = findingsIndex(pages).text;
    // A property of the servers, which a site has or has not: nothing is found.
    expect(pages.flatMap(({ name, codes }) => (codes.length === 0 ? [name] : []))).toEqual(["long-questions"]);
    for (const { name, title, codes } of pages) {
      expect(list).toContain(`| [${title}](./${name}) | ${codes.map((code) => `\`${code}\``).join(", ")} |`);
    }
  });

  it("every rule about a site has its page, to which the list of codes leads", () => {
    const byCode = pagesByCode(findingPages(root));
    for (const code of Object.keys(diagnosticCodes).filter((one) => one.startsWith("LINT_"))) {
      expect(byCode.get(code)).toBe(code.slice("LINT_".length).toLowerCase().replaceAll("_", "-"));
    }
  });

  it("where there are none", () => {
    expect(findingPages("/nowhere")).toEqual([]);
  });
});

test.each<readonly [string, string]>([
  ["plain words", "plain words"],
  ["a <name> in words", "a &lt;name> in words"],
  ["a `<name>` in code", "a `<name>` in code"],
  ["    zone { <name> }", "    zone { <name> }"],
  ["{{ .Name }}", "&#123;&#123; .Name }}"],
])("prose that is no page yet: %s", (text, expected) => {
  expect(asProse(text)).toBe(expected);
});
