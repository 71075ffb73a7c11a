import type { Variation } from "./variation.fixture.ts";

/** One named, one node, one client; a server block for the names outside alone. Of either family, and of nothing that the tutorial has. */
export interface HarbourWords {
  readonly family?: 4 | 6;
  /** The last words of CoreDNS's acl, and the networks that it lets in beside named's address. */
  readonly stop?: "block" | "drop" | "filter";
  readonly admitted?: string;
  /** In named's options, and behind them. */
  readonly options?: string;
  readonly zones?: string;
  /** In front of k8s_external. */
  readonly corefile?: string;
}

interface Numbers {
  /** `2` of the quay: named; `40`: a client. */
  readonly quay: string;
  readonly yard: string;
  readonly pods: string;
  readonly services: string;
  readonly outside: string;
  readonly lengths: { readonly link: number; readonly pods: number; readonly services: number; readonly host: number };
}

const NUMBERS: Readonly<Record<4 | 6, Numbers>> = {
  4: {
    quay: "10.7.0.",
    yard: "10.7.1.",
    pods: "10.244.3.",
    services: "10.96.4.",
    outside: "172.20.0.",
    lengths: { link: 24, pods: 24, services: 24, host: 32 },
  },
  6: {
    quay: "fd77::",
    yard: "fd77:0:0:1::",
    pods: "fd77:0:0:a::",
    services: "fd77:0:0:b::",
    outside: "fd77:0:0:c::",
    lengths: { link: 64, pods: 80, services: 108, host: 128 },
  },
};

export const HARBOUR_ZONE = "k.harbour.example";

export function harbourSite(words: HarbourWords = {}): Variation {
  const { family = 4, options = "allow-query { any; };", zones = "" } = words;
  const { quay, outside } = NUMBERS[family];
  const type = family === 4 ? "A" : "AAAA";
  return {
    site: "harbour",
    changes: [
      ["harbour/site.yaml", siteText(NUMBERS[family])],
      [
        "harbour/ns/etc/bind/named.conf",
        `options { directory "/var/cache/bind"; listen-on-v6 { any; }; dnssec-validation no; ${options} };\nzone "harbour.example" { type primary; file "/etc/bind/harbour"; };\n${zones}\n`,
      ],
      [
        "harbour/ns/etc/bind/harbour",
        `$TTL 600\n@ SOA ns hostmaster 7 3600 900 604800 300\n@ NS ns\nns ${type} ${quay}2\nk NS ns1.dns.k\nns1.dns.k ${type} ${outside}53\n`,
      ],
      [
        "harbour/ns/etc/bind/empty",
        "$TTL 60\n@ SOA ns.harbour.example. a.harbour.example. 1 1 1 1 1\n@ NS ns.harbour.example.\n",
      ],
      ["harbour/cluster/all.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: objects(words) })],
    ],
  };
}

function siteText({ quay, yard, pods, services, lengths }: Numbers): string {
  const prefix = (base: string, length: number): string => `"${base.endsWith("::") ? base : `${base}0`}/${length}"`;
  const at = (base: string, last: number): string => `"${base}${last}/${lengths.link}"`;
  return `version: 1
networks: { quay: ${prefix(quay, lengths.link)}, yard: ${prefix(yard, lengths.link)} }
hosts:
  ns:
    addresses: [${at(quay, 2)}]
    routes: { default: "${quay}1" }
    bind: { version: "9.18", config: ns/etc/bind/named.conf }
  crane: { addresses: [${at(quay, 40)}], routes: { default: "${quay}1" }, nameservers: ["${quay}2"] }
  gate:
    addresses: [${at(quay, 1)}, ${at(yard, 1)}]
    forwards: true
    bgp: { asn: 64512, neighbours: ["${yard}11"] }
clusters:
  port:
    objects: cluster/
    coredns: { version: "1.15.0", resolvConf: { nameservers: ["${quay}2"] } }
    clusterDomain: cluster.local
    externalDomains: [${HARBOUR_ZONE}]
    podCidrs: [${prefix(pods, lengths.pods)}]
    serviceCidrs: [${prefix(services, lengths.services)}]
    network: yard
    routes: { default: "${yard}1" }
    dataPath: { kind: cilium, routing: native, mode: dsr }
trust: { example.: insecure }
`;
}

function corefileOf({ family = 4, stop = "block", admitted = "", corefile = "" }: HarbourWords): string {
  const { quay, lengths } = NUMBERS[family];
  return `${HARBOUR_ZONE} {
    errors
    acl {
        allow net ${quay}2/${lengths.host} ${admitted}
        ${stop}
    }
    ${corefile}
    kubernetes cluster.local
    k8s_external ${HARBOUR_ZONE}
}
. {
    errors
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa
    forward . ${family === 4 ? `${quay}2` : `[${quay}2]:53`}
    cache
}
`;
}

const READY = [{ type: "Ready", status: "True" }];
const DNS = [
  { name: "dns", port: 53, protocol: "UDP" },
  { name: "dns-tcp", port: 53, protocol: "TCP" },
];
const HTTP = [{ name: "http", port: 80, protocol: "TCP" }];

function objects(words: HarbourWords): readonly object[] {
  const numbers = NUMBERS[words.family ?? 4];
  const { yard, pods, lengths } = numbers;
  return [
    {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "n1", labels: { "kubernetes.io/os": "linux" } },
      spec: { podCIDRs: [`${pods.endsWith("::") ? pods : `${pods}0`}/${lengths.pods}`] },
      status: { addresses: [{ type: "InternalIP", address: `${yard}11` }], conditions: READY },
    },
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } },
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "cargo" } },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "coredns", namespace: "kube-system" },
      data: { Corefile: corefileOf(words) },
    },
    ...served({ namespace: "kube-system", name: "kube-dns", app: "kube-dns", last: [10, 53, 5], ports: DNS }, numbers),
    ...served({ namespace: "cargo", name: "scales", app: "scales", last: [41, 60, 9], ports: HTTP }, numbers),
    ...announcing(numbers),
  ];
}

interface Served {
  readonly namespace: string;
  readonly name: string;
  readonly app: string;
  /** Of its addresses inside and outside, and of its pod's. */
  readonly last: readonly [inside: number, outside: number, pod: number];
  readonly ports: readonly object[];
}

function served(
  { namespace, name, app, last, ports }: Served,
  { services, outside, pods }: Numbers,
): readonly object[] {
  const clusterIP = `${services}${last[0]}`;
  const pod = `${pods}${last[2]}`;
  const image = app === "kube-dns" ? "coredns:1.15.0" : "scales:1";
  return [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `${name}-0`, namespace, labels: { "k8s-app": app } },
      spec: {
        nodeName: "n1",
        dnsPolicy: app === "kube-dns" ? "Default" : "ClusterFirst",
        containers: [{ name, image }],
      },
      status: { phase: "Running", conditions: READY, podIP: pod, podIPs: [{ ip: pod }] },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace, labels: { "k8s-app": app } },
      spec: { type: "LoadBalancer", clusterIP, clusterIPs: [clusterIP], externalTrafficPolicy: "Cluster", ports },
      status: { loadBalancer: { ingress: [{ ip: `${outside}${last[1]}` }] } },
    },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      addressType: pods.includes(":") ? "IPv6" : "IPv4",
      metadata: { name: `${name}-1`, namespace, labels: { "kubernetes.io/service-name": name } },
      endpoints: [{ addresses: [pod], conditions: { ready: true }, nodeName: "n1" }],
      ports,
    },
  ];
}

function announcing({ yard }: Numbers): readonly object[] {
  const afi = yard.includes(":") ? "ipv6" : "ipv4";
  const peer = { name: "gate", peerASN: 64512, peerAddress: `${yard}1`, peerConfigRef: { name: "gate" } };
  const all = { a: "all" };
  const families = [{ afi, safi: "unicast", advertisements: { matchLabels: all } }];
  const advertisements = [{ advertisementType: "Service", service: { addresses: ["LoadBalancerIP"] }, selector: {} }];
  return [
    {
      apiVersion: "cilium.io/v2",
      kind: "CiliumBGPClusterConfig",
      metadata: { name: "bgp" },
      spec: { bgpInstances: [{ name: "i", localASN: 64513, peers: [peer] }] },
    },
    { apiVersion: "cilium.io/v2", kind: "CiliumBGPPeerConfig", metadata: { name: "gate" }, spec: { families } },
    {
      apiVersion: "cilium.io/v2",
      kind: "CiliumBGPAdvertisement",
      metadata: { name: "services", labels: all },
      spec: { advertisements },
    },
  ];
}
