import { describe, expect, it } from "vitest";
import { allWays, packetOf, printWay } from "../network/network.fixture.ts";
import { type LabChanges, labOf, meta, translations } from "./lab.fixture.ts";

type Fields = Readonly<Record<string, unknown>>;

function policy(spec: Fields, name = "l2"): Fields {
  return {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: meta(name, ""),
    spec: { loadBalancerIPs: true, ...spec },
  };
}

/** A load balancer's address inside the nodes' own network, and a client on it. */
function l2Lab(policies: readonly Fields[], service: Fields = {}, changes: LabChanges = {}) {
  return labOf({
    dataPath: "kind: cilium",
    withoutBgp: true,
    service: { externalIPs: ["192.168.14.101"], ...service },
    objects: [...policies, neighbourService],
    hosts: ["near: { addresses: [192.168.14.99], routes: { default: 192.168.14.1 } }"],
    ...changes,
  });
}

const neighbourService: Fields = {
  apiVersion: "v1",
  kind: "Service",
  metadata: meta("web", "shop", { tier: "front" }),
  spec: { type: "LoadBalancer", clusterIPs: ["198.18.0.5"], ports: [{ port: 53, protocol: "UDP" }] },
  status: { loadBalancer: { ingress: [{ ip: "192.168.14.100" }, { ip: "fd14::100" }] } },
};

/** Who may answer ARP for an address; in parentheses who may hold the Lease and would not. */
function candidates(policies: readonly Fields[], address = "192.168.14.100", changes: LabChanges = {}): string {
  const found = [...(l2Lab(policies, {}, changes).network.clusters.get("lab")?.l2Candidates ?? [])];
  return (found.find(([key]) => key === address)?.[1] ?? [])
    .map(({ node, answers }) => (answers ? node : `(${node})`))
    .join(" ");
}

describe("who answers ARP for a service's address", () => {
  it.each<readonly [string, readonly Fields[], string]>([
    ["no policy: nobody", [], ""],
    ["no selectors: every node", [policy({})], "node1 node2 node3"],
    [
      "a node selector",
      [policy({ nodeSelector: { matchExpressions: [{ key: "number", operator: "NotIn", values: ["2"] }] } })],
      "node1 node3",
    ],
    ["a node selector that takes none", [policy({ nodeSelector: { matchLabels: { number: "9" } } })], ""],
    ["the service's labels", [policy({ serviceSelector: { matchLabels: { tier: "front" } } })], "node1 node2 node3"],
    ["other labels", [policy({ serviceSelector: { matchLabels: { tier: "back" } } })], ""],
    [
      "the service's namespace",
      [policy({ serviceSelector: { matchLabels: { "io.kubernetes.service.namespace": "shop" } } })],
      "node1 node2 node3",
    ],
    ["both kinds of address off, as by default", [policy({ loadBalancerIPs: false })], ""],
    ["external IPs alone", [policy({ loadBalancerIPs: false, externalIPs: true })], ""],
    [
      "two policies: whoever one of them selects stands for election, whatever it announces",
      [
        policy({ nodeSelector: { matchLabels: { number: "2" } } }),
        policy({ loadBalancerIPs: false, externalIPs: true, nodeSelector: { matchLabels: { number: "1" } } }, "other"),
      ],
      "node2 (node1)",
    ],
  ])("%s", (_, policies, expected) => {
    expect(candidates(policies)).toBe(expected);
  });

  it("external IPs", () => {
    expect(candidates([policy({ loadBalancerIPs: false, externalIPs: true })], "192.168.14.101")).toBe(
      "node1 node2 node3",
    );
  });

  it("IPv6: nobody, Cilium answers no neighbour solicitations", () => {
    expect(candidates([policy({})], "fd14::100")).toBe("");
  });

  it.each<readonly [string, string, string]>([
    ["Cilium's own class", "io.cilium/l2-announcer", "node1 node2 node3"],
    ["BGP's", "io.cilium/bgp-control-plane", ""],
    ["another", "example.com/lb", ""],
  ])("load balancer class: %s", (_, loadBalancerClass, expected) => {
    const service = { ...neighbourService, spec: { ...(neighbourService["spec"] as Fields), loadBalancerClass } };
    expect(candidates([], "192.168.14.100", { objects: [policy({}), service] })).toBe(expected);
  });

  it("kube-proxy's data path: nobody, the feature needs Cilium's own", () => {
    expect(candidates([policy({})], "192.168.14.100", { dataPath: "kind: kube-proxy" })).toBe("");
  });
});

describe("a packet for such an address", () => {
  const toDns = packetOf("192.168.14.99:1 -> 192.168.14.101:53/udp");

  it("goes to the one that holds the Lease: any of them may", () => {
    const lab = l2Lab([policy({ externalIPs: true })]);
    expect(translations(lab, "192.168.14.99:1 -> 192.168.14.101:53/udp", "near")).toEqual([
      "node1 > 100.64.0.10 as 192.168.14.99",
      "node1 > 100.64.1.10 as 100.64.0.57",
      "node2 > 100.64.0.10 as 100.64.1.57",
      "node2 > 100.64.1.10 as 192.168.14.99",
      "node3 > 100.64.0.10 as 100.64.2.57",
      "node3 > 100.64.1.10 as 100.64.2.57",
    ]);
  });

  it("through a router that stands on the link", () => {
    const lab = l2Lab([policy({ externalIPs: true, nodeSelector: { matchLabels: { number: "2" } } })]);
    const ways = allWays(lab.network, packetOf("192.168.20.77:1 -> 192.168.14.101:53/udp"), "mac");
    expect(ways.map(printWay)).toEqual([
      "mac > router > node2 > node1 > kube-system/coredns-1",
      "mac > router > node2 > kube-system/coredns-2",
    ]);
  });

  it("on another link nobody answers", () => {
    const lab = l2Lab([policy({ externalIPs: true })], { externalIPs: ["192.168.13.101"] });
    const ways = allWays(lab.network, packetOf("192.168.13.11:1 -> 192.168.13.101:53/udp"), "dns1");
    expect(ways.map(printWay)).toEqual(["dns1 ! no-such-host"]);
  });

  it("without a policy nobody answers", () => {
    expect(allWays(l2Lab([]).network, toDns, "near").map(printWay)).toEqual(["near ! no-such-host"]);
  });

  it("Local: a holder without an endpoint rejects, which is why Cilium calls the two incompatible", () => {
    const lab = l2Lab([policy({ externalIPs: true })], { externalTrafficPolicy: "Local" });
    expect(translations(lab, "192.168.14.99:1 -> 192.168.14.101:53/udp", "near")).toEqual([
      "node1 > 100.64.0.10 as 192.168.14.99",
      "node2 > 100.64.1.10 as 192.168.14.99",
      "node3 ! no-endpoint",
    ]);
  });

  it("a holder whose policy does not announce this address: nobody answers", () => {
    const lab = l2Lab([
      policy({ externalIPs: true, nodeSelector: { matchLabels: { number: "2" } } }),
      policy({ loadBalancerIPs: true, nodeSelector: { matchLabels: { number: "1" } } }, "other"),
    ]);
    expect([...new Set(allWays(lab.network, toDns, "near").map(printWay))]).toEqual([
      "near > node2 > node1 > kube-system/coredns-1",
      "near > node2 > kube-system/coredns-2",
      "near ! no-such-host",
    ]);
  });

  it("a port that the service does not have: the holder looks on the link for the address that nobody else has", () => {
    const lab = l2Lab([policy({ externalIPs: true, nodeSelector: { matchLabels: { number: "1" } } })]);
    const [way] = allWays(lab.network, packetOf("192.168.14.99:1 -> 192.168.14.101:54/udp"), "near");
    expect(way).toMatchObject({ kind: "dropped", reason: "no-such-host" });
  });
});
