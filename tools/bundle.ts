import { build } from "esbuild";

/** Many small files are slow to import: each published entry becomes one file beside the declarations that tsc wrote. */
const packages = [
  { folder: "packages/core", entries: ["index", "wire/dns-packet/index"] },
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
    minifySyntax: true,
    sourcemap: "linked",
    logLevel: "warning",
  });
}
