import { describe, expect, test } from "vitest";
import type { LabService } from "./objects.ts";
import { serviceRules } from "./service-rules.ts";
import { readLabSite } from "./site.ts";
import { topologyOf } from "./topology.ts";
import { recordedSiteOf } from "./variant.ts";

const LAST = readLabSite("kloud-lan");

describe("the tutorial's last stage as machines", () => {
  const topology = topologyOf(LAST, 0);
  const machine = (name: string): (typeof topology.machines)[number] | undefined =>
    topology.machines.find((candidate) => candidate.name === name);

  test.each([
    ["router", "198.19.0.30/32 via 192.168.14.31", "Local: only nodes with a pod announce it"],
    ["router", "198.19.0.5/32 via 192.168.14.31", "Cluster: every node announces it"],
    ["router", "100.64.2.0/24 via 192.168.14.33", "pod CIDRs are announced"],
    ["isp", "198.19.0.30/32 via 192.168.13.91", "the next router learned it"],
    ["dns1", "198.19.0.0/16 via 192.168.13.91", "site.yaml"],
    ["k8s1master1", "100.64.1.0/24 via 192.168.14.32", "nodes reach each other's pods"],
    ["k8s1master1", "0.0.0.0/0 via 192.168.14.1", "site.yaml, for all nodes"],
  ])("%s has %s (%s)", (name, route) => {
    expect(machine(name)?.routes).toContain(route);
  });

  test("another entry is another node with a pod, never the third", () => {
    const entries = [0, 1, 2, 3].map((entry) =>
      topologyOf(LAST, entry)
        .machines.find(({ name }) => name === "router")
        ?.routes.find((route) => route.startsWith("198.19.0.30/32")),
    );
    expect(entries).toEqual([31, 32, 31, 32].map((last) => `198.19.0.30/32 via 192.168.14.${last}`));
  });

  test("addresses outside every network stand on the loopback", () => {
    expect(machine("isp")?.interfaces).toEqual([
      { name: "eth0", network: "lan", addresses: ["192.168.13.1/24"] },
      { name: "lo", network: null, addresses: ["198.41.0.4/32", "192.0.2.2/32", "1.1.1.1/32", "1.0.0.1/32"] },
    ]);
  });

  test("a pod's gateway is the first address of its node's block", () => {
    expect(topology.pods.map(({ name, gateway }) => `${name} ${gateway}`)).toContain("dnsutils/dnsutils 100.64.2.1");
  });
});

const service = (externalPolicy: LabService["externalPolicy"], nodes: readonly string[]): LabService => ({
  name: "dns",
  namespace: "default",
  clusterIp: "198.18.0.10",
  loadBalancerIps: ["198.19.0.30"],
  externalPolicy,
  sourceRanges: [],
  ports: [
    {
      name: "dns",
      port: 53,
      protocol: "udp",
      endpoints: nodes.map((node) => ({ address: `100.64.0.${node}`, port: 5353, node })),
    },
  ],
});

/** Rules of the chain that takes what comes for the load balancer's address. */
const outside = (own: LabService): string => {
  const rules = serviceRules({ node: "1", podCidrs: ["100.64.0.0/16"], services: [own], endpoint: 0 });
  return /chain service-0-0-outside \{ (.*) \}/.exec(rules)?.[1] ?? "";
};

describe("which sites there are", () => {
  test.each([
    ["kloud-lan", "examples/kloud-lan", "signed"],
    ["kloud-lan.no-validation", "examples/kloud-lan", "not-validated"],
    ["kloud-lan.insecure-root", "examples/kloud-lan", "insecure"],
    ["views", "conformance/sites/views", "own"],
  ])("%s", (name, folder, root) => {
    expect(recordedSiteOf(name)).toEqual({ name, folder, root });
  });

  test("no variant by another name", () => {
    expect(() => recordedSiteOf("kloud-lan.nothing")).toThrow("there is no variant nothing");
  });
});

describe("kube-proxy's rules", () => {
  test.each([
    [
      "Cluster: everybody is masqueraded",
      service("Cluster", ["1"]),
      /^meta mark set meta mark \| 0x4000; .*dnat to 100\.64\.0\.1:5353/,
    ],
    [
      "Local: pods go anywhere, nobody is masqueraded",
      service("Local", ["2", "1"]),
      /^ip saddr \{ 100\.64\.0\.0\/16 \} goto service-0-0-any; .*dnat to 100\.64\.0\.1:5353/,
    ],
    ["Local without a pod here: nothing is translated", service("Local", ["2"]), /goto service-0-0-any; return;$/],
    [
      "source ranges: nobody else is translated",
      { ...service("Cluster", ["1"]), sourceRanges: ["192.168.13.0/24", "192.168.20.0/24"] },
      /^ip saddr != \{ 192\.168\.13\.0\/24, 192\.168\.20\.0\/24 \} return; meta mark/,
    ],
  ])("%s", (_about, own, rules) => {
    expect(outside(own)).toMatch(rules);
  });

  test.each([
    [
      "Local without a pod here is dropped",
      service("Local", ["2"]),
      "ip daddr 198.19.0.30 udp dport 53 ip saddr != { 100.64.0.0/16 } fib saddr type != local drop",
    ],
    [
      "who comes from elsewhere than the source ranges is dropped",
      { ...service("Local", ["1"]), sourceRanges: ["192.168.13.0/24"] },
      "ip daddr 198.19.0.30 udp dport 53 ip saddr != { 192.168.13.0/24 } drop",
    ],
    ["without any endpoint it is refused", service("Cluster", []), "ip daddr 198.18.0.10 udp dport 53 reject"],
  ])("%s", (_about, own, rule) => {
    expect(serviceRules({ node: "1", podCidrs: ["100.64.0.0/16"], services: [own], endpoint: 0 })).toContain(rule);
  });
});
