import { describe, expect, test } from "vitest";
import { type PairOptions, pairTwin } from "../pair.fixture.ts";
import { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { VrrpPart } from "./vrrp-part.ts";

const UNICAST: PairOptions = {
  dns1: "unicast_src_ip 192.168.13.11\nunicast_peer { 192.168.13.12 }",
  dns2: "unicast_src_ip 192.168.13.12\nunicast_peer { 192.168.13.11 }",
};
const UNPLUG: Fault = { kind: "unplug", machine: "dns2" };

/** The pair, and for how many seconds dns1's adverts have been on the wire since the last look. */
function lab(seed = 1) {
  const simulation = new Simulation(pairTwin({ ...UNICAST, seed }), { seed }, [(context) => new VrrpPart(context)]);
  let seen: string[] = [];
  simulation.listenIn((sighting) => {
    if (sighting.kind === "advert") seen.push(sighting.advert.from.host);
  });
  const look = (): readonly string[] => {
    const found = seen;
    seen = [];
    return found;
  };
  return { simulation, look };
}

/** As recorded of keepalived 2.2.7 in drawn scenes (conformance, vrrp-drawn.ndjson: 1, 35, 311, 401). */
describe("an advert to a peer goes out while its host believes to know where the peer is", () => {
  test("for up to a minute after the peer has lost its cable, and again when it is back", () => {
    for (const seed of [1, 2, 3]) {
      const { simulation, look } = lab(seed);
      simulation.runFor(3000);
      look();
      simulation.inject(UNPLUG);
      simulation.runFor(10_000);
      expect(look()).toHaveLength(10);
      simulation.runFor(45_000);
      look();
      simulation.runFor(10_000);
      expect(look()).toEqual([]);
      simulation.heal(UNPLUG);
      simulation.runFor(3000);
      expect(look().length).toBeGreaterThanOrEqual(3);
    }
  });

  test("what is sent to a peer that is looked for goes out as soon as he says where he is: drawn 432", () => {
    const { simulation, look } = lab();
    simulation.runFor(3000);
    simulation.inject(UNPLUG);
    simulation.runFor(70_000);
    look();
    simulation.runFor(10_000);
    expect(look()).toEqual([]);
    simulation.heal(UNPLUG);
    simulation.runFor(1);
    const waited = look();
    expect(waited.length).toBeGreaterThanOrEqual(1);
    expect(waited.length).toBeLessThanOrEqual(4);
    expect(new Set(waited)).toEqual(new Set(["dns1"]));
    simulation.runFor(3000);
    expect(look()).toHaveLength(3);
  });

  test.each([
    ["without a carrier goes out with the next search, if there is one by then: drawn 1021", "unplug", 2],
    ["over an interface that is down is refused by the kernel", "interface-down", 0],
  ] as const)("what is sent %s", (_, kind, expected) => {
    const { simulation, look } = lab();
    const fault: Fault = { kind, machine: "dns1" };
    simulation.runFor(3000);
    simulation.inject(fault);
    simulation.runFor(1500);
    simulation.heal(fault);
    look();
    simulation.runFor(1000);
    // Of priority 0, when it has long been a backup.
    expect(look()).toEqual(Array.from({ length: expected }, () => "dns1"));
  });

  test("who has lost his own cable has forgotten it: nothing goes out to a peer that is not there when he is back", () => {
    const { simulation, look } = lab();
    simulation.runFor(3000);
    simulation.inject(UNPLUG);
    simulation.inject({ kind: "unplug", machine: "dns1" });
    simulation.runFor(1000);
    simulation.heal({ kind: "unplug", machine: "dns1" });
    look();
    simulation.runFor(8000);
    expect(look()).toEqual([]);
  });

  test("a peer that has been asked for knows who asked, and doubts it: eight seconds", () => {
    const { simulation, look } = lab();
    simulation.runFor(3000);
    simulation.inject({ kind: "crash", machine: "dns1" });
    simulation.runFor(3700);
    look();
    simulation.runFor(5000);
    const [first] = look();
    expect(first).toBe("dns2");
    simulation.runFor(6000);
    look();
    simulation.runFor(5000);
    expect(look()).toEqual([]);
  });
});
