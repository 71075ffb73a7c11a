import type { PluginName } from "./coredns/index.ts";

/** `full`: as the real server; `partly`: what is missing says so; `ignored`: changes no answer; `unsupported`: questions that meet it come out as such. */
export type SupportLevel = "unsupported" | "ignored" | "partly" | "full";

/** A plugin's support, and where single properties differ from it. */
export interface PluginSupport {
  readonly level: SupportLevel;
  readonly properties?: Readonly<Record<string, SupportLevel>>;
}

const FULL: PluginSupport = { level: "full" };
const IGNORED: PluginSupport = { level: "ignored" };
const UNSUPPORTED: PluginSupport = { level: "unsupported" };

/** What is modelled of each plugin of CoreDNS. What is modelled of BIND's statements says `bindSupport`. */
export const pluginSupport: Readonly<Record<PluginName, PluginSupport>> = {
  acl: FULL,
  any: FULL,
  auto: { level: "partly", properties: { reload: "ignored" } },
  autopath: FULL,
  azure: UNSUPPORTED,
  bind: { level: "partly", properties: { except: "full" } },
  bufsize: FULL,
  cache: FULL,
  cancel: { level: "partly" },
  chaos: { level: "partly" },
  clouddns: UNSUPPORTED,
  debug: IGNORED,
  dns64: FULL,
  dnssec: UNSUPPORTED,
  dnstap: IGNORED,
  dynupdate: UNSUPPORTED,
  erratic: UNSUPPORTED,
  errors: IGNORED,
  etcd: UNSUPPORTED,
  file: { level: "partly", properties: { reload: "ignored", reload_by_mtime: "ignored" } },
  forward: {
    level: "partly",
    properties: {
      resolver: "ignored",
      tls: "ignored",
      tls_servername: "ignored",
      doh_method: "ignored",
    },
  },
  geoip: IGNORED,
  grpc: UNSUPPORTED,
  grpc_server: IGNORED,
  header: FULL,
  health: IGNORED,
  hosts: { level: "partly", properties: { reload: "ignored" } },
  https: IGNORED,
  https3: IGNORED,
  k8s_external: FULL,
  kubernetes: { level: "partly", properties: { multicluster: "unsupported" } },
  loadbalance: FULL,
  local: FULL,
  log: IGNORED,
  loop: FULL,
  metadata: IGNORED,
  minimal: FULL,
  multisocket: IGNORED,
  nomad: UNSUPPORTED,
  nsid: FULL,
  on: IGNORED,
  pprof: IGNORED,
  prometheus: IGNORED,
  proxyproto: UNSUPPORTED,
  quic: IGNORED,
  ready: IGNORED,
  reload: { level: "partly" },
  rewrite: { level: "partly" },
  root: FULL,
  route53: UNSUPPORTED,
  secondary: { level: "partly", properties: { catalog: "unsupported" } },
  shed: UNSUPPORTED,
  sign: IGNORED,
  siit: UNSUPPORTED,
  template: { level: "partly", properties: { var: "unsupported", expr: "unsupported" } },
  timeouts: IGNORED,
  tls: IGNORED,
  trace: IGNORED,
  transfer: { level: "partly", properties: { source: "ignored" } },
  tsig: UNSUPPORTED,
  view: { level: "partly", properties: { expr: "partly" } },
  whoami: FULL,
};
