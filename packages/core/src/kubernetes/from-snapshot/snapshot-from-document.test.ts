import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Diagnostic, sourceFromText, wholeSpan } from "../../text/index.ts";
import { everyKind as manyServices, snapshotOf } from "../cluster.fixture.ts";
import { type ClusterSnapshot, joinSnapshots, type Path, printClusterSnapshot } from "../index.ts";
import { isSnapshotDocument, snapshotFromDocument } from "./snapshot-from-document.ts";

/** A document as it is read, and the paths that diagnostics point at. */
function read(value: unknown): {
  readonly snapshot: ClusterSnapshot;
  readonly said: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const paths: string[] = [];
  const locate = (path: Path): ReturnType<typeof wholeSpan> => {
    paths.push(path.join("."));
    return wholeSpan(sourceFromText("snapshot.json", ""));
  };
  const { value: snapshot, diagnostics } = snapshotFromDocument({ value, locate });
  return { snapshot, diagnostics, said: diagnostics.map(({ code }, index) => `${code} ${paths[index] ?? ""}`) };
}

const metadata = { name: "one", namespace: "default" };
const label = { matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "In", values: ["a", "b"] }] };

/** One object of each kind, with every field that a snapshot keeps. */
const everyKind = snapshotOf(
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "default", labels: { b: "2", a: "1" } } },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      ...metadata,
      annotations: { "lbipam.cilium.io/ips": "198.19.0.30" },
      creationTimestamp: "2024-01-02T16:39:12Z",
    },
    spec: {
      type: "LoadBalancer",
      clusterIPs: ["198.18.0.10", "fd98::10"],
      externalIPs: ["203.0.113.7"],
      externalTrafficPolicy: "Local",
      internalTrafficPolicy: "Local",
      allocateLoadBalancerNodePorts: false,
      healthCheckNodePort: 31003,
      loadBalancerClass: "io.cilium/bgp-control-plane",
      loadBalancerIP: "not-an-ip",
      loadBalancerSourceRanges: ["192.168.13.0/24"],
      publishNotReadyAddresses: true,
      sessionAffinity: "ClientIP",
      ipFamilies: ["IPv4", "IPv6"],
      ipFamilyPolicy: "PreferDualStack",
      selector: { "k8s-app": "kube-dns" },
      ports: [{ name: "dns", port: 53, protocol: "UDP", targetPort: "dns-udp", nodePort: 30672 }, { port: 9153 }],
    },
    status: {
      loadBalancer: { ingress: [{ ip: "198.19.0.30" }, { hostname: "lb.example." }] },
      conditions: [{ type: "cilium.io/IPAMRequestSatisfied", status: "True", reason: "satisfied", message: "" }],
    },
  },
  { apiVersion: "v1", kind: "Service", metadata: { ...metadata, name: "headless" }, spec: { clusterIP: "None" } },
  {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { ...metadata, labels: { "kubernetes.io/service-name": "one" } },
    addressType: "IPv4",
    ports: [{ name: "dns", port: 53, protocol: "UDP" }, { port: null }],
    endpoints: [
      {
        addresses: ["100.64.0.10"],
        conditions: { ready: true, serving: true, terminating: false },
        hostname: "a",
        nodeName: "node1",
        zone: "z",
        targetRef: { kind: "Pod", namespace: "default", name: "a" },
      },
      { addresses: ["100.64.0.11"] },
    ],
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...metadata,
      deletionTimestamp: "2024-01-02T18:00:00Z",
      ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "rs", uid: "1", controller: true }],
    },
    spec: {
      nodeName: "node1",
      tolerations: [{ key: "node.kubernetes.io/unreachable", operator: "Exists", tolerationSeconds: 20 }],
      hostNetwork: true,
      dnsPolicy: "None",
      dnsConfig: { nameservers: ["198.18.0.10"], searches: ["kloud.lan"], options: [{ name: "ndots", value: "2" }] },
      hostname: "h",
      subdomain: "s",
      containers: [
        {
          ports: [{ name: "dns-udp", containerPort: 53, protocol: "UDP" }],
          readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 5, successThreshold: 2 },
          startupProbe: { httpGet: { path: "/health", port: 8080, scheme: "HTTPS" }, failureThreshold: 30 },
          livenessProbe: { tcpSocket: { port: "dns-udp" } },
        },
        {},
      ],
    },
    status: {
      phase: "Running",
      podIPs: [{ ip: "100.64.0.10" }],
      conditions: [{ type: "Ready", status: "True" }],
      containerStatuses: [{ ready: true, restartCount: 3 }, { ready: false }],
    },
  },
  {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "node1" },
    spec: { podCIDRs: ["100.64.0.0/24"], unschedulable: true },
    status: {
      addresses: [
        { type: "InternalIP", address: "192.168.14.31" },
        { type: "ExternalIP", address: "203.0.113.1" },
        { type: "Hostname", address: "node1" },
      ],
      nodeInfo: { kubeletVersion: "v1.29.0" },
      conditions: [{ type: "Ready", status: "False" }],
    },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumNode",
    metadata: { name: "node1" },
    spec: {
      addresses: [
        { type: "CiliumInternalIP", ip: "100.64.0.1" },
        { type: "InternalIP", ip: "192.168.14.31" },
      ],
      ipam: { podCIDRs: ["100.64.0.0/24"] },
    },
  },
  { apiVersion: "v1", kind: "ConfigMap", metadata, data: { Corefile: ".:53 {\n}\n", other: "x" } },
  {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { name: "pool" },
    spec: {
      blocks: [{ cidr: "198.19.0.0/24" }, { start: "198.19.1.1", stop: "198.19.1.9" }, { start: "198.19.2.1" }],
      serviceSelector: label,
      allowFirstLastIPs: "No",
      disabled: true,
    },
    status: { conditions: [{ type: "cilium.io/PoolConflict", status: "False", reason: "resolved", message: "" }] },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPClusterConfig",
    metadata: { name: "bgp" },
    spec: {
      nodeSelector: label,
      bgpInstances: [
        {
          name: "i",
          localASN: 65001,
          localPort: 179,
          peers: [{ name: "r", peerAddress: "192.168.14.1", peerASN: 65000, peerConfigRef: { name: "peer" } }],
        },
      ],
    },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPPeerConfig",
    metadata: { name: "peer" },
    spec: {
      families: [{ afi: "ipv4", safi: "unicast", advertisements: label }],
      gracefulRestart: { enabled: true, restartTimeSeconds: 15 },
      timers: { connectRetryTimeSeconds: 5, holdTimeSeconds: 9, keepAliveTimeSeconds: 3 },
      transport: { peerPort: 1790, sourceInterface: "lo" },
      ebgpMultihop: 4,
    },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPAdvertisement",
    metadata: { name: "adv" },
    spec: {
      advertisements: [
        {
          advertisementType: "Service",
          attributes: { localPreference: 200, communities: { standard: ["65000:99"], large: ["65000:1:2"] } },
          service: {
            addresses: ["LoadBalancerIP", "ExternalIP"],
            aggregationLengthIPv4: 24,
            aggregationLengthIPv6: 64,
          },
          selector: label,
        },
      ],
    },
  },
  {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: { name: "l2" },
    spec: {
      nodeSelector: label,
      serviceSelector: label,
      interfaces: ["^eth[0-9]+"],
      externalIPs: true,
      loadBalancerIPs: true,
    },
  },
);

const kindsOf = Object.keys(everyKind).filter((field): field is keyof typeof everyKind => field !== "schemaVersion");

describe("a snapshot that was printed is read back as it was", () => {
  it.each(kindsOf)("%s", (field) => {
    const { snapshot, said } = read(JSON.parse(printClusterSnapshot(everyKind)));
    expect(said).toEqual([]);
    expect(everyKind[field]).not.toEqual([]);
    expect(snapshot[field]).toEqual(everyKind[field]);
  });

  it("a whole cluster", () => {
    const text = printClusterSnapshot(manyServices);
    const { snapshot } = read(JSON.parse(text));
    expect(snapshot).toEqual(manyServices);
    expect(printClusterSnapshot(snapshot)).toBe(text);
  });
});

const document = (fields: Readonly<Record<string, unknown>>): unknown => ({ schemaVersion: 1, ...fields });

describe("what is wrong with a document", () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ["a version of the future", { schemaVersion: 2, services: 7 }, ["KUBERNETES_SCHEMA_VERSION schemaVersion"]],
    ["a version as text", { schemaVersion: "1" }, ["KUBERNETES_SCHEMA_VERSION schemaVersion"]],
    ["no version", { services: [] }, ["KUBERNETES_SCHEMA_VERSION schemaVersion"]],
    ["nothing but the version", document({}), []],
    ["a list that is a map", document({ services: {} }), ["KUBERNETES_FIELD services"]],
    [
      "an address that is none",
      document({ services: [{ metadata, clusterIps: ["none"] }] }),
      ["KUBERNETES_FIELD services.0.clusterIps.0"],
    ],
    [
      "a word that is not known",
      document({ services: [{ metadata, type: "Loadbalancer" }] }),
      ["KUBERNETES_FIELD services.0.type"],
    ],
    [
      "a port as text",
      document({ endpointSlices: [{ metadata, ports: [{ port: "53" }] }] }),
      ["KUBERNETES_FIELD endpointSlices.0.ports.0.port"],
    ],
  ])("%s", (_, value, said) => {
    expect(read(value).said).toEqual(said);
  });

  it("says which versions it reads", () => {
    expect(read({ schemaVersion: 2 }).diagnostics[0]?.message).toBe(
      "schemaVersion is 2; this version of splithorizon reads 1.",
    );
  });
});

test.each<readonly [string, unknown, boolean]>([
  ["a snapshot", { schemaVersion: 1 }, true],
  ["a snapshot of the future", { schemaVersion: 9 }, true],
  ["an object", { apiVersion: "v1", kind: "Service" }, false],
  ["an object with a field of that name", { apiVersion: "v1", kind: "Service", schemaVersion: 1 }, false],
  ["a list", [{ schemaVersion: 1 }], false],
  ["nothing", null, false],
])("is it a snapshot? %s", (_, value, expected) => {
  expect(isSnapshotDocument(value)).toBe(expected);
});

describe("the text of a snapshot", () => {
  it("says its version first, then every key in order", () => {
    expect(printClusterSnapshot(snapshotOf()).split("\n").slice(0, 4)).toEqual([
      "{",
      '  "schemaVersion": 1,',
      '  "bgpAdvertisements": [],',
      '  "bgpClusterConfigs": [],',
    ]);
  });

  test("law: labels in any order, of any name, are the same octets and come back", () => {
    const labels = fc.dictionary(fc.string(), fc.string(), { maxKeys: 6, noNullPrototype: true });
    fc.assert(
      fc.property(labels, fc.infiniteStream(fc.nat()), (given, lots) => {
        const shuffled = Object.fromEntries(
          Object.entries(given)
            .map((entry) => ({ entry, lot: lots.next().value ?? 0 }))
            .sort((left, right) => left.lot - right.lot)
            .map(({ entry }) => entry),
        );
        const snapshots = [given, shuffled].map((one) =>
          snapshotOf({ apiVersion: "v1", kind: "Namespace", metadata: { name: "one", labels: one } }),
        );
        const [text, other] = snapshots.map(printClusterSnapshot);
        expect(other).toBe(text);
        expect(read(JSON.parse(text ?? "")).snapshot).toEqual(snapshots[0]);
      }),
    );
  });
});

describe("joined snapshots", () => {
  const namespace = (name: string, at: string) =>
    snapshotOf({ apiVersion: "v1", kind: "Namespace", metadata: { name, creationTimestamp: at } });

  it("the later of two objects counts, and all are sorted", () => {
    const joined = joinSnapshots([namespace("b", "first"), namespace("a", "first"), namespace("b", "second")]);
    expect(
      joined.namespaces.map(({ metadata: { name, creationTimestamp } }) => `${name} ${creationTimestamp}`),
    ).toEqual(["a first", "b second"]);
  });

  const names = fc.string({ minLength: 1 }).filter((name) => !/[/%]|^\.\.?$/.test(name));

  test("law: cut into pages and joined, a list is what it was", () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 12 }), fc.nat(12), (names, cut) => {
        const of = (some: readonly string[]) => joinSnapshots(some.map((name) => namespace(name, "now")));
        const pages = joinSnapshots([of(names.slice(cut)), of(names.slice(0, cut))]);
        expect(printClusterSnapshot(pages)).toBe(printClusterSnapshot(of(names)));
      }),
    );
  });
});
