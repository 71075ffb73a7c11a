import {
  type Endpoint,
  fileTreeFromSources,
  makeQuery,
  nameOf,
  type QueryPacket,
  type RrType,
  sourceFromText,
} from "@splithorizon/core";
import { findPlace, findServer } from "../asking/index.ts";
import { loadSite, type Place, type SiteTwin } from "../site/index.ts";

/** A BIND host, one that drops everything, an address that nobody has, and a cluster whose CoreDNS asks the silent one. */
const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  silent: { addresses: [192.168.13.98], firewall: [{ action: drop }] }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
  router: { addresses: [192.168.13.1, 192.168.14.1], forwards: true }
clusters:
  k8s1:
    objects: cluster.yaml
    coredns: { corefile: Corefile }
    podCidrs: [100.64.0.0/16]
    routes: { default: 192.168.14.1 }
`,
  "/cluster.yaml": `
apiVersion: v1
kind: Node
metadata: { name: node1 }
spec: { podCIDR: 100.64.0.0/24 }
status: { addresses: [{ type: InternalIP, address: 192.168.14.31 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: coredns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec: { nodeName: node1, containers: [{ name: coredns, image: coredns }] }
status: { podIP: 100.64.0.10, podIPs: [{ ip: 100.64.0.10 }], phase: Running }
`,
  "/Corefile": `
.:53 {
  forward silent.test 192.168.13.98 {
    max_concurrent 1
  }
  forward kloud.lan 192.168.13.11
  forward nobody.test 192.168.13.11
  cache
}
`,
  "/dns1/etc/bind/named.conf": `
options { directory "/etc/bind"; recursion yes; allow-query { any; }; allow-recursion { any; }; dnssec-validation no; };
zone "kloud.lan" { type primary; file "db.kloud.lan"; };
zone "silent.test" { type forward; forward only; forwarders { 192.168.13.98; }; };
zone "nobody.test" { type forward; forward only; forwarders { 192.168.13.97; }; };
zone "gap.test" { type forward; forward only; forwarders { 192.0.2.99; }; };
`,
  "/dns1/etc/bind/db.kloud.lan": `
$TTL 60
@    SOA ns admin 1 1800 900 604800 30
@    NS  ns
ns   A   192.168.13.11
www  A   192.168.13.80
many TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" "a"
many TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" "b"
many TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" "c"
many TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" "d"
many TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" "e"
many TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" "f"
`,
} as const;

export const COREDNS_POD = "kube-system/coredns";

/** The site anew, nothing asked yet. */
export function waitingSite(): SiteTwin {
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value, diagnostics } = loadSite(fileTreeFromSources(new Map(sources)));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (value === null || errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return value;
}

export function placeOf(twin: SiteTwin, name: string): Place {
  const found = findPlace(twin, name);
  if (found.kind === "missing") throw new Error(found.why);
  return found.value;
}

export function serverOf(twin: SiteTwin, text: string): Endpoint {
  const found = findServer(twin, text);
  if (found.kind === "missing") throw new Error(found.why);
  return found.value;
}

export function question(name: string, type: RrType = "A"): QueryPacket["content"] {
  return { kind: "message", message: makeQuery({ name: nameOf(name), type, class: "IN" }) };
}
