import { makeQuery, nameOf } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace, findServer, forkTwin } from "../../asking/index.ts";
import { pairTwin } from "../pair.fixture.ts";
import { Simulation } from "../simulation.ts";
import { standardParts } from "../standard-parts.ts";
import type { Fault } from "./fault.ts";
import type { WaysSeen } from "./ways-seen.ts";

const twin = pairTwin();

function ask(simulation: Simulation, from: string, times = 1): void {
  const server = findServer(twin, "dns1");
  const place = findPlace(twin, from);
  if (server.kind === "missing" || place.kind === "missing") throw new Error("the pair has both");
  const query = makeQuery({ name: nameOf("who.lab"), type: "TXT", class: "IN" });
  const asking = { from: place.value, servers: [server.value], source: null, transport: "udp" } as const;
  for (let time = 0; time < times; time += 1) simulation.ask(asking, query, () => undefined);
}

/** What `cl` meets who has asked before, when it asks again while something is wrong. */
function seenWith(fault: Fault | null, times = 1): WaysSeen {
  const simulation = new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
  ask(simulation, "cl");
  simulation.runFor(100);
  if (fault !== null) simulation.inject(fault);
  const seen = simulation.lookAtWays();
  ask(simulation, "cl", times);
  simulation.runFor(100);
  return seen;
}

describe("what packets meet", () => {
  test("there and back, over a router", () => {
    const simulation = new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
    const seen = simulation.lookAtWays();
    ask(simulation, "far");
    simulation.runFor(100);
    expect(seen.print().split(", ")).toEqual([
      "at dns1",
      "at far",
      "dns1 to router",
      "far to router",
      "from dns1",
      "from far",
      "router to dns1",
      "router to far",
    ]);
    expect([...seen.stations].sort()).toEqual(["dns1", "far", "router"]);
  });

  test("the same however often it comes", () => {
    expect(seenWith(null, 3).print()).toBe(seenWith(null).print());
  });

  test.each<readonly [what: string, fault: Fault | null, isWhole: boolean, more: string | null]>([
    ["nothing is wrong", null, true, null],
    ["a refusal is an answer", { kind: "kill", machine: "dns1", program: "named" }, true, "dns1 refuses"],
    ["the machine is dead", { kind: "crash", machine: "dns1" }, false, null],
    ["the server stands still", { kind: "hang", machine: "dns1", program: "named" }, false, null],
    ["the answer is lost", { kind: "cut", between: ["dns1", "cl"], direction: "one-way" }, false, null],
    ["another machine is dead", { kind: "crash", machine: "dns2" }, true, null],
  ])("%s", (_what, fault, isWhole, more) => {
    const seen = seenWith(fault);
    expect(seen.isWhole).toBe(isWhole);
    if (more !== null) expect(seen.print().split(", ")).toContain(more);
  });

  test("who looks later sees what comes later, and who looked before no more", () => {
    const simulation = new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
    const before = simulation.lookAtWays();
    const later = simulation.lookAtWays();
    ask(simulation, "cl");
    simulation.runFor(100);
    expect([before.print(), later.print() === ""]).toEqual(["", false]);
  });
});
