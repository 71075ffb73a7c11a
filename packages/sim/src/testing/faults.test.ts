import { InvariantError } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runScenario } from "../scenario/index.ts";
import { type Fault, type FaultKind, printFault } from "../simulation/index.ts";
import { type Asked, faults, type SiteText, scenarios, siteMatchers, sites, twinOf } from "./index.ts";

expect.extend(siteMatchers);

/** What a failing property is shrunk to, and in how many steps. */
function shrunk<T>(
  arbitrary: fc.Arbitrary<T>,
  fails: (value: T) => boolean,
  numRuns = 500,
): { value: T; steps: number } {
  const { counterexample, numShrinks } = fc.check(
    fc.property(arbitrary, (value) => !fails(value)),
    { numRuns, seed: 5 },
  );
  if (counterexample === null) throw new Error("nothing failed");
  return { value: counterexample[0], steps: numShrinks };
}

const hasCluster = ({ files }: SiteText): boolean => files["/cluster.json"] !== undefined;
const isPair = ({ files }: SiteText): boolean => files["/dns2/keepalived.conf"] !== undefined;

function objectsOf({
  files,
}: SiteText): readonly { readonly kind: string; readonly metadata: { readonly name: string } }[] {
  return JSON.parse(files["/cluster.json"] ?? '{"items":[]}').items;
}

describe("sites shrink to what a fault needs", () => {
  const ZONE = ["$TTL 300", "@ SOA ns hostmaster 1 7200 900 1209600 300", "@ NS ns", "ns A 192.0.2.53"];

  it.each<readonly [string, (site: SiteText) => boolean, readonly string[], readonly string[]]>([
    ["nothing", () => true, ["/site.yaml", "/dns1/named.conf", "/dns1/lab.db"], ["laptop"]],
    [
      "a far client",
      ({ clients }) => clients.length > 1,
      ["/site.yaml", "/dns1/named.conf", "/dns1/lab.db"],
      ["laptop", "far"],
    ],
    [
      "a pair",
      isPair,
      [
        "/site.yaml",
        ...["dns1", "dns2"].flatMap((host) => [`/${host}/named.conf`, `/${host}/lab.db`, `/${host}/keepalived.conf`]),
      ],
      ["laptop"],
    ],
    [
      "a cluster",
      hasCluster,
      ["/site.yaml", "/dns1/named.conf", "/dns1/lab.db", "/cluster.json", "/Corefile"],
      ["laptop"],
    ],
  ])("%s", (_what, fails, files, clients) => {
    const { value, steps } = shrunk(sites(), fails);
    expect(Object.keys(value.files)).toEqual(files);
    expect(value.clients).toEqual(clients);
    expect((value.files["/dns1/lab.db"] ?? "").trim().split("\n")).toEqual(ZONE);
    expect(steps).toBeLessThan(60);
  });

  it("a cluster with a load balancer: that service, its slice, and what every cluster has", () => {
    const isBalanced = (site: SiteText): boolean => (site.files["/cluster.json"] ?? "").includes('"LoadBalancer"');
    const names = objectsOf(shrunk(sites(), isBalanced).value).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
    expect(names).toEqual([
      "Node node1",
      "Pod coredns-1",
      "Service kube-dns",
      "EndpointSlice kube-dns-1",
      "Namespace default",
      "Service web",
      "EndpointSlice web-1",
    ]);
  });
});

describe("sites differ from each other", () => {
  const drawn = fc.sample(sites(), { numRuns: 200, seed: 11 });

  it.each<readonly [string, (site: SiteText) => boolean]>([
    ["a pair", isPair],
    ["one host", (site) => !isPair(site)],
    ["a cluster", hasCluster],
    ["no cluster", (site) => !hasCluster(site)],
    ["a far client", ({ clients }) => clients.includes("far")],
    ["recursion", ({ files }) => (files["/dns1/named.conf"] ?? "").includes("recursion yes")],
    ["a pair with a cluster and a far client", (site) => isPair(site) && hasCluster(site) && site.clients.length === 2],
    ["a zone of more than ten records", ({ files }) => (files["/dns1/lab.db"] ?? "").split("\n").length > 14],
    ["a delegation", ({ files }) => (files["/dns1/lab.db"] ?? "").includes("NS ns.elsewhere.test.")],
    ["a headless service", ({ files }) => (files["/cluster.json"] ?? "").includes('"clusterIP": "None"')],
    ["an ExternalName", ({ files }) => (files["/cluster.json"] ?? "").includes('"ExternalName"')],
  ])("%s: at least one in twenty", (_what, has) => {
    expect(drawn.filter(has).length).toBeGreaterThanOrEqual(10);
  });

  it("no two in ten are the same", () => {
    const texts = new Set(drawn.map(({ files }) => JSON.stringify(files)));
    expect(texts.size).toBeGreaterThan(180);
  });
});

describe("faults", () => {
  const whole = shrunk(sites(), (site) => isPair(site) && hasCluster(site)).value;
  const alone = shrunk(sites(), () => true).value;
  const kindsFor = (site: SiteText): readonly FaultKind[] =>
    [...new Set(fc.sample(faults(twinOf(site)), { numRuns: 400, seed: 5 }).map(({ kind }) => kind))].sort();
  const ANYWHERE = ["crash", "cut", "freeze", "hang", "interface-down", "kill", "stop", "unplug", "weather"] as const;

  it("each kind that the site can have comes up: of a cluster its pods and its operator too", () => {
    expect(kindsFor(alone)).toEqual(ANYWHERE);
    expect(kindsFor(whole)).toEqual([...ANYWHERE, "mute-adverts", "stop-agent", "stop-operator", "unready"].sort());
  });

  it.each<readonly [string, (fault: Fault) => boolean, Fault]>([
    ["anything", () => true, { kind: "crash", machine: "dns1" }],
    ["of a program", (fault) => "program" in fault, { kind: "kill", machine: "dns1", program: "named" }],
    [
      "of a link",
      (fault) => fault.kind === "mute-adverts" || fault.kind === "cut",
      { kind: "cut", between: ["dns1", "dns2"], direction: "both-ways" },
    ],
    [
      "a link that loses everything",
      (fault) => fault.kind === "weather" && fault.weather.loss === 1,
      {
        kind: "weather",
        between: ["dns1", "dns2"],
        direction: "both-ways",
        weather: { delayMs: 0, jitterMs: 0, loss: 1, duplicates: 0 },
      },
    ],
    [
      "a link slower than 100 ms",
      (fault) => fault.kind === "weather" && fault.weather.delayMs > 100,
      {
        kind: "weather",
        between: ["dns1", "dns2"],
        direction: "both-ways",
        weather: { delayMs: 101, jitterMs: 0, loss: 0, duplicates: 0 },
      },
    ],
    ["of a pod", (fault) => fault.kind === "unready", { kind: "unready", pod: "kube-system/coredns-1" }],
  ])("shrink to the simplest: %s", (_what, fails, expected) => {
    expect(shrunk(faults(twinOf(whole)), fails).value).toEqual(expected);
  });

  it("law: one line names a fault, and no two faults are named alike", () => {
    const drawn = fc.sample(faults(twinOf(whole)), { numRuns: 400, seed: 6 });
    const byName = new Map(drawn.map((fault) => [printFault(fault), JSON.stringify(fault)]));
    for (const fault of drawn) expect(byName.get(printFault(fault))).toBe(JSON.stringify(fault));
  });

  it("a site without machines has none, and says so", () => {
    const nobody = twinOf({ files: { "/site.yaml": "version: 1\n" } });
    expect(() => faults(nobody)).toThrow(InvariantError);
  });
});

describe("scenarios", () => {
  const WHO: Asked = { from: "laptop", name: "ns.lab.", type: "A", answers: ["192.0.2.53"] };

  it("law: whatever site and whatever goes wrong in it, it answers again in the end", () => {
    const played = sites().chain((site) => scenarios(twinOf(site), [WHO]).map((scenario) => ({ site, scenario })));
    fc.assert(
      fc.property(played, ({ site, scenario }) => {
        expect(runScenario(twinOf(site), scenario)).toHold();
      }),
      { numRuns: 15 },
    );
  });

  it("law: in order of time, every fault healed before the last question", () => {
    const twin = twinOf({ files: shrunk(sites(), isPair).value.files });
    fc.assert(
      fc.property(scenarios(twin, [WHO, { ...WHO, type: "AAAA", answers: [] }]), ({ steps, untilMs }) => {
        const times = steps.map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        const asked = steps.filter(({ action }) => action.kind === "ask");
        expect(asked).toHaveLength(4);
        const last = asked.at(-1)?.atMs ?? 0;
        for (const { atMs, action } of steps) {
          if (action.kind === "fault") expect(atMs + (action.forMs ?? Number.NaN)).toBeLessThan(last);
        }
        expect(untilMs).toBeGreaterThan(last);
      }),
    );
  });

  it("shrink to the two faults that are needed, at their first moments and as short as may be", () => {
    const twin = twinOf({ files: shrunk(sites(), isPair).value.files });
    const { value } = shrunk(
      scenarios(twin, [WHO]),
      ({ steps }) => steps.filter(({ action }) => action.kind === "fault" && action.fault.kind === "crash").length > 1,
      2000,
    );
    const struck = value.steps.flatMap(({ atMs, action }) =>
      action.kind === "fault" ? [`${atMs} ${printFault(action.fault)} ${action.forMs}`] : [],
    );
    expect(struck.toSorted()).toEqual(["1000 crash dns1 1000", "1000 crash dns2 1000"]);
    expect(value.seed).toBe(0);
  });
});
