import { describe, expect, it } from "vitest";
import { labOf } from "../load-balancer/lab.fixture.ts";
import type { Route, Station } from "../network/index.ts";
import { makeNetwork } from "../network/index.ts";
import { machine } from "../network/network.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import { stage } from "./kloud-lan.fixture.ts";
import { type RouteFormat, showRoutes } from "./routes.ts";

function routesOf(station: Station, format: RouteFormat): string {
  const twin = { ...stage(), network: makeNetwork([station], new Map()), standings: [] };
  const shown = showRoutes(twin, station.name, format);
  return shown.kind === "text" ? shown.text : shown.message;
}

const bgp = (route: Route): Route =>
  route.prefix.length === 32 && route.prefix.address !== "10.9.9.9" ? { ...route, origin: "bgp" } : route;
const measured = machine(
  "router",
  ["192.168.13.91/24", "192.168.14.1/24", "192.168.13.10/24*", "10.9.9.9/32", "2001:db8::11/64", "2001:db8::10/128"],
  [
    "default via 192.168.13.1",
    "198.19.0.0/16 via 192.168.14.31",
    "198.19.0.30/32 via 192.168.14.31,192.168.14.32",
    "198.19.0.5/32 via 192.168.14.33",
    "198.19.0.0/24 via 192.168.14.33",
    "10.2.0.0/16 via 192.168.13.1 src 192.168.13.10",
    "::/0 via 2001:db8::1",
    "2001:db8:5::/48 via 2001:db8::2,2001:db8::3",
    "2001:db8:6::1/128 via 2001:db8::2",
  ],
);
const router: Station = { ...measured, routes: measured.routes.map(bgp).toReversed() };

// The same addresses and routes in a network namespace of Debian 12: iproute2 6.1, net-tools 2.10.
describe("as Linux prints them", () => {
  it("ip route", () => {
    expect(routesOf(router, "ip")).toBe(
      [
        "default via 192.168.13.1 dev eth0 ",
        "10.2.0.0/16 via 192.168.13.1 dev eth0 src 192.168.13.10 ",
        "192.168.13.0/24 dev eth0 proto kernel scope link src 192.168.13.91 ",
        "192.168.14.0/24 dev eth1 proto kernel scope link src 192.168.14.1 ",
        "198.19.0.0/24 via 192.168.14.33 dev eth1 ",
        "198.19.0.0/16 via 192.168.14.31 dev eth1 ",
        "198.19.0.5 via 192.168.14.33 dev eth1 proto bgp metric 20 ",
        "198.19.0.30 proto bgp metric 20 ",
        "\tnexthop via 192.168.14.31 dev eth1 weight 1 ",
        "\tnexthop via 192.168.14.32 dev eth1 weight 1 ",
        "",
      ].join("\n"),
    );
  });

  it("ip -6 route", () => {
    // The machine's third network is IPv6's: eth2 here, eth0 in the namespace.
    expect(routesOf(router, "ip-6").replaceAll("eth2", "eth0")).toBe(
      [
        "2001:db8::10 dev eth0 proto kernel metric 256 pref medium",
        "2001:db8::/64 dev eth0 proto kernel metric 256 pref medium",
        "2001:db8:5::/48 metric 1024 pref medium",
        "\tnexthop via 2001:db8::2 dev eth0 weight 1 ",
        "\tnexthop via 2001:db8::3 dev eth0 weight 1 ",
        "2001:db8:6::1 via 2001:db8::2 dev eth0 metric 1024 pref medium",
        "default via 2001:db8::1 dev eth0 metric 1024 pref medium",
        "",
      ].join("\n"),
    );
  });

  it("route -n", () => {
    expect(routesOf(router, "route-n")).toBe(`Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
0.0.0.0         192.168.13.1    0.0.0.0         UG    0      0        0 eth0
10.2.0.0        192.168.13.1    255.255.0.0     UG    0      0        0 eth0
192.168.13.0    0.0.0.0         255.255.255.0   U     0      0        0 eth0
192.168.14.0    0.0.0.0         255.255.255.0   U     0      0        0 eth1
198.19.0.0      192.168.14.33   255.255.255.0   UG    0      0        0 eth1
198.19.0.0      192.168.14.31   255.255.0.0     UG    0      0        0 eth1
198.19.0.5      192.168.14.33   255.255.255.255 UGH   20     0        0 eth1
198.19.0.30     192.168.14.31   255.255.255.255 UGH   20     0        0 eth1
`);
  });
});

it("a pod of Cilium's whose node has no CiliumNode: nothing is made up", () => {
  const twin = labOf({ dataPath: "kind: cilium" });
  const [cluster] = twin.network.clusters.values();
  if (cluster === undefined) throw new Error("the lab has a cluster");
  const nodes = new Map([...cluster.nodes].map(([name, node]) => [name, { ...node, ciliumHosts: [] }]));
  const network = { ...twin.network, clusters: new Map([["lab", { ...cluster, nodes }]]) };
  const without: SiteTwin = { ...twin, network };
  for (const format of ["ip", "ip-6", "route-n"] as const) {
    expect(showRoutes(without, "default/client-1", format)).toEqual({
      kind: "fault",
      fault: "not-found",
      message:
        "What routes default/client-1 has is not known: no CiliumNode tells the address of its node's cilium_host.",
    });
  }
  expect(showRoutes(without, "node1", "ip").kind).toBe("text");
});

describe("nodes and pods", () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    [
      "a node of Cilium in tunnels",
      "kind: cilium",
      "node1",
      [
        "default via 192.168.14.1 dev eth0 ",
        "100.64.0.0/24 via 100.64.0.57 dev cilium_host proto kernel src 100.64.0.57 ",
        "100.64.0.57 dev cilium_host proto kernel scope link ",
        "100.64.1.0/24 via 100.64.0.57 dev cilium_host proto kernel src 100.64.0.57 ",
        "100.64.2.0/24 via 100.64.0.57 dev cilium_host proto kernel src 100.64.0.57 ",
        "192.168.14.0/24 dev eth0 proto kernel scope link src 192.168.14.31 ",
      ],
    ],
    [
      "native routing",
      "kind: cilium, routing: native",
      "node2",
      [
        "default via 192.168.14.1 dev eth0 ",
        "100.64.0.0/24 via 192.168.14.31 dev eth0 proto kernel ",
        "100.64.1.0/24 via 100.64.1.57 dev cilium_host proto kernel src 100.64.1.57 ",
        "100.64.1.57 dev cilium_host proto kernel scope link ",
        "100.64.2.0/24 via 192.168.14.33 dev eth0 proto kernel ",
        "192.168.14.0/24 dev eth0 proto kernel scope link src 192.168.14.32 ",
      ],
    ],
    [
      "a bridge",
      "kind: kube-proxy",
      "node3",
      [
        "default via 192.168.14.1 dev eth0 ",
        "100.64.0.0/24 via 192.168.14.31 dev eth0 ",
        "100.64.1.0/24 via 192.168.14.32 dev eth0 ",
        "100.64.2.0/24 dev cni0 proto kernel scope link src 100.64.2.1 ",
        "192.168.14.0/24 dev eth0 proto kernel scope link src 192.168.14.33 ",
      ],
    ],
    [
      "a pod of Cilium's",
      "kind: cilium",
      "default/client-1",
      ["default via 100.64.0.57 dev eth0 ", "100.64.0.57 dev eth0 scope link "],
    ],
    [
      "a pod on a bridge",
      "kind: kube-proxy",
      "default/client-1",
      ["default via 100.64.0.1 dev eth0 ", "100.64.0.0/24 dev eth0 proto kernel scope link src 100.64.0.20 "],
    ],
  ])("%s", (_, dataPath, station, expected) => {
    const shown = showRoutes(labOf({ dataPath }), station, "ip");
    expect(shown.kind === "text" ? shown.text : shown.message).toBe(expected.map((line) => `${line}\n`).join(""));
  });

  it("in IPv6", () => {
    const shown = showRoutes(labOf({ dataPath: "kind: cilium" }), "node1", "ip-6");
    expect(shown.kind === "text" ? shown.text.split("\n").map((line) => line.split(" metric")[0]) : []).toEqual([
      "fd14::/64 dev eth1 proto kernel",
      "fd64::57 dev cilium_host proto kernel",
      "fd64::/64 via fd64::57 dev cilium_host proto kernel",
      "fd64:1::/64 via fd64::57 dev cilium_host proto kernel",
      "fd64:2::/64 via fd64::57 dev cilium_host proto kernel",
      "default via fd14::1 dev eth1",
      "",
    ]);
  });
});

it("an interface has the name that keepalived.conf gives it", () => {
  const twin = stage();
  const standings = twin.standings.map((standing) => ({
    ...standing,
    contender: { ...standing.contender, instance: { ...standing.contender.instance, interface: "ens18" } },
  }));
  const shown = showRoutes({ ...twin, standings }, "dns1", "ip");
  expect(shown.kind === "text" ? shown.text.split("\n")[0] : "").toBe("default via 192.168.13.1 dev ens18 ");
});
