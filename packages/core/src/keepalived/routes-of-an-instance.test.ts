import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VirtualRoute } from "./index.ts";
import { readList } from "./listed-lines.fixture.ts";

function routeText({ destination, via, device, source }: VirtualRoute): string {
  const options = [
    ["via", via],
    ["dev", device],
    ["src", source],
  ].filter(([, value]) => value !== null);
  return [destination, ...options.flat()].join(" ");
}

/** A line of `virtual_routes`, the route that `keepalived -d` (2.2.7) prints of it, null where it has none, and what is said. */
type Row = [line: string, route: string | null, said?: readonly string[]];

function check(line: string, route: string | null, said: readonly string[] = []): void {
  const read = readList("virtual_routes", [line]);
  expect(read.instance.virtualRoutes.map(routeText)).toEqual(route === null ? [] : [route]);
  expect(read.said).toEqual(said);
}

describe("where a route leads", () => {
  it.each<Row>([
    ["10.0.0.0/8 via 192.168.13.1 dev eth1", "10.0.0.0/8 via 192.168.13.1 dev eth1"],
    ["10.0.0.0/8 dev eth1", "10.0.0.0/8 dev eth1"],
    ["via 192.168.13.1 10.0.0.0/8", "10.0.0.0/8 via 192.168.13.1"],
    ["10.0.0.0/8 gw 192.168.13.1", "10.0.0.0/8 via 192.168.13.1"],
    ["10.0.0.0/8 oif eth1", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 via inet 192.168.13.1", "10.0.0.0/8 via 192.168.13.1"],
    ["fd00::/8 via fe80::1 dev eth1", "fd00::/8 via fe80::1 dev eth1"],
    ["10.0.0.9 dev eth1", "10.0.0.9/32 dev eth1"],
    ["10.0.0.9/33 dev eth1", "10.0.0.9/32 dev eth1", ["10.0.0.9/33: warning BAD_VALUE"]],
    ["10.0.0.0/8 via 192.168.13.1 src 192.168.13.10", "10.0.0.0/8 via 192.168.13.1 src 192.168.13.10"],
  ])("%j", (line, route, said) => check(line, route, said));
});

describe("destinations", () => {
  it.each<Row>([
    ["default via 192.168.13.1", "default via 192.168.13.1"],
    ["to 10.0.0.0/8 via 192.168.13.1", "10.0.0.0/8 via 192.168.13.1"],
    ["unicast 10.0.0.0/8 via 192.168.13.1", "10.0.0.0/8 via 192.168.13.1"],
    ["default6 via fe80::1 dev eth1", "::/0 via fe80::1 dev eth1"],
    ["all dev eth1", "default dev eth1"],
    ["any dev eth1", "default dev eth1"],
    [
      "default dev eth1 metric 5 src 192.168.13.10 via 192.168.13.1",
      "default via 192.168.13.1 dev eth1 src 192.168.13.10",
    ],
  ])("%j", (line, route, said) => check(line, route, said));
});

describe("words that change no way are passed over", () => {
  it.each<Row>([
    ["10.0.0.0/8 dev eth1 metric 5", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 mtu lock 1400", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 mtu 1400", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 onlink no_track", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 scope link", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 protocol static no_track", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 tos 0x10", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 append", "10.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 table 254", "10.0.0.0/8 dev eth1"],
  ])("%j", (line, route, said) => check(line, route, said));
});

describe("the last word counts", () => {
  it.each<Row>([
    ["10.0.0.0/8 11.0.0.0/8 dev eth1", "11.0.0.0/8 dev eth1"],
    ["10.0.0.0/8 dev eth1 dev eth0", "10.0.0.0/8 dev eth0"],
    ["10.0.0.0/8 via 192.168.13.1 via 192.168.13.2", "10.0.0.0/8 via 192.168.13.2"],
  ])("%j", (line, route, said) => check(line, route, said));
});

describe("one word that cannot be read takes the route with it", () => {
  it.each<Row>([
    ["to unicast 10.0.0.0/8 via 192.168.13.1", null, ["unicast: error BAD_ADDRESS"]],
    ["10.0.0.0/8 via inet6 fe80::1", null, ["10.0.0.0/8 via inet6 fe80::1: error BAD_VALUE"]],
    ["10.0.0.0/8 via fe80::1", null, ["10.0.0.0/8 via fe80::1: error BAD_VALUE"]],
    ["fd00::/8 via 192.168.13.1", null, ["fd00::/8 via 192.168.13.1: error BAD_VALUE"]],
    ["inet6 default via fe80::1 dev eth1", null, ["inet6 default via fe80::1 dev eth1: error BAD_VALUE"]],
    ["inet default dev eth1", null, ["inet default dev eth1: error BAD_VALUE"]],
    ["10.0.0 dev eth1", null, ["10.0.0: error BAD_ADDRESS"]],
    ["default via nowhere", null, ["nowhere: error BAD_ADDRESS"]],
    ["default via 192.168.13.1/24", null, ["192.168.13.1/24: error BAD_ADDRESS"]],
    ["via 192.168.13.1", null, ["via 192.168.13.1: error BAD_VALUE"]],
    ["10.0.0.0/8 dev eth1 src fd00::1", null, ["10.0.0.0/8 dev eth1 src fd00::1: error BAD_VALUE"]],
    ["10.0.0.0/8 dev eth1 src banana", null, ["banana: error BAD_ADDRESS"]],
    ["10.0.0.0/8 dev eth1 banana", null, ["banana: error BAD_ADDRESS"]],
    ["10.0.0.0/8 dev", null, ["10.0.0.0/8 dev: error MISSING_VALUE"]],
    ["10.0.0.0/8 via", null, ["10.0.0.0/8 via: error MISSING_VALUE"]],
    ["10.0.0.0/8 src", null, ["10.0.0.0/8 src: error MISSING_VALUE"]],
    ["10.0.0.0/8 dev eth1 metric", null, ["10.0.0.0/8 dev eth1 metric: error MISSING_VALUE"]],
  ])("%j", (line, route, said) => check(line, route, said));
});

describe("what is not modelled is said, and left out", () => {
  it.each<Row>([
    ["blackhole 10.0.0.0/8", null, ["blackhole 10.0.0.0/8: warning UNSUPPORTED"]],
    ["unreachable 10.0.0.0/8", null, ["unreachable 10.0.0.0/8: warning UNSUPPORTED"]],
    ["prohibit 10.0.0.0/8", null, ["prohibit 10.0.0.0/8: warning UNSUPPORTED"]],
    ["throw 10.0.0.0/8", null, ["throw 10.0.0.0/8: warning UNSUPPORTED"]],
    ["10.0.0.0/8 table 100 dev eth1", null, ["10.0.0.0/8 table 100 dev eth1: warning UNSUPPORTED"]],
    [
      "10.0.0.0/8 nexthop via 192.168.13.1 nexthop via 192.168.13.2",
      null,
      ["10.0.0.0/8 nexthop via 192.168.13.1 nexthop via 192.168.13.2: warning UNSUPPORTED"],
    ],
    [
      "10.0.0.0/8 via 192.168.13.1 or 192.168.13.2",
      null,
      ["10.0.0.0/8 via 192.168.13.1 or 192.168.13.2: warning UNSUPPORTED"],
    ],
    ["fd00::/8 from fd01::/16 dev eth1", null, ["fd00::/8 from fd01::/16 dev eth1: warning UNSUPPORTED"]],
  ])("%j", (line, route, said) => check(line, route, said));
});

describe("laws", () => {
  const option = fc.constantFrom(
    "via 192.168.13.1",
    "dev eth1",
    "src 192.168.13.10",
    "metric 5",
    "onlink",
    "mtu lock 1400",
  );

  it("the words of a route stand in any order", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(["10.0.0.0/8", "via 192.168.13.1", "dev eth1", "src 192.168.13.10"], { minLength: 4 }),
        (all) => {
          const { instance } = readList("virtual_routes", [all.join(" ")]);
          expect(instance.virtualRoutes.map(routeText)).toEqual([
            "10.0.0.0/8 via 192.168.13.1 dev eth1 src 192.168.13.10",
          ]);
        },
      ),
    );
  });

  it("a route is read alone: what stands on other lines does nothing to it", () => {
    fc.assert(
      fc.property(
        fc.array(option),
        fc.array(fc.constantFrom("banana", "10.0.0.0/8", "via", "default6")),
        (words, others) => {
          const line = ["10.0.0.0/8", ...words].join(" ");
          const alone = readList("virtual_routes", [line]).instance.virtualRoutes;
          const among = readList("virtual_routes", [...others, line]).instance.virtualRoutes;
          expect(among.slice(-1).map(routeText)).toEqual(alone.map(routeText));
        },
      ),
    );
  });
});
