import { describe, expect, test } from "vitest";
import { forkTwin } from "../asking/index.ts";
import { Simulation, standardParts } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { HoldingsPrinter } from "./holdings.ts";

const everybody = (twin: { readonly network: { readonly stations: ReadonlyMap<string, unknown> } }) =>
  new Set(twin.network.stations.keys());

describe("what servers answer from", () => {
  test("of a named each zone's serial, by its view; of who was not asked nothing", () => {
    const twin = pairTwin();
    const printer = new HoldingsPrinter();
    expect(printer.print(twin, everybody(twin))).toEqual([
      "BIND 9.18 on dns1: _default lab. 1",
      "BIND 9.18 on dns2: _default lab. 1",
    ]);
    expect(printer.print(twin, new Set(["dns2", "cl"]))).toEqual(["BIND 9.18 on dns2: _default lab. 1"]);
  });

  test("a zone that does not load holds nothing", () => {
    const simulation = new Simulation(pairTwin(), { seed: 1 }, standardParts);
    simulation.edit("/dns1/lab.db", "lab. 60 A 192.168.13.10\n");
    simulation.restart("dns1", "named");
    simulation.runFor(5000);
    const [dns1] = new HoldingsPrinter().print(simulation.world, new Set(["dns1"]));
    expect(dns1).toBe("BIND 9.18 on dns1: _default lab. none");
  });

  test("two clusters hold the same if their objects say the same, whoever made them", () => {
    const twin = exampleTwin("kloud-lan");
    const printer = new HoldingsPrinter();
    const print = (simulation: Simulation): string | undefined => printer.print(simulation.world, new Set()).at(-1);
    const simulate = (): Simulation => new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
    const [one, other] = [simulate(), simulate()];
    expect(print(one)).toBe(print(other));
    other.patch({
      cluster: null,
      kind: "service",
      namespace: "linkerd-viz",
      name: "web",
      type: "merge",
      body: { spec: { ports: [{ port: 8085 }] } },
    });
    expect(print(one)).not.toBe(print(other));
  });
});
