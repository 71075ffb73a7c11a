export type { BindHost } from "./bind-host.ts";
export { bindListensOn, buildBind, readBindHost } from "./build-bind.ts";
export { type PodPlace, stationsOfCluster } from "./build-cluster-stations.ts";
export {
  buildCoreDns,
  type CoreDnsBuild,
  coreDnsOf,
  podResolverOf,
  UNTOLD_NAME_SERVER,
  viewOf,
} from "./build-coredns.ts";
export { COREFILE_OF_POD, corefileOfPod } from "./build-corefile.ts";
export { hearAnnouncements, speakerOf, stationsOfHosts } from "./build-hosts.ts";
export { coveringNetwork, isRouter } from "./build-links.ts";
export { placesOfCluster, resolvedResidents } from "./build-places.ts";
export { dnsServiceOf } from "./build-pods.ts";
export { contendersOf } from "./build-virtual-addresses.ts";
export { detectFileKind, type FileKind } from "./file-kind.ts";
export { layeredFileTree, treeOfHost } from "./host-files.ts";
export { buildTwin, clusterNetworkOf, loadSite, loadSiteFrom, twinWithTrust } from "./load-site.ts";
export {
  type ManifestReference,
  type Manifests,
  manifestsOf,
  objectKey,
  readManifestFiles,
  readManifests,
} from "./manifests.ts";
export type {
  BgpSettings,
  ClusterSettings,
  ConfigFile,
  CoreDnsSettings,
  DataPath,
  Expectation,
  FirewallRule,
  HostBind,
  HostFiles,
  HostKeepalived,
  HostSettings,
  HostSysctls,
  InterfaceAddress,
  NetworkSettings,
  ResolverKind,
  ResolverSettings,
  SiteSettings,
  StaticRoute,
  TrustOfSite,
} from "./model.ts";
export { readOneDocument } from "./one-document.ts";
export { ownAddressesOf } from "./own-addresses.ts";
export { type MadeSite, siteForFiles } from "./partial-site.ts";
export { EXPECTATION_KEYS, readExpectation } from "./read-expectation.ts";
export { LINUX_SYSCTLS } from "./read-sysctls.ts";
export { hearingOf, isTaken } from "./secondary-request.ts";
export { SettingsReader } from "./settings-reader.ts";
export { parseSiteFile } from "./site-file.ts";
export { numberOnHost, pathOfTrackFile } from "./track-file-numbers.ts";
export type {
  ClusterTwin,
  HeardAnnouncement,
  Place,
  PlaceResolver,
  SiteTwin,
  TwinMakings,
} from "./twin.ts";
export { type YamlLimits, yamlLimits } from "./yaml-limits.ts";
export { zoneDiagnostics } from "./zone-diagnostics.ts";
export { zoneOriginOf } from "./zone-origin.ts";
