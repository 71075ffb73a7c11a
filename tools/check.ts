import { spawnSync } from "node:child_process";
import { env, execPath, exit, stdout } from "node:process";

/** Everything that must hold beside the tests. One line each, and the output of what failed. */
const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "format and lint", command: ["biome", "ci", "--max-diagnostics=40", "."] },
  { name: "types", command: ["tsc", "-b"] },
  { name: "bundles", command: ["node", "tools/bundle.ts"] },
  { name: "the packages in a repository of one's own", command: ["node", "tools/outside-example.ts"] },
  { name: "import rules", command: ["depcruise", "--config", ".dependency-cruiser.mjs", "packages"] },
  { name: "unused code", command: ["knip"] },
  { name: "house rules", command: ["node", "tools/house-rules.ts"] },
  { name: "API report of core", command: ["node", "tools/api-report.ts", "packages/core"] },
  { name: "API report of sim", command: ["node", "tools/api-report.ts", "packages/sim"] },
  { name: "API report of k8s", command: ["node", "tools/api-report.ts", "packages/k8s"] },
  { name: "package shape of core", command: ["publint", "--strict", "packages/core"] },
  { name: "package shape of sim", command: ["publint", "--strict", "packages/sim"] },
  { name: "package shape of k8s", command: ["publint", "--strict", "packages/k8s"] },
  {
    name: "types of core as consumers see them",
    command: ["attw", "--pack", "packages/core", "--profile", "esm-only"],
  },
  { name: "types of sim as consumers see them", command: ["attw", "--pack", "packages/sim", "--profile", "esm-only"] },
  { name: "types of k8s as consumers see them", command: ["attw", "--pack", "packages/k8s", "--profile", "esm-only"] },
];

function run(command: readonly string[]): { readonly ok: boolean; readonly output: string } {
  const [program = "", ...args] = command;
  const result =
    program === "node"
      ? spawnSync(execPath, args, { encoding: "utf8", env })
      : spawnSync(`node_modules/.bin/${program}`, args, { encoding: "utf8", env });
  return { ok: result.status === 0, output: `${result.stdout}${result.stderr}${result.error?.message ?? ""}` };
}

let failed = 0;
for (const { name, command } of checks) {
  const { ok, output } = run(command);
  stdout.write(`${ok ? "ok    " : "FAILED"} ${name}\n`);
  if (!ok) {
    failed += 1;
    stdout.write(`${output.slice(0, 8000)}\n`);
  }
}
stdout.write(`checks: ${checks.length - failed} passed, ${failed} failed\n`);
exit(failed === 0 ? 0 : 1);
