import type { RegisteredPlugin } from "./plugin-entry.ts";
import { aclPlugin } from "./plugins/acl/index.ts";
import { anyPlugin } from "./plugins/any/index.ts";
import { autoPlugin } from "./plugins/auto/index.ts";
import { autopathPlugin } from "./plugins/autopath/index.ts";
import { bindPlugin } from "./plugins/bind/index.ts";
import { bufsizePlugin } from "./plugins/bufsize/index.ts";
import { cachePlugin } from "./plugins/cache/index.ts";
import { cancelPlugin } from "./plugins/cancel/index.ts";
import { chaosPlugin } from "./plugins/chaos/index.ts";
import { debugPlugin } from "./plugins/debug/index.ts";
import { dns64Plugin } from "./plugins/dns64/index.ts";
import { errorsPlugin } from "./plugins/errors/index.ts";
import { filePlugin } from "./plugins/file/index.ts";
import { forwardPlugin } from "./plugins/forward/index.ts";
import { headerPlugin } from "./plugins/header/index.ts";
import { healthPlugin } from "./plugins/health/index.ts";
import { hostsPlugin } from "./plugins/hosts/index.ts";
import { k8sExternalPlugin } from "./plugins/k8s_external/index.ts";
import { kubernetesPlugin } from "./plugins/kubernetes/index.ts";
import { loadbalancePlugin } from "./plugins/loadbalance/index.ts";
import { localPlugin } from "./plugins/local/index.ts";
import { logPlugin } from "./plugins/log/index.ts";
import { loopPlugin } from "./plugins/loop/index.ts";
import { metadataPlugin } from "./plugins/metadata/index.ts";
import { minimalPlugin } from "./plugins/minimal/index.ts";
import { multisocketPlugin } from "./plugins/multisocket/index.ts";
import { nsidPlugin } from "./plugins/nsid/index.ts";
import { onPlugin } from "./plugins/on/index.ts";
import { prometheusPlugin } from "./plugins/prometheus/index.ts";
import { readyPlugin } from "./plugins/ready/index.ts";
import { reloadPlugin } from "./plugins/reload/index.ts";
import { rewritePlugin } from "./plugins/rewrite/index.ts";
import { rootPlugin } from "./plugins/root/index.ts";
import { secondaryPlugin } from "./plugins/secondary/index.ts";
import { templatePlugin } from "./plugins/template/index.ts";
import { timeoutsPlugin } from "./plugins/timeouts/index.ts";
import { tlsPlugin } from "./plugins/tls/index.ts";
import { transferPlugin } from "./plugins/transfer/index.ts";
import { viewPlugin } from "./plugins/view/index.ts";
import { whoamiPlugin } from "./plugins/whoami/index.ts";
import { observingPlugin, unsupportedGate, unsupportedPlugin } from "./unsupported-plugin.ts";
import type { PluginName } from "./versions.ts";

/** Every plugin of every release, one line each: a plugin without a line does not compile. */
export const plugins: Readonly<Record<PluginName, RegisteredPlugin>> = {
  acl: aclPlugin,
  any: anyPlugin,
  auto: autoPlugin,
  autopath: autopathPlugin,
  azure: unsupportedPlugin("azure"),
  bind: bindPlugin,
  bufsize: bufsizePlugin,
  cache: cachePlugin,
  cancel: cancelPlugin,
  chaos: chaosPlugin,
  clouddns: unsupportedPlugin("clouddns"),
  debug: debugPlugin,
  dns64: dns64Plugin,
  dnssec: unsupportedPlugin("dnssec"),
  dnstap: observingPlugin("dnstap", "handler"),
  dynupdate: unsupportedGate("dynupdate"),
  erratic: unsupportedPlugin("erratic"),
  errors: errorsPlugin,
  etcd: unsupportedPlugin("etcd"),
  file: filePlugin,
  forward: forwardPlugin,
  geoip: observingPlugin("geoip", "handler"),
  grpc: unsupportedPlugin("grpc"),
  grpc_server: observingPlugin("grpc_server", "set-up-only"),
  header: headerPlugin,
  health: healthPlugin,
  hosts: hostsPlugin,
  https: observingPlugin("https", "set-up-only"),
  https3: observingPlugin("https3", "set-up-only"),
  k8s_external: k8sExternalPlugin,
  kubernetes: kubernetesPlugin,
  loadbalance: loadbalancePlugin,
  local: localPlugin,
  log: logPlugin,
  loop: loopPlugin,
  metadata: metadataPlugin,
  minimal: minimalPlugin,
  multisocket: multisocketPlugin,
  nomad: unsupportedPlugin("nomad"),
  nsid: nsidPlugin,
  on: onPlugin,
  pprof: observingPlugin("pprof", "set-up-only"),
  prometheus: prometheusPlugin,
  proxyproto: unsupportedGate("proxyproto"),
  quic: observingPlugin("quic", "set-up-only"),
  ready: readyPlugin,
  reload: reloadPlugin,
  rewrite: rewritePlugin,
  root: rootPlugin,
  route53: unsupportedPlugin("route53"),
  secondary: secondaryPlugin,
  shed: unsupportedPlugin("shed"),
  sign: observingPlugin("sign", "set-up-only"),
  siit: unsupportedPlugin("siit"),
  template: templatePlugin,
  timeouts: timeoutsPlugin,
  tls: tlsPlugin,
  trace: observingPlugin("trace", "handler"),
  transfer: transferPlugin,
  tsig: unsupportedGate("tsig"),
  view: viewPlugin,
  whoami: whoamiPlugin,
};
