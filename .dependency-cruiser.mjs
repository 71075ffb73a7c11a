const coreSource = "^packages/core/src";
const notTests = "\\.(test|fixture)\\.ts$";
/** Folders of core from left to right: nothing imports to its right. */
const layers = ["text", "dns", "(wire|zone|kubernetes)", "resolution", "(coredns|bind|keepalived)", "(mapping|lint)", "testing"];
const layerRules = layers.slice(0, -1).map((layer, index) => ({
  name: `core-layer-${index}`,
  severity: "error",
  from: { path: `${coreSource}/${layer}/`, pathNot: notTests },
  to: { path: `${coreSource}/(${layers.slice(index + 1).join("|")})/` },
}));

const simulationSource = "^packages/sim/src/simulation";
/** Folders of a simulation from the ground up: none imports one that stands above it, and none the simulation as a whole. */
const simulationLayers = ["world", "(bgp|bind|pods)", "(cluster|vrrp)", "coredns"];
const simulationRules = simulationLayers.map((layer, index) => ({
  name: `simulation-layer-${index}`,
  severity: "error",
  from: { path: `${simulationSource}/${layer}/`, pathNot: notTests },
  to: { path: `${simulationSource}/(${[...simulationLayers.slice(index + 1), "[^/]+\\.ts$"].join("|")})` },
}));

export default {
  forbidden: [
    ...layerRules,
    ...simulationRules,
    { name: "servers-do-not-import-each-other", severity: "error", from: { path: `${coreSource}/(coredns|bind|keepalived)/`, pathNot: notTests }, to: { path: `${coreSource}/(coredns|bind|keepalived)/`, pathNot: `${coreSource}/$1/` } },
    { name: "plugins-do-not-import-each-other", severity: "error", from: { path: `${coreSource}/coredns/plugins/([^/]+)/`, pathNot: notTests }, to: { path: `${coreSource}/coredns/plugins/`, pathNot: [`${coreSource}/coredns/plugins/$1/`, `${coreSource}/coredns/plugins/[^/]+\\.ts$`] } },
    { name: "settings-never-import-behaviour", severity: "error", from: { path: `${coreSource}/coredns/plugins/([^/]+)/settings\\.ts$` }, to: { path: `${coreSource}/coredns/plugins/$1/$1\\.ts$`, dependencyTypesNot: ["type-only"] } },
    { name: "core-imports-nothing-of-ours", severity: "error", from: { path: coreSource }, to: { path: "^packages/(sim|k8s)/" } },
    { name: "core-wire-may-use-dns-packet", severity: "error", from: { path: coreSource, pathNot: [`${coreSource}/wire/dns-packet`, notTests] }, to: { path: "node_modules/dns-packet" } },
    { name: "core-has-no-other-package-and-no-node", severity: "error", from: { path: coreSource, pathNot: [notTests, `${coreSource}/testing/`] }, to: { dependencyTypes: ["core", "npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown"], pathNot: "node_modules/(dns-packet|@types/dns-packet)" } },
    { name: "sim-is-portable", severity: "error", from: { path: "^packages/sim/src", pathNot: ["^packages/sim/src/(node|cli)/", notTests] }, to: { dependencyTypes: ["core"] } },
    { name: "sim-never-imports-k8s", severity: "error", from: { path: "^packages/sim/src" }, to: { path: "^packages/k8s/" } },
    { name: "k8s-meets-sim-at-its-public-entries", severity: "error", from: { path: "^packages/k8s/src" }, to: { path: "^packages/(core|sim)/src/" } },
    { name: "k8s-is-portable-outside-client-and-cli", severity: "error", from: { path: "^packages/k8s/src", pathNot: ["^packages/k8s/src/(client|cli)/", notTests] }, to: { dependencyTypes: ["core", "npm"], pathNot: "packages/(core|sim)/" } },
    { name: "client-node-is-loaded-by-client-alone", severity: "error", from: { path: "^(packages|conformance|examples|bench|tools|docs)/", pathNot: "^packages/k8s/src/client/" }, to: { path: "@kubernetes/client-node" } },
    { name: "client-node-is-loaded-lazily", severity: "error", from: { path: "^packages/k8s/src/client/" }, to: { path: "@kubernetes/client-node", dependencyTypesNot: ["type-only", "type-import", "dynamic-import"] } },
    { name: "across-folders-import-the-index", severity: "error", from: { path: `${coreSource}/([^/]+)/`, pathNot: notTests }, to: { path: `${coreSource}/[^/]+/.+`, pathNot: [`${coreSource}/$1/`, `${coreSource}/[^/]+/index\\.ts$`, `${coreSource}/wire/dns-packet/`] } },
    { name: "resolvable", severity: "error", from: { path: "^packages/[^/]+/src", pathNot: notTests }, to: { couldNotResolve: true } },
    { name: "no-cycles", severity: "error", from: { path: "^packages/[^/]+/src" }, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^packages/[^/]+/dist/|^packages/.*\\.d\\.ts$" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
