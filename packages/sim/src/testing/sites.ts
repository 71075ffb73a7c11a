import { fileTreeFromSources, InvariantError, sourceFromText } from "@splithorizon/core";
import { type ClusterObject, clusterStates, shownAs, type ZoneText, zones } from "@splithorizon/core/testing";
import fc from "fast-check";

import { loadSite, type SiteTwin } from "../site/index.ts";

/** A site as its files, by their paths: `/site.yaml` and everything that it points at. */
export interface SiteText {
  readonly files: Readonly<Record<string, string>>;
  /** Who may ask: hosts with a resolver. */
  readonly clients: readonly string[];
}

/** The origin of the zone that the hosts of a site serve. */
const ORIGIN = "lab.";
const VIRTUAL = "192.168.13.10";
const HOSTS = ["dns1", "dns2"] as const;
const CLUSTER_DOMAIN = "cluster.local";
const CLUSTER_DNS = "198.18.0.10";
const COREFILE = `.:53 {\n    kubernetes ${CLUSTER_DOMAIN} in-addr.arpa ip6.arpa\n    cache 30\n}\n`;

interface SitePlan {
  readonly zone: ZoneText;
  /** Two hosts share a virtual address by VRRP. */
  readonly isPair: boolean;
  readonly recurses: boolean;
  /** A client in a network of its own, behind a router. */
  readonly hasFarClient: boolean;
  /** null: there is no cluster. */
  readonly objects: readonly ClusterObject[] | null;
}

/**
 * Valid sites: one BIND host or a pair behind a virtual address, clients beside them and behind a router, and perhaps a
 * cluster. They shrink to one host with a bare zone and one client.
 */
export function sites(): fc.Arbitrary<SiteText> {
  return fc
    .record({
      zone: zones(ORIGIN),
      isPair: fc.boolean(),
      recurses: fc.boolean(),
      hasFarClient: fc.boolean(),
      objects: fc.option(
        clusterStates().map(({ objects }) => objects),
        { nil: null },
      ),
    })
    .map(siteTextOf);
}

/**
 * The twin of a site's files; each call makes one with a state of its own.
 * @throws InvariantError with the diagnostics, where the files have errors: a test's site has none.
 */
export function twinOf({ files }: Pick<SiteText, "files">): SiteTwin {
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value, diagnostics } = loadSite(fileTreeFromSources(new Map(sources)));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new InvariantError(errors.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return value;
}

function siteTextOf(plan: SitePlan): SiteText {
  const hosts = plan.isPair ? HOSTS : HOSTS.slice(0, 1);
  const files = Object.fromEntries([
    ["/site.yaml", siteYaml(plan, hosts)],
    ...hosts.flatMap((host) => hostFiles(host, plan)),
    ...clusterFiles(plan),
  ]);
  const site = { files, clients: plan.hasFarClient ? ["laptop", "far"] : ["laptop"] };
  return shownAs(site, () => Object.entries(files).map(printFile).join(""));
}

/** As `head` and `tail` show several files. */
function printFile([path, text]: readonly [path: string, text: string]): string {
  return `==> ${path} <==\n${text}`;
}

function siteYaml({ isPair, hasFarClient, objects }: SitePlan, hosts: readonly string[]): string {
  const server = isPair ? VIRTUAL : "192.168.13.11";
  const host = (name: string, place: number): string => {
    const keepalived = isPair ? `, keepalived: { version: "2.2.7", config: ${name}/keepalived.conf }` : "";
    const bind = `bind: { version: "9.18", config: ${name}/named.conf }`;
    return `  ${name}: { addresses: [192.168.13.${11 + place}], routes: { default: 192.168.13.1 }, ${bind}${keepalived} }`;
  };
  const lines = [
    "version: 1",
    "networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24, beyond: 192.168.20.0/24 }",
    "hosts:",
    ...hosts.map(host),
    "  router: { addresses: [192.168.13.1, 192.168.14.1, 192.168.20.1], forwards: true }",
    `  laptop: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 }, nameservers: [${server}] }`,
    ...(hasFarClient
      ? [`  far: { addresses: [192.168.20.77], routes: { default: 192.168.20.1 }, nameservers: [${server}] }`]
      : []),
    ...(objects === null ? [] : CLUSTER),
  ];
  return `${lines.join("\n")}\n`;
}

const CLUSTER = [
  "clusters:",
  "  k8s1:",
  "    objects: cluster.json",
  `    coredns: { version: "1.15.0", corefile: Corefile }`,
  `    clusterDomain: ${CLUSTER_DOMAIN}`,
  "    podCidrs: [100.64.0.0/10]",
  "    serviceCidrs: [198.18.0.0/16]",
  "    network: nodes",
  "    routes: { default: 192.168.14.1 }",
];

function hostFiles(host: (typeof HOSTS)[number], { zone, isPair, recurses }: SitePlan): readonly [string, string][] {
  const options = `directory "/"; recursion ${recurses ? "yes" : "no"}; allow-query { any; }; dnssec-validation no;`;
  const named = `options { ${options} };\nzone "lab" { type primary; file "/lab.db"; };\n`;
  const files: [string, string][] = [
    [`/${host}/named.conf`, named],
    [`/${host}/lab.db`, zone.text],
  ];
  return isPair ? [...files, [`/${host}/keepalived.conf`, keepalivedOf(host)]] : files;
}

function keepalivedOf(host: (typeof HOSTS)[number]): string {
  const [state, priority] = host === "dns1" ? ["MASTER", 101] : ["BACKUP", 100];
  const lines = [
    "vrrp_instance VI_1 {",
    `  state ${state}`,
    "  interface eth0",
    "  virtual_router_id 51",
    `  priority ${priority}`,
    "  advert_int 1",
    `  virtual_ipaddress { ${VIRTUAL}/24 }`,
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function clusterFiles({ objects }: SitePlan): readonly [string, string][] {
  if (objects === null) return [];
  const items = [NODE, COREDNS_POD, KUBE_DNS, KUBE_DNS_SLICE, ...objects];
  return [
    ["/cluster.json", `${JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 1)}\n`],
    ["/Corefile", COREFILE],
  ];
}

const NODE: ClusterObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "node1" },
  spec: { podCIDR: "100.64.0.0/24" },
  status: { addresses: [{ type: "InternalIP", address: "192.168.14.31" }] },
};
const IN_KUBE_SYSTEM = { namespace: "kube-system" } as const;
const COREDNS_POD: ClusterObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "coredns-1", ...IN_KUBE_SYSTEM, labels: { "k8s-app": "kube-dns" } },
  spec: { nodeName: "node1", containers: [{ name: "coredns", image: "coredns" }] },
  status: { podIP: "100.64.0.10", podIPs: [{ ip: "100.64.0.10" }], phase: "Running" },
};
const KUBE_DNS: ClusterObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "kube-dns", ...IN_KUBE_SYSTEM },
  spec: {
    type: "ClusterIP",
    clusterIP: CLUSTER_DNS,
    clusterIPs: [CLUSTER_DNS],
    ports: [{ name: "dns", port: 53, protocol: "UDP", targetPort: 53 }],
    selector: { "k8s-app": "kube-dns" },
  },
};
const KUBE_DNS_SLICE: ClusterObject = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "kube-dns-1", ...IN_KUBE_SYSTEM, labels: { "kubernetes.io/service-name": "kube-dns" } },
  addressType: "IPv4",
  endpoints: [{ addresses: ["100.64.0.10"], conditions: { ready: true }, nodeName: "node1" }],
  ports: [{ name: "dns", port: 53, protocol: "UDP" }],
};
