import { sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { parseScenario, type Scenario } from "../scenario/index.ts";
import { printFault, printJournalEntry } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { FaultsAtSteps, type PlayedFaultAtStep } from "./faults-at-steps.ts";

/** The pair's zone without `who`, whose answer says which of the two gave it. */
const ZONE = (address: string): string => `"$TTL 5\\n@ SOA ns hostmaster 2 2 3 4 5\\n@ NS ns\\nns A ${address}\\n"`;
const OLD = "192.168.13.10";
const NEW = "192.168.13.77";

function scenarioOf(steps: readonly string[]): Scenario {
  const lines = steps.map((step) => `  - { ${step} }\n`).join("");
  const { value, diagnostics } = parseScenario(
    sourceFromText("scenario.yaml", `version: 1\ntitle: a zone is changed\nseed: 1\nsteps:\n${lines}`),
  );
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** Both hosts have the same zone, and get the same other one; each is a primary of its own. */
const SAME = ["dns1", "dns2"].map((host) => `at: 0s, edit: /${host}/lab.db, text: ${ZONE(OLD)}`);
const RELOADED = ["dns1", "dns2"].map((host) => `at: 1s, reload: named, on: ${host}`);
const CHANGED = ["dns1", "dns2"].map((host) => `at: 60s, edit: /${host}/lab.db, text: ${ZONE(NEW)}`);
const both = scenarioOf([
  ...SAME,
  ...RELOADED,
  ...CHANGED,
  "at: 61s, reload: named, on: dns1",
  "at: 61s, reload: named, on: dns2",
]);
const oneAlone = scenarioOf([...SAME, ...RELOADED, ...CHANGED, "at: 61s, reload: named, on: dns1"]);

const found = (faults: FaultsAtSteps, text: string, atMs: number): PlayedFaultAtStep => {
  const one = faults.cases.find(({ fault, atMs: at }) => printFault(fault) === text && at === atMs);
  if (one === undefined) throw new Error(`no ${text} at ${atMs}`);
  return faults.play(one);
};

describe("a zone that is changed on both hosts", () => {
  const faults = new FaultsAtSteps(pairTwin(), both);

  test("its stages, and every single fault at each", () => {
    expect(faults.stages.map(({ atMs }) => atMs)).toEqual([0, 1000, 60_000, 61_000]);
    const moments = [...new Set(faults.cases.map(({ atMs }) => atMs))];
    expect(moments).toEqual([1300, 1000, 60_000, 61_000]);
    expect(faults.cases.length % moments.length).toBe(0);
    const lines = faults.cases.map(({ fault, atMs }) => `${printFault(fault)} ${atMs}`);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test("after each healing: its take-over, and thirty seconds of TTL", () => {
    expect(faults.restMs).toBe(6500 + 30_000);
  });

  test("what is asked, and what comes at each stage", () => {
    const ns = faults.questions.filter(({ watched }) => watched.title === "cl asks ns.lab. A");
    expect(ns.map(({ settled }) => settled.map(({ text }) => text))).toEqual([
      [`NOERROR ${OLD}`, `NOERROR ${OLD}`, `NOERROR ${OLD}`, `NOERROR ${NEW}`],
    ]);
  });

  test.each(faults.cases.map((one) => [printFault(one.fault), one.atMs, one] as const))(
    "%s at %i ms: nothing wrong",
    (_fault, _at, one) => {
      const { breaches, answers } = faults.play(one);
      expect(breaches).toEqual([]);
      expect(answers).toBeGreaterThan(200);
    },
  );

  test("the same case, the same lines", () => {
    const [one] = faults.cases;
    if (one === undefined) throw new Error("there are cases");
    const play = (): readonly string[] => {
      const lines: string[] = [];
      faults.play(one, { listen: (entry) => lines.push(printJournalEntry(entry)) });
      return lines;
    };
    expect(play()).toEqual(play());
  });
});

describe("one that dns2 was not told of", () => {
  const faults = new FaultsAtSteps(pairTwin(), oneAlone);

  test("is answered as before by the backup, once the active one has no power: long after the change was everywhere", () => {
    const late = faults.play({ fault: { kind: "crash", machine: "dns1" }, atMs: 90_000, forMs: 30_000 });
    expect(late.breaches[0]).toMatch(
      /^at \d+(\.\d+)?s (cl|far) asks ns\.lab\. A and gets NOERROR 192\.168\.13\.10 \(wrong\), without the fault NOERROR 192\.168\.13\.77 \(stage 3\)$/,
    );
  });

  test("is forgiven while the fault can have held it up, and no longer", () => {
    const { breaches } = found(faults, "crash dns1", 61_000);
    expect(breaches).toEqual([]);
  });
});

test("what a scenario does itself is not done twice", () => {
  const own = scenarioOf(["at: 10s, fault: { crash: dns2 }, as: power", "at: 20s, heal: power"]);
  const lines = new FaultsAtSteps(pairTwin(), own).cases.map(({ fault }) => printFault(fault));
  expect([lines.includes("crash dns1"), lines.includes("crash dns2")]).toEqual([true, false]);
});

test("a play does not wait a day for what caches may keep, nor calls it wrong", () => {
  const cut = scenarioOf(["at: 10s, fault: { cut: [router, dns1] }, as: cable", "at: 40s, heal: cable"]);
  const faults = new FaultsAtSteps(exampleTwin("kloud-lan"), cut);
  const longest = Math.max(...faults.questions.flatMap(({ lingersMs }) => lingersMs));
  expect(longest).toBeGreaterThan(86_400_000);
  const { answers, breaches } = found(faults, "crash dns2", 1300);
  // Four questions a second for a quarter of an hour, and what comes before and after it.
  expect(answers).toBeLessThan(4 * 1200);
  expect(breaches).toEqual([]);
});

test("where by chance nobody answers at a stage, what another one answers is no worse", () => {
  // Under Cluster the acl lets in whoever comes through a node with a CoreDNS: it depends on the node.
  const flipped = ["Cluster", "Local"].map(
    (policy, index) =>
      `at: ${10 + 40 * index}s, patch: { object: service/kube-system/kube-dns, body: { spec: { externalTrafficPolicy: ${policy} } } }`,
  );
  const faults = new FaultsAtSteps(exampleTwin("kloud-lan"), scenarioOf(flipped));
  const name = "mac asks web.linkerd-viz.k8s1-prod.kloud.lan. A";
  const [web] = faults.questions.filter(({ watched }) => watched.title === name);
  expect(web?.settled.map(({ rcode }) => rcode)).toEqual(["NOERROR", "SERVFAIL", "NOERROR"]);
  expect(found(faults, "crash laptop", 50_000).breaches).toEqual([]);
});
