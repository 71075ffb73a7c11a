import { ask, askAll } from "../query.ts";
import type { Ask, Suite } from "../suite.ts";
import { cluster } from "./cluster.ts";

const POD = "100.64.0.10";
const corefile = (options: string, zones: string): string => `.:53 {
    errors
    kubernetes ${zones} {
${options}
    }
}
`;

const serviceNames = [
  "api",
  "dual",
  "six",
  "portless",
  "unnamed",
  "pending",
  "hosted",
  "many",
  "db",
  "hollow",
  "bare",
  "alias",
  "inward",
  "inward-missing",
  "literal",
  "loop-a",
  "kv",
  "nothing",
];
const names = [
  ...serviceNames.map((name) => `${name}.default.svc.cluster.local.`),
  "web.linkerd-viz.svc.cluster.local.",
  "kube-dns.kube-system.svc.cluster.local.",
  "web.missing.svc.cluster.local.",
  "cluster.local.",
  "svc.cluster.local.",
  "pod.cluster.local.",
  "default.svc.cluster.local.",
  "empty.svc.cluster.local.",
  "missing.svc.cluster.local.",
  "default.pod.cluster.local.",
  "missing.pod.cluster.local.",
  "other.cluster.local.",
  "x.y.z.cluster.local.",
  "dns-version.cluster.local.",
  "ns.dns.cluster.local.",
  "dns.cluster.local.",
];
const endpointNames = [
  "db-0.db.default.svc.cluster.local.",
  "db-2.db.default.svc.cluster.local.",
  "100-64-0-42.db.default.svc.cluster.local.",
  "api-0.api.default.svc.cluster.local.",
  "100-64-0-32.api.default.svc.cluster.local.",
  "100-64-0-61.bare.default.svc.cluster.local.",
  "_tcp.api.default.svc.cluster.local.",
  "_http._tcp.api.default.svc.cluster.local.",
  "http.tcp.api.default.svc.cluster.local.",
  "_HTTP._TCP.api.default.svc.cluster.local.",
  "_http._udp.api.default.svc.cluster.local.",
  "_nope._tcp.api.default.svc.cluster.local.",
  "_._tcp.unnamed.default.svc.cluster.local.",
  "*._tcp.api.default.svc.cluster.local.",
  "_pg._tcp.db.default.svc.cluster.local.",
  "_dns._udp.kube-dns.kube-system.svc.cluster.local.",
  "_dns-tcp._tcp.kube-dns.kube-system.svc.cluster.local.",
  "_metrics._tcp.kube-dns.kube-system.svc.cluster.local.",
  "a.b.c.api.default.svc.cluster.local.",
  "_http._tcp.alias.default.svc.cluster.local.",
];
const podNames = [
  "100-64-0-31.default.pod.cluster.local.",
  "1-2-3-4.default.pod.cluster.local.",
  "100-64-0-77.default.pod.cluster.local.",
  "100-64-0-20.dnsutils.pod.cluster.local.",
  "fd64--41.default.pod.cluster.local.",
  "1-2-3-400.default.pod.cluster.local.",
  "01-2-3-4.default.pod.cluster.local.",
  "x.100-64-0-31.default.pod.cluster.local.",
  "banana.default.pod.cluster.local.",
  "1-2-3-4.missing.pod.cluster.local.",
];
const reverseNames = [
  "245.0.18.198.in-addr.arpa.",
  "10.0.18.198.in-addr.arpa.",
  "41.0.64.100.in-addr.arpa.",
  "31.0.64.100.in-addr.arpa.",
  "61.0.64.100.in-addr.arpa.",
  "1.2.3.4.in-addr.arpa.",
  "0.18.198.in-addr.arpa.",
  "in-addr.arpa.",
  "1.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.9.d.f.ip6.arpa.",
];
const types = ["A", "AAAA", "SRV", "TXT", "NS", "SOA", "CNAME", "MX", "PTR", "ANY", "HTTPS", "DS"];

const common: readonly Ask[] = [
  ...askAll(POD, names, types),
  ...askAll(POD, endpointNames, ["A", "AAAA", "SRV", "TXT", "SOA"]),
  ...askAll(POD, podNames, ["A", "AAAA", "SRV", "TXT"]),
  ...askAll(POD, reverseNames, ["PTR", "A", "SOA", "NS"]),
  ask(POD, "Web.Linkerd-Viz.SVC.Cluster.Local.", "A"),
  ask(POD, "Web.Linkerd-Viz.SVC.Cluster.Local.", "SRV"),
  ask(POD, "nothing.default.svc.CLUSTER.local.", "A"),
  ask(POD, "CLUSTER.local.", "NS"),
  ask(POD, "CLUSTER.local.", "SOA"),
  ask(POD, "ns.dns.CLUSTER.local.", "A"),
  ask(POD, "web.linkerd-viz.svc.cluster.local.", "A", { edns: 1232 }),
  ask(POD, "web.linkerd-viz.svc.cluster.local.", "A", { edns: 100, dnssecOk: true }),
  ask(POD, "web.linkerd-viz.svc.cluster.local.", "A", { rd: false, cd: true, ad: true }),
  ask(POD, "crowd.default.svc.cluster.local.", "A"),
  ask(POD, "crowd.default.svc.cluster.local.", "A", { edns: 600 }),
  ask(POD, "crowd.default.svc.cluster.local.", "A", { edns: 4096 }),
  ask(POD, "crowd.default.svc.cluster.local.", "A", { tcp: true }),
  ask(POD, "crowd.default.svc.cluster.local.", "SRV"),
  ask(POD, "crowd.default.svc.cluster.local.", "SRV", { edns: 4096 }),
  ask(POD, "crowd.default.svc.cluster.local.", "SRV", { tcp: true }),
  ask(POD, "cluster.local.", "AXFR", { tcp: true }),
  ask(POD, "cluster.local.", "AXFR"),
  ask(POD, "www.example.org.", "A"),
];

const suite = (
  name: string,
  about: string,
  options: string,
  asks: readonly Ask[],
  zones: string = "cluster.local in-addr.arpa ip6.arpa",
): Suite => ({
  name,
  about,
  servers: [
    {
      name: "coredns",
      kind: "coredns",
      addresses: [`${POD}/24`],
      files: { "/srv/coredns/Corefile": corefile(options, zones) },
      objects: cluster,
    },
  ],
  asks,
});

export const kubernetesSuites: readonly Suite[] = [
  suite(
    "kubernetes-insecure",
    "pods insecure, ttl 30: kubeadm's block",
    "        pods insecure\n        ttl 30",
    common,
  ),
  suite("kubernetes-disabled", "the plugin's defaults", "        ttl 5", [
    ...askAll(POD, names, ["A", "TXT", "SOA"]),
    ...askAll(POD, podNames, ["A", "AAAA"]),
  ]),
  suite(
    "kubernetes-verified",
    "pods verified, endpoint_pod_names, ttl 0",
    "        pods verified\n        endpoint_pod_names\n        ttl 0",
    [
      ...askAll(POD, podNames, ["A", "AAAA", "SRV"]),
      ...askAll(POD, endpointNames, ["A", "SRV"]),
      ...askAll(POD, ["coredns-a.kube-dns.kube-system.svc.cluster.local.", "cluster.local."], ["A", "NS", "SRV"]),
    ],
  ),
  suite(
    "kubernetes-namespaces",
    "only two namespaces, fallthrough for reverse names, services without endpoints ignored",
    "        namespaces linkerd-viz kube-system\n        fallthrough in-addr.arpa\n        ignore empty_service",
    [...askAll(POD, names, ["A", "SRV"]), ...askAll(POD, reverseNames, ["PTR", "A"])],
  ),
  suite("kubernetes-labels", "namespaces and services chosen by label", "        namespace_labels team=mesh", [
    ...askAll(POD, names, ["A", "SRV"]),
    ...askAll(POD, reverseNames, ["PTR"]),
  ]),
  suite("kubernetes-noendpoints", "no endpoint slices", "        noendpoints\n        pods insecure", [
    ...askAll(
      POD,
      [...names, ...endpointNames].filter((name) => !/^(ns\.dns\.)?cluster\.local\.$/.test(name)),
      ["A", "SRV"],
    ),
  ]),
  suite(
    "kubernetes-reverse-first",
    "in-addr.arpa in front of the cluster's own zone: names of PTR records are made of the first zone",
    "        pods insecure",
    [
      ...askAll(POD, reverseNames, ["PTR", "A", "SOA", "NS"]),
      ...askAll(POD, names.slice(0, 6), ["A", "SRV", "SOA"]),
      ...askAll(
        POD,
        [
          "api.default.svc.in-addr.arpa.",
          "dns-version.in-addr.arpa.",
          "ns.dns.in-addr.arpa.",
          "db-0.db.default.svc.ip6.arpa.",
          "x.in-addr.arpa.",
        ],
        ["A", "TXT", "SRV", "PTR"],
      ),
      ask(POD, "inward.default.svc.cluster.local.", "A"),
      ask(POD, "in-addr.arpa.", "NS"),
    ],
    "in-addr.arpa ip6.arpa cluster.local",
  ),
];
