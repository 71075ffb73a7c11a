import { sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScenario, runScenario, type Scenario } from "../scenario/index.ts";
import { printFault, printJournalEntry } from "../simulation/index.ts";
import { pair } from "../simulation/pair.fixture.ts";
import { type Asked, faults, scenarios, siteMatchers, sites, twinOf } from "./index.ts";

expect.extend(siteMatchers);

/** What a failing property is shrunk to. */
function shrunk<T>(arbitrary: fc.Arbitrary<T>, fails: (value: T) => boolean, numRuns = 500): T {
  const { counterexample } = fc.check(
    fc.property(arbitrary, (value) => !fails(value)),
    { numRuns, seed: 5 },
  );
  if (counterexample === null) throw new Error("nothing failed");
  return counterexample[0];
}

/** What a matcher says when it fails. */
function said(act: () => void): string {
  try {
    act();
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
  return "";
}

const PAIR = { files: pairFiles() };
const WHO: Asked = { from: "laptop", name: "ns.lab.", type: "A", answers: ["192.0.2.53"] };

function pairFiles(): Readonly<Record<string, string>> {
  return shrunk(sites(), ({ files }) => files["/dns2/keepalived.conf"] !== undefined).files;
}

describe("sites", () => {
  it("law: each is read without a fault, and everybody in it who may ask gets the apex of its zone", () => {
    fc.assert(
      fc.property(sites(), (site) => {
        for (const client of site.clients) expect(twinOf(site)).toAnswer(client, "lab NS", ["ns.lab."]);
      }),
      { numRuns: 30 },
    );
  });

  it("shrink to one host with a bare zone and one client", () => {
    const { files, clients } = shrunk(sites(), () => true);
    expect([Object.keys(files), clients]).toEqual([["/site.yaml", "/dns1/named.conf", "/dns1/lab.db"], ["laptop"]]);
  });

  it("a planted fault keeps what it needs: a pair, and nothing else", () => {
    expect(Object.keys(PAIR.files)).toEqual([
      "/site.yaml",
      "/dns1/named.conf",
      "/dns1/lab.db",
      "/dns1/keepalived.conf",
      "/dns2/named.conf",
      "/dns2/lab.db",
      "/dns2/keepalived.conf",
    ]);
  });

  it("files with errors are the test's own mistake", () => {
    expect(() => twinOf({ files: { "/site.yaml": "version: 1\nhosts: 7\n" } })).toThrow("SITE_WRONG_TYPE");
  });
});

describe("faults and scenarios", () => {
  it("faults name machines of the site, and each kind comes up", () => {
    const twin = twinOf(PAIR);
    const kinds = new Set(fc.sample(faults(twin), { numRuns: 300, seed: 5 }).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      "crash",
      "cut",
      "freeze",
      "hang",
      "interface-down",
      "kill",
      "mute-adverts",
      "stop",
      "unplug",
      "weather",
    ]);
    const machines = fc
      .sample(faults(twin), { numRuns: 300, seed: 6 })
      .flatMap((fault) => ("machine" in fault ? [fault.machine] : []));
    // The router, of which single cables fail.
    expect(new Set(machines)).toEqual(new Set(["dns1", "dns2", "router"]));
  });

  it("law: a pair answers again after whatever has gone wrong", () => {
    fc.assert(
      fc.property(scenarios(twinOf(PAIR), [WHO]), (scenario) => {
        expect(runScenario(twinOf(PAIR), scenario)).toHold();
      }),
      { numRuns: 20 },
    );
  });

  it("a planted fault shrinks to the one stroke that does it, at the first moment, for the shortest time", () => {
    // Planted: nobody may ever see dns2 hold the address.
    const movesAway = (scenario: Parameters<typeof runScenario>[1]): boolean =>
      runScenario(twinOf(PAIR), scenario).entries.some(({ who, text }) => who === "dns2" && text.startsWith("holds"));
    const { steps } = shrunk(scenarios(twinOf(PAIR), [WHO]), movesAway, 60);
    const struck = steps.flatMap(({ atMs, action }) =>
      action.kind === "fault" ? [`${atMs} ms: ${printFault(action.fault)} for ${action.forMs} ms`] : [],
    );
    expect(struck).toHaveLength(1);
    expect(struck[0]).toMatch(/^1000 ms: /);
  });
});

describe("matchers", () => {
  const zone = { ...PAIR.files, "/dns1/lab.db": `${PAIR.files["/dns1/lab.db"]}www A 192.0.2.7\n` };
  const twin = () => twinOf({ files: zone });

  it("toAnswer: these data and no others; over a simulation too", () => {
    expect(twin()).toAnswer("laptop", "www.lab", ["192.0.2.7"]);
    expect(twin()).not.toAnswer("laptop", "www.lab", ["192.0.2.8"]);
    expect(twin()).not.toAnswer("laptop", "www.lab", []);
    expect(pair()).toAnswer("cl", "who.lab TXT", ['"dns1"']);
  });

  it("its message says what was asked, expected and got, and shows the way", () => {
    expect(
      said(() => expect(twin()).toAnswer("laptop", "www.lab @dns2", ["192.0.2.7"]))
        .split("\n")
        .slice(0, 6),
    ).toEqual([
      "laptop asks www.lab @dns2",
      "expected 192.0.2.7",
      "     got NXDOMAIN",
      "",
      "laptop asks 192.168.13.12 over udp: www.lab. A",
      "  -> laptop sends 192.168.13.50:40000 -> 192.168.13.12:53/udp",
    ]);
    expect(said(() => expect(twin()).not.toAnswer("laptop", "www.lab", ["192.0.2.7"]))).toContain(
      "expected not 192.0.2.7",
    );
  });

  it("toRefuse, toBeSilentFor", () => {
    expect(twin()).toRefuse("laptop", "www.example.com");
    expect(twin()).not.toRefuse("laptop", "www.lab");
    const simulation = pair();
    simulation.inject({ kind: "hang", machine: "dns1", program: "named" });
    expect(simulation).toBeSilentFor("cl", "who.lab TXT +tries=1");
    expect(said(() => expect(twin()).toRefuse("laptop", "www.lab"))).toContain(
      "expected REFUSED\n     got 192.0.2.7\n",
    );
    expect(said(() => expect(twin()).toBeSilentFor("laptop", "www.lab"))).toContain(
      "expected no answer\n     got 192.0.2.7\n",
    );
  });

  it("toAnswerAlike shows both ways where they differ", () => {
    expect(twin()).toAnswerAlike(["laptop", "dns1"], "www.lab @192.168.13.10");
    expect(said(() => expect(twin()).toAnswerAlike(["laptop", "dns2"], "www.lab +tries=1"))).toMatch(
      /^expected one answer for all of laptop, dns2\n\nlaptop asks www.lab \+tries=1: 192.0.2.7\n[\s\S]*\ndns2 asks www.lab \+tries=1: NXDOMAIN\n/,
    );
  });

  it("toHold shows what did not come, and everything that happened", () => {
    const scenario = fc.sample(scenarios(twin(), [{ ...WHO, answers: ["192.0.2.99"] }]), { numRuns: 1, seed: 1 })[0];
    if (scenario === undefined) throw new Error("no scenario");
    const message = said(() => expect(runScenario(twin(), scenario)).toHold());
    expect(message).toContain("laptop asks ns.lab. A: expected 192.0.2.99, and got 192.0.2.53 (NOERROR)");
    expect(message).toMatch(/ s {2}answer {8}laptop: ns\.lab\. A after 0.5ms NOERROR 192\.0\.2\.53/);
  });

  it("a question that cannot be put is the test's mistake, with and without not", () => {
    expect(() => expect(twin()).not.toAnswer("laptpo", "www.lab", [])).toThrow('Did you mean "laptop"?');
  });
});

describe("what a counterexample is printed as", () => {
  it("a scenario: the file of which it can be played again", () => {
    const scenario = shrunk(scenarios(twinOf(PAIR), [WHO]), ({ steps }) =>
      steps.some(({ action }) => action.kind === "fault" && action.fault.kind === "hang"),
    );
    const text = fc.stringify(scenario);
    expect(text).toBe(`version: 1
title: made by chance
seed: 0
until: 100s
steps:
  - { at: 0ms, ask: ns.lab. A, from: laptop, answers: [ 192.0.2.53 ] }
  - { at: 1s, fault: { hang: named, on: dns1 }, for: 1s }
  - { at: 80s, ask: ns.lab. A, from: laptop, answers: [ 192.0.2.53 ] }
`);
    const { value, diagnostics } = parseScenario(sourceFromText("/s.yaml", text));
    expect(diagnostics).toEqual([]);
    const lines = (played: Scenario) => runScenario(twinOf(PAIR), played).entries.map(printJournalEntry);
    expect(lines(value)).toEqual(lines(scenario));
  });

  it("a site: its files with their names", () => {
    const text = fc.stringify(shrunk(sites(), () => true));
    expect(text.split("\n").filter((line) => line.startsWith("==>"))).toEqual([
      "==> /site.yaml <==",
      "==> /dns1/named.conf <==",
      "==> /dns1/lab.db <==",
    ]);
    expect(text).toContain("\n@ NS ns\nns A 192.0.2.53\n");
  });
});
