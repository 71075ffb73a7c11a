import { type Address, fileTreeFromSources, makeQuery, nameOf, printPrefix, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlace } from "../../asking/index.ts";
import type { Station } from "../../network/index.ts";
import { loadSite, type SiteTwin } from "../../site/index.ts";
import { holders, pair, told } from "../pair.fixture.ts";
import { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";

/** A machine on two networks, each with a family of its own, and two machines that stand on both too. */
const SITE = `
version: 1
networks:
  lan: 192.168.10.0/24
  beyond: 192.168.11.0/24
  lan-6: "fd00:10::/64"
  beyond-6: "fd00:11::/64"
hosts:
  own:
    addresses: [192.168.10.1, 192.168.11.1, "fd00:10::1", "fd00:11::1"]
    routes:
      default: 192.168.10.2
      198.19.0.0/16: 192.168.11.2
      198.20.0.0/16: [192.168.10.2, 192.168.11.2]
      "fd00:99::/64": "fd00:10::2"
      "fd00:98::/64": ["fd00:10::2", "fd00:11::2"]
  other: { addresses: [192.168.10.2, 192.168.11.2, "fd00:10::2", "fd00:11::2"], forwards: false }
`;

function twin(): SiteTwin {
  const { value, diagnostics } = loadSite(
    fileTreeFromSources(new Map([["/site.yaml", sourceFromText("/site.yaml", SITE)]])),
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value;
}

/** As `ip route` prints them, without devices. */
function routesOf(simulation: Simulation): readonly string[] {
  const { routes } = ownOf(simulation);
  return routes
    .map(({ prefix, next }) => {
      const where = next.kind === "gateways" ? `via ${next.addresses.join(" ")}` : "link";
      return `${printPrefix(prefix)} ${where}`;
    })
    .sort();
}

function ownOf(simulation: Simulation): Station {
  const own = simulation.world.stationNow("own");
  if (own === null) throw new Error("the machine is not there");
  return own;
}

const down = (...links: readonly string[]): readonly Fault[] =>
  links.map((link) => ({ kind: "interface-down", machine: "own", link }));
const LAN = down("lan", "lan-6");
const BEYOND = down("beyond", "beyond-6");

function newSimulation(): Simulation {
  return new Simulation(twin(), { seed: 1 }, []);
}

function struck(faults: readonly Fault[], healed: readonly Fault[] = []): Simulation {
  const simulation = newSimulation();
  for (const fault of faults) simulation.inject(fault);
  for (const fault of healed) simulation.heal(fault);
  return simulation;
}

const BEYOND_ROUTES = ["192.168.11.0/24 link", "198.19.0.0/16 via 192.168.11.2", "fd00:11::/64 link"];

describe("one interface of two, as iproute2 6.1 and Linux 6.18 were seen in a network namespace", () => {
  test("down: its networks and its routes are gone, and of several next hops those through it", () => {
    const simulation = struck(LAN);
    expect(routesOf(simulation)).toEqual(
      [...BEYOND_ROUTES, "198.20.0.0/16 via 192.168.11.2", "fd00:98::/64 via fd00:11::2"].sort(),
    );
    expect(ownOf(simulation).addresses.map(({ address }) => address)).toEqual([
      "192.168.10.1",
      "192.168.11.1",
      "fd00:11::1",
    ]);
  });

  test("up again: IPv4 is on its network, routes by hand and IPv6 are gone for good, next hops are alive", () => {
    expect(routesOf(struck(LAN, LAN))).toEqual(
      [
        ...BEYOND_ROUTES,
        "192.168.10.0/24 link",
        "198.20.0.0/16 via 192.168.10.2 192.168.11.2",
        "fd00:98::/64 via fd00:10::2 fd00:11::2",
      ].sort(),
    );
  });

  test("both down: a route whose next hops are all dead is gone as well", () => {
    expect(routesOf(struck([...LAN, ...BEYOND], BEYOND))).toEqual(["192.168.11.0/24 link"]);
    expect(routesOf(struck([{ kind: "interface-down", machine: "own" }]))).toEqual([]);
  });

  test("without its cable all routes stay where they are", () => {
    const before = routesOf(newSimulation());
    expect(routesOf(struck([{ kind: "unplug", machine: "own", link: "lan" }]))).toEqual(before);
  });

  test("a machine that starts anew has all of it up", () => {
    const simulation = struck([...LAN, { kind: "crash", machine: "own" }], [{ kind: "crash", machine: "own" }]);
    expect(routesOf(simulation)).toEqual(routesOf(newSimulation()));
    expect(simulation.world.troublesAt("own")).toEqual([]);
  });

  test("law: IPv4 networks of interfaces that are up are there, and of no other, whatever came before", () => {
    const step = fc.record({ isUp: fc.boolean(), link: fc.constantFrom("lan", "beyond") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const simulation = newSimulation();
        const dark = new Set<string>();
        for (const { isUp, link } of steps) {
          const fault = { kind: "interface-down", machine: "own", link } as const;
          if (isUp) simulation.heal(fault);
          else simulation.inject(fault);
          if (isUp) dark.delete(link);
          else dark.add(link);
        }
        const links = routesOf(simulation).filter((route) => /^192\.168\.1\d\.0\/24 link$/.test(route));
        const up = ["lan", "beyond"].filter((link) => !dark.has(link));
        expect(links).toEqual(up.map((link) => `192.168.1${link === "lan" ? 0 : 1}.0/24 link`).sort());
      }),
      { numRuns: 40 },
    );
  });
});

describe("the pair behind a router", () => {
  const VIP = "192.168.13.10" as Address;

  /** What a client hears of the virtual address within two seconds. */
  function ask(simulation: Simulation, client: "cl" | "far"): string {
    const place = findPlace(simulation.world, client);
    if (place.kind === "missing") throw new Error(place.why);
    const query = makeQuery({ name: nameOf("who.lab."), type: "TXT", class: "IN" });
    let heard = "nothing yet";
    const asking = {
      from: place.value,
      servers: [{ address: VIP, port: 53 }],
      source: null,
      transport: "udp",
    } as const;
    simulation.ask(asking, query, (answer) => (heard = told(answer)), {
      kind: "dig",
      timeoutMs: 1000,
      attempts: 1,
      whenTruncated: "accept",
    });
    simulation.runFor(2000);
    return heard;
  }

  const router = (link: string): Fault => ({ kind: "interface-down", machine: "router", link });

  test.each<readonly [link: string, cl: string, far: string]>([
    ["lan", "dns1", "timeout"],
    ["beyond", "dns1", "timeout"],
  ])("the router's interface on %s is down, and up again", (link, cl, far) => {
    const simulation = pair();
    simulation.runFor(3000);
    expect([ask(simulation, "cl"), ask(simulation, "far")]).toEqual(["dns1", "dns1"]);
    simulation.inject(router(link));
    simulation.runFor(100);
    expect([ask(simulation, "cl"), ask(simulation, "far")]).toEqual([cl, far]);
    simulation.heal(router(link));
    simulation.runFor(5000);
    expect([ask(simulation, "cl"), ask(simulation, "far")]).toEqual(["dns1", "dns1"]);
  });

  test("an instance fails with its own interface alone", () => {
    const simulation = pair();
    simulation.runFor(3000);
    simulation.inject({ kind: "interface-down", machine: "dns1", link: "beyond" });
    simulation.runFor(5000);
    expect(holders(simulation)).toBe("dns1");
    simulation.inject({ kind: "interface-down", machine: "dns1", link: "lan" });
    simulation.runFor(5000);
    expect(holders(simulation)).toBe("dns2");
    simulation.heal({ kind: "interface-down", machine: "dns1", link: "lan" });
    simulation.runFor(5000);
    expect(holders(simulation)).toBe("dns1");
  });
});
