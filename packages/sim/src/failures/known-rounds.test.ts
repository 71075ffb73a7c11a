import { describe, expect, test } from "vitest";
import { forkTwin } from "../asking/index.ts";
import { addressOf, prefixOf } from "../network/network.fixture.ts";
import { type Fault, Simulation, standardParts } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import { twinOf } from "../testing/sites.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { KnownRounds } from "./known-rounds.ts";
import { askAtRest, type Resting } from "./watch.ts";
import { watchSite } from "./watched.ts";

const pair = pairTwin();
const SECOND_MS = 1000;
/** dig asks three times. */
const LOSSY: Fault = {
  kind: "weather",
  between: ["cl", "dns1"],
  direction: "both-ways",
  weather: { delayMs: 0, jitterMs: 0, loss: 0.1, duplicates: 0 },
};

const LAB = 'zone "lab" { type primary; file "lab.db"; };\n';
const UP = 'zone "up" { type forward; forward only; forwarders { 192.168.13.12; }; };\n';
const HEAD = "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\n";

/** One server, and who asks it from behind two routers; `forwards`: a part of what it is asked it asks another one. */
function siteOfTwoRouters({ forwards }: { readonly forwards: boolean }): SiteTwin {
  const bind = (config: string): string => `bind: { version: "9.18", config: ${config} }`;
  const site = `version: 1
networks: { lan: 192.168.13.0/24, beyond: 192.168.20.0/24 }
hosts:
  dns: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, ${bind("named.conf")} }
  one: { addresses: [192.168.13.1, 192.168.20.1], forwards: true }
  other: { addresses: [192.168.13.2, 192.168.20.2], forwards: true }
  far: { addresses: [192.168.20.77], routes: { default: 192.168.20.1 }, nameservers: [192.168.13.11] }
${forwards ? `  up: { addresses: [192.168.13.12], routes: { default: 192.168.13.1 }, ${bind("up/named.conf")} }` : ""}
`;
  return twinOf({
    files: {
      "/site.yaml": site,
      "/named.conf": `options { directory "/"; dnssec-validation no; allow-recursion { any; }; };\n${LAB}${forwards ? UP : ""}`,
      "/lab.db": `${HEAD}ns A 192.168.13.11\na A 192.168.13.11\n`,
      "/up/named.conf": 'options { directory "/"; recursion no; };\nzone "up" { type primary; file "up.db"; };\n',
      "/up/up.db": `${HEAD}ns A 192.168.13.12\n`,
    },
  });
}

function rested(twin: SiteTwin): { readonly resting: readonly Resting[]; readonly known: KnownRounds } {
  const simulation = new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
  const resting = askAtRest(simulation, watchSite(twin));
  return { resting, known: new KnownRounds(resting, simulation.now) };
}

/** A site of its own, some seconds after something has been done to it. */
function site(twin: SiteTwin, act: (simulation: Simulation) => void = () => undefined): Simulation {
  const simulation = new Simulation(forkTwin(twin), { seed: 1 }, standardParts);
  simulation.runFor(SECOND_MS);
  act(simulation);
  simulation.runFor(8 * SECOND_MS);
  return simulation;
}

function struck(fault: Fault): (simulation: Simulation) => void {
  return (simulation) => simulation.inject(fault);
}

/** How many were asked of a site at rest, and then of another. */
function askedOf(twin: SiteTwin, ...sites: readonly Simulation[]): readonly number[] {
  const { resting, known } = rested(twin);
  return sites.map((simulation) => known.ask(simulation, resting, "unknown").length);
}

describe("who has asked all asks only the first ones again", () => {
  test("of a pair: a record, none, and a denial, from each of two places", () => {
    expect(askedOf(pair, site(pair), site(pair))).toEqual([8, 6]);
  });

  test.each<readonly [what: string, act: (simulation: Simulation) => void]>([
    ["the backup is dead, whom nobody asks", struck({ kind: "crash", machine: "dns2" })],
    ["a link that nobody uses", struck({ kind: "cut", between: ["dns2", "cl"], direction: "both-ways" })],
  ])("%s", (_what, act) => {
    expect(askedOf(pair, site(pair), site(pair, act))).toEqual([8, 6]);
  });

  test("and a round takes its time: whoever comes after it finds the same moment", () => {
    const { resting, known } = rested(pair);
    const [all, first] = [site(pair), site(pair)];
    known.ask(all, resting, "unknown");
    known.ask(first, resting, "unknown");
    expect(first.now).toBe(all.now);
  });

  test("of the tutorial's site: each place asks each of its servers for what it gets, at most three", () => {
    const twin = exampleTwin("kloud-lan");
    const [all = 0, first = 0] = askedOf(twin, site(twin), site(twin));
    expect(first).toBeLessThan(all / 5);
  });
});

describe("all are asked", () => {
  test.each<readonly [what: string, act: (simulation: Simulation) => void]>([
    ["another machine answers", struck({ kind: "crash", machine: "dns1" })],
    ["nobody answers who is near", struck({ kind: "cut", between: ["dns1", "cl"], direction: "both-ways" })],
    ["something is lost, though every answer comes at last", struck(LOSSY)],
    [
      "an acl, though nothing else is met",
      (simulation) => {
        simulation.edit(
          "/dns1/named.conf",
          'options { directory "/"; recursion no; listen-on { any; }; allow-query { 192.168.13.0/24; }; };\nzone "lab" { type primary; file "/lab.db"; };\n',
        );
        simulation.reload("dns1", "named");
      },
    ],
    [
      "another serial, though the answers are the same",
      (simulation) => {
        simulation.edit(
          "/dns1/lab.db",
          '$TTL 60\n@ SOA ns hostmaster 2 2 3 4 5\n@ NS ns\nns A 192.168.13.10\nwho TXT "dns1"\n',
        );
        simulation.reload("dns1", "named");
      },
    ],
  ])("%s", (_what, act) => {
    expect(askedOf(pair, site(pair), site(pair, act))).toEqual([8, 8]);
  });

  test("an object of the cluster is another", () => {
    const twin = exampleTwin("kloud-lan");
    const [all = 0, other = 0] = askedOf(
      twin,
      site(twin),
      site(twin, struck({ kind: "unready", pod: "kube-system/coredns-5dd5756b68-7wq2m" })),
    );
    expect(other).toBe(all);
  });

  test("packets go another way to the same server", () => {
    const twin = siteOfTwoRouters({ forwards: false });
    const otherWay = site(twin, (simulation) => {
      simulation.changeRoute("far", { change: "add", to: prefixOf("192.168.13.0/24"), via: addressOf("192.168.20.2") });
    });
    expect(askedOf(twin, site(twin), site(twin), otherWay)).toEqual([4, 3, 4]);
  });

  test("where those who go first miss a way", () => {
    const twin = siteOfTwoRouters({ forwards: true });
    const [all = 0, again] = askedOf(twin, site(twin), site(twin));
    expect(again).toBe(all);
  });

  test("where the first round lost something, though every answer came at last", () => {
    const { resting, known } = rested(pair);
    const seen = known.ask(site(pair, struck(LOSSY)), resting, "unknown");
    expect(new Set(seen.map(({ judged }) => judged))).toEqual(new Set(["right"]));
    expect(known.ask(site(pair), resting, "unknown")).toHaveLength(resting.length);
  });

  test("where all are wanted", () => {
    const { resting, known } = rested(pair);
    for (const how of ["unknown", "all"] as const) {
      expect(known.ask(site(pair), resting, how)).toHaveLength(resting.length);
    }
  });
});
