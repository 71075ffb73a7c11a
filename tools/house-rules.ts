import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { exit, stdout } from "node:process";

/** What no linter of ours checks: each rule names what to write instead. */
const rules: readonly { readonly pattern: RegExp; readonly instead: string; readonly where: RegExp }[] = [
  {
    pattern: /\bMath\.random\b/,
    instead: "a `choose` effect, or the simulation's seed",
    where: /^packages\/[^/]+\/src\//,
  },
  { pattern: /export \* from/, instead: "named exports, types apart", where: /^packages\/[^/]+\/src\// },
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, instead: "an entry in ROADMAP.md and a typed `unsupported`", where: /./ },
  {
    pattern: /@ts-(ignore|expect-error|nocheck)|biome-ignore/,
    instead: "code that the checkers accept",
    where: /^packages\/(?!.*\.(test|fixture)\.ts$)/,
  },
  {
    pattern: /\bas unknown as\b/,
    instead: "a converter that checks",
    where: /^packages\/[^/]+\/src\/(?!.*\.test\.ts)/,
  },
  {
    pattern: /\bsetTimeout|setInterval|queueMicrotask|\bconsole\./,
    instead: "virtual time and returned values",
    where: /^packages\/(core|sim)\/src\/(?!node\/|cli\/)/,
  },
];

/** Lines; most files stay far below. */
const MAX_FILE_LINES = 300;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.mjs", "*.js"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && file !== "tools/house-rules.ts");
const findings: string[] = [];
for (const file of files) {
  const lines = readFileSync(file, "utf8").split("\n");
  const isSource = !file.endsWith("/index.ts") && /^packages\/[^/]+\/src\//.test(file) && !file.endsWith(".test.ts");
  if (isSource && lines.length - 1 > MAX_FILE_LINES)
    findings.push(`${file}: ${lines.length - 1} lines; split it (at most ${MAX_FILE_LINES})`);
  for (const [index, line] of lines.entries()) {
    for (const rule of rules) {
      if (rule.where.test(file) && rule.pattern.test(line))
        findings.push(`${file}:${index + 1}: ${rule.pattern.source}: write ${rule.instead}`);
    }
  }
}
stdout.write(findings.map((finding) => `${finding}\n`).join(""));
exit(findings.length === 0 ? 0 : 1);
