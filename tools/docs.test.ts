import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { env, execPath } from "node:process";
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

const readmes = ["README.md", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/README.md`)];
const pages = [...readmes, ...pagesIn("docs/guide"), ...pagesIn("docs/concepts")];
mkdirSync(scratch, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

/** A block of `text` right behind a block of code is what that code prints. */
function snippetsOf(page: string): readonly Snippet[] {
  const blocks = [...readFileSync(join(root, page), "utf8").matchAll(SECTION)];
  return blocks.map(([, language = "", code = ""], index) => {
    const [, next, prints] = blocks[index + 1] ?? [];
    return { language, code, prints: next === "text" ? (prints ?? null) : null };
  });
}

/** The commands by the names under which a page has them. */
const SHELL = 'npx() { shift; node "$SPLITHORIZON" "$@"; }\nkubectl() { shift; node "$KUBECTL_SPLITHORIZON" "$@"; }\n';

function runShell(code: string): string {
  return execFileSync("/bin/sh", ["-c", SHELL + code], {
    cwd: root,
    encoding: "utf8",
    env: {
      PATH: `${dirname(execPath)}:${env["PATH"]}`,
      SPLITHORIZON: join(root, "packages/sim/bin/splithorizon.js"),
      KUBECTL_SPLITHORIZON: join(root, "packages/k8s/bin/kubectl-splithorizon.js"),
    },
  });
}

const withCode = pages.filter((page) =>
  snippetsOf(page).some(({ prints, language }) => prints !== null || language === "ts"),
);

describe.each(withCode)("%s", (page) => {
  const snippets = snippetsOf(page);

  test.each(snippets.filter(({ language }) => language === "ts"))("runs: $code", ({ code, prints }) => {
    const file = join(scratch, `${page.replaceAll("/", "-")}-${snippets.findIndex((one) => one.code === code)}.ts`);
    writeFileSync(file, code);
    const output = execFileSync(execPath, [file], { cwd: root, encoding: "utf8" });
    if (prints !== null) expect(output).toBe(prints);
  });

  // What prints nothing that a page shows may need a cluster, or never end.
  const commands = snippets.filter(({ language, prints }) => language === "sh" && prints !== null);
  test.each(commands)("prints: $code", ({ code, prints }) => {
    expect(runShell(code)).toSatisfy((output: string) => isShown(output, prints ?? ""), `shown:\n${prints}`);
  });
});

/** The wall clock is the one thing that differs; a line `...` of a page stands for any lines. */
function isShown(output: string, prints: string): boolean {
  const [found, ...shown] = [output, ...prints.split(/^\.\.\.$\n?/m)].map((text) =>
    text.replace(/\n*$/, "\n").replace(/^;; WHEN: .*$/m, ";; WHEN:"),
  );
  if (found === undefined) return false;
  if (shown.length === 1) return found === shown[0];
  let at = 0;
  for (const part of shown.filter((one) => one !== "\n")) {
    const next = found.indexOf(part, at);
    if (next === -1) return false;
    at = next + part.length;
  }
  return true;
}

test("every package has a page that starts with code", () => {
  for (const page of readmes) expect(snippetsOf(page)[0]?.language, dirname(page)).toBe("ts");
});

test("every guide is about a verb of a command that there is, or about the start", () => {
  const verbs = [runShell("npx splithorizon --help"), runShell("kubectl splithorizon --help")].flatMap((help) =>
    [...(help.split("Commands:\n")[1] ?? "").matchAll(/^ {2}([a-z]+)/gm)].map(([, verb]) => verb),
  );
  const guides = pagesIn("docs/guide").map((page) => page.slice("docs/guide/".length, -".md".length));
  expect(guides.filter((guide) => guide !== "start" && !verbs.includes(guide))).toEqual([]);
  expect(verbs.filter((verb) => verb !== "help" && verb !== undefined && !guides.includes(verb))).toEqual([]);
});

test("every concept has a picture", () => {
  for (const page of pagesIn("docs/concepts")) {
    expect(
      snippetsOf(page).some(({ language }) => language === "picture"),
      page,
    ).toBe(true);
  }
});
