import { printPrefix } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { type LabChanges, labOf, meta } from "../load-balancer/lab.fixture.ts";
import { makeNetwork, type RouteOrigin } from "../network/index.ts";
import { machine } from "../network/network.fixture.ts";
import { stage } from "./kloud-lan.fixture.ts";
import { type RouteEntry, routeEntries } from "./route-entries.ts";

const TUNNEL = "kind: cilium, routing: tunnel";
const NATIVE = "kind: cilium, routing: native";
const KUBE_PROXY = "kind: kube-proxy";

function printEntry({ prefix, gateways, device, protocol, source, metric }: RouteEntry): string {
  const words = [
    printPrefix(prefix),
    ...gateways.map((gateway) => `via ${gateway}`),
    `dev ${device}`,
    ...(protocol === null ? [] : [`proto ${protocol}`]),
    ...(source === null ? [] : [`src ${source}`]),
    ...(metric === null ? [] : [`metric ${metric}`]),
  ];
  return words.join(" ");
}

/** The routing table of one machine of the lab. */
function entries(name: string, dataPath: string, changes: LabChanges = {}): readonly string[] {
  const twin = labOf({ ...changes, dataPath });
  const station = twin.network.stations.get(name);
  if (station === undefined) throw new Error(`no machine ${name}`);
  return routeEntries(twin, station).map(printEntry);
}

const OWN = [
  "fd14::/64 dev eth1 proto kernel src fd14::31",
  "192.168.14.0/24 dev eth0 proto kernel src 192.168.14.31",
  "0.0.0.0/0 via 192.168.14.1 dev eth0",
  "::/0 via fd14::1 dev eth1",
];
const CILIUM_HOST = [
  "100.64.0.0/24 via 100.64.0.57 dev cilium_host proto kernel src 100.64.0.57",
  "fd64::/64 via fd64::57 dev cilium_host proto kernel src fd64::57",
  "100.64.0.57/32 dev cilium_host proto kernel",
  "fd64::57/128 dev cilium_host proto kernel",
];

describe("a node: its own links, its own pods, and those of the others", () => {
  it.each<readonly [dataPath: string, own: readonly string[], others: readonly string[]]>([
    [
      KUBE_PROXY,
      ["100.64.0.0/24 dev cni0 proto kernel src 100.64.0.1", "fd64::/64 dev cni0 proto kernel src fd64::1"],
      [
        "100.64.1.0/24 via 192.168.14.32 dev eth0",
        "fd64:1::/64 via fd14::32 dev eth1",
        "100.64.2.0/24 via 192.168.14.33 dev eth0",
        "fd64:2::/64 via fd14::33 dev eth1",
      ],
    ],
    [
      TUNNEL,
      CILIUM_HOST,
      [
        "100.64.1.0/24 via 100.64.0.57 dev cilium_host proto kernel src 100.64.0.57",
        "fd64:1::/64 via fd64::57 dev cilium_host proto kernel src fd64::57",
        "100.64.2.0/24 via 100.64.0.57 dev cilium_host proto kernel src 100.64.0.57",
        "fd64:2::/64 via fd64::57 dev cilium_host proto kernel src fd64::57",
      ],
    ],
    [
      NATIVE,
      CILIUM_HOST,
      [
        "100.64.1.0/24 via 192.168.14.32 dev eth0 proto kernel",
        "fd64:1::/64 via fd14::32 dev eth1 proto kernel",
        "100.64.2.0/24 via 192.168.14.33 dev eth0 proto kernel",
        "fd64:2::/64 via fd14::33 dev eth1 proto kernel",
      ],
    ],
  ])("%s", (dataPath, own, others) => {
    expect(entries("node1", dataPath)).toEqual([...OWN, ...own, ...others]);
  });
});

describe("a pod: everything by its node", () => {
  it.each<readonly [dataPath: string, expected: readonly string[]]>([
    [
      KUBE_PROXY,
      [
        "0.0.0.0/0 via 100.64.0.1 dev eth0",
        "100.64.0.0/24 dev eth0 proto kernel src 100.64.0.20",
        "::/0 via fd64::1 dev eth0",
        "fd64::/64 dev eth0 proto kernel src fd64::20",
      ],
    ],
    ...[TUNNEL, NATIVE].map((dataPath): readonly [string, readonly string[]] => [
      dataPath,
      [
        "0.0.0.0/0 via 100.64.0.57 dev eth0",
        "100.64.0.57/32 dev eth0",
        "::/0 via fd64::57 dev eth0",
        "fd64::57/128 dev eth0",
      ],
    ]),
  ])("%s", (dataPath, expected) => {
    expect(entries("default/client-1", dataPath)).toEqual(expected);
  });

  it("whose addresses are of none of its node's blocks: it has them alone, of either family", () => {
    const stray = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: meta("stray", "default"),
      spec: { nodeName: "node1" },
      status: { phase: "Running", podIPs: [{ ip: "100.64.9.9" }, { ip: "fd99::9" }] },
    };
    expect(entries("default/stray", KUBE_PROXY, { objects: [stray] })).toEqual([
      "0.0.0.0/0 via 100.64.0.1 dev eth0",
      "100.64.9.9/32 dev eth0 proto kernel src 100.64.9.9",
      "::/0 via fd64::1 dev eth0",
      "fd99::9/128 dev eth0 proto kernel src fd99::9",
    ]);
  });
});

describe("a host", () => {
  it("routes that BGP brought, and networks in the order of its addresses", () => {
    expect(entries("router", NATIVE)).toEqual([
      "fd14::/64 dev eth3 proto kernel src fd14::1",
      "198.19.0.30/32 via 192.168.14.31 via 192.168.14.32 via 192.168.14.33 dev eth1 proto bgp metric 20",
      "192.168.13.0/24 dev eth0 proto kernel src 192.168.13.91",
      "192.168.14.0/24 dev eth1 proto kernel src 192.168.14.1",
      "192.168.20.0/24 dev eth2 proto kernel src 192.168.20.1",
    ]);
  });

  it("each origin as iproute2 names it; a lone IPv4 address is in the table of local addresses, an IPv6 one here too", () => {
    const made = machine(
      "gw",
      ["192.0.2.1/24", "192.0.2.9/32", "2001:db8::1/64", "2001:db8::9/128"],
      ["198.51.100.0/24 via 192.0.2.2", "198.51.101.0/24 via 192.0.2.2", "198.51.102.0/24 via 192.0.2.2"],
    );
    const origins = new Map<string, RouteOrigin>([
      ["198.51.101.0", "virtual"],
      ["198.51.102.0", "learned"],
    ]);
    const routes = made.routes.map((route) => ({
      ...route,
      origin: origins.get(route.prefix.address) ?? route.origin,
    }));
    const twin = { ...labOf(), network: makeNetwork([], new Map()), standings: [] };
    expect(
      routeEntries(twin, { ...made, routes })
        .map(printEntry)
        .toSorted(),
    ).toEqual([
      "192.0.2.0/24 dev eth0 proto kernel src 192.0.2.1",
      "198.51.100.0/24 via 192.0.2.2 dev eth0",
      "198.51.101.0/24 via 192.0.2.2 dev eth0 proto keepalived",
      "198.51.102.0/24 via 192.0.2.2 dev eth0 proto zebra metric 20",
      "2001:db8::/64 dev eth1 proto kernel src 2001:db8::1",
      "2001:db8::9/128 dev eth1 proto kernel src 2001:db8::9",
    ]);
  });

  it("the interface of a network is the one that keepalived.conf names for a virtual address in it", () => {
    const site = stage();
    const standings = site.standings.map(({ contender, ...rest }) => ({
      ...rest,
      contender: { ...contender, instance: { ...contender.instance, interface: "enp1s0" } },
    }));
    const twin = { ...site, standings };
    const dns1 = twin.network.stations.get("dns1");
    if (dns1 === undefined) throw new Error("no dns1");
    expect(new Set(routeEntries(twin, dns1).map(({ device }) => device))).toEqual(new Set(["enp1s0"]));
  });
});
