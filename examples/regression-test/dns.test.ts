import { join } from "node:path";
import { loadSite, runScenario } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import { type Asked, scenarios, siteMatchers } from "@splithorizon/sim/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

expect.extend(siteMatchers);

/** The configuration of this repository, as a twin with a state of its own. */
const files = readFolder(join(import.meta.dirname, "site"));
const house = () => loadSite(files).value;

describe("our name servers", () => {
  it("tell the house where the printer is", () => {
    expect(house()).toAnswer("desk", "printer.house.example A", ["192.168.13.20"]);
  });

  it("refuse guests, who once could read our zone", () => {
    expect(house()).toRefuse("guest", "printer.house.example A");
  });

  it("answer alike, whichever is asked", () => {
    expect(house()).toAnswer("desk", "files.house.example @dns1", ["192.168.13.30"]);
    expect(house()).toAnswer("desk", "files.house.example @dns2", ["192.168.13.30"]);
    expect(house()).toAnswerAlike(["desk", "dns1", "dns2"], "files.house.example @192.168.13.10");
  });

  it("answer again after whatever goes wrong", () => {
    const asked: Asked = { from: "desk", name: "printer.house.example.", type: "A", answers: ["192.168.13.20"] };
    fc.assert(
      fc.property(scenarios(house(), [asked]), (scenario) => {
        expect(runScenario(house(), scenario)).toHold();
      }),
      { numRuns: 20 },
    );
  });
});
