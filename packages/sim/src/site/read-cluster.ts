import { didYouMeanHint, nameOf, resolvePath } from "@splithorizon/core";
import { type CoreDnsVersion, coreDnsVersions, parseCoreDnsVersion } from "@splithorizon/core/coredns";
import type { ClusterSettings, CoreDnsSettings, DataPath, NetworkSettings } from "./model.ts";
import { readRoutes } from "./read-network.ts";
import { RESOLVER_KEYS, readResolver } from "./read-resolver.ts";
import type { SettingsReader } from "./settings-reader.ts";

export const CLUSTER_KEYS = [
  "objects",
  "coredns",
  "clusterDomain",
  "externalDomains",
  "podCidrs",
  "serviceCidrs",
  "network",
  "routes",
  "resolvConf",
  "dataPath",
] as const;

const DEFAULT_VERSION = "1.15.0" as CoreDnsVersion;

/** One cluster. `networks` are those of the site, one of which it may name as the nodes'. */
export function readCluster(
  name: string,
  reader: SettingsReader,
  folder: string,
  networks: readonly NetworkSettings[],
): ClusterSettings {
  reader.takesOnly(CLUSTER_KEYS);
  const objects = reader.at("objects").items.flatMap((item) => {
    const { text, span } = item;
    return text === null ? [] : [{ path: resolvePath(folder, text), span }];
  });
  return {
    name,
    objects,
    coreDns: readCoreDns(reader.at("coredns"), folder),
    clusterDomain: reader.at("clusterDomain").name ?? nameOf("cluster.local."),
    externalDomains: reader.at("externalDomains").items.flatMap((item) => item.name ?? []),
    podCidrs: reader.at("podCidrs").items.flatMap((item) => item.prefix ?? []),
    serviceCidrs: reader.at("serviceCidrs").items.flatMap((item) => item.prefix ?? []),
    network: readNetworkName(reader.at("network"), networks),
    routes: readRoutes(reader.at("routes")),
    resolver: readResolvConf(reader.at("resolvConf")),
    dataPath: readDataPath(reader.at("dataPath")),
    span: reader.span,
  };
}

function readNetworkName(reader: SettingsReader, networks: readonly NetworkSettings[]): string | null {
  const { text } = reader;
  const names = networks.map((network) => network.name);
  if (text === null || names.includes(text)) return text;
  return reader.fault("SITE_UNKNOWN_WORD", `The site has no network "${text}".`, didYouMeanHint(text, names));
}

export const COREDNS_KEYS = ["version", "files", "corefile", "resolvConf"] as const;

function readCoreDns(reader: SettingsReader, folder: string): CoreDnsSettings {
  reader.takesOnly(COREDNS_KEYS);
  const corefile = reader.at("corefile");
  const path = corefile.text;
  return {
    version: readVersion(reader.at("version")),
    folders: reader.at("files").items.flatMap((item) => (item.text === null ? [] : [resolvePath(folder, item.text)])),
    corefile: path === null ? null : { path: resolvePath(folder, path), span: corefile.span },
    resolver: readResolvConf(reader.at("resolvConf")),
  };
}

function readVersion(reader: SettingsReader): CoreDnsVersion {
  const { text } = reader;
  if (text === null) return DEFAULT_VERSION;
  const version = parseCoreDnsVersion(text);
  if (version !== null) return version;
  const hint = `Known: ${coreDnsVersions.join(", ")}.`;
  reader.fault("SITE_UNKNOWN_VERSION", `CoreDNS ${text} is not known.`, hint);
  return DEFAULT_VERSION;
}

function readResolvConf(reader: SettingsReader): ClusterSettings["resolver"] {
  return reader.isPresent ? readResolver(reader.takesOnly([...RESOLVER_KEYS, "resolver"])) : null;
}

export const DATA_PATH_KEYS = ["kind", "routing", "mode", "masquerade", "healthChecks"] as const;

/** Cilium's own defaults: tunnel, SNAT, masquerading. */
function readDataPath(reader: SettingsReader): DataPath {
  reader.takesOnly(DATA_PATH_KEYS);
  const kind = reader.at("kind").oneOf(["cilium", "kube-proxy"]) ?? "cilium";
  const masquerade = reader.at("masquerade").flag;
  // Read for kube-proxy too, which has no use for them: a word that is none is one all the same.
  const routing = reader.at("routing").oneOf(["tunnel", "native"]) ?? "tunnel";
  const mode = reader.at("mode").oneOf(["snat", "dsr", "hybrid"]) ?? "snat";
  const healthChecks = reader.at("healthChecks").oneOf(["cilium", "kube-proxy"]) ?? "kube-proxy";
  if (kind === "kube-proxy") return { kind, masquerade: masquerade ?? false };
  return { kind, routing, mode, masquerade: masquerade ?? true, healthChecks };
}
