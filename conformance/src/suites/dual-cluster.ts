/** A cluster with both families everywhere, topology zones, long chains of names and crowds of endpoints, as YAML documents. */

const yaml = (kind: string, apiVersion: string, name: string, namespace: string, rest: string, labels = "{}"): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}}\n${rest}\n`;
const service = (name: string, spec: string, ingress = ""): string =>
  yaml("Service", "v1", name, "default", `spec: ${spec}\nstatus: {loadBalancer: {ingress: [${ingress}]}}`);
const slice = (name: string, of: string, type: "IPv4" | "IPv6", endpoints: readonly string[], ports: string): string =>
  yaml(
    "EndpointSlice",
    "discovery.k8s.io/v1",
    name,
    "default",
    `addressType: ${type}\nendpoints: [${endpoints.join(", ")}]\nports: ${ports}`,
    `{kubernetes.io/service-name: ${of}}`,
  );
const pod = (name: string, namespace: string, phase: string, ...addresses: readonly string[]): string =>
  yaml(
    "Pod",
    "v1",
    name,
    namespace,
    `status: {phase: ${phase}, podIP: "${addresses[0]}", podIPs: [${addresses.map((ip) => `{ip: "${ip}"}`).join(", ")}]}`,
  );

const HTTP = "{name: http, port: 80, protocol: TCP}";
const HTTPS = "{name: https, port: 443, protocol: TCP}";
const both = (number: number): string =>
  `clusterIP: 198.18.1.${number}, clusterIPs: [198.18.1.${number}, "fd98::1:${number}"]`;
const endpoint = (address: string, more = ""): string =>
  `{addresses: ["${address}"], conditions: {ready: true}${more === "" ? "" : `, ${more}`}}`;
const count = <T>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, at) => make(at));

const CHAIN = 14;
const crowd = (name: string, size: number, make: (at: number) => string, type: "IPv4" | "IPv6"): readonly string[] => [
  service(name, `{clusterIP: None, clusterIPs: [None], ports: [${HTTP}]}`),
  slice(`${name}-1`, name, type, count(size, make), `[${HTTP}]`),
];

const objects = [
  ...["default", "other", "kube-system"].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`),
  service(
    "kube-dns",
    `{${both(10)}, ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]}`,
  ),
  slice("kube-dns-4", "kube-dns", "IPv4", [endpoint("192.168.13.101")], "[{name: dns, port: 53, protocol: UDP}]"),
  slice("kube-dns-6", "kube-dns", "IPv6", [endpoint("fd13::101")], "[{name: dns, port: 53, protocol: UDP}]"),
  service(
    "both",
    `{${both(20)}, type: LoadBalancer, ports: [${HTTP}, ${HTTPS}]}`,
    '{ip: 198.19.1.20}, {ip: "fd99::20"}',
  ),
  service("first6", `{clusterIP: "fd98::1:21", clusterIPs: ["fd98::1:21", 198.18.1.21], ports: [${HTTP}]}`),
  service(
    "only6",
    `{clusterIP: "fd98::1:22", clusterIPs: ["fd98::1:22"], type: LoadBalancer, ports: [${HTTP}]}`,
    '{ip: "fd99::22"}',
  ),
  service(
    "same-port",
    `{${both(23)}, ports: [{name: tcp, port: 53, protocol: TCP}, {name: udp, port: 53, protocol: UDP}]}`,
  ),
  service(
    "mixed-lb",
    `{${both(24)}, type: LoadBalancer, externalIPs: [203.0.113.24], ports: [${HTTP}]}`,
    "{hostname: lb.example.org}, {ip: 198.19.1.24}",
  ),
  service("dead-lb", `{${both(25)}, type: LoadBalancer, ports: [${HTTP}]}`, "{hostname: missing.example.org}"),
  service("zoned", `{clusterIP: None, clusterIPs: [None], ports: [${HTTP}, ${HTTPS}]}`),
  slice(
    "zoned-4",
    "zoned",
    "IPv4",
    [
      endpoint("100.64.1.1", "zone: eu-1a, hostname: a-0"),
      endpoint("100.64.1.2", "zone: EU-1b"),
      endpoint("100.64.1.3", "zone: rack.7"),
      endpoint("100.64.1.4"),
    ],
    `[${HTTP}, ${HTTPS}]`,
  ),
  slice(
    "zoned-6",
    "zoned",
    "IPv6",
    [endpoint("fd64::1:1", "zone: eu-1a, hostname: a-0"), endpoint("fd64::1:0")],
    `[${HTTP}]`,
  ),
  service("hollow", `{clusterIP: None, clusterIPs: [None], ports: [${HTTP}]}`),
  service("empty", `{${both(26)}, ports: [${HTTP}]}`),
  ...count(CHAIN, (at) =>
    service(
      `chain-${at}`,
      `{type: ExternalName, externalName: ${at === CHAIN - 1 ? "both" : `chain-${at + 1}`}.default.svc.cluster.local}`,
    ),
  ),
  service("outward", "{type: ExternalName, externalName: www.example.org}"),
  service("outward-big", "{type: ExternalName, externalName: big.example.org}"),
  service("outward-alias", "{type: ExternalName, externalName: alias.example.org.}"),
  service("outward-missing", "{type: ExternalName, externalName: missing.example.org}"),
  service("outward-cased", "{type: ExternalName, externalName: WWW.Example.ORG}"),
  service("below-itself", "{type: ExternalName, externalName: x.below-itself.default.svc.cluster.local}"),
  service("to-headless", "{type: ExternalName, externalName: zoned.default.svc.cluster.local}"),
  service("to-endpoint", "{type: ExternalName, externalName: a-0.zoned.default.svc.cluster.local}"),
  service("to-pod", "{type: ExternalName, externalName: 100-64-1-1.default.pod.cluster.local}"),
  service("to-apex", "{type: ExternalName, externalName: cluster.local}"),
  service("to-address6", '{type: ExternalName, externalName: "2001:db8::7"}'),
  service("to-outward", "{type: ExternalName, externalName: outward.default.svc.cluster.local}"),
  ...crowd("crowd4", 100, (at) => endpoint(`100.64.9.${at + 1}`), "IPv4"),
  ...crowd("crowd6", 60, (at) => endpoint(`fd64::9:${(at + 1).toString(16)}`, `hostname: member-${at}`), "IPv6"),
  service(
    "crowd-lb",
    `{${both(30)}, type: LoadBalancer, ports: [${HTTP}, ${HTTPS}]}`,
    count(70, (at) => (at % 7 === 6 ? `{ip: "fd99::9:${at}"}` : `{ip: 198.19.9.${at + 1}}`)).join(", "),
  ),
  pod("both-0", "default", "Running", "100.64.1.1", "fd64::1:1"),
  pod("six-0", "other", "Running", "fd64::1:2"),
  pod("ended", "default", "Failed", "100.64.1.77", "fd64::1:77"),
  pod("twin-a", "default", "Running", "100.64.1.5"),
  pod("twin-b", "default", "Running", "100.64.1.5"),
];

export const dualCluster: string = objects.join("---\n");
