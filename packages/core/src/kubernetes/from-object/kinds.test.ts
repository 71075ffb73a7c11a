import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceFromText, wholeSpan } from "../../text/index.ts";
import { snapshotOf } from "../cluster.fixture.ts";
import type { ClusterSnapshot } from "../index.ts";
import type { Path } from "./field-reader.ts";
import { snapshotFromObjects } from "./snapshot-from-objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, rest: Fields): Fields => ({
  apiVersion,
  kind,
  metadata: { name: "one", namespace: "default" },
  ...rest,
});

/** An object as `kubectl get -o yaml` prints it, and the fields of the snapshot that it comes to. */
const cases: readonly {
  readonly title: string;
  readonly given: Fields;
  readonly list: keyof ClusterSnapshot;
  readonly read: Fields;
}[] = [
  {
    title: "a Service of type LoadBalancer (facts: policy Local, a pinned port for health checks)",
    given: object("v1", "Service", {
      spec: {
        type: "LoadBalancer",
        clusterIP: "198.18.0.10",
        clusterIPs: ["198.18.0.10"],
        externalTrafficPolicy: "Local",
        internalTrafficPolicy: "Local",
        healthCheckNodePort: 31003,
        allocateLoadBalancerNodePorts: false,
        loadBalancerClass: "io.cilium/bgp-control-plane",
        loadBalancerIP: "not-an-ip",
        loadBalancerSourceRanges: ["192.168.13.0/24"],
        sessionAffinity: "ClientIP",
        publishNotReadyAddresses: true,
        ipFamilies: ["IPv4", "IPv6"],
        ipFamilyPolicy: "PreferDualStack",
        selector: { "k8s-app": "kube-dns" },
        ports: [{ name: "dns", port: 53, protocol: "UDP", targetPort: "dns-udp", nodePort: 30672 }, { port: 9153 }],
      },
      status: { loadBalancer: { ingress: [{ ip: "198.19.0.30", ipMode: "VIP" }, { hostname: "lb.example." }] } },
    }),
    list: "services",
    read: {
      type: "LoadBalancer",
      clusterIps: ["198.18.0.10"],
      externalTrafficPolicy: "Local",
      internalTrafficPolicy: "Local",
      healthCheckNodePort: 31003,
      allocateLoadBalancerNodePorts: false,
      loadBalancerClass: "io.cilium/bgp-control-plane",
      loadBalancerIp: "not-an-ip",
      loadBalancerSourceRanges: ["192.168.13.0/24"],
      sessionAffinity: "ClientIP",
      publishNotReadyAddresses: true,
      ipFamilies: ["IPv4", "IPv6"],
      ipFamilyPolicy: "PreferDualStack",
      selector: { "k8s-app": "kube-dns" },
      ports: [
        { name: "dns", port: 53, protocol: "UDP", targetPort: "dns-udp", nodePort: 30672 },
        { name: "", port: 9153, protocol: "TCP", targetPort: null, nodePort: null },
      ],
      loadBalancerIngress: [
        { kind: "ip", ip: "198.19.0.30" },
        { kind: "hostname", hostname: "lb.example." },
      ],
    },
  },
  {
    title: "a Service without anything: the API server's defaults",
    given: object("v1", "Service", {}),
    list: "services",
    read: {
      type: "ClusterIP",
      clusterIps: [],
      externalTrafficPolicy: null,
      internalTrafficPolicy: "Cluster",
      allocateLoadBalancerNodePorts: null,
      healthCheckNodePort: null,
      sessionAffinity: "None",
      publishNotReadyAddresses: false,
      ports: [],
      loadBalancerIngress: [],
    },
  },
  {
    title: "an EndpointSlice: absent conditions stay unknown",
    given: object("discovery.k8s.io/v1", "EndpointSlice", {
      metadata: { name: "one", namespace: "default", labels: { "kubernetes.io/service-name": "web" } },
      addressType: "IPv6",
      ports: [{ name: "http", port: 8080, protocol: "TCP" }, { port: null }],
      endpoints: [
        {
          addresses: ["FD64::1"],
          conditions: { ready: false, serving: true, terminating: true },
          hostname: "web-0",
          nodeName: "node1",
          zone: "a",
          targetRef: { kind: "Pod", name: "web-0", namespace: "default", uid: "x" },
        },
        { addresses: ["fd64::2"] },
      ],
    }),
    list: "endpointSlices",
    read: {
      serviceName: "web",
      addressType: "IPv6",
      ports: [
        { name: "http", port: 8080, protocol: "TCP" },
        { name: "", port: null, protocol: "TCP" },
      ],
      endpoints: [
        {
          addresses: ["fd64::1"],
          ready: false,
          serving: true,
          terminating: true,
          hostname: "web-0",
          nodeName: "node1",
          zone: "a",
          targetRef: { kind: "Pod", name: "web-0", namespace: "default" },
        },
        {
          addresses: ["fd64::2"],
          ready: null,
          serving: null,
          terminating: null,
          hostname: null,
          nodeName: null,
          zone: null,
          targetRef: null,
        },
      ],
    },
  },
  {
    title: "an EndpointSlice of no service",
    given: object("discovery.k8s.io/v1", "EndpointSlice", { addressType: "IPv4", endpoints: null, ports: null }),
    list: "endpointSlices",
    read: { serviceName: "", endpoints: [], ports: [] },
  },
  {
    title: "a Pod with its dnsConfig",
    given: object("v1", "Pod", {
      spec: {
        nodeName: "node1",
        hostNetwork: true,
        dnsPolicy: "None",
        dnsConfig: {
          nameservers: ["198.18.0.10"],
          searches: ["a.test"],
          options: [{ name: "ndots", value: "5" }, { name: "edns0" }],
        },
        hostname: "one",
        subdomain: "web",
        containers: [{ ports: [{ name: "http", containerPort: 80, protocol: "TCP" }] }, {}],
      },
      status: {
        phase: "Running",
        podIP: "100.64.0.1",
        podIPs: [{ ip: "100.64.0.1" }, { ip: "fd64::1" }],
        conditions: [{ type: "Ready", status: "True" }],
        containerStatuses: [
          { ready: true, restartCount: 2 },
          { ready: false, restartCount: 1 },
        ],
      },
    }),
    list: "pods",
    read: {
      nodeName: "node1",
      phase: "Running",
      podIps: ["100.64.0.1", "fd64::1"],
      hostNetwork: true,
      ready: true,
      containers: { total: 2, ready: 1, restarts: 3 },
      dnsPolicy: "None",
      dnsConfig: {
        nameservers: ["198.18.0.10"],
        searches: ["a.test"],
        options: [
          { name: "ndots", value: "5" },
          { name: "edns0", value: null },
        ],
      },
      hostname: "one",
      subdomain: "web",
      containerPorts: [{ name: "http", port: 80, protocol: "TCP" }],
    },
  },
  {
    title: "a Pod that waits: one address field, no statuses",
    given: object("v1", "Pod", { spec: {}, status: { phase: "Pending", podIP: "100.64.0.1" } }),
    list: "pods",
    read: {
      podIps: ["100.64.0.1"],
      ready: false,
      containers: { total: 1, ready: 0, restarts: 0 },
      dnsPolicy: "ClusterFirst",
      dnsConfig: null,
    },
  },
  {
    title: "a Node",
    given: object("v1", "Node", {
      metadata: { name: "one" },
      spec: { podCIDR: "100.64.0.0/24", podCIDRs: ["100.64.0.0/24", "fd64::/64"], unschedulable: true },
      status: {
        addresses: [
          { type: "InternalIP", address: "192.168.14.31" },
          { type: "ExternalIP", address: "203.0.113.31" },
          { type: "Hostname", address: "k8s1master1" },
        ],
        conditions: [{ type: "Ready", status: "Unknown" }],
        nodeInfo: { kubeletVersion: "v1.28.4" },
      },
    }),
    list: "nodes",
    read: {
      podCidrs: ["100.64.0.0/24", "fd64::/64"],
      internalIps: ["192.168.14.31"],
      externalIps: ["203.0.113.31"],
      hostname: "k8s1master1",
      kubeletVersion: "v1.28.4",
      ready: false,
      unschedulable: true,
    },
  },
  {
    title: "a Node that says little",
    given: object("v1", "Node", { metadata: { name: "one" } }),
    list: "nodes",
    read: { podCidrs: [], internalIps: [], hostname: "one", ready: true, unschedulable: false },
  },
  {
    title: "a CiliumNode",
    given: object("cilium.io/v2", "CiliumNode", {
      metadata: { name: "one" },
      spec: {
        addresses: [
          { type: "InternalIP", ip: "192.168.14.31" },
          { type: "CiliumInternalIP", ip: "100.64.0.200" },
        ],
        ipam: { podCIDRs: ["100.64.0.0/24"], pools: {} },
      },
    }),
    list: "ciliumNodes",
    read: { internalIps: ["192.168.14.31"], ciliumInternalIps: ["100.64.0.200"], podCidrs: ["100.64.0.0/24"] },
  },
  {
    title: "a pool (facts: start beyond stop is accepted by the CRD)",
    given: object("cilium.io/v2alpha1", "CiliumLoadBalancerIPPool", {
      metadata: { name: "one" },
      spec: {
        blocks: [
          { cidr: "198.19.0.0/27" },
          { cidr: "", start: "198.19.0.99", stop: "198.19.0.90" },
          { start: "198.19.0.100" },
        ],
        serviceSelector: { matchLabels: { a: "b" } },
        allowFirstLastIPs: "No",
        disabled: true,
      },
      status: {
        conditions: [
          { type: "cilium.io/PoolConflict", status: "False", reason: "resolved", message: "", observedGeneration: 1 },
        ],
      },
    }),
    list: "loadBalancerIpPools",
    read: {
      apiVersion: "cilium.io/v2alpha1",
      blocks: [
        { kind: "cidr", cidr: "198.19.0.0/27" },
        { kind: "range", start: "198.19.0.99", stop: "198.19.0.90" },
        { kind: "range", start: "198.19.0.100", stop: null },
      ],
      serviceSelector: { matchLabels: { a: "b" }, matchExpressions: [] },
      allowFirstLastIps: "No",
      disabled: true,
      conditions: [{ type: "cilium.io/PoolConflict", status: "False", reason: "resolved", message: "" }],
    },
  },
  {
    title: "a BGP cluster configuration",
    given: object("cilium.io/v2", "CiliumBGPClusterConfig", {
      metadata: { name: "one" },
      spec: {
        nodeSelector: { matchExpressions: [{ key: "role", operator: "NotIn", values: ["edge"] }] },
        bgpInstances: [
          {
            name: "main",
            localASN: 65010,
            localPort: 179,
            peers: [
              { name: "router", peerASN: 65000, peerAddress: "192.168.14.91", peerConfigRef: { name: "to-router" } },
            ],
          },
        ],
      },
    }),
    list: "bgpClusterConfigs",
    read: {
      nodeSelector: { matchLabels: {}, matchExpressions: [{ key: "role", operator: "NotIn", values: ["edge"] }] },
      instances: [
        {
          name: "main",
          localAsn: 65010,
          localPort: 179,
          peers: [{ name: "router", peerAsn: 65000, peerAddress: "192.168.14.91", peerConfigRef: "to-router" }],
        },
      ],
    },
  },
  {
    title: "a BGP peer's configuration",
    given: object("cilium.io/v2", "CiliumBGPPeerConfig", {
      metadata: { name: "one" },
      spec: {
        ebgpMultihop: 4,
        gracefulRestart: { enabled: true, restartTimeSeconds: 15 },
        timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3 },
        transport: { peerPort: 1790, sourceInterface: "lo" },
        families: [
          { afi: "ipv4", safi: "unicast", advertisements: { matchLabels: { advertise: "bgp" } } },
          { afi: "ipv6", safi: "unicast" },
        ],
      },
    }),
    list: "bgpPeerConfigs",
    read: {
      ebgpMultihop: 4,
      gracefulRestart: true,
      restartTimeSeconds: 15,
      timers: { connectRetryTimeSeconds: null, holdTimeSeconds: 9, keepAliveTimeSeconds: 3 },
      transport: { peerPort: 1790, sourceInterface: "lo" },
      families: [
        { afi: "ipv4", safi: "unicast", advertisements: { matchLabels: { advertise: "bgp" }, matchExpressions: [] } },
        { afi: "ipv6", safi: "unicast", advertisements: null },
      ],
    },
  },
  {
    title: "a BGP advertisement: an unknown kind of address is not taken for another",
    given: object("cilium.io/v2", "CiliumBGPAdvertisement", {
      metadata: { name: "one" },
      spec: {
        advertisements: [
          {
            advertisementType: "Service",
            service: { addresses: ["LoadBalancerIP", "ClusterIP", "NodeIP"], aggregationLengthIPv4: 24 },
            selector: {},
          },
          { advertisementType: "PodCIDR" },
        ],
      },
    }),
    list: "bgpAdvertisements",
    read: {
      advertisements: [
        {
          advertisementType: "Service",
          serviceAddresses: ["LoadBalancerIP", "ClusterIP"],
          selector: { matchLabels: {}, matchExpressions: [] },
          aggregationLengthIpv4: 24,
          aggregationLengthIpv6: null,
        },
        {
          advertisementType: "PodCIDR",
          serviceAddresses: [],
          selector: null,
          aggregationLengthIpv4: null,
          aggregationLengthIpv6: null,
        },
      ],
    },
  },
  {
    title: "an L2 policy",
    given: object("cilium.io/v2alpha1", "CiliumL2AnnouncementPolicy", {
      metadata: { name: "one" },
      spec: { interfaces: ["^eth0$"], externalIPs: true, loadBalancerIPs: false },
    }),
    list: "l2AnnouncementPolicies",
    read: {
      interfaces: ["^eth0$"],
      externalIps: true,
      loadBalancerIps: false,
      nodeSelector: null,
      serviceSelector: null,
    },
  },
];

describe("what is read of each kind", () => {
  test.each(cases)("$title", ({ given, list, read }) => {
    const snapshot = snapshotOf(given);
    expect(snapshot[list]).toHaveLength(1);
    expect(snapshot[list]).toMatchObject([read]);
  });

  test("every list of a snapshot has its row, but for those that need no reading", () => {
    const { schemaVersion: _, ...lists } = snapshotOf();
    const read = new Set<string>([...cases.map(({ list }) => list), "namespaces", "corefiles"]);
    expect(Object.keys(lists).filter((list) => !read.has(list))).toEqual([]);
  });
});

/** All places inside a value that are no maps or lists themselves. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withLeaf(value: unknown, [key, ...rest]: Path, leaf: unknown): unknown {
  if (key === undefined) return leaf;
  const copy: unknown = structuredClone(value);
  const held = copy as Record<string | number, unknown>;
  held[key] = withLeaf(held[key], rest, leaf);
  return copy;
}

const someCase = fc.constantFrom(...cases);
const damage = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    undefined,
    Number.NaN,
    1e300,
    -0,
    "",
    "None",
    "__proto__",
    "\u0000",
    "198.18.0.300",
    [],
    {},
    [[]],
  ),
);

test("law: whatever stands in one field, the object is read, and what is said points at it or above", () => {
  fc.assert(
    fc.property(someCase, fc.nat(), damage, ({ given, list }, seed, leaf) => {
      const leaves = leavesOf(given).filter(([top]) => top !== "apiVersion" && top !== "kind" && top !== "metadata");
      const path = leaves[seed % Math.max(1, leaves.length)];
      fc.pre(path !== undefined);
      const said: string[] = [];
      const locate = (at: Path): ReturnType<typeof wholeSpan> => {
        said.push(at.join("."));
        return wholeSpan(sourceFromText("one.yaml", ""));
      };
      const { value } = snapshotFromObjects([{ value: withLeaf(given, path, leaf), locate }]);
      expect(value[list]).toHaveLength(1);
      const place = path.join(".");
      expect(said.filter((at) => !place.startsWith(at) && !at.startsWith(place))).toEqual([]);
      expect(() => JSON.stringify(value)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

test("law: a snapshot does not depend on the order of the objects, nor on being read from JSON", () => {
  const objects = cases.map(({ given }, index) => ({
    ...given,
    metadata: { name: `n${index}`, namespace: "default" },
  }));
  const expected = JSON.stringify(snapshotOf(...objects));
  fc.assert(
    fc.property(fc.shuffledSubarray(objects, { minLength: objects.length }), (shuffled) => {
      expect(JSON.stringify(snapshotOf(...shuffled))).toBe(expected);
      expect(JSON.stringify(snapshotOf(...(JSON.parse(JSON.stringify(shuffled)) as Fields[])))).toBe(expected);
    }),
  );
});

test("of two objects with one name the later stays, as kubectl apply would have it", () => {
  const one = (clusterIP: string): Fields => object("v1", "Service", { spec: { clusterIP } });
  expect(snapshotOf(one("198.18.0.1"), one("198.18.0.2")).services).toMatchObject([{ clusterIps: ["198.18.0.2"] }]);
});
