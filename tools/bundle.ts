import { build } from "esbuild";

/**
 * Many small files are slow to import, and most of what is left is V8 reading text: each published entry becomes one
 * short file beside the declarations that tsc wrote, and what entries share becomes files that they import.
 */
const packages = [
  {
    folder: "packages/core",
    entries: ["index", "bind/index", "coredns/index", "keepalived/index", "wire/dns-packet/index"],
  },
  { folder: "packages/sim", entries: ["index", "node/index", "cli/main", "cli/index"] },
] as const;

for (const { folder, entries } of packages) {
  await build({
    entryPoints: Object.fromEntries(entries.map((entry) => [entry, `./${folder}/dist/${entry}.js`])),
    outdir: `${folder}/dist/bundle`,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: folder === "packages/core" ? "neutral" : "node",
    target: "node20",
    packages: "external",
    minify: true,
    sourcemap: "linked",
    logLevel: "warning",
  });
}
