/** A cluster with one service of every kind that the kubernetes plugin knows, as `kubectl get -o yaml` would print it. */

const service = (namespace: string, name: string, spec: string, status = "", labels = ""): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}${labels === "" ? "" : `, labels: ${labels}`}}\nspec: ${spec}\n${status === "" ? "" : `status: ${status}\n`}`;

const slice = (
  namespace: string,
  name: string,
  serviceName: string,
  endpoints: string,
  ports: string,
  type = "IPv4",
): string =>
  `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {kubernetes.io/service-name: ${serviceName}}}\naddressType: ${type}\nendpoints: ${endpoints}\nports: ${ports}\n`;

const namespace = (name: string, labels = "{}"): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: ${labels}}\n`;

const pod = (namespaceName: string, name: string, address: string, phase = "Running"): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespaceName}}\nstatus: {phase: ${phase}, podIP: ${address}, podIPs: [{ip: ${address}}]}\n`;

const http = "{name: http, port: 80, protocol: TCP}";
const crowd = Array.from(
  { length: 60 },
  (_, index) => `{addresses: [100.64.9.${index + 1}], conditions: {ready: true}}`,
);

const namespaces = [
  namespace("default"),
  namespace("kube-system"),
  namespace("linkerd-viz", "{team: mesh}"),
  namespace("dns"),
  namespace("empty"),
];

const services = [
  service(
    "kube-system",
    "kube-dns",
    "{type: LoadBalancer, clusterIP: 198.18.0.10, clusterIPs: [198.18.0.10], ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}, {name: metrics, port: 9153, protocol: TCP}]}",
    "{loadBalancer: {ingress: [{ip: 198.19.0.30}]}}",
  ),
  service(
    "linkerd-viz",
    "web",
    "{type: LoadBalancer, clusterIP: 198.18.0.245, clusterIPs: [198.18.0.245], ports: [{name: http, port: 8084, protocol: TCP}, {name: admin, port: 9994, protocol: TCP}]}",
    "{loadBalancer: {ingress: [{ip: 198.19.0.5}]}}",
    "{app: web}",
  ),
  service("default", "api", `{type: ClusterIP, clusterIP: 198.18.0.20, clusterIPs: [198.18.0.20], ports: [${http}]}`),
  service(
    "default",
    "dual",
    `{type: ClusterIP, clusterIP: 198.18.0.21, clusterIPs: [198.18.0.21, "fd98::21"], ports: [${http}]}`,
  ),
  service(
    "default",
    "six",
    `{type: LoadBalancer, clusterIP: "fd98::22", clusterIPs: ["fd98::22"], ports: [${http}]}`,
    '{loadBalancer: {ingress: [{ip: "fd99::5"}]}}',
  ),
  service("default", "portless", "{type: ClusterIP, clusterIP: 198.18.0.23, clusterIPs: [198.18.0.23]}"),
  service(
    "default",
    "unnamed",
    "{type: ClusterIP, clusterIP: 198.18.0.24, clusterIPs: [198.18.0.24], ports: [{port: 8080, protocol: TCP}]}",
  ),
  service(
    "default",
    "pending",
    `{type: LoadBalancer, clusterIP: 198.18.0.25, clusterIPs: [198.18.0.25], ports: [${http}]}`,
    "{loadBalancer: {}}",
  ),
  service(
    "default",
    "hosted",
    "{type: LoadBalancer, clusterIP: 198.18.0.26, clusterIPs: [198.18.0.26], ports: [{name: http, port: 80, protocol: TCP}, {name: https, port: 443, protocol: TCP}]}",
    "{loadBalancer: {ingress: [{hostname: lb.example.org}]}}",
  ),
  service(
    "default",
    "many",
    `{type: ClusterIP, clusterIP: 198.18.0.27, clusterIPs: [198.18.0.27], externalIPs: [203.0.113.7, 203.0.113.8], ports: [${http}]}`,
  ),
  service(
    "default",
    "twins",
    "{type: LoadBalancer, clusterIP: 198.18.0.28, clusterIPs: [198.18.0.28], ports: [{name: http, port: 80, protocol: TCP}]}",
    "{loadBalancer: {ingress: [{ip: 198.19.0.8}, {ip: 198.19.0.9}]}}",
  ),
  service(
    "default",
    "db",
    "{type: ClusterIP, clusterIP: None, clusterIPs: [None], ports: [{name: pg, port: 5432, protocol: TCP}, {name: stats, port: 9187, protocol: TCP}]}",
  ),
  service("default", "hollow", `{type: ClusterIP, clusterIP: None, clusterIPs: [None], ports: [${http}]}`),
  service("default", "bare", "{type: ClusterIP, clusterIP: None, clusterIPs: [None]}"),
  service("default", "crowd", `{type: ClusterIP, clusterIP: None, clusterIPs: [None], ports: [${http}]}`),
  service("default", "alias", "{type: ExternalName, externalName: www.example.org}"),
  service("default", "inward", "{type: ExternalName, externalName: api.default.svc.cluster.local}"),
  service("default", "inward-missing", "{type: ExternalName, externalName: nothing.default.svc.cluster.local}"),
  service("default", "literal", "{type: ExternalName, externalName: 203.0.113.99}"),
  service("default", "loop-a", "{type: ExternalName, externalName: loop-b.default.svc.cluster.local}"),
  service("default", "loop-b", "{type: ExternalName, externalName: loop-a.default.svc.cluster.local}"),
  service(
    "dns",
    "web",
    `{type: LoadBalancer, clusterIP: 198.18.0.29, clusterIPs: [198.18.0.29], ports: [${http}]}`,
    "{loadBalancer: {ingress: [{ip: 198.19.0.11}]}}",
  ),
  service("default", "kv", `{type: ClusterIP, clusterIP: 198.18.0.40, clusterIPs: [198.18.0.40], ports: [${http}]}`),
];

const slices = [
  slice(
    "kube-system",
    "kube-dns-1",
    "kube-dns",
    "[{addresses: [100.64.0.10], conditions: {ready: true}, targetRef: {kind: Pod, name: coredns-a, namespace: kube-system}}, {addresses: [100.64.1.10], conditions: {ready: true}, targetRef: {kind: Pod, name: coredns-b, namespace: kube-system}}]",
    "[{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}, {name: metrics, port: 9153, protocol: TCP}]",
  ),
  slice(
    "linkerd-viz",
    "web-1",
    "web",
    "[{addresses: [100.64.1.30], conditions: {ready: true}}]",
    "[{name: http, port: 8084, protocol: TCP}, {name: admin, port: 9994, protocol: TCP}]",
  ),
  slice(
    "default",
    "api-1",
    "api",
    "[{addresses: [100.64.0.31], hostname: api-0, conditions: {ready: true}}, {addresses: [100.64.0.32], conditions: {}}]",
    "[{name: http, port: 8080, protocol: TCP}]",
  ),
  slice(
    "default",
    "db-1",
    "db",
    "[{addresses: [100.64.0.41], hostname: db-0, conditions: {ready: true}}, {addresses: [100.64.0.42], hostname: db-1, conditions: {ready: true}}, {addresses: [100.64.0.43], hostname: db-2, conditions: {ready: false, serving: true}}]",
    "[{name: pg, port: 5432, protocol: TCP}, {name: stats, port: 9187, protocol: TCP}]",
  ),
  slice(
    "default",
    "db-6",
    "db",
    '[{addresses: ["fd64::41"], hostname: db-0, conditions: {ready: true}}]',
    "[{name: pg, port: 5432, protocol: TCP}]",
    "IPv6",
  ),
  slice(
    "default",
    "hollow-1",
    "hollow",
    "[{addresses: [100.64.0.51], conditions: {ready: false}}]",
    "[{name: http, port: 80, protocol: TCP}]",
  ),
  slice("default", "bare-1", "bare", "[{addresses: [100.64.0.61], conditions: {ready: true}}]", "[]"),
  slice("default", "crowd-1", "crowd", `[${crowd.join(", ")}]`, "[{name: http, port: 80, protocol: TCP}]"),
];

const pods = [
  pod("default", "api-0", "100.64.0.31"),
  pod("default", "done", "100.64.0.77", "Succeeded"),
  pod("dnsutils", "dnsutils", "100.64.0.20"),
  pod("kube-system", "coredns-a", "100.64.0.10"),
];

/** YAML documents. */
export const cluster: string = [...namespaces, ...services, ...slices, ...pods].join("---\n");
