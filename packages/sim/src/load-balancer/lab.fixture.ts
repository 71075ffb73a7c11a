import { fileTreeFromSources, resolvePath, type Source, sourceFromText } from "@splithorizon/core";
import type { Delivery } from "../network/index.ts";
import { allWays, packetOf } from "../network/network.fixture.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";

/** What differs from the lab of the facts (lab.md): three nodes, CoreDNS on the first two, kube-dns as a load balancer. */
export interface LabChanges {
  /** YAML flow, `kind: kube-proxy`. */
  readonly dataPath?: string;
  /** Fields of kube-dns's spec, as JSON has them. */
  readonly service?: Readonly<Record<string, unknown>>;
  /** Its endpoints. */
  readonly endpoints?: readonly Readonly<Record<string, unknown>>[];
  /** Further objects. */
  readonly objects?: readonly Readonly<Record<string, unknown>>[];
  /** Without the router's BGP and the cluster's. */
  readonly withoutBgp?: true;
  /** Further hosts, lines of YAML. */
  readonly hosts?: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export const meta = (name: string, namespace: string, labels: Fields = {}): Fields => ({ name, namespace, labels });

export function endpoint(address: string, nodeName: string | null, conditions: Fields = { ready: true }): Fields {
  return { addresses: [address], conditions, ...(nodeName === null ? {} : { nodeName }) };
}

export function endpointSlice(service: string, endpoints: readonly Fields[], ports: readonly Fields[]): Fields {
  const [namespace = "", name = ""] = service.split("/");
  const [first] = endpoints.flatMap(({ addresses }) => addresses as readonly string[]);
  const addressType = first?.includes(":") === true ? "IPv6" : "IPv4";
  const labels = { "kubernetes.io/service-name": name };
  const metadata = meta(`${name}-${addressType.toLowerCase()}`, namespace, labels);
  return { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata, addressType, endpoints, ports };
}

export const dnsPorts: readonly Fields[] = [
  { name: "dns", port: 53, protocol: "UDP" },
  { name: "dns-tcp", port: 53, protocol: "TCP" },
  { name: "metrics", port: 9153, protocol: "TCP" },
];

const NODES = ["1", "2", "3"] as const;

function nodeObjects(number: (typeof NODES)[number]): readonly Fields[] {
  const name = `node${number}`;
  const block = Number(number) - 1;
  const podCIDRs = [`100.64.${block}.0/24`, `fd64:${block}::/64`];
  const labels = { "kubernetes.io/os": "linux", number };
  const addresses = [`192.168.14.3${number}`, `fd14::3${number}`];
  return [
    {
      apiVersion: "v1",
      kind: "Node",
      metadata: meta(name, "", labels),
      spec: { podCIDRs },
      status: { addresses: addresses.map((address) => ({ type: "InternalIP", address })) },
    },
    {
      apiVersion: "cilium.io/v2",
      kind: "CiliumNode",
      metadata: meta(name, "", labels),
      spec: {
        addresses: [`100.64.${block}.57`, `fd64:${block}::57`].map((ip) => ({ type: "CiliumInternalIP", ip })),
        ipam: { podCIDRs },
      },
    },
  ];
}

function podObject(name: string, nodeName: string, podIp: string, labels: Fields = {}): Fields {
  const block = podIp.split(".")[2];
  const podIPs = [podIp, `fd64:${block}::${podIp.split(".")[3]}`].map((ip) => ({ ip }));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: meta(name, labels["k8s-app"] === undefined ? "default" : "kube-system", labels),
    spec: { nodeName },
    status: { phase: "Running", podIPs },
  };
}

export const coreDnsEndpoints: readonly Fields[] = [endpoint("100.64.0.10", "node1"), endpoint("100.64.1.10", "node2")];

const bgpObjects: readonly Fields[] = [
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPClusterConfig",
    metadata: meta("router", ""),
    spec: {
      bgpInstances: [
        {
          name: "i",
          localASN: 65001,
          peers: [{ name: "r", peerASN: 65000, peerAddress: "192.168.14.1", peerConfigRef: { name: "r" } }],
        },
      ],
    },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPPeerConfig",
    metadata: meta("r", ""),
    spec: {
      families: ["ipv4", "ipv6"].map((afi) => ({
        afi,
        safi: "unicast",
        advertisements: { matchLabels: { advertise: "bgp" } },
      })),
    },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPAdvertisement",
    metadata: meta("services", "", { advertise: "bgp" }),
    spec: {
      advertisements: [
        {
          advertisementType: "Service",
          service: { addresses: ["LoadBalancerIP", "ExternalIP"] },
          selector: { matchExpressions: [{ key: "io.kubernetes.service.name", operator: "Exists" }] },
        },
      ],
    },
  },
];

function objectsOf({ service, endpoints, objects, withoutBgp }: LabChanges): readonly Fields[] {
  return [
    ...NODES.flatMap(nodeObjects),
    podObject("coredns-1", "node1", "100.64.0.10", { "k8s-app": "kube-dns" }),
    podObject("coredns-2", "node2", "100.64.1.10", { "k8s-app": "kube-dns" }),
    podObject("client-1", "node1", "100.64.0.20"),
    podObject("client-3", "node3", "100.64.2.20"),
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: meta("kube-dns", "kube-system"),
      spec: {
        type: "LoadBalancer",
        clusterIPs: ["198.18.0.10"],
        externalTrafficPolicy: "Cluster",
        ports: dnsPorts,
        selector: { "k8s-app": "kube-dns" },
        ...service,
      },
      status: { loadBalancer: { ingress: [{ ip: "198.19.0.30" }] } },
    },
    endpointSlice("kube-system/kube-dns", endpoints ?? coreDnsEndpoints, dnsPorts),
    ...(withoutBgp === true ? [] : bgpObjects),
    ...(objects ?? []),
  ];
}

function siteOf({ dataPath, hosts, withoutBgp }: LabChanges): string {
  const bgp =
    withoutBgp === true ? "" : ", bgp: { asn: 65000, neighbours: [192.168.14.31, 192.168.14.32, 192.168.14.33] }";
  return `version: 1
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24, far: 192.168.20.0/24, six: "fd14::/64" }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.91 } }
  mac: { addresses: [192.168.20.77], routes: { default: 192.168.20.1 } }
  router: { addresses: [192.168.13.91, 192.168.14.1, 192.168.20.1, "fd14::1"], forwards: true${bgp} }
${(hosts ?? []).map((line) => `  ${line}\n`).join("")}clusters:
  lab:
    objects: /objects.json
    podCidrs: [100.64.0.0/16, "fd64::/32"]
    serviceCidrs: [198.18.0.0/16]
    dataPath: { ${dataPath ?? "kind: kube-proxy"} }
`;
}

/** The lab with these changes, from files as a user would have them. */
export function labOf(changes: LabChanges = {}): SiteTwin {
  const objects = { apiVersion: "v1", kind: "List", items: objectsOf(changes) };
  const files = new Map<string, Source>(
    Object.entries({ "/site.yaml": siteOf(changes), "/objects.json": JSON.stringify(objects) }).map(([path, text]) => [
      resolvePath("/", path),
      sourceFromText(path, text),
    ]),
  );
  const { value, diagnostics } = loadSite(fileTreeFromSources(files));
  const wrong = diagnostics.filter(({ severity, code }) => severity === "error" && code !== "SITE_NO_COREFILE");
  if (value === null || wrong.length > 0) throw new RangeError(wrong.map(({ message }) => message).join("; "));
  return value;
}

/** `node1 > 100.64.0.10 as 192.168.14.31`: the node that translates, the endpoint, and the source that it sees; or why not. */
export function printTranslation(delivery: Delivery): string {
  if (delivery.kind === "dropped") {
    const at = delivery.hops.at(-1)?.at ?? "";
    return `${at} ! ${delivery.reason}`;
  }
  const { packet, translations, hops } = delivery;
  const [first] = translations;
  const where = first?.at ?? hops.at(-1)?.at ?? "";
  return `${where} > ${packet.destination.address} as ${packet.source.address}`;
}

/** Every way of a packet through the lab, each once. */
export function translations(twin: SiteTwin, packet: string, from: string): readonly string[] {
  return [...new Set(allWays(twin.network, packetOf(packet), from).map(printTranslation))];
}
