import { type ClusterSnapshot, printPrefix, snapshotFromObjects, sourceFromText, wholeSpan } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { addressOf } from "../network/network.fixture.ts";
import { announcementsTo } from "./announcement.ts";
import { endpoint, endpointSlice, labOf, meta } from "./lab.fixture.ts";
import type { BgpSpeaker } from "./peering.ts";

type Fields = Readonly<Record<string, unknown>>;

const router: BgpSpeaker = {
  asn: 65_000,
  port: 179,
  addresses: ["192.168.14.1", "fd14::1"].map(addressOf),
  neighbours: ["192.168.14.31", "192.168.14.32"].map(addressOf),
};

function node(number: number, labels: Fields = {}): Fields {
  const addresses = [`192.168.14.3${number}`, `fd14::3${number}`].map((address) => ({ type: "InternalIP", address }));
  const spec = { podCIDRs: [`100.64.${number}.0/24`, `fd64:${number}::/64`] };
  return { apiVersion: "v1", kind: "Node", metadata: meta(`node${number}`, "", labels), spec, status: { addresses } };
}

const dns = [{ name: "dns", port: 53, protocol: "UDP" }];

function web(spec: Fields = {}, labels: Fields = { tier: "front" }): Fields {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: meta("web", "shop", labels),
    spec: { type: "LoadBalancer", clusterIPs: ["198.18.0.5"], externalTrafficPolicy: "Cluster", ports: dns, ...spec },
    status: { loadBalancer: { ingress: [{ ip: "198.19.0.5" }] } },
  };
}

const version = "cilium.io/v2";
const bgp = {
  cluster: (spec: Fields = {}, peer: Fields = {}, apiVersion = version): Fields => ({
    apiVersion,
    kind: "CiliumBGPClusterConfig",
    metadata: meta("c", ""),
    spec: {
      bgpInstances: [
        {
          name: "i",
          localASN: 65001,
          peers: [{ name: "r", peerASN: 65000, peerAddress: "192.168.14.1", peerConfigRef: { name: "p" }, ...peer }],
        },
      ],
      ...spec,
    },
  }),
  peer: (families: readonly Fields[], apiVersion = version): Fields => ({
    apiVersion,
    kind: "CiliumBGPPeerConfig",
    metadata: meta("p", ""),
    spec: { families },
  }),
  advertisement: (
    advertisements: readonly Fields[],
    labels: Fields = { advertise: "bgp" },
    apiVersion = version,
  ): Fields => ({
    apiVersion,
    kind: "CiliumBGPAdvertisement",
    metadata: meta("a", "", labels),
    spec: { advertisements },
  }),
};
const ipv4 = { afi: "ipv4", safi: "unicast", advertisements: { matchLabels: { advertise: "bgp" } } };
const ipv6 = { ...ipv4, afi: "ipv6" };
const everything = { matchExpressions: [{ key: "io.kubernetes.service.name", operator: "Exists" }] };
const services = (service: Fields = {}, selector: Fields | null = everything): Fields => ({
  advertisementType: "Service",
  service: { addresses: ["LoadBalancerIP"], ...service },
  ...(selector === null ? {} : { selector }),
});

function snapshotOf(...objects: readonly Fields[]): ClusterSnapshot {
  const span = wholeSpan(sourceFromText("objects", ""));
  const { value, diagnostics } = snapshotFromObjects(objects.map((value) => ({ value, locate: () => span })));
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return value;
}

/** `node1 198.19.0.5/32`, what the router hears of these objects. */
function heard(objects: readonly Fields[], speaker: BgpSpeaker = router): readonly string[] {
  return announcementsTo(snapshotOf(...objects), speaker).map(
    ({ node: name, prefix }) => `${name} ${printPrefix(prefix)}`,
  );
}

const nodes = [node(1, { rack: "a" }), node(2, { rack: "b" }), node(3)];
const usual = [...nodes, web(), bgp.cluster(), bgp.peer([ipv4]), bgp.advertisement([services()])];
const both = ["node1 198.19.0.5/32", "node2 198.19.0.5/32"];

function aged(object: Fields, name: string, creationTimestamp: string): Fields {
  return { ...object, metadata: { ...meta(name, ""), creationTimestamp } };
}

/** The usual objects with one kind of them replaced. */
function instead(...replacements: readonly Fields[]): readonly Fields[] {
  const kinds = new Set(replacements.map(({ kind }) => kind));
  return [...usual.filter(({ kind }) => !kinds.has(kind)), ...replacements];
}

describe("each step of the selection (facts: cilium.md, BGP)", () => {
  it.each<readonly [string, readonly Fields[], readonly string[]]>([
    ["all of it: the nodes that the router knows", usual, both],
    ["no cluster config", usual.filter(({ kind }) => kind !== "CiliumBGPClusterConfig"), []],
    [
      "a node selector",
      instead(bgp.cluster({ nodeSelector: { matchLabels: { rack: "b" } } })),
      ["node2 198.19.0.5/32"],
    ],
    ["a node selector that takes none", instead(bgp.cluster({ nodeSelector: { matchLabels: { rack: "z" } } })), []],
    ["another router's address", instead(bgp.cluster({}, { peerAddress: "192.168.14.254" })), []],
    ["no address", instead(bgp.cluster({}, { peerAddress: undefined })), []],
    ["another AS number", instead(bgp.cluster({}, { peerASN: 64999 })), []],
    ["no AS number: any", instead(bgp.cluster({}, { peerASN: undefined })), both],
    ["AS number 0: any", instead(bgp.cluster({}, { peerASN: 0 })), both],
    ["a peer without a config", instead(bgp.cluster({}, { peerConfigRef: undefined })), []],
    ["a config that is not there", instead(bgp.cluster({}, { peerConfigRef: { name: "q" } })), []],
    ["a peer config without families", instead(bgp.peer([])), []],
    ["a family without a selector", instead(bgp.peer([{ afi: "ipv4", safi: "unicast" }])), []],
    ["a family with an empty selector: everything", instead(bgp.peer([{ ...ipv4, advertisements: {} }])), both],
    ["another family", instead(bgp.peer([ipv6])), []],
    ["labels of the advertisement", instead(bgp.advertisement([services()], { advertise: "other" })), []],
    ["an advertisement without a selector", instead(bgp.advertisement([services({}, null)])), []],
    ["the service's labels", instead(bgp.advertisement([services({}, { matchLabels: { tier: "front" } })])), both],
    [
      "the service's name",
      instead(bgp.advertisement([services({}, { matchLabels: { "io.kubernetes.service.name": "web" } })])),
      both,
    ],
    [
      "the service's namespace",
      instead(bgp.advertisement([services({}, { matchLabels: { "io.kubernetes.service.namespace": "other" } })])),
      [],
    ],
    [
      "an advertisement of another type",
      instead(bgp.advertisement([{ ...services(), advertisementType: "Interface" }])),
      [],
    ],
    [
      "an advertisement of Cilium's pod pools, which are not modelled",
      instead(bgp.advertisement([{ advertisementType: "CiliumPodIPPool", selector: everything }])),
      [],
    ],
    [
      "of two entries for one family the later one",
      instead(bgp.peer([ipv4, { ...ipv4, advertisements: { matchLabels: { advertise: "other" } } }])),
      [],
    ],
    [
      "of two cluster configs for a node the older one (operator/pkg/bgp/cluster_test.go TestConflictingClusterConfigCondition)",
      instead(
        aged(bgp.cluster({ nodeSelector: { matchLabels: { rack: "b" } } }), "old", "2024-01-01T00:00:00Z"),
        aged(bgp.cluster({}, { peerASN: 64_999 }), "a-young-one", "2024-01-02T00:00:00Z"),
      ),
      ["node2 198.19.0.5/32"],
    ],
    [
      "the other way round: the older one has no session with the router",
      instead(
        aged(bgp.cluster({ nodeSelector: { matchLabels: { rack: "b" } } }), "old", "2024-01-02T00:00:00Z"),
        aged(bgp.cluster({}, { peerASN: 64_999 }), "a-young-one", "2024-01-01T00:00:00Z"),
      ),
      [],
    ],
    ["two advertisements of one address: once", instead(bgp.advertisement([services(), services()])), both],
    [
      "v2alpha1 all through",
      instead(
        bgp.cluster({}, {}, "cilium.io/v2alpha1"),
        bgp.peer([ipv4], "cilium.io/v2alpha1"),
        bgp.advertisement([services()], undefined, "cilium.io/v2alpha1"),
      ),
      both,
    ],
  ])("%s", (_, objects, expected) => {
    expect(heard(objects)).toEqual(expected);
  });

  it("the router must know the node as well, and be the one that is named", () => {
    expect(heard(usual, { ...router, neighbours: [addressOf("192.168.14.33")] })).toEqual(["node3 198.19.0.5/32"]);
    expect(heard(usual, { ...router, addresses: [addressOf("192.168.13.91")] })).toEqual([]);
  });

  it("several peers: each router hears what its own peer config says", () => {
    const second = { name: "s", peerASN: 65002, peerAddress: "192.168.14.2", peerConfigRef: { name: "q" } };
    const first = { name: "r", peerASN: 65000, peerAddress: "192.168.14.1", peerConfigRef: { name: "p" } };
    const objects = [
      ...instead(bgp.cluster({ bgpInstances: [{ name: "i", localASN: 65001, peers: [first, second] }] })),
      { ...bgp.peer([{ ...ipv4, advertisements: { matchLabels: { advertise: "pods" } } }]), metadata: meta("q", "") },
      {
        ...bgp.advertisement([{ advertisementType: "PodCIDR" }], { advertise: "pods" }),
        metadata: meta("b", "", { advertise: "pods" }),
      },
    ];
    expect(heard(objects)).toEqual(both);
    expect(heard(objects, { ...router, asn: 65_002, addresses: [addressOf("192.168.14.2")] })).toEqual([
      "node1 100.64.1.0/24",
      "node2 100.64.2.0/24",
    ]);
  });
});

describe("which addresses, and how long the prefix", () => {
  const kinds = (...addresses: readonly string[]): Fields => bgp.advertisement([services({ addresses })]);
  const local = { externalTrafficPolicy: "Local", internalTrafficPolicy: "Local", healthCheckNodePort: 31_003 };
  const here = endpointSlice("shop/web", [endpoint("100.64.1.9", "node1")], dns);

  it.each<readonly [string, readonly Fields[], readonly string[]]>([
    ["cluster IPs", instead(kinds("ClusterIP")), ["node1 198.18.0.5/32", "node2 198.18.0.5/32"]],
    [
      "none of a headless service",
      [...instead(web({ type: "ClusterIP", clusterIPs: ["None"] }), kinds("ClusterIP"))],
      [],
    ],
    [
      "external IPs",
      instead(web({ externalIPs: ["203.0.113.5"] }), kinds("ExternalIP")),
      ["node1 203.0.113.5/32", "node2 203.0.113.5/32"],
    ],
    ["of the status alone for type LoadBalancer", instead(web({ type: "ClusterIP" })), []],
    ["not of another load balancer class", instead(web({ loadBalancerClass: "example.com/lb" })), []],
    ["of Cilium's own class", instead(web({ loadBalancerClass: "io.cilium/bgp-control-plane" })), both],
    ["nothing for a service without ports", instead(web({ ports: [] })), []],
    [
      "pod CIDRs",
      instead(bgp.advertisement([{ advertisementType: "PodCIDR" }])),
      ["node1 100.64.1.0/24", "node2 100.64.2.0/24"],
    ],
    [
      "Cluster: aggregated",
      instead(bgp.advertisement([services({ aggregationLengthIPv4: 24 })])),
      ["node1 198.19.0.0/24", "node2 198.19.0.0/24"],
    ],
    [
      "Cluster: whole and aggregated, by two advertisements (Test_ServiceLBReconciler, as the next two)",
      instead(bgp.advertisement([services(), services({ aggregationLengthIPv4: 24 })])),
      ["node1 198.19.0.5/32", "node1 198.19.0.0/24", "node2 198.19.0.5/32", "node2 198.19.0.0/24"],
    ],
    [
      "external IPs of internalTrafficPolicy Local: aggregated",
      instead(
        web({ externalIPs: ["203.0.113.5"], internalTrafficPolicy: "Local" }),
        bgp.advertisement([services({ addresses: ["ExternalIP"], aggregationLengthIPv4: 24 })]),
      ),
      ["node1 203.0.113.0/24", "node2 203.0.113.0/24"],
    ],
    [
      "Local: with endpoints here and elsewhere, and one of them terminating here",
      [
        ...instead(web(local)),
        endpointSlice(
          "shop/web",
          [
            endpoint("100.64.1.9", "node1", { ready: false, serving: true, terminating: true }),
            endpoint("100.64.1.8", "node1"),
            endpoint("100.64.2.9", "node2", { ready: false, serving: true, terminating: true }),
            endpoint("100.64.3.9", "node3"),
          ],
          dns,
        ),
      ],
      ["node1 198.19.0.5/32"],
    ],
    [
      "one address of two services: once, and whole where one of them is aggregated (Test_ServiceVIPSharing)",
      [
        ...instead(bgp.advertisement([services({ aggregationLengthIPv4: 24 })])),
        { ...web(local), metadata: meta("web2", "shop", { tier: "front" }) },
        endpointSlice("shop/web2", [endpoint("100.64.1.9", "node1")], dns),
      ],
      ["node1 198.19.0.0/24", "node1 198.19.0.5/32", "node2 198.19.0.0/24"],
    ],
    [
      "Local: never aggregated",
      [...instead(web(local), bgp.advertisement([services({ aggregationLengthIPv4: 24 })])), here],
      ["node1 198.19.0.5/32"],
    ],
    ["Cluster without any endpoint: announced all the same", usual, both],
    ["Local without any endpoint: withdrawn everywhere", instead(web(local)), []],
    [
      "Local: where an endpoint is ready",
      [
        ...instead(web(local)),
        endpointSlice(
          "shop/web",
          [endpoint("100.64.1.9", "node1", { ready: false }), endpoint("100.64.2.9", "node2")],
          dns,
        ),
      ],
      ["node2 198.19.0.5/32"],
    ],
    [
      "Local: not where it is terminating",
      [
        ...instead(web(local)),
        endpointSlice(
          "shop/web",
          [endpoint("100.64.1.9", "node1", { ready: false, serving: true, terminating: true })],
          dns,
        ),
      ],
      [],
    ],
    [
      "Local: not where no slice names the node",
      [...instead(web(local)), endpointSlice("shop/web", [endpoint("100.64.1.9", null)], dns)],
      [],
    ],
    [
      "the cluster IP goes by internalTrafficPolicy",
      [...instead(web({ internalTrafficPolicy: "Local" }), kinds("ClusterIP", "LoadBalancerIP")), here],
      ["node1 198.18.0.5/32", "node1 198.19.0.5/32", "node2 198.19.0.5/32"],
    ],
  ])("%s", (_, objects, expected) => {
    expect(heard(objects)).toEqual(expected);
  });

  it("IPv6: in its own family, with an IPv6 next hop", () => {
    const service = { ...web(), status: { loadBalancer: { ingress: [{ ip: "198.19.0.5" }, { ip: "fd19::5" }] } } };
    const objects = instead(
      service,
      bgp.peer([ipv4, ipv6]),
      bgp.advertisement([services({ aggregationLengthIPv6: 64 }), { advertisementType: "PodCIDR" }]),
    );
    const found = announcementsTo(snapshotOf(...objects), router).filter(({ node: name }) => name === "node1");
    expect(found.map(({ prefix, nextHop }) => `${printPrefix(prefix)} via ${nextHop}`)).toEqual([
      "198.19.0.5/32 via 192.168.14.31",
      "100.64.1.0/24 via 192.168.14.31",
      "fd19::/64 via fd14::31",
      "fd64:1::/64 via fd14::31",
    ]);
  });

  it("says why", () => {
    const [first] = announcementsTo(snapshotOf(...instead(web(local)), here), router);
    expect(first?.why).toBe("LoadBalancerIP of shop/web, Local: 1 endpoint(s) here");
  });
});

describe("in a site", () => {
  it("the router has one route for each prefix, and the nodes that announce it share the load", () => {
    const routesOf = (service: Fields) =>
      labOf({ service })
        .network.stations.get("router")
        ?.routes.filter(({ origin }) => origin === "bgp")
        .map(({ prefix, next }) => [printPrefix(prefix), next]);
    expect(routesOf({})).toEqual([
      ["198.19.0.30/32", { kind: "gateways", addresses: ["192.168.14.31", "192.168.14.32", "192.168.14.33"] }],
    ]);
    expect(routesOf({ externalTrafficPolicy: "Local" })).toEqual([
      ["198.19.0.30/32", { kind: "gateways", addresses: ["192.168.14.31", "192.168.14.32"] }],
    ]);
  });
});

describe("attributes.localPreference", () => {
  const preferring = (localPreference: number): Fields => ({ ...services(), attributes: { localPreference } });
  const preferences = (objects: readonly Fields[], asn: number): readonly number[] =>
    announcementsTo(snapshotOf(...objects), { ...router, asn }).map(({ localPreference }) => localPreference);
  const peersOf = (asn: number): Fields => bgp.cluster({}, { peerASN: asn });

  it.each<readonly [string, readonly Fields[], number, readonly number[]]>([
    ["iBGP carries it", [preferring(200)], 65_001, [200, 200]],
    ["iBGP without one: 100", [services()], 65_001, [100, 100]],
    ["0 is one", [preferring(0)], 65_001, [0, 0]],
    ["eBGP carries none: the router's own 100", [preferring(200)], 65_000, [100, 100]],
    ["of two advertisements the greater", [preferring(50), preferring(150), preferring(70)], 65_001, [150, 150]],
  ])("%s", (_title, advertised, asn, expected) => {
    expect(preferences(instead(peersOf(asn), bgp.advertisement(advertised)), asn)).toEqual(expected);
  });
});
