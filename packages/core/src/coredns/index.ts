export { type ClusterNames, clusterNamesOf } from "./cluster-names.ts";
export {
  type Corefile,
  type CorefileDocument,
  type CorefileLimits,
  type CorefileOptions,
  corefileLimits,
  type Directive,
  Dispenser,
  type Environment,
  emptyEnvironment,
  type KeyTransport,
  parseCorefile,
  printCorefile,
  type ServerBlock,
  type ServerZone,
  type Token,
} from "./corefile/index.ts";
export type { InformerTraits, ReloadPeriod } from "./plugin-entry.ts";
export { printGoDuration } from "./plugins/go-numbers.ts";
export {
  CoreDnsServer,
  type CoreDnsSurroundings,
  type ListenerEndpoint,
  makeCoreDns,
  type ProcessSettings,
  type ProcessState,
} from "./server/index.ts";
export { type CoreDnsVersion, coreDnsVersions, type PluginName, parseCoreDnsVersion, pluginOrder } from "./versions.ts";
