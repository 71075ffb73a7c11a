import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { LongestFirst } from "./tools/longest-first.ts";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const TESTS = ["packages/*/src/**/*.test.ts", "examples/**/*.test.ts", "conformance/**/*.test.ts", "tools/**/*.test.ts"];
const WITH_SOCKETS = "packages/k8s/src/**/*.test.ts";

/** Where a machine wants the counts; the default reporter speaks to people. */
const report = process.env["SPLITHORIZON_TEST_REPORT"];

/** Tests read the packages' sources, so that no stale build can pass them. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@splithorizon\/core$/, replacement: source("packages/core/src/index.ts") },
      {
        find: /^@splithorizon\/core\/(bind|coredns|keepalived|testing)$/,
        replacement: source("packages/core/src/$1/index.ts"),
      },
      {
        find: /^@splithorizon\/core\/named-checkconf$/,
        replacement: source("packages/core/src/bind/named-conf/check/index.ts"),
      },
      {
        find: /^@splithorizon\/core\/dns-packet$/,
        replacement: source("packages/core/src/wire/dns-packet/index.ts"),
      },
      { find: /^@splithorizon\/sim$/, replacement: source("packages/sim/src/index.ts") },
      { find: /^@splithorizon\/sim\/cli$/, replacement: source("packages/sim/src/cli/index.ts") },
      { find: /^@splithorizon\/sim\/testing$/, replacement: source("packages/sim/src/testing/index.ts") },
      { find: /^@splithorizon\/sim\/node$/, replacement: source("packages/sim/src/node/index.ts") },
      { find: /^@splithorizon\/k8s$/, replacement: source("packages/k8s/src/index.ts") },
      { find: /^@splithorizon\/k8s\/client$/, replacement: source("packages/k8s/src/client/index.ts") },
    ],
  },
  test: {
    setupFiles: [source("tools/test-seed.ts"), source("tools/test-names.ts")],
    testTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // vitest leaves one processor to itself: of two it would use one.
    maxWorkers: "100%",
    ...(report === undefined ? {} : { reporters: ["default", "json"], outputFile: { json: report } }),
    projects: [
      // What core and sim compute touches nothing outside of itself: files of tests share a process, which loads the sources once.
      { extends: true, test: { name: "shared", include: TESTS, exclude: [...configDefaults.exclude, WITH_SOCKETS], isolate: false } },
      // nock takes Node's http for a whole process.
      { extends: true, test: { name: "alone", include: [WITH_SOCKETS] } },
    ],
  },
});
