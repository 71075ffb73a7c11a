import type { Address } from "@splithorizon/core";
import { maskAddress, prefixCovers, printPrefix } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, machine, packetOf, prefixOf } from "./network.fixture.ts";
import { firewallVerdict, isOnLink, routeTo, type Station, sourceFor } from "./station.ts";

describe("which route", () => {
  const router = machine(
    "router",
    ["192.168.13.91/24", "192.168.14.1/24"],
    [
      "default via 192.168.13.1",
      "198.19.0.0/16 via 192.168.14.31",
      "198.19.0.30/32 via 192.168.14.32",
      "198.19.0.30/32 via 192.168.14.33",
      "2001:db8::/32 via fe80::1",
    ],
  );

  it.each([
    ["192.168.14.31", "192.168.14.0/24"],
    ["198.19.0.30", "198.19.0.30/32"],
    ["198.19.0.5", "198.19.0.0/16"],
    ["203.0.113.1", "0.0.0.0/0"],
    ["2001:db8::1", "2001:db8::/32"],
    ["2001:db9::1", null],
  ])("%s: the longest prefix, %s", (destination, prefix) => {
    const route = routeTo(router, addressOf(destination));
    expect(route === null ? null : printPrefix(route.prefix)).toBe(prefix);
  });

  it("of two for one prefix the earlier", () => {
    expect(routeTo(router, addressOf("198.19.0.30"))?.next).toEqual({ kind: "gateways", addresses: ["192.168.14.32"] });
  });
});

// As `ip route get` says on Linux, and vrrp-measured.md section 6 for what named asks.
describe("which source", () => {
  it.each<readonly [string, Station, string, string | null]>([
    [
      "the address in the gateway's network",
      machine("dns1", ["10.9.0.11/24", "192.168.13.11/24"], ["default via 192.168.13.1"]),
      "192.0.2.53",
      "192.168.13.11",
    ],
    [
      "the virtual address is the second of its network",
      machine("dns1", ["192.168.13.11/24", "192.168.13.10/24*"], ["default via 192.168.13.1"]),
      "192.0.2.53",
      "192.168.13.11",
    ],
    ["and on the link", machine("dns1", ["192.168.13.11/24", "192.168.13.10/24*"]), "192.168.13.53", "192.168.13.11"],
    [
      "a virtual address without a network",
      machine("dns1", ["192.168.13.11/24", "192.168.13.10/32*"], ["default via 192.168.13.1"]),
      "192.0.2.53",
      "192.168.13.11",
    ],
    [
      "own address in another net: the virtual one shares the gateway's",
      machine("dns1", ["10.9.0.11/24", "192.168.13.10/24*"], ["default via 192.168.13.1"]),
      "192.0.2.53",
      "192.168.13.10",
    ],
    [
      "own .11/32, virtual /24",
      machine("dns1", ["192.168.13.11/32", "192.168.13.10/24*"], ["default via 192.168.13.1"]),
      "192.0.2.53",
      "192.168.13.10",
    ],
    [
      "own .11/16, virtual /24: to the gateway .11",
      machine("dns1", ["192.168.13.11/16", "192.168.13.10/24*"], ["default via 192.168.13.1"]),
      "192.0.2.53",
      "192.168.13.11",
    ],
    [
      "own .11/16, virtual /24: on the link the more specific .10",
      machine("dns1", ["192.168.13.11/16", "192.168.13.10/24*"]),
      "192.168.13.53",
      "192.168.13.10",
    ],
    [
      "a route with src",
      machine("dns1", ["192.168.13.11/24", "192.168.13.10/24*"], ["192.0.2.0/24 via 192.168.13.1 src 192.168.13.10"]),
      "192.0.2.53",
      "192.168.13.10",
    ],
    ["its own address", machine("dns1", ["192.168.13.11/24", "10.9.0.11/24"]), "10.9.0.11", "10.9.0.11"],
    [
      "its own secondary address is asked from the first one",
      machine("dns1", ["192.168.13.11/24", "192.168.13.10/24*"]),
      "192.168.13.10",
      "192.168.13.11",
    ],
    [
      "its own address without a network is asked from itself",
      machine("dns1", ["192.168.13.11/24", "192.168.13.10/32*"]),
      "192.168.13.10",
      "192.168.13.10",
    ],
    [
      "a virtual address of another mask is no secondary one",
      machine("dns1", ["192.168.13.11/16", "192.168.13.10/24*"]),
      "192.168.13.10",
      "192.168.13.10",
    ],
    ["loopback", machine("laptop", ["192.168.13.50/24"]), "127.0.0.53", "127.0.0.1"],
    ["loopback in IPv6", machine("laptop", ["192.168.13.50/24"]), "::1", "::1"],
    [
      "IPv6 behind a gateway",
      machine("dns1", ["192.168.13.11/24", "2001:db8:13::11/64"], ["2001:db8::/32 via 2001:db8:13::1"]),
      "2001:db8::53",
      "2001:db8:13::11",
    ],
    [
      "IPv6, the second of a network stands for itself",
      machine("dns1", ["2001:db8::11/64", "2001:db8::10/64*"]),
      "2001:db8::10",
      "2001:db8::10",
    ],
    ["no route, no source", machine("mac", ["192.168.20.77/24"]), "192.0.2.1", null],
    ["no route of the family", machine("mac", ["192.168.20.77/24"], ["default via 192.168.20.1"]), "2001:db8::1", null],
  ])("%s", (_, station, destination, source) => {
    expect(sourceFor(station, addressOf(destination))).toBe(source);
  });
});

describe("which side of a link", () => {
  it.each<readonly [string, readonly string[], string, boolean]>([
    ["with an address there", ["192.168.13.11/24"], "192.168.13.0/24", true],
    ["elsewhere", ["192.168.14.31/24"], "192.168.13.0/24", false],
    ["with a lone address alone", ["192.168.13.10/32"], "192.168.13.0/24", false],
    ["with a lone address and another", ["192.168.13.10/32", "192.168.13.11/24"], "192.168.13.0/24", true],
    ["with a wider mask", ["192.168.13.11/16"], "192.168.13.0/24", true],
    ["in IPv6", ["2001:db8::1/64"], "2001:db8::/64", true],
    ["in IPv6 with a lone address", ["2001:db8::1/128"], "2001:db8::/64", false],
  ])("%s", (_, addresses, link, expected) => {
    expect(isOnLink(machine("a", addresses), prefixOf(link))).toBe(expected);
  });
});

describe("firewall", () => {
  const guarded = machine("router", ["192.168.13.91/24"], [], {
    firewall: [
      { action: "accept", from: prefixOf("192.168.13.0/24"), to: null, protocol: "udp", port: 53 },
      { action: "reject", from: null, to: prefixOf("192.168.13.11/32"), protocol: "tcp", port: null },
      { action: "drop", from: null, to: null, protocol: null, port: 53 },
    ],
  });

  it.each([
    ["192.168.13.50:40000 -> 192.168.13.11:53/udp", "accept"],
    ["192.168.20.77:40000 -> 192.168.13.11:53/udp", "drop"],
    ["192.168.13.50:40000 -> 192.168.13.11:53/tcp", "reject"],
    ["192.168.13.50:40000 -> 192.168.13.12:53/tcp", "drop"],
    ["192.168.20.77:40000 -> 192.168.13.12:853/tcp", "accept"],
    ["[2001:db8::1]:40000 -> [2001:db8::2]:53/udp", "drop"],
  ])("%s: %s", (packet, action) => {
    expect(firewallVerdict(guarded, packetOf(packet))).toBe(action);
  });
});

describe("laws", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => addressOf(parts.join(".")));
  const prefix = fc
    .tuple(ipv4, fc.integer({ min: 0, max: 32 }))
    .map(([address, length]) => `${maskAddress(address, length)}/${length}`);

  it("the route taken covers the destination, and no longer one does", () => {
    fc.assert(
      fc.property(fc.array(prefix), ipv4, (prefixes, destination) => {
        const station = machine(
          "a",
          [],
          prefixes.map((text) => `${text} via 192.0.2.1`),
        );
        const route = routeTo(station, destination);
        const covering = station.routes.filter((candidate) => prefixCovers(candidate.prefix, destination));
        expect(route === null).toBe(covering.length === 0);
        if (route === null) return;
        expect(prefixCovers(route.prefix, destination)).toBe(true);
        expect(Math.max(...covering.map((candidate) => candidate.prefix.length))).toBe(route.prefix.length);
      }),
    );
  });

  it("the source is one of the machine's addresses, or the loopback's", () => {
    const own = fc.uniqueArray(fc.tuple(ipv4, fc.integer({ min: 8, max: 32 })), {
      selector: ([address]) => address,
      maxLength: 4,
    });
    fc.assert(
      fc.property(own, ipv4, (addresses, destination) => {
        const texts = addresses.map(([address, length]) => `${address}/${length}`);
        const source = sourceFor(machine("a", texts, ["default via 192.0.2.1"]), destination);
        const allowed: readonly (Address | null)[] = [
          null,
          addressOf("127.0.0.1"),
          ...addresses.map(([address]) => address),
        ];
        expect(allowed).toContain(source);
        if (addresses.length > 0) expect(source).not.toBeNull();
      }),
    );
  });
});
