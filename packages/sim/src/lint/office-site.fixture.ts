import type { Change, Variation } from "./variation.fixture.ts";

/** One network for everybody, two clusters whose addresses go by ARP, and nobody but servers: no site of the tutorial's kind. */
export interface OfficeWords {
  /** `options` of both servers, and more statements. */
  readonly options?: string;
  readonly statements?: string;
  /** Of the server that is not the primary. */
  readonly second?: string;
  /** Delegations in corp.example. */
  readonly zone?: string;
  /** Lines of each cluster's Corefile, in front of `kubernetes`. */
  readonly corefile?: string;
  /** In the place of what the sites says of its hosts. */
  readonly routes?: string;
}

interface OfficeCluster {
  readonly name: string;
  /** The second octet of its pods, the third of its nodes, and the last of its DNS service's address. */
  readonly number: number;
}

const CLUSTERS: readonly OfficeCluster[] = [
  { name: "prod", number: 1 },
  { name: "lab", number: 2 },
];

/** A delegation to the name that k8s_external itself has. */
export const goodDelegations = CLUSTERS.map(
  ({ name, number }) => `${name} NS ns1.dns.${name}\nns1.dns.${name} A 10.20.50.${number}\n`,
).join("");
/** One to a name that the child denies. */
export const tutorialDelegations = goodDelegations.replaceAll("ns1.dns.", "ns.");

export function officeSite({
  options = 'validate-except { "example"; }; empty-zones-enable no;',
  statements = "",
  second = statements,
  zone = goodDelegations,
  corefile = "",
  routes = "",
}: OfficeWords = {}): Variation {
  const named = (zones: string, more: string): string =>
    `acl home { 10.20.0.0/16; 10.101.0.0/16; 10.102.0.0/16; };\noptions { directory "/var/cache/bind"; recursion yes; allow-query { home; }; ${options} };\n${zones}\n${more}\n`;
  const text = `$TTL 300\n@ SOA ns-a admin 1 3600 900 604800 60\n@ NS ns-a\n@ NS ns-b\nns-a A 10.20.0.11\nns-b A 10.20.0.12\n${zone}`;
  return {
    site: "office",
    changes: [
      ["office/site.yaml", siteText(routes)],
      [
        "office/ns-a/etc/bind/named.conf",
        named('zone "corp.example" { type primary; file "/etc/bind/db.corp"; allow-transfer { any; }; };', statements),
      ],
      ["office/ns-a/etc/bind/db.corp", text],
      [
        "office/ns-b/etc/bind/named.conf",
        named('zone "corp.example" { type secondary; primaries { 10.20.0.11; }; };', second),
      ],
      ...CLUSTERS.flatMap((cluster) => clusterFiles(cluster, corefile)),
    ],
  };
}

function siteText(routes: string): string {
  const host = (name: string, last: number): string =>
    `  ${name}:\n    addresses: [10.20.0.${last}]\n    routes: { default: 10.20.0.1${routes} }\n    bind: { version: "9.18", config: ${name}/etc/bind/named.conf }\n`;
  const cluster = ({ name, number }: OfficeCluster): string =>
    `  ${name}:\n    objects: ${name}/\n    coredns: { version: "1.15.0", resolvConf: { nameservers: [10.20.0.11] } }\n    clusterDomain: cluster.local\n    externalDomains: [${name}.corp.example]\n    podCidrs: [10.10${number}.0.0/16]\n    serviceCidrs: [10.11${number}.0.0/16]\n    network: office\n    routes: { default: 10.20.0.1 }\n    dataPath: { kind: cilium, routing: tunnel, mode: snat }\n`;
  return `version: 1\nnetworks: { office: 10.20.0.0/16 }\nhosts:\n${host("ns-a", 11)}${host("ns-b", 12)}  gw: { addresses: [10.20.0.1], forwards: true }\nclusters:\n${CLUSTERS.map(cluster).join("")}trust: { example.: insecure }\n`;
}

const DNS = [
  { name: "dns", port: 53, protocol: "UDP" },
  { name: "dns-tcp", port: 53, protocol: "TCP" },
];
const HTTP = [{ name: "http", port: 80, protocol: "TCP" }];

function meta(name: string, namespace?: string, labels?: object): object {
  return { name, ...(namespace === undefined ? {} : { namespace }), ...(labels === undefined ? {} : { labels }) };
}

/** A service with an address in the office, and the pod behind it. */
function served(
  name: string,
  namespace: string,
  ips: readonly string[],
  node: string,
  ports: readonly object[],
): object[] {
  const [inside, outside, pod] = ips;
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: meta(name, namespace),
      spec: {
        type: "LoadBalancer",
        clusterIP: inside,
        clusterIPs: [inside],
        externalTrafficPolicy: "Local",
        healthCheckNodePort: name === "web" ? 31001 : 31002,
        ports,
        selector: { app: name },
      },
      status: { loadBalancer: { ingress: [{ ip: outside }] } },
    },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      addressType: "IPv4",
      metadata: meta(`${name}-1`, namespace, { "kubernetes.io/service-name": name }),
      endpoints: [{ addresses: [pod], conditions: { ready: true }, nodeName: node }],
      ports,
    },
  ];
}

function nodeWith(node: string, number: number): object {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: meta(node, undefined, { "kubernetes.io/os": "linux" }),
    spec: { podCIDRs: [`10.10${number}.0.0/24`] },
    status: {
      addresses: [{ type: "InternalIP", address: `10.20.${number}.1` }],
      conditions: [{ type: "Ready", status: "True" }],
    },
  };
}

function clusterFiles({ name, number }: OfficeCluster, more: string): readonly Change[] {
  const node = `${name}-node`;
  const pod = `10.10${number}.0.10`;
  const corefile = `.:53 {\n    errors\n    ready\n    k8s_external ${name}.corp.example\n    ${more}\n    kubernetes cluster.local in-addr.arpa ip6.arpa\n    forward . /etc/resolv.conf\n    cache 30\n}\n`;
  const items = [
    nodeWith(node, number),
    { apiVersion: "v1", kind: "Namespace", metadata: meta("kube-system") },
    { apiVersion: "v1", kind: "Namespace", metadata: meta("shop") },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: meta(`coredns-${name}`, "kube-system", { "k8s-app": "kube-dns", app: "kube-dns" }),
      spec: { nodeName: node, dnsPolicy: "Default", containers: [{ name: "coredns", image: "coredns:1.15.0" }] },
      status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }], podIP: pod, podIPs: [{ ip: pod }] },
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata: meta("coredns", "kube-system"), data: { Corefile: corefile } },
    ...served("kube-dns", "kube-system", [`10.11${number}.0.10`, `10.20.50.${number}`, pod], node, DNS),
    ...served("web", "shop", [`10.11${number}.0.20`, `10.20.50.1${number}`, `10.10${number}.0.20`], node, HTTP),
    {
      apiVersion: "cilium.io/v2alpha1",
      kind: "CiliumL2AnnouncementPolicy",
      metadata: meta("all"),
      spec: { loadBalancerIPs: true, externalIPs: true },
    },
  ];
  return [[`office/${name}/all.json`, JSON.stringify({ apiVersion: "v1", kind: "List", items })]];
}
