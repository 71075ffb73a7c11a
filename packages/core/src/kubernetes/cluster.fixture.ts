import { invariant } from "../invariant.ts";
import { sourceFromText, wholeSpan } from "../text/index.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import type { ClusterView } from "./cluster-view.ts";
import { snapshotFromObjects } from "./from-object/snapshot-from-objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const source = sourceFromText("cluster.yaml", "");

/** A snapshot of objects as the API server prints them. */
export function snapshotOf(...objects: readonly Fields[]): ClusterSnapshot {
  const { value, diagnostics } = snapshotFromObjects(
    objects.map((object) => ({ value: object, locate: () => wholeSpan(source) })),
  );
  invariant(diagnostics.length === 0, diagnostics.map(({ message }) => message).join("; "));
  return value;
}

export function viewOf(snapshot: ClusterSnapshot, changes: Partial<ClusterView> = {}): ClusterView {
  const since = 0 as ClusterView["since"];
  return { snapshot, isSynced: true, serial: 1_700_000_000, externalSerial: 0, since, ...changes };
}

export function namespace(name: string, labels: Fields = {}): Fields {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

/** `name.namespace`. */
export function service(place: string, spec: Fields, ingress: readonly Fields[] = []): Fields {
  const [name, inNamespace] = place.split(".");
  const metadata = { name, namespace: inNamespace };
  return { apiVersion: "v1", kind: "Service", metadata, spec, status: { loadBalancer: { ingress } } };
}

export function slice(place: string, endpoints: readonly Fields[], ports: readonly Fields[], suffix = "1"): Fields {
  const [name, inNamespace] = place.split(".");
  const labels = { "kubernetes.io/service-name": name };
  const metadata = { name: `${name}-${suffix}`, namespace: inNamespace, labels };
  const [first] = endpoints.flatMap(({ addresses }) => addresses as readonly string[]);
  const addressType = first?.includes(":") === true ? "IPv6" : "IPv4";
  return { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata, addressType, endpoints, ports };
}

const http = { name: "http", port: 80, protocol: "TCP" };
const ready = { ready: true };

function clusterIp(...clusterIPs: readonly string[]): Fields {
  return { type: "ClusterIP", clusterIP: clusterIPs[0], clusterIPs };
}

/** One service of every kind that the plugins kubernetes and k8s_external tell apart. */
export const everyKind: ClusterSnapshot = snapshotOf(
  ...["default", "kube-system", "linkerd-viz", "dns", "empty"].map((name) => namespace(name)),
  service(
    "kube-dns.kube-system",
    {
      ...clusterIp("198.18.0.10"),
      type: "LoadBalancer",
      ports: [
        { name: "dns", port: 53, protocol: "UDP" },
        { name: "dns-tcp", port: 53, protocol: "TCP" },
        { name: "metrics", port: 9153, protocol: "TCP" },
      ],
    },
    [{ ip: "198.19.0.30" }],
  ),
  slice(
    "kube-dns.kube-system",
    [{ addresses: ["100.64.0.10"], conditions: ready }],
    [{ name: "dns", port: 53, protocol: "UDP" }],
  ),
  service(
    "web.linkerd-viz",
    {
      ...clusterIp("198.18.0.245"),
      type: "LoadBalancer",
      ports: [
        { name: "http", port: 8084, protocol: "TCP" },
        { name: "admin", port: 9994, protocol: "TCP" },
      ],
    },
    [{ ip: "198.19.0.5" }],
  ),
  service("api.default", { ...clusterIp("198.18.0.20"), ports: [http] }),
  slice(
    "api.default",
    [
      { addresses: ["100.64.0.31"], hostname: "api-0", conditions: ready },
      { addresses: ["100.64.0.32"], conditions: {} },
    ],
    [{ ...http, port: 8080 }],
  ),
  service("dual.default", { ...clusterIp("198.18.0.21", "fd98::21"), ports: [http] }),
  service("six.default", { ...clusterIp("fd98::22"), type: "LoadBalancer", ports: [http] }, [{ ip: "fd99::5" }]),
  service("portless.default", clusterIp("198.18.0.23")),
  service("unnamed.default", { ...clusterIp("198.18.0.24"), ports: [{ port: 8080, protocol: "TCP" }] }),
  service("pending.default", { ...clusterIp("198.18.0.25"), type: "LoadBalancer", ports: [http] }),
  service(
    "hosted.default",
    {
      ...clusterIp("198.18.0.26"),
      type: "LoadBalancer",
      ports: [http, { name: "https", port: 443, protocol: "TCP" }],
    },
    [{ hostname: "lb.example.org" }],
  ),
  service("many.default", {
    ...clusterIp("198.18.0.27"),
    externalIPs: ["203.0.113.7", "203.0.113.8"],
    ports: [http],
  }),
  service("db.default", {
    ...clusterIp("None"),
    ports: [
      { name: "pg", port: 5432, protocol: "TCP" },
      { name: "stats", port: 9187, protocol: "TCP" },
    ],
  }),
  slice(
    "db.default",
    [
      { addresses: ["100.64.0.41"], hostname: "db-0", conditions: ready },
      { addresses: ["100.64.0.42"], hostname: "db-1", conditions: ready },
      { addresses: ["100.64.0.43"], hostname: "db-2", conditions: { ready: false, serving: true } },
    ],
    [
      { name: "pg", port: 5432, protocol: "TCP" },
      { name: "stats", port: 9187, protocol: "TCP" },
    ],
  ),
  service("hollow.default", { ...clusterIp("None"), ports: [http] }),
  slice("hollow.default", [{ addresses: ["100.64.0.51"], conditions: { ready: false } }], [http]),
  service("alias.default", { type: "ExternalName", externalName: "www.example.org" }),
  service("inward.default", { type: "ExternalName", externalName: "api.default.svc.cluster.local" }),
  service("literal.default", { type: "ExternalName", externalName: "203.0.113.99" }),
  service("web.dns", { ...clusterIp("198.18.0.29"), type: "LoadBalancer", ports: [http] }, [{ ip: "198.19.0.11" }]),
);
