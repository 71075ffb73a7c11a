import { rolldown } from "rolldown";

/**
 * Many small files are slow to import, and most of what is left is V8 reading text: each published entry becomes one
 * short file beside the declarations that tsc wrote. What entries share becomes files that they import, and only that:
 * rolldown, unlike esbuild, does not make an entry load the modules that another entry alone needs (a third less for
 * `/coredns`).
 */
const packages = [
  {
    folder: "packages/core",
    platform: "neutral",
    entries: [
      "index",
      "bind/index",
      "bind/named-conf/check/index",
      "coredns/index",
      "keepalived/index",
      "testing/index",
      "wire/dns-packet/index",
    ],
  },
  {
    folder: "packages/sim",
    platform: "node",
    entries: ["index", "node/index", "testing/index", "cli/main", "cli/play-worker", "cli/index"],
  },
  { folder: "packages/k8s", platform: "node", entries: ["index", "client/index", "cli/main"] },
] as const;

for (const { folder, platform, entries } of packages) {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, `./${folder}/dist/${entry}.js`])),
    platform,
    // What is imported by a package's name stays an import.
    external: /^[^./]/,
    transform: { target: "node20" },
    logLevel: "warn",
  });
  await bundle.write({
    dir: `${folder}/dist/bundle`,
    cleanDir: true,
    format: "esm",
    minify: true,
    // A file costs a third of a millisecond: what most entries share is one.
    // What touches the machine stays out of what a browser loads.
    codeSplitting: { groups: [{ name: "shared", test: /\/dist\/(?!node\/|cli\/)/, minShareCount: 3 }] },
    sourcemap: true,
    chunkFileNames: "chunk-[hash].js",
  });
  await bundle.close();
}
