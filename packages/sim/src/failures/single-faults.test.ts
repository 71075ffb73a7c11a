import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forkTwin } from "../asking/index.ts";
import { whyInVain } from "../scenario/vain-actions.ts";
import { type Fault, type FaultKind, printFault, Simulation, standardParts } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import { siteOfFiles } from "../site/site-files.fixture.ts";
import { twoClusters } from "../site/two-clusters.fixture.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { singleFaults } from "./single-faults.ts";

/** How many there are of each kind, in the order in which they come. */
function countsOf(faults: readonly Fault[]): Readonly<Partial<Record<FaultKind, number>>> {
  const counts: Partial<Record<FaultKind, number>> = {};
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const sites = readdirSync(join(import.meta.dirname, "../../../../examples")).filter((name) =>
  name.startsWith("kloud-lan"),
);

const twins: readonly (readonly [what: string, twin: SiteTwin])[] = [
  ["a pair", pairTwin()],
  ["two clusters of kube-proxy", siteOfFiles(twoClusters).twin],
  ...sites.map((name) => [name, exampleTwin(name)] as const),
];

describe("everything that can go wrong alone", () => {
  it("with two name servers behind a virtual address, and who asks them", () => {
    expect(singleFaults(pairTwin()).map(printFault)).toEqual([
      ...["dns1", "dns2", "router", "cl", "far"].map((machine) => `crash ${machine}`),
      "freeze dns1",
      "freeze dns2",
      "unplug dns1",
      "unplug dns2",
      "kill named on dns1",
      "hang named on dns1",
      "kill named on dns2",
      "hang named on dns2",
      "kill keepalived on dns1",
      "stop keepalived on dns1",
      "hang keepalived on dns1",
      "kill keepalived on dns2",
      "stop keepalived on dns2",
      "hang keepalived on dns2",
      "cut dns1 and dns2",
      "cut dns1 and router",
      "cut dns1 and cl",
      "cut dns2 and router",
      "cut dns2 and cl",
      "mute-adverts dns1 and dns2",
      "mute-adverts dns1 to dns2",
      "mute-adverts dns2 to dns1",
    ]);
  });

  it("a script that is watched may fail", () => {
    const twin = pairTwin({ global: 'vrrp_script chk { script "/bin/true" }', dns1: "track_script { chk }" });
    expect(singleFaults(twin).map(printFault)).toContain("fail-script chk on dns1");
    expect(singleFaults(twin).map(printFault)).not.toContain("fail-script chk on dns2");
  });

  it("kube-proxy has neither an agent nor an operator that could stand still", () => {
    const { twin } = siteOfFiles(twoClusters);
    expect(countsOf(singleFaults(twin))).toEqual({ crash: 6, kill: 4, stop: 4, hang: 4, unready: 4 });
  });

  it("Cilium has both, and sessions of BGP", () => {
    const counts = countsOf(singleFaults(exampleTwin("kloud-lan")));
    expect([counts["stop-operator"], counts["stop-agent"], counts["end-session"], counts.unready]).toEqual([
      1, 3, 3, 2,
    ]);
  });

  it("a site without machines has nothing", () => {
    expect(singleFaults(siteOfFiles({ "site.yaml": "version: 1\n" }).twin)).toEqual([]);
  });
});

describe.each(twins)("laws: %s", (_, twin) => {
  const faults = singleFaults(twin);

  it("each is told by words of its own", () => {
    const lines = faults.map(printFault);
    expect(lines.filter((line, at) => lines.indexOf(line) < at)).toEqual([]);
  });

  it("none is in vain: who names it in a scenario hears no complaint", () => {
    const { world } = new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
    const vain = faults.flatMap((fault) => whyInVain({ kind: "fault", fault, forMs: null }, world) ?? []);
    expect(vain).toEqual([]);
  });

  it("the same for a fork", () => {
    expect(singleFaults(forkTwin(twin)).map(printFault)).toEqual(faults.map(printFault));
  });
});
