import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { exit, stdout } from "node:process";

/**
 * Runs `examples/regression-test` as somebody would in a repository of his own: the packages are packed as they would be
 * published, and installed from those files into a folder outside of this workspace. The other packages come from npm's
 * or pnpm's usual place, at the versions that the workspace has.
 */
const root = resolve(import.meta.dirname, "..");
const outside = mkdtempSync(join(tmpdir(), "splithorizon-outside-"));

function run(program: string, words: readonly string[], cwd: string): string {
  const { status, stdout: out, stderr, error } = spawnSync(program, words, { cwd, encoding: "utf8" });
  if (status === 0) return out;
  throw new Error(`${program} ${words.join(" ")}: ${error?.message ?? ""}\n${out ?? ""}${stderr ?? ""}`);
}

const pnpm = (words: readonly string[], cwd: string): string => run("npx", ["--yes", "pnpm@12", ...words], cwd);

/** The one file that `pnpm pack` makes of a package. */
function pack(name: string): string {
  const into = join(outside, name);
  pnpm(["pack", "--pack-destination", into], join(root, "packages", name));
  const [file] = readdirSync(into).filter((entry) => entry.endsWith(".tgz"));
  if (file === undefined) throw new Error(`${name} has not been packed`);
  return `file:${join(into, file)}`;
}

interface Manifest {
  readonly dependencies: Record<string, string>;
}

/** @returns what tsc and vitest said. */
function runExample(): string {
  const folder = join(outside, "repository");
  cpSync(join(root, "examples/regression-test"), folder, {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  const packed = { "@splithorizon/core": pack("core"), "@splithorizon/sim": pack("sim") };
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const dependencies = { ...manifest.dependencies, ...packed };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, dependencies }, null, 2));
  const overrides = Object.entries(packed).map(([name, file]) => `  "${name}": "${file}"`);
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `packages: []\noverrides:\n${overrides.join("\n")}\n`);
  pnpm(["install", "--no-frozen-lockfile", "--prefer-offline"], folder);
  return pnpm(["test"], folder);
}

try {
  stdout.write(runExample());
} catch (fault) {
  stdout.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  exit(1);
} finally {
  rmSync(outside, { recursive: true, force: true });
}
