/** Releases whose plugin.cfg was read, oldest first. */
export const coreDnsVersions = [
  "1.8.6",
  "1.8.7",
  "1.9.0",
  "1.9.1",
  "1.9.2",
  "1.9.3",
  "1.9.4",
  "1.10.0",
  "1.10.1",
  "1.11.0",
  "1.11.1",
  "1.11.2",
  "1.11.3",
  "1.11.4",
  "1.12.0",
  "1.12.1",
  "1.12.2",
  "1.12.3",
  "1.12.4",
  "1.13.0",
  "1.13.1",
  "1.13.2",
  "1.14.0",
  "1.14.1",
  "1.14.2",
  "1.14.3",
  "1.14.4",
  "1.14.5",
  "1.14.6",
  "1.14.7",
  "1.15.0",
] as const;
export type CoreDnsVersion = (typeof coreDnsVersions)[number];

export function parseCoreDnsVersion(text: string): CoreDnsVersion | null {
  const wanted = text.startsWith("v") ? text.slice(1) : text;
  return coreDnsVersions.find((version) => version === wanted) ?? null;
}

export function isAtLeast(version: CoreDnsVersion, least: CoreDnsVersion): boolean {
  return coreDnsVersions.indexOf(version) >= coreDnsVersions.indexOf(least);
}

/** core/dnsserver/zdirectives.go of v1.15.0: the order in which plugins see a question. */
export const newestOrder = [
  "root",
  "metadata",
  "geoip",
  "cancel",
  "proxyproto",
  "quic",
  "grpc_server",
  "https",
  "https3",
  "timeouts",
  "multisocket",
  "reload",
  "nsid",
  "bufsize",
  "bind",
  "debug",
  "trace",
  "ready",
  "health",
  "pprof",
  "shed",
  "prometheus",
  "errors",
  "log",
  "dnstap",
  "local",
  "dns64",
  "siit",
  "any",
  "chaos",
  "loadbalance",
  "tsig",
  "rewrite",
  "autopath",
  "acl",
  "cache",
  "header",
  "dnssec",
  "tls",
  "minimal",
  "template",
  "transfer",
  "dynupdate",
  "hosts",
  "route53",
  "azure",
  "clouddns",
  "k8s_external",
  "kubernetes",
  "file",
  "auto",
  "secondary",
  "etcd",
  "loop",
  "forward",
  "grpc",
  "erratic",
  "whoami",
  "on",
  "sign",
  "view",
  "nomad",
] as const;
/** Every directive of any release in {@link coreDnsVersions}. */
export type PluginName = (typeof newestOrder)[number];

const ACL_BEFORE_CACHE = "acl any chaos loadbalance tsig cache rewrite header dnssec autopath";
const ZONES =
  "minimal template transfer hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign";
const OBSERVERS = "bind debug trace ready health pprof prometheus errors log dnstap local dns64";
const LISTENERS = "quic grpc_server https https3 timeouts multisocket reload nsid bufsize";
const OLD_LISTENERS = "cancel tls timeouts reload nsid bufsize";

/** plugin.cfg of each release where the order changed: from this release on. */
const orders: readonly (readonly [CoreDnsVersion, string])[] = [
  [
    "1.8.6",
    `metadata geoip cancel tls reload nsid bufsize root ${OBSERVERS} ${without(ACL_BEFORE_CACHE, "tsig")} ${ZONES}`,
  ],
  ["1.9.4", `metadata geoip ${without(OLD_LISTENERS, "timeouts")} root ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES}`],
  [
    "1.10.0",
    `metadata geoip ${without(OLD_LISTENERS, "timeouts")} root ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view`,
  ],
  ["1.10.1", `metadata geoip ${OLD_LISTENERS} root ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view`],
  ["1.11.2", `root metadata geoip ${OLD_LISTENERS} ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view`],
  [
    "1.12.0",
    `root metadata geoip cancel tls timeouts multisocket reload nsid bufsize ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view`,
  ],
  [
    "1.12.2",
    `root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view`,
  ],
  [
    "1.13.0",
    `root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view nomad`,
  ],
  ["1.14.0", `root metadata geoip cancel tls ${LISTENERS} ${OBSERVERS} ${ACL_BEFORE_CACHE} ${ZONES} view nomad`],
  [
    "1.14.2",
    `root metadata geoip cancel tls ${LISTENERS} ${OBSERVERS} any chaos loadbalance tsig cache rewrite acl header dnssec autopath ${ZONES} view nomad`,
  ],
  [
    "1.14.3",
    `root metadata geoip cancel tls proxyproto ${LISTENERS} ${OBSERVERS} any chaos loadbalance tsig cache rewrite acl header dnssec autopath ${ZONES} view nomad`,
  ],
  ["1.14.7", newestOrder.filter((name) => name !== "siit" && name !== "dynupdate").join(" ")],
  ["1.15.0", newestOrder.join(" ")],
];

function without(words: string, word: string): string {
  return words.replace(`${word} `, "");
}

const isPluginName = (text: string): text is PluginName => (newestOrder as readonly string[]).includes(text);

/** The directives that a release knows, in the order in which its plugins see a question and are set up. */
export function pluginOrder(version: CoreDnsVersion): readonly PluginName[] {
  const entry = orders.findLast(([since]) => isAtLeast(version, since));
  return (entry?.[1] ?? "").split(" ").filter(isPluginName);
}
