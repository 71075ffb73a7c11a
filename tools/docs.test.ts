import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { afterAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
/** Inside a workspace member, so that the packages are found by their names. */
const scratch = join(root, "examples/.snippets");
const SECTION = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** A piece of code in a page, and what the page says that it prints. */
interface Snippet {
  readonly language: string;
  readonly code: string;
  readonly prints: string | null;
}

const pages = ["README.md", ...readmesOf("packages")];
mkdirSync(scratch, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function readmesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}/README.md`);
}

/** A block of `text` right behind a block of code is what that code prints. */
function snippetsOf(page: string): readonly Snippet[] {
  const blocks = [...readFileSync(join(root, page), "utf8").matchAll(SECTION)];
  return blocks.map(([, language = "", code = ""], index) => {
    const [, next, prints] = blocks[index + 1] ?? [];
    return { language, code, prints: next === "text" ? (prints ?? null) : null };
  });
}

describe.each(pages)("%s", (page) => {
  const snippets = snippetsOf(page);

  test.each(snippets.filter(({ language }) => language === "ts"))("runs: $code", ({ code, prints }) => {
    const file = join(scratch, `${page.replaceAll("/", "-")}-${snippets.findIndex((one) => one.code === code)}.ts`);
    writeFileSync(file, code);
    const output = execFileSync(execPath, [file], { cwd: root, encoding: "utf8" });
    if (prints !== null) expect(output).toBe(prints);
  });

  const commands = snippets.filter(({ language, code }) => language === "sh" && code.startsWith("npx splithorizon "));
  test.each(commands)("prints: $code", ({ code, prints }) => {
    const [command = ""] = code.split("\n");
    const words = command
      .replace(/\s+#.*$/, "")
      .split(/\s+/)
      .slice(2);
    const output = execFileSync(execPath, [join(root, "packages/sim/bin/splithorizon.js"), ...words], {
      cwd: root,
      encoding: "utf8",
    });
    if (prints !== null) expect(masked(output)).toBe(masked(prints));
  });
});

test("every package has a page that starts with code", () => {
  for (const page of pages) expect(snippetsOf(page)[0]?.language, dirname(page)).toBe("ts");
});

/** The wall clock is the one thing that differs. */
function masked(output: string): string {
  return output.replace(/^;; WHEN: .*$/m, ";; WHEN:");
}
