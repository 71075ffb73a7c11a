import { join } from "node:path";
import { makeQuery, nameOf, type Prefix, parseAddress, parsePrefix } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace, forkTwin } from "../asking/index.ts";
import { readFolder } from "../node/index.ts";
import { printFault, Simulation, standardParts } from "../simulation/index.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { lifetimeOf } from "./answer-lifetime.ts";
import { checkFailures } from "./check-failures.ts";
import { type Came, type Judged, judge } from "./judge.ts";
import { landmarkNames, spoilingNames } from "./landmarks-of-site.ts";
import { singleFaults } from "./single-faults.ts";
import { takeOverMs } from "./take-over.ts";
import { askAtRest, observe } from "./watch.ts";
import { watchSite } from "./watched.ts";

const examples = readFolder(join(import.meta.dirname, "../../../../examples"));
const siteCalled = (name: string): SiteTwin => loadSite(examples, `/${name}/site.yaml`).value;
const tutorial = siteCalled("kloud-lan");

const INSIDE = parsePrefix("10.0.0.0/8") as Prefix;

/** `NOERROR 192.0.2.1`; `-`: no answer. */
function came(text: string): Came {
  const [rcode = "", ...data] = text.split(" ");
  const addresses = data.flatMap((datum) => parseAddress(datum) ?? []);
  return { rcode: rcode === "-" ? null : rcode, data, addresses, text, lifetime: lifetimeOf([]) };
}

describe("an answer beside the one at rest", () => {
  test.each<readonly [atRest: string, came: string, Judged]>([
    ["NOERROR 192.0.2.1", "NOERROR 192.0.2.1", "right"],
    ["NOERROR 192.0.2.1", "-", "absent"],
    ["NOERROR 192.0.2.1", "SERVFAIL", "absent"],
    ["NOERROR 192.0.2.1", "REFUSED", "absent"],
    ["NOERROR 192.0.2.1", "NOERROR 192.0.2.2", "wrong"],
    ["NOERROR 192.0.2.1", "NOERROR 192.0.2.1 192.0.2.2", "wrong"],
    ["NOERROR 192.0.2.1 192.0.2.2", "NOERROR 192.0.2.1", "absent"],
    ["NOERROR 192.0.2.1", "NOERROR", "wrong"],
    ["NOERROR 192.0.2.1", "NXDOMAIN", "wrong"],
    ["NXDOMAIN", "NOERROR 192.0.2.1", "wrong"],
    ["NXDOMAIN", "NOERROR", "wrong"],
    ["REFUSED", "NOERROR 192.0.2.1", "wrong"],
    ["REFUSED", "NOERROR", "wrong"],
    ["REFUSED", "-", "absent"],
    ["-", "NOERROR", "right"],
    ["-", "SERVFAIL", "right"],
    ["SERVFAIL", "-", "right"],
    ["- by one root server", "- by another one", "right"],
    ["NOERROR 192.0.2.1", "NOERROR 10.1.2.3", "leak"],
    ["NXDOMAIN", "NOERROR 10.1.2.3", "leak"],
    ["NOERROR 10.1.2.3", "NOERROR 10.1.2.3", "right"],
  ])("at rest %s, now %s: %s", (atRest, now, judged) => {
    const place = findPlace(tutorial, "mac");
    if (place.kind === "missing") throw new Error(place.why);
    const asking = { from: place.value, servers: [], source: null, transport: "udp" } as const;
    const query = makeQuery({ name: nameOf("a.lan."), type: "A", class: "IN" });
    const watched = {
      place: place.value,
      asking,
      query,
      title: "",
      isChosen: false,
      isSpoiling: false,
      passing: [],
      hidden: [INSIDE],
    };
    expect(judge(watched, came(atRest), came(now))).toBe(judged);
  });
});

describe("what is watched of the tutorial's site", () => {
  test("one place of each kind; each question once", () => {
    const watched = watchSite(tutorial);
    expect([...new Set(watched.map(({ place }) => place.name))]).toEqual([
      "laptop",
      "mac",
      "k8s1master1",
      "dnsutils/dnsutils",
      "k8s1master3",
    ]);
    expect(new Set(watched.map(({ title }) => title)).size).toBe(watched.length);
  });

  test.each([
    ["a service outside", "web.linkerd-viz.k8s1-prod.kloud.lan."],
    ["and inside", "web.linkerd-viz.svc.cluster.local."],
    ["a name of BIND's zone", "nas.kloud.lan."],
    ["the label that shadows a namespace", "dns.k8s1-prod.kloud.lan."],
    ["what nobody has", "no-such-name.kloud.lan."],
    ["what the site expects", "www.example.com."],
  ])("%s: %s", (_what, name) => {
    expect(landmarkNames(tutorial).map(({ text }) => text)).toContain(name);
  });

  test("the delegation's own server: it is asked last, and nothing else of its zone is", () => {
    const spoiling = watchSite(tutorial).filter(({ isSpoiling }) => isSpoiling);
    expect(spoiling.map(({ title }) => title)).toEqual([
      "laptop asks ns.k8s1-prod.kloud.lan. A",
      "mac asks ns.k8s1-prod.kloud.lan. A",
      "k8s1master1 asks ns.k8s1-prod.kloud.lan. A",
      "dnsutils/dnsutils asks ns.k8s1-prod.kloud.lan. A",
    ]);
    expect(spoilingNames(tutorial).map(({ text }) => text)).toEqual(["ns.k8s1-prod.kloud.lan."]);
  });

  test("what it takes away is not taken for the site's answer at rest, and has come back before anybody asks again", () => {
    const simulation = new Simulation(forkTwin(tutorial), { seed: 1 }, standardParts);
    const resting = askAtRest(simulation, watchSite(tutorial));
    const servfail = resting.filter(({ atRest }) => atRest.rcode === "SERVFAIL").map(({ watched }) => watched.title);
    expect(servfail).toEqual([]);
    const [own] = resting.filter(({ watched }) => watched.isSpoiling);
    expect(own?.atRest.rcode).toBe("NXDOMAIN");
    const others = resting.filter(({ watched }) => watched.isChosen);
    expect(observe(simulation, others).filter(({ judged }) => judged !== "right")).toEqual([]);
  });

  test("every machine, program and link can fail, each fault once", () => {
    const lines = singleFaults(tutorial).map(printFault);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toEqual(
      expect.arrayContaining([
        "crash dns1",
        "crash k8s1master2",
        "unplug dns2",
        "hang named on dns1",
        "stop keepalived on dns1",
        "cut dns1 and router",
        "mute-adverts dns1 to dns2",
        "fail-script chk_named on dns1",
        "end-session k8s1master1 with router",
      ]),
    );
    expect(lines).not.toContain("cut dns1 and mac");
  });

  test("the take-over is what keepalived.conf makes of it: script, timer, change of hands", () => {
    expect(takeOverMs(tutorial)).toBe(3 * 2000 + 5 * 1000 + 1500);
  });
});

describe("check --failures 1", () => {
  test("the tutorial's site: nothing wrong is ever answered, and whichever BIND host fails, the other stands in for it", () => {
    const { faults, questions, diagnostics } = checkFailures(tutorial);
    expect([faults > 50, questions > 200]).toEqual([true, true]);
    expect(diagnostics.map(({ code }) => code).filter((code) => !/^FAILURE_(LOST|OUTAGE)$/.test(code))).toEqual([]);
    const late = diagnostics.filter(({ code }) => code === "FAILURE_OUTAGE").map(({ message }) => message);
    expect(late.filter((message) => !/^When (k8s1master\d|coredns on)/.test(message))).toEqual([]);
    const lost = diagnostics.map(({ message }) => message.split(",")[0]);
    expect(lost).toEqual(
      expect.arrayContaining(["While router has no power", "While nothing passes between dns1 and router"]),
    );
    expect(lost.filter((line) => /dns[12] (has no power|stands still|has no cable)/.test(line ?? ""))).toEqual([]);
  });

  test("a backup that lacks the forward zone answers otherwise once it is the active one (T12)", () => {
    const { diagnostics } = checkFailures(siteCalled("kloud-lan-backup-without-zone"));
    const wrong = diagnostics.filter(({ code }) => code === "FAILURE_WRONG_ANSWER").map(({ message }) => message);
    expect(wrong[0]).toMatch(
      /^While dns1 has no power, laptop asks k8s1-prod\.kloud\.lan\. A and gets NXDOMAIN; at rest it gets NOERROR, and \d+ more\.$/,
    );
  });
});
