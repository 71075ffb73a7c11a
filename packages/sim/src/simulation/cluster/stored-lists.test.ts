import {
  type ClusterSnapshot,
  type JsonMap,
  type PatchableKind,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { put, readObject, shownObject, withoutStored, withStored } from "./stored-lists.ts";

const place = (): ReturnType<typeof wholeSpan> => wholeSpan(sourceFromText("test", ""));
const read = (...objects: readonly object[]): ClusterSnapshot =>
  snapshotFromObjects(objects.map((value) => ({ value, locate: place }))).value;

const inNamespace = (kind: string, apiVersion: string, more: object): JsonMap =>
  JSON.parse(
    JSON.stringify({ apiVersion, kind, metadata: { name: "a", namespace: "web", labels: { app: "a" } }, ...more }),
  );
const alone = (kind: string, apiVersion: string, more: object): JsonMap =>
  JSON.parse(JSON.stringify({ apiVersion, kind, metadata: { name: "a", labels: { app: "a" } }, ...more }));

/** One object of each kind with every field that is modelled, and where the snapshot keeps it. */
const OBJECTS: readonly (readonly [
  kind: PatchableKind,
  list: Exclude<keyof ClusterSnapshot, "schemaVersion">,
  object: JsonMap,
])[] = [
  ["Namespace", "namespaces", alone("Namespace", "v1", {})],
  ["ConfigMap", "corefiles", inNamespace("ConfigMap", "v1", { data: { Corefile: ".:53 {\n errors\n}\n" } })],
  [
    "EndpointSlice",
    "endpointSlices",
    inNamespace("EndpointSlice", "discovery.k8s.io/v1", {
      metadata: { name: "a", namespace: "web", labels: { "kubernetes.io/service-name": "shop" } },
      addressType: "IPv6",
      endpoints: [
        {
          addresses: ["fd00::1"],
          conditions: { ready: false, serving: true, terminating: true },
          hostname: "one",
          nodeName: "n1",
          zone: "west",
          targetRef: { kind: "Pod", namespace: "web", name: "p" },
        },
        { addresses: ["fd00::2"], conditions: {} },
      ],
      ports: [{ name: "dns", port: 53, protocol: "UDP" }, { port: 80 }],
    }),
  ],
  [
    "Pod",
    "pods",
    inNamespace("Pod", "v1", {
      spec: {
        nodeName: "n1",
        hostname: "one",
        subdomain: "shop",
        hostNetwork: true,
        containers: [{ name: "c", image: "x", ports: [{ name: "http", containerPort: 80 }] }],
      },
      status: {
        phase: "Running",
        podIPs: [{ ip: "10.0.0.1" }, { ip: "fd00::1" }],
        conditions: [{ type: "Ready", status: "True" }],
        containerStatuses: [{ name: "c", ready: true, restartCount: 3 }],
      },
    }),
  ],
  [
    "Node",
    "nodes",
    alone("Node", "v1", {
      spec: { podCIDR: "10.0.0.0/24", podCIDRs: ["10.0.0.0/24", "fd00::/64"], unschedulable: true },
      status: {
        addresses: [
          { type: "InternalIP", address: "192.0.2.1" },
          { type: "InternalIP", address: "2001:db8::1" },
        ],
        conditions: [{ type: "Ready", status: "False" }],
      },
    }),
  ],
  [
    "CiliumLoadBalancerIPPool",
    "loadBalancerIpPools",
    alone("CiliumLoadBalancerIPPool", "cilium.io/v2", {
      spec: {
        allowFirstLastIPs: "No",
        disabled: true,
        blocks: [{ cidr: "198.19.0.0/24" }, { start: "198.19.1.1", stop: "198.19.1.9" }, { start: "198.19.2.1" }],
        serviceSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["a", "b"] }] },
      },
    }),
  ],
  [
    "CiliumBGPClusterConfig",
    "bgpClusterConfigs",
    alone("CiliumBGPClusterConfig", "cilium.io/v2", {
      spec: {
        nodeSelector: { matchLabels: { rack: "one" } },
        bgpInstances: [
          {
            name: "i",
            localASN: 65001,
            localPort: 179,
            peers: [{ name: "p", peerASN: 65000, peerAddress: "192.0.2.9", peerConfigRef: { name: "c" } }],
          },
          { name: "bare", localASN: 65002, peers: [] },
        ],
      },
    }),
  ],
  [
    "CiliumBGPPeerConfig",
    "bgpPeerConfigs",
    alone("CiliumBGPPeerConfig", "cilium.io/v2", {
      spec: {
        ebgpMultihop: 4,
        gracefulRestart: { enabled: true },
        families: [
          { afi: "ipv4", safi: "unicast", advertisements: { matchLabels: { advertise: "bgp" } } },
          { afi: "ipv6", safi: "unicast" },
        ],
      },
    }),
  ],
  [
    "CiliumBGPAdvertisement",
    "bgpAdvertisements",
    alone("CiliumBGPAdvertisement", "cilium.io/v2", {
      spec: {
        advertisements: [
          { advertisementType: "PodCIDR" },
          {
            advertisementType: "Service",
            selector: {},
            service: {
              addresses: ["LoadBalancerIP", "ExternalIP"],
              aggregationLengthIPv4: 24,
              aggregationLengthIPv6: 64,
            },
          },
        ],
      },
    }),
  ],
  [
    "CiliumL2AnnouncementPolicy",
    "l2AnnouncementPolicies",
    alone("CiliumL2AnnouncementPolicy", "cilium.io/v2alpha1", {
      spec: {
        externalIPs: true,
        loadBalancerIPs: false,
        interfaces: ["^eth[0-9]+"],
        nodeSelector: { matchLabels: { rack: "one" } },
        serviceSelector: { matchLabels: { app: "a" } },
      },
    }),
  ],
];

const CONTAINERS_UNTOLD = { containers: { total: 1, ready: 1, restarts: 0 }, containerPorts: [] };

const namedAs = (object: JsonMap) => {
  const { namespace = "", name } = object["metadata"] as { readonly namespace?: string; readonly name: string };
  return { namespace, name };
};

describe.each(OBJECTS)("%s", (kind, list, object) => {
  const snapshot = read(object);
  const named = namedAs(object);

  test("what is shown of it is read as the same again", () => {
    expect(snapshot[list]).toHaveLength(1);
    const shown = shownObject(kind, snapshot, named);
    // Of a pod's containers the snapshot keeps counts and ports alone, which make no containers.
    const bare = snapshot[list].map((own) => ("containers" in own ? { ...own, ...CONTAINERS_UNTOLD } : own));
    expect(readObject(kind, shown)[list]).toEqual(bare);
  });

  test("nobody of that name, or in another namespace, is not shown", () => {
    expect(shownObject(kind, snapshot, { ...named, name: "b" })).toBeNull();
    expect(shownObject(kind, snapshot, { ...named, namespace: "elsewhere" })).toBeNull();
  });

  test("stored as it is, the snapshot says the same", () => {
    expect(withStored(kind, snapshot, object, named)).toEqual(snapshot);
  });

  test("stored in an empty cluster it stands in its list, and no other list has changed", () => {
    const empty = read(alone("Namespace", "v1", { metadata: { name: "other" } }));
    const after = withStored(kind, empty, object, named);
    const changed = (Object.keys(after) as (keyof ClusterSnapshot)[]).filter((key) => after[key] !== empty[key]);
    if (kind === "Node") expect(after.nodes).toEqual([]);
    else expect(after[list]).toContainEqual(snapshot[list][0]);
    expect(changed.filter((key) => key !== list && JSON.stringify(after[key]) !== JSON.stringify(empty[key]))).toEqual(
      [],
    );
  });
});

describe("what others write stays as it was", () => {
  const labelled = (kind: PatchableKind): JsonMap => {
    const [, , object] = OBJECTS.find(([own]) => own === kind) ?? [];
    if (object === undefined) throw new Error(kind);
    const metadata = { ...namedAs(object), labels: { app: "b" } };
    return JSON.parse(JSON.stringify({ ...object, metadata, status: {} }));
  };

  test("a node's state, and its CiliumNode has its labels", () => {
    const [, , node] = OBJECTS.find(([kind]) => kind === "Node") ?? [];
    const cilium = {
      apiVersion: "cilium.io/v2",
      kind: "CiliumNode",
      metadata: { name: "a", labels: { app: "a" } },
      spec: {},
    };
    const before = read(node ?? {}, cilium);
    const after = withStored(
      "Node",
      { ...before, nodes: before.nodes.map((own) => ({ ...own, ready: true })) },
      labelled("Node"),
      { namespace: "", name: "a" },
    );
    expect(after.nodes[0]).toMatchObject({ ready: true, internalIps: ["192.0.2.1", "2001:db8::1"] });
    expect([after.nodes[0]?.metadata.labels, after.ciliumNodes[0]?.metadata.labels]).toEqual([
      { app: "b" },
      { app: "b" },
    ]);
  });

  test("a pod's addresses, phase and counts", () => {
    const [, , pod] = OBJECTS.find(([kind]) => kind === "Pod") ?? [];
    const before = read(pod ?? {});
    const after = withStored("Pod", before, labelled("Pod"), { namespace: "web", name: "a" });
    expect(after.pods[0]).toEqual({
      ...before.pods[0],
      metadata: { ...before.pods[0]?.metadata, labels: { app: "b" } },
    });
  });

  test("a pool's conditions", () => {
    const [, , pool] = OBJECTS.find(([kind]) => kind === "CiliumLoadBalancerIPPool") ?? [];
    const before = read(pool ?? {});
    const conditions = [{ type: "cilium.io/IPsTotal", status: "Unknown", reason: "noreason", message: "254" }];
    const held = { ...before, loadBalancerIpPools: before.loadBalancerIpPools.map((own) => ({ ...own, conditions })) };
    const after = withStored("CiliumLoadBalancerIPPool", held, labelled("CiliumLoadBalancerIPPool"), {
      namespace: "",
      name: "a",
    });
    expect(after.loadBalancerIpPools[0]?.conditions).toEqual(conditions);
  });

  test("a ConfigMap that has lost its Corefile is still there, and empty", () => {
    const [, , map] = OBJECTS.find(([kind]) => kind === "ConfigMap") ?? [];
    const bare = JSON.parse(JSON.stringify({ ...map, data: {} }));
    const after = withStored("ConfigMap", read(map ?? {}), bare, { namespace: "web", name: "a" });
    expect(after.corefiles.map(({ corefile }) => corefile)).toEqual([""]);
  });
});

describe("laws of lists", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,3}$/);
  const names = fc.uniqueArray(fc.tuple(word, word), { selector: (pair) => pair.join("/"), maxLength: 8 });
  const sliceOf = ([namespace, name]: readonly [string, string]): object => ({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { namespace, name, labels: { "kubernetes.io/service-name": "s" } },
    addressType: "IPv4",
    endpoints: [],
    ports: [],
  });

  test("law: put one by one, in any order, they stand as if they had been read at once", () => {
    fc.assert(
      fc.property(names, (drawn) => {
        const atOnce = read(...drawn.map(sliceOf)).endpointSlices;
        const oneByOne = drawn.reduce<ClusterSnapshot["endpointSlices"]>((list, pair) => {
          const [written] = read(sliceOf(pair)).endpointSlices;
          return put(list, written, ({ metadata }) => metadata.namespace === pair[0] && metadata.name === pair[1]);
        }, []);
        expect(oneByOne).toEqual(atOnce);
      }),
    );
  });

  test("law: who is taken out is gone, all others stay, and put back it stands where it stood", () => {
    fc.assert(
      fc.property(names, fc.nat(), (drawn, pick) => {
        const before = read(...drawn.map(sliceOf));
        const [namespace, name] = drawn[pick % Math.max(1, drawn.length)] ?? ["none", "none"];
        const without = withoutStored("EndpointSlice", before, { namespace, name });
        expect(without.endpointSlices).toHaveLength(Math.max(0, drawn.length - 1));
        if (drawn.length === 0) return;
        const object = JSON.parse(JSON.stringify(sliceOf([namespace, name])));
        expect(withStored("EndpointSlice", without, object, { namespace, name })).toEqual(before);
      }),
    );
  });
});
