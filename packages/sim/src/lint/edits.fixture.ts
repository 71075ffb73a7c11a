import type { Change } from "./variation.fixture.ts";

/** Files of the tutorial's last stage. */
export const paths = {
  site: "kloud-lan/site.yaml",
  corefile: "kloud-lan/cluster/coredns-configmap.yaml",
  dnsService: "kloud-lan/cluster/kube-dns-service.yaml",
  web: "kloud-lan/cluster/linkerd-viz.yaml",
  bgp: "kloud-lan/cluster/cilium-load-balancer.yaml",
  zone: "kloud-lan/dns1/etc/bind/db.kloud.lan",
} as const;

const NOTHING = "// Do any local configuration here";

/** The same change in a file of BIND on both servers. */
export function onBoth(file: string, from: string, to: string): readonly Change[] {
  return ["dns1", "dns2"].map((host) => [`kloud-lan/${host}/etc/bind/${file}`, from, to]);
}

/** More words for `options` of both servers. */
export function options(text: string): readonly Change[] {
  return onBoth("named.conf.options", "recursion yes;", `recursion yes;\n        ${text}`);
}

/** More statements for both servers. */
export function statements(text: string): readonly Change[] {
  return onBoth("named.conf.local", NOTHING, `\n${text}\n`);
}

/** keepalived.conf of one server. */
export function keepalived(host: "dns1" | "dns2", from: string, to: string): Change {
  return [`kloud-lan/${host}/etc/keepalived/keepalived.conf`, from, to];
}

/** Lines in front of CoreDNS's `errors`. */
export function directive(text: string): Change {
  return [paths.corefile, "        errors\n", `        ${text.replaceAll("\n", "\n        ")}\n        errors\n`];
}

/** Server blocks in front of the tutorial's own. */
export function block(text: string): Change {
  return [paths.corefile, "    .:53 {\n", `    ${text.replaceAll("\n", "\n    ")}\n    .:53 {\n`];
}

/** A route for the pods is nowhere, neither written down nor announced. */
export const withoutPodRoutes: readonly Change[] = [
  [paths.site, " 100.64.0.0/16: 192.168.13.91,", ""],
  [paths.bgp, "    - advertisementType: PodCIDR\n", ""],
];

/** The name server that k8s_external itself has. */
export const ownNameServer: readonly Change[] = [
  [paths.zone, "IN NS     ns.k8s1-prod.kloud.lan.", "IN NS     ns1.dns.k8s1-prod.kloud.lan."],
  [paths.zone, "ns              IN A      198.19.0.30", "ns1.dns         IN A      198.19.0.30"],
];
