import { describe, expect, test } from "vitest";
import type { Station } from "../../network/index.ts";
import { addressOf, machine, prefixOf } from "../../network/network.fixture.ts";
import { pair } from "../pair.fixture.ts";
import { HostRoutes, type RouteChange } from "./host-routes.ts";

/** `add 198.19.0.0/16 via 192.168.13.91 src 192.168.13.10`, as behind `ip route`. */
function changeOf(words: string): RouteChange {
  const [change, to = "", , via, , src] = words.split(" ");
  return {
    change: change === "add" ? "add" : "del",
    to: prefixOf(to === "default" ? "0.0.0.0/0" : to),
    via: via === undefined ? null : addressOf(via),
    ...(src === undefined ? {} : { src: addressOf(src) }),
  };
}

/** What `ip` says to each line, in order; empty: it is done. */
function said(station: Station, lines: readonly string[]): readonly string[] {
  const routes = new HostRoutes([], { stations: () => [], linkOf: () => null, changed: () => {} });
  return lines.map((line) => routes.change(routes.of(station), changeOf(line)) ?? "");
}

const DNS1 = machine("dns1", ["192.168.13.11/24"]);

/** iproute2 6.1 on Linux 6.18, in a network namespace with 192.168.13.11/24, one line after the other. */
const RECORDED: readonly (readonly [line: string, answer: string])[] = [
  ["add 198.19.0.0/16 via 192.168.13.91", ""],
  ["add 198.19.0.0/16 via 192.168.13.91", "RTNETLINK answers: File exists"],
  ["add 198.19.0.0/16 via 192.168.13.92", "RTNETLINK answers: File exists"],
  ["add 10.0.0.0/8 via 192.168.99.1", "Error: Nexthop has invalid gateway."],
  ["add 198.20.0.0/16 via 192.168.13.11", ""],
  ["del 10.1.0.0/16", "RTNETLINK answers: No such process"],
  ["del 198.19.0.0/16 via 192.168.13.92", "RTNETLINK answers: No such process"],
  ["del 198.19.0.0/16", ""],
  ["add 192.168.13.0/24 via 192.168.13.91", "RTNETLINK answers: File exists"],
  ["add default via 192.168.13.1", ""],
  ["del default", ""],
  ["add default via 192.168.13.1 src 192.168.13.10", "Error: Invalid prefsrc address."],
  ["add default via 192.168.99.1 src 192.168.13.10", "Error: Nexthop has invalid gateway."],
  ["add default via 192.168.13.1 src 192.168.13.11", ""],
  ["add default via 192.168.13.1", "RTNETLINK answers: File exists"],
];

describe("what ip says", () => {
  test("line by line as it was recorded", () => {
    const lines = RECORDED.map(([line]) => line);
    expect(said(DNS1, lines)).toEqual(RECORDED.map(([, answer]) => answer));
  });
});

/** `default via 192.168.13.1`: the routes of a host by gateways. */
function gatewaysOf(simulation: ReturnType<typeof pair>, host: string): readonly string[] {
  const routes = simulation.world.stationNow(host)?.routes ?? [];
  return routes.flatMap(({ prefix: { address, length }, next }) =>
    next.kind === "gateways" ? [`${address}/${length} ${next.addresses.join(",")}`] : [],
  );
}

describe("a host of a site", () => {
  const DEFAULT = "0.0.0.0/0 192.168.13.1";
  const ADDED = "198.19.0.0/16 192.168.13.91";
  const add = changeOf("add 198.19.0.0/16 via 192.168.13.91");

  test("has a route that is added until it is deleted", () => {
    const simulation = pair();
    expect(gatewaysOf(simulation, "dns1")).toEqual([DEFAULT]);
    simulation.changeRoute("dns1", add);
    expect(gatewaysOf(simulation, "dns1")).toEqual([ADDED, DEFAULT]);
    simulation.changeRoute("dns1", { ...add, change: "del" });
    expect(gatewaysOf(simulation, "dns1")).toEqual([DEFAULT]);
  });

  test("loses a route of site.yaml until it starts anew, and what was added by hand then", () => {
    const simulation = pair();
    simulation.changeRoute("dns1", changeOf("del default"));
    simulation.changeRoute("dns1", add);
    expect(gatewaysOf(simulation, "dns1")).toEqual([ADDED]);
    simulation.inject({ kind: "crash", machine: "dns1" });
    simulation.heal({ kind: "crash", machine: "dns1" });
    expect(gatewaysOf(simulation, "dns1")).toEqual([DEFAULT]);
  });

  test("loses all of them with an interface that is set down, and has them again when somebody sets them", () => {
    const simulation = pair();
    simulation.changeRoute("dns1", add);
    simulation.inject({ kind: "interface-down", machine: "dns1" });
    simulation.heal({ kind: "interface-down", machine: "dns1" });
    expect(gatewaysOf(simulation, "dns1")).toEqual([]);
    expect(simulation.changeRoute("dns1", changeOf("add default via 192.168.13.1"))).toBeNull();
    expect(gatewaysOf(simulation, "dns1")).toEqual([DEFAULT]);
  });

  test("loses a route by hand with the address that is its source, and nobody sets it again", () => {
    const simulation = pair();
    const keepalived = { kind: "stop", machine: "dns1", program: "keepalived" } as const;
    simulation.runFor(3000);
    simulation.changeRoute("dns1", changeOf("add 198.19.0.0/16 via 192.168.13.91 src 192.168.13.10"));
    expect(gatewaysOf(simulation, "dns1")).toEqual([ADDED, DEFAULT]);
    simulation.inject(keepalived);
    expect(gatewaysOf(simulation, "dns1")).toEqual([DEFAULT]);
    simulation.heal(keepalived);
    simulation.runFor(5000);
    expect(gatewaysOf(simulation, "dns1")).toEqual([DEFAULT]);
    simulation.changeRoute("dns1", changeOf("add 198.19.0.0/16 via 192.168.13.91 src 192.168.13.10"));
    expect(gatewaysOf(simulation, "dns1")).toEqual([ADDED, DEFAULT]);
  });

  test("is the only one that is changed; who is no host is told so", () => {
    const simulation = pair();
    simulation.changeRoute("dns1", add);
    expect(gatewaysOf(simulation, "dns2")).toEqual([DEFAULT]);
    expect(simulation.changeRoute("nobody", add)).toBe("nobody is no host of the site");
  });
});
