import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "./hop.ts";
import {
  allWays,
  machine,
  networkWith,
  packetOf,
  prefixOf,
  printRoundTrip,
  printWay,
  stationOf,
} from "./network.fixture.ts";
import { makeNetwork, type Network } from "./network.ts";
import type { Packet } from "./packet.ts";
import type { Station } from "./station.ts";
import { carryBack } from "./way-back.ts";

const forwards = { forwards: true } as const;
const dns1 = machine(
  "dns1",
  ["192.168.13.11/24", "192.168.13.10/24*"],
  ["default via 192.168.13.1", "192.168.20.0/24 via 192.168.13.91"],
);
const router = machine("router", ["192.168.13.91/24", "192.168.20.1/24"], ["default via 192.168.13.1"], forwards);
const isp = machine("isp", ["192.168.13.1/24", "1.1.1.1/32"], ["192.168.20.0/24 via 192.168.13.91"], forwards);
const laptop = machine("laptop", ["192.168.13.50/24"], ["default via 192.168.13.91"]);
const mac = machine("mac", ["192.168.20.77/24"], ["default via 192.168.20.1"]);
const island = machine("island", ["10.1.1.1/24"]);
const all = [dns1, router, isp, laptop, mac, island];

function ways(stations: readonly Station[], packet: string, from: string): readonly string[] {
  return allWays(networkWith(...stations), packetOf(packet), from).map(printWay);
}

describe("the way there", () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ["on the link", "laptop", "192.168.13.50:1 -> 192.168.13.10:53/udp", ["laptop > dns1"]],
    ["through a router", "mac", "192.168.20.77:1 -> 192.168.13.10:53/udp", ["mac > router > dns1"]],
    ["through two", "mac", "192.168.20.77:1 -> 1.1.1.1:53/udp", ["mac > router > isp"]],
    ["to itself", "dns1", "192.168.13.11:1 -> 192.168.13.10:53/udp", ["dns1"]],
    ["to a loopback address", "laptop", "127.0.0.1:1 -> 127.0.0.53:53/udp", ["laptop"]],
    ["to nobody on the link", "laptop", "192.168.13.50:1 -> 192.168.13.99:53/udp", ["laptop ! no-such-host"]],
    [
      "to somebody on another link",
      "laptop",
      "192.168.13.50:1 -> 10.1.1.1:53/udp",
      ["laptop > router > isp ! no-route"],
    ],
    ["without a route", "island", "10.1.1.1:1 -> 192.168.13.10:53/udp", ["island ! no-route"]],
  ])("%s", (_, from, packet, expected) => {
    expect(ways(all, packet, from)).toEqual(expected);
  });

  it("a gateway that nobody is", () => {
    const lost = machine("lost", ["192.168.13.60/24"], ["default via 192.168.13.254"]);
    expect(ways([...all, lost], "192.168.13.60:1 -> 1.1.1.1:53/udp", "lost")).toEqual(["lost ! no-such-host"]);
  });

  it("a gateway that does not forward", () => {
    const lost = machine("lost", ["192.168.13.60/24"], ["default via 192.168.13.50"]);
    expect(ways([...all, lost], "192.168.13.60:1 -> 1.1.1.1:53/udp", "lost")).toEqual([
      "lost > laptop ! not-forwarding",
    ]);
  });

  it("an address that is held on another link only is not reached on this one", () => {
    const far = machine("far", ["192.168.13.77/32", "10.1.1.2/24"]);
    expect(ways([...all, far], "192.168.13.50:1 -> 192.168.13.77:53/udp", "laptop")).toEqual(["laptop ! no-such-host"]);
    const near = machine("near", ["192.168.13.77/32", "192.168.13.60/24"]);
    expect(ways([...all, far, near], "192.168.13.50:1 -> 192.168.13.77:53/udp", "laptop")).toEqual(["laptop > near"]);
  });

  it("a site that names no networks: gateways are reached all the same", () => {
    const bare = [
      machine("a", ["192.0.2.1"], ["default via 192.0.2.254"]),
      machine("gw", ["192.0.2.254", "198.51.100.1"], [], forwards),
    ];
    expect(ways(bare, "192.0.2.1:1 -> 198.51.100.1:53/udp", "a")).toEqual(["a > gw"]);
  });

  it("a loop ends", () => {
    const left = machine("left", ["192.0.2.1/24"], ["default via 192.0.2.2"], forwards);
    const right = machine("right", ["192.0.2.2/24"], ["default via 192.0.2.1"], forwards);
    const [way] = ways([left, right], "192.0.2.1:1 -> 203.0.113.1:53/udp", "left");
    expect(way).toMatch(/^left > right > left > right .* ! too-many-hops$/);
    expect(way?.split(" > ")).toHaveLength(64);
  });

  it("ECMP: each of the gateways may be taken", () => {
    const spread = machine("spread", ["192.168.13.60/24"], ["default via 192.168.13.91,192.168.13.1"]);
    expect(ways([...all, spread], "192.168.13.60:1 -> 1.1.1.1:53/udp", "spread")).toEqual([
      "spread > router > isp",
      "spread > isp",
    ]);
  });

  it("says why at each hop", () => {
    const [way] = allWays(networkWith(...all), packetOf("192.168.20.77:1 -> 192.168.13.10:53/udp"), "mac");
    expect(way?.hops.flatMap((hop) => (hop.kind === "forwarded" ? [`${hop.at}: ${hop.why}`] : []))).toEqual([
      "mac: 0.0.0.0/0 via 192.168.20.1 (static)",
      "router: 192.168.13.0/24 on the link (connected)",
    ]);
  });
});

describe("firewalls", () => {
  const rule = { from: prefixOf("192.168.20.0/24"), to: null, protocol: null, port: 53 } as const;
  const guarded = (action: "drop" | "reject", at: Station): readonly Station[] =>
    all.map((station) => (station === at ? { ...station, firewall: [{ action, ...rule }] } : station));

  it.each<readonly [string, readonly Station[], string]>([
    ["of a router", guarded("drop", router), "mac > router ! firewall-drop"],
    ["of the server's host", guarded("reject", dns1), "mac > router > dns1 ! firewall-reject"],
    ["of the asker is not asked", guarded("drop", mac), "mac > router > dns1"],
  ])("%s", (_, stations, expected) => {
    expect(ways(stations, "192.168.20.77:1 -> 192.168.13.10:53/udp", "mac")).toEqual([expected]);
  });

  it("answers of a conversation that was let through pass", () => {
    const firewall = [
      { action: "drop", from: prefixOf("192.168.13.0/24"), to: null, protocol: null, port: null },
    ] as const;
    const network = networkWith(...all.map((station) => (station === router ? { ...station, firewall } : station)));
    expect(printRoundTrip(network, packetOf("192.168.20.77:1 -> 192.168.13.10:53/udp"), "mac")).toBe(
      "mac > router > dns1 | router > mac from 192.168.13.10:53",
    );
  });
});

describe("the way back", () => {
  it.each<readonly [string, string, string, string]>([
    [
      "on the link",
      "laptop",
      "192.168.13.50:1 -> 192.168.13.10:53/udp",
      "laptop > dns1 | laptop from 192.168.13.10:53",
    ],
    [
      "another way than there",
      "laptop",
      "192.168.13.50:1 -> 1.1.1.1:53/udp",
      "laptop > router > isp | laptop from 1.1.1.1:53",
    ],
    ["from a loopback address", "laptop", "127.0.0.1:1 -> 127.0.0.53:53/udp", "laptop |  from 127.0.0.53:53"],
  ])("%s", (_, from, packet, expected) => {
    expect(printRoundTrip(networkWith(...all), packetOf(packet), from)).toBe(expected);
  });

  it("where the server has no route back the answer is lost", () => {
    const homeless = machine("homeless", ["192.168.13.70/24"]);
    expect(
      printRoundTrip(networkWith(...all, homeless), packetOf("192.168.20.77:1 -> 192.168.13.70:53/udp"), "mac"),
    ).toBe("mac > router > homeless |  lost");
  });
});

describe("laws", () => {
  /** Routers in a row, with a host at each end, and routes that may lead anywhere. */
  const anyNetwork = fc
    .array(fc.array(fc.constantFrom("default", "10.0.0.0/8", "10.1.0.0/16", "10.3.0.0/16"), { maxLength: 4 }), {
      minLength: 2,
      maxLength: 5,
    })
    .chain((routes) =>
      fc.tuple(fc.constant(routes), fc.infiniteStream(fc.nat({ max: 3 }))).map(([wanted, stream]) => {
        const stations = wanted.map((prefixes, index) => {
          const addresses = [`10.${index}.0.1/16`, `10.${index + 1}.0.2/16`];
          const next = (): string => `10.${index + (stream.next().value % 2)}.0.${1 + (stream.next().value % 2)}`;
          return machine(
            `r${index}`,
            addresses,
            prefixes.map((prefix) => `${prefix} via ${next()},${next()}`),
            forwards,
          );
        });
        return networkWith(...stations);
      }),
    );

  it("every way ends, starts where the packet was sent, and goes on from where it was", () => {
    fc.assert(
      fc.property(anyNetwork, fc.integer({ min: 0, max: 5 }), (network, to) => {
        const packet = packetOf(`10.0.0.1:1 -> 10.${to}.0.2:53/udp`);
        for (const way of allWaysBounded(network, packet)) checkWay(network, packet, way);
      }),
      { numRuns: 60 },
    );
  });
});

function checkWay(network: Network, { destination }: Packet, way: Delivery): void {
  const [sent, ...rest] = way.hops;
  expect(sent).toMatchObject({ kind: "sent", at: "r0" });
  let at = "r0";
  for (const hop of rest) {
    expect(hop.at).toBe(at);
    if (hop.kind === "forwarded") at = hop.to;
  }
  if (way.kind === "dropped") return;
  expect(way.station).toBe(at);
  expect(stationOf(network, at).addresses.map(({ address }) => address)).toContain(destination.address);
  expect(carryBack(network, way).from).toEqual(destination);
}

/** Loops with two choices at each turn have very many ways. */
function allWaysBounded(network: Network, packet: Packet): readonly Delivery[] {
  const single = [...network.stations.values()].map((station) => ({
    ...station,
    routes: station.routes.map((route) =>
      route.next.kind === "gateways"
        ? { ...route, next: { ...route.next, addresses: route.next.addresses.slice(0, 1) } }
        : route,
    ),
  }));
  return allWays(makeNetwork(single, new Map()), packet, "r0");
}
