import { parseAddress, type Transport } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import type { Resident } from "../../hosts/index.ts";
import { serverOf, waitingSite } from "../../live/waiting-site.fixture.ts";
import { Listeners } from "./listeners.ts";

const twin = waitingSite();
const to = serverOf(twin, "dns1");

function residentOn(station: string): Resident {
  const resident = twin.residents.find((candidate) => candidate.station === station);
  if (resident === undefined) throw new Error(`nobody on ${station}`);
  return resident;
}

const dns1 = residentOn("dns1");

describe("whose socket a packet finds", () => {
  test.each<readonly [row: string, station: string, port: number, transport: Transport, finds: string | null]>([
    ["its own", "dns1", 53, "udp", "dns1"],
    ["over TCP too", "dns1", 53, "tcp", "dns1"],
    ["nobody's at another port", "dns1", 5353, "udp", null],
    ["nobody's on a machine that is not its own", "laptop", 53, "udp", null],
    ["nobody's on a machine that is not there", "nowhere", 53, "udp", null],
  ])("%s", (_row, station, port, transport, finds) => {
    const found = new Listeners(twin.residents).at(station, { ...to, port }, transport);
    expect(found?.station ?? null).toBe(finds);
  });

  test("of two servers at one socket the one that came first", () => {
    const second = { ...dns1, title: "second" };
    expect(new Listeners([dns1, second]).at("dns1", to, "udp")).toBe(dns1);
    expect(new Listeners([second, dns1]).at("dns1", to, "udp")).toBe(second);
  });

  test("one that has gone has none, and one that has come has its own", () => {
    const listeners = new Listeners([dns1]);
    listeners.residentsAre([]);
    expect(listeners.at("dns1", to, "udp")).toBeNull();
    const other = { ...dns1, station: "laptop" };
    listeners.residentsAre([other]);
    expect(listeners.at("laptop", to, "udp")).toBe(other);
  });

  test("a server that has opened others listens there alone, until it is another server", () => {
    const listeners = new Listeners([dns1]);
    const address = parseAddress("10.9.9.9");
    if (address === null) throw new Error("no address");
    listeners.listenBy(dns1, (destination) => destination.address === address);
    expect(listeners.at("dns1", to, "udp")).toBeNull();
    expect(listeners.at("dns1", { address, port: 53 }, "udp")).toBe(dns1);
    listeners.residentsAre([{ ...dns1 }]);
    expect(listeners.at("dns1", to, "udp")?.title).toBe(dns1.title);
  });
});
