import { ask, askAll } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";
import { upstream } from "./coredns-plugins.ts";
import { dualCluster } from "./dual-cluster.ts";

/** Both families at once, names in topology zones, chains, sizes; several blocks side by side. */

const FOUR = "192.168.13.101";
const SIX = "fd13::101";
const from6 = { from: "fd13::50" } as const;
const UPSTREAM = "192.0.2.53";

const server = (corefile: string): SuiteServer => ({
  name: "coredns",
  kind: "coredns",
  addresses: [`${FOUR}/24`, `${SIX}/64`],
  files: { "/srv/coredns/Corefile": corefile },
  objects: dualCluster,
});

const service = (name: string): string => `${name}.default.svc.cluster.local.`;
const reverse6 = (...labels: readonly string[]): string => `${labels.join(".")}.ip6.arpa.`;
const zeros = (count: number): string => Array.from({ length: count }, () => "0").join(".");
const rev = {
  service: reverse6("0.2.0.0.1.0.0.0", zeros(20), "8.9.d.f"),
  endpoint: reverse6("1.0.0.0.1.0.0.0", zeros(20), "4.6.d.f"),
  external: reverse6("0.2.0.0", zeros(24), "9.9.d.f"),
  nobody: reverse6("f", zeros(27), "4.6.d.f"),
  partial: "8.9.d.f.ip6.arpa.",
};

const names = [
  ...["both", "first6", "only6", "same-port", "mixed-lb", "zoned", "hollow", "empty", "kube-dns"].map(service),
  ...["chain-0", "chain-2", "chain-3", "chain-4", "chain-13"].map(service),
  ...["outward", "outward-alias", "outward-missing", "outward-cased", "below-itself", "to-headless", "to-endpoint"].map(
    service,
  ),
  ...["to-pod", "to-apex", "to-address6", "to-outward"].map(service),
  `a-0.${service("zoned")}`,
  `100-64-1-2.${service("zoned")}`,
  `fd64--1-0.${service("zoned")}`,
  `fd64--1-00.${service("zoned")}`,
  `_https._tcp.${service("zoned")}`,
  `_http._tcp.${service("both")}`,
  `_tcp._tcp.${service("same-port")}`,
  "100-64-1-1.default.pod.cluster.local.",
  "fd64--1-1.default.pod.cluster.local.",
  "fd64-0-0-0-0-0-1-1.default.pod.cluster.local.",
  "fd64--1-2.other.pod.cluster.local.",
  "fd64--1-2.default.pod.cluster.local.",
  "fd64--1-77.default.pod.cluster.local.",
  "100-64-1-5.default.pod.cluster.local.",
  "cluster.local.",
  "ns.dns.cluster.local.",
];
const zonal = [
  `eu-1a.pin._zone.${service("zoned")}`,
  `EU-1A.Pin._zone.${service("zoned")}`,
  `eu-1b.pin._zone.${service("zoned")}`,
  `rack.7.pin._zone.${service("zoned")}`,
  `nowhere.pin._zone.${service("zoned")}`,
  `nowhere.prefer._zone.${service("zoned")}`,
  `eu-1b.prefer._zone.${service("zoned")}`,
  `eu-1a.other._zone.${service("zoned")}`,
  `pin._zone.${service("zoned")}`,
  `eu-1a.pin._zone.${service("both")}`,
  `eu-1a.pin._zone.${service("hollow")}`,
  `eu-1a.prefer._zone.${service("hollow")}`,
  `eu-1a.pin._zone.${service("missing")}`,
  `eu-1a.pin._zone.${service("outward")}`,
  "eu-1a.pin._zone.100-64-1-1.default.pod.cluster.local.",
];
const cased = [
  "BOTH.default.svc.CLUSTER.local.",
  "both.default.SVC.cluster.LOCAL.",
  "Chain-0.default.svc.Cluster.Local.",
];

const kubernetes = (options: string): string =>
  `.:53 {\n kubernetes cluster.local in-addr.arpa ip6.arpa {\n${options}\n }\n forward . ${UPSTREAM}\n}\n`;

const dual: Suite = {
  name: "kubernetes-dual",
  about: "services, pods and reverse zones of both families, names in topology zones, chains of names",
  servers: [server(kubernetes("  pods verified\n  zonal\n  ttl 400")), upstream],
  asks: [
    ...askAll(FOUR, names, ["A", "AAAA", "SRV", "CNAME", "TXT", "HTTPS"]),
    ...askAll(SIX, names, ["A", "AAAA", "NS"], { ...from6, edns: 1232 }),
    ...askAll(FOUR, zonal, ["A", "AAAA", "SRV", "TXT", "HTTPS", "SOA"]),
    ...askAll(FOUR, [...cased, ...cased.map((name) => `x.${name}`)], ["A", "AAAA", "SRV", "SOA", "CNAME", "NS"]),
    ...askAll(FOUR, [...Object.values(rev), "ip6.arpa.", "1.1.64.100.in-addr.arpa."], ["PTR", "A", "SOA", "NS", "ANY"]),
    ...askAll(
      FOUR,
      ["Ns.Dns.Cluster.local.", "CLUSTER.LOCAL.", "DNS-Version.cluster.local."],
      ["A", "TXT", "NS", "SOA"],
    ),
    ask(FOUR, rev.service.toUpperCase(), "PTR"),
    ask(FOUR, service("outward-big"), "A", { tcp: true }),
  ],
};

const plain: Suite = {
  name: "kubernetes-dual-plain",
  about: "the same names without zonal, pods insecure, fallthrough to a forwarder",
  servers: [server(kubernetes("  pods insecure\n  fallthrough\n  endpoint_pod_names")), upstream],
  asks: [
    ...askAll(FOUR, zonal, ["A", "TXT"]),
    ...askAll(FOUR, names, ["A", "AAAA"]),
    ...askAll(
      FOUR,
      ["--ffff-102-304.default.pod.cluster.local.", "--1.default.pod.cluster.local.", "1--2.other.pod.cluster.local."],
      ["A", "AAAA", "SRV"],
    ),
    ...askAll(FOUR, ["missing.default.svc.cluster.local.", "x.cluster.local.", rev.nobody], ["A", "PTR", "SOA"]),
  ],
};

const sizes: readonly Ask[] = [
  ["crowd4", "A"],
  ["crowd4", "SRV"],
  ["crowd6", "AAAA"],
  ["crowd6", "SRV"],
  ["outward-big", "A"],
].flatMap(([name = "", type = ""]) => [
  ask(FOUR, service(name), type),
  ...[512, 513, 800, 1232, 1400, 1500, 1700, 4096, 8000, 65_535].flatMap((edns) => [
    ask(FOUR, service(name), type, { edns, dnssecOk: edns === 1232 }),
    ask(SIX, service(name), type, { ...from6, edns }),
  ]),
  ask(FOUR, service(name), type, { tcp: true }),
  ask(SIX, service(name), type, { ...from6, tcp: true, edns: 600 }),
  ask(FOUR, `_http._tcp.${service(name)}`, type, { tcp: true }),
]);

const sized: Suite = {
  name: "kubernetes-sizes",
  about: "answers of many endpoints: EDNS sizes, truncation, TCP, both families of clients",
  servers: [server(kubernetes("  ttl 30")), upstream],
  asks: sizes,
};

const external = (name: string): string => `${name}.default.k8s.example.`;
const externalNames = ["both", "only6", "mixed-lb", "dead-lb", "zoned", "crowd-lb", "empty", "same-port", "first6"].map(
  external,
);
const externalDual: Suite = {
  name: "external-dual",
  about: "k8s_external with addresses of both families, host names, headless services, sizes",
  servers: [
    server(
      `.:53 {\n k8s_external k8s.example ip6.arpa in-addr.arpa {\n  headless\n  ttl 77\n  fallthrough ip6.arpa\n }\n kubernetes cluster.local {\n  ttl 0\n }\n forward . ${UPSTREAM}\n}\n`,
    ),
    upstream,
  ],
  asks: [
    ...askAll(FOUR, externalNames, ["A", "AAAA", "SRV", "TXT"], { edns: 4096 }),
    ...askAll(FOUR, externalNames, ["A", "AAAA", "SRV"]),
    ...askAll(
      FOUR,
      [
        `_http._tcp.${external("mixed-lb")}`,
        `_https._tcp.${external("both")}`,
        `a-0.${external("zoned")}`,
        `x.${external("mixed-lb")}`,
      ],
      ["A", "AAAA", "SRV"],
    ),
    ...askAll(
      FOUR,
      ["k8s.example.", "dns.k8s.example.", "ns1.dns.k8s.example.", "K8S.Example.", "Ns1.DNS.k8s.example."],
      ["A", "AAAA", "NS", "SOA"],
    ),
    ...askAll(FOUR, Object.values(rev), ["PTR", "SOA", "A"]),
    ...askAll(
      FOUR,
      ["20.1.19.198.in-addr.arpa.", "24.113.0.203.in-addr.arpa.", "1.1.64.100.in-addr.arpa."],
      ["PTR", "A"],
    ),
    ...[512, 700, 1232, 1500, 4096].flatMap((edns) => [
      ask(FOUR, external("crowd-lb"), "A", { edns }),
      ask(SIX, external("crowd-lb"), "SRV", { ...from6, edns }),
    ]),
    ask(FOUR, external("crowd-lb"), "A", { tcp: true }),
    ask(FOUR, external("crowd-lb"), "SRV", { tcp: true }),
  ],
};

const blocks: Suite = {
  name: "coredns-blocks",
  about: "server blocks of several zones, addresses and ports, each with plugins of its own",
  servers: [
    server(
      `cluster.local default.svc.cluster.local:53 {
 cache 40
 kubernetes cluster.local {
  ttl 90
 }
}
other.svc.cluster.local {
 kubernetes cluster.local
 nsid blocked
}
k8s.example:53 dns://ext.example {
 bufsize 600
 k8s_external k8s.example ext.example
 kubernetes cluster.local
 header {
  response set ra
 }
}
example.org {
 bind ${FOUR}
 minimal
 forward . ${UPSTREAM}
}
example.org:5300 {
 forward . ${UPSTREAM}
}
198.18.0.0/16 fd98::/16 {
 kubernetes cluster.local in-addr.arpa ip6.arpa
}
. {
 bind ${SIX}
 forward . ${UPSTREAM}
 chaos CoreDNS-9 someone
 loadbalance
}
`,
    ),
    upstream,
  ],
  asks: [
    ...[
      { to: FOUR, options: {} },
      { to: SIX, options: from6 },
    ].flatMap(({ to, options }) => [
      ...askAll(
        to,
        [
          service("both"),
          service("missing"),
          "x.other.svc.cluster.local.",
          "cluster.local.",
          external("both"),
          external("crowd-lb"),
          "both.default.ext.example.",
          "www.example.org.",
          "big.example.org.",
          "nodata.example.org.",
          "example.net.",
          "20.1.18.198.in-addr.arpa.",
          rev.service,
          "1.1.64.100.in-addr.arpa.",
          ".",
        ],
        ["A", "AAAA", "SRV", "DS", "NS"],
        options,
      ),
      ...askAll(to, [service("both"), external("crowd-lb"), "www.example.org."], ["A", "SRV"], {
        ...options,
        edns: 1232,
        options: "00030000",
      }),
      ask(to, "version.bind.", "TXT", { ...options, class: "CH" }),
      ask(to, "authors.bind.", "TXT", { ...options, class: "CH" }),
      ask(to, service("both"), "A", { ...options, waitMs: 1100 }),
    ]),
  ],
};

export const dualSuites: readonly Suite[] = [dual, plain, sized, externalDual, blocks];
