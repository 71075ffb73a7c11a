import { nameOf, parseAddress, type RrType } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { blocksWith, directWays, linesOf, outsideAddressesOf, usesOf } from "./corefile-view.ts";
import { answerKey, evidenceText, hasData, type Inquiry, outcomeText, rcodeOf } from "./evidence.ts";
import { landmarksOf, nameBelow } from "./landmarks.ts";
import { SiteView } from "./site-view.ts";
import { type Change, twinOf } from "./variation.fixture.ts";

const CONFIG_MAP = "kloud-lan/cluster/coredns-configmap.yaml";
const WEB = "web.linkerd-viz.k8s1-prod.kloud.lan.";

function viewOf(changes: readonly Change[] = []): SiteView {
  const { twin, files, known } = twinOf({ changes });
  return new SiteView(twin, files, known);
}

describe("a question", () => {
  it.each<readonly [from: string, server: string | null, name: string, type: RrType, outcome: string]>([
    ["laptop", null, WEB, "A", "198.19.0.5"],
    ["laptop", "192.168.13.11", WEB, "A", "198.19.0.5"],
    ["laptop", "192.168.13.11", WEB, "AAAA", "NOERROR without an answer"],
    ["laptop", "192.168.13.11", "nobody.kloud.lan.", "A", "NXDOMAIN"],
    ["laptop", "198.19.0.30", WEB, "A", "REFUSED"],
    ["laptop", "192.168.13.11", "kloud.lan.", "NS", "dns1.kloud.lan., dns2.kloud.lan."],
    ["nobody", null, WEB, "A", 'nobody can tell (Nobody in the site is called "nobody".'],
    ["laptop", "192.168.13.99", WEB, "A", "no answer ("],
    ["laptop", "203.0.113.1", WEB, "A", "nobody can tell (the site has no machine with the address 203.0.113.1"],
  ])("%s asks %s for %s %s: %s", (from, server, name, type, outcome) => {
    const asked = viewOf().ask({
      from,
      server: server === null ? null : parseAddress(server),
      name: nameOf(name),
      type,
    });
    expect(outcomeText(asked).startsWith(outcome)).toBe(true);
    expect(evidenceText(asked)).toBe(
      `${from} asks ${server ?? "its resolver"} for ${name} ${type}: ${outcomeText(asked)}`,
    );
    expect(hasData(asked)).toBe(/^\d|^dns/.test(outcome));
    expect(rcodeOf(asked) === null).toBe(outcome.includes("("));
  });

  it("is put once, and finds no cache that another filled", () => {
    const view = viewOf();
    const inquiry = { from: "laptop", server: parseAddress("192.168.13.11"), name: nameOf(WEB), type: "A" } as const;
    const first = view.ask(inquiry);
    expect(view.ask(inquiry)).toBe(first);
    const other = view.ask({ ...inquiry, way: [1] });
    expect(answerKey(other)).toBe(answerKey(first));
    expect(other.steps.length).toBe(first.steps.length);
    const [, second] = view.askInTurn([inquiry, inquiry]);
    expect(second?.steps.length).toBeLessThan(first.steps.length);
  });
});

describe("a site as rules see it", () => {
  it("has strangers, who serve nothing and pass nothing on, and servers with their clients", () => {
    const view = viewOf();
    expect(view.strangers).toEqual(["laptop", "mac"]);
    expect(view.namedHosts.map((host) => `${host.name} ${view.clientOf(host)}`)).toEqual([
      "dns1 laptop",
      "dns2 laptop",
      "isp laptop",
    ]);
  });

  it("a server that does not start is none", () => {
    const view = viewOf([["kloud-lan/dns1/etc/bind/named.conf.options", "recursion yes;", "recursoin yes;"]]);
    expect(view.namedHosts.map(({ name }) => name)).toEqual(["dns2", "isp"]);
  });

  it("has the delegations of a zone, of a copy too, with their glue", () => {
    const view = viewOf();
    const cuts = view.zones.flatMap((zone) =>
      view.cutsOf(zone).map((cut) => `${zone.host.name} ${cut.name.text} ${cut.glue.join()}`),
    );
    expect(cuts).toEqual(
      expect.arrayContaining(["dns1 k8s1-prod.kloud.lan. 198.19.0.30", "dns2 k8s1-prod.kloud.lan. 198.19.0.30"]),
    );
  });

  it("has landmarks, each once: zones, delegations, services", () => {
    const keys = landmarksOf(viewOf()).map(({ name, type }) => `${name.text} ${type}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(["kloud.lan. SOA", "k8s1-prod.kloud.lan. SOA", `${WEB} A`]));
  });

  it("knows who may ask CoreDNS, and where", () => {
    const view = viewOf();
    const cluster = [...view.twin.clusters.values()][0];
    if (cluster === undefined) throw new Error("the tutorial's site has a cluster");
    expect(outsideAddressesOf(cluster)).toEqual(["198.19.0.30"]);
    const ways = directWays(view, cluster).map(({ from, server }) => `${from} ${server}`);
    expect(ways).toEqual(
      expect.arrayContaining(["dnsutils/dnsutils 198.18.0.10", "laptop 198.19.0.30", "dns1 198.19.0.30"]),
    );
    expect(ways.some((way) => way.includes("coredns"))).toBe(false);
  });
});

describe("a Corefile as rules see it", () => {
  const twice =
    "        rewrite name exact a.test b.test\n        rewrite stop {\n          name regex (.*)x b answer auto\n        }\n        errors\n";
  const [own] = blocksWith(viewOf([[CONFIG_MAP, "        errors\n", twice]]), "rewrite", "kubernetes");
  const uses = own === undefined ? [] : usesOf(own.block, "rewrite");

  it("has each use of a plugin, from its name to the end of its braces", () => {
    expect(uses.map((use) => use.map(({ text }) => text).join(" "))).toEqual([
      "rewrite name exact a.test b.test",
      "rewrite stop { name regex (.*)x b answer auto }",
    ]);
    expect(uses.map((use) => linesOf(use).length)).toEqual([1, 3]);
  });

  it("has no block with a plugin that is not there", () => {
    expect(blocksWith(viewOf(), "rewrite")).toEqual([]);
  });
});

it.each([
  [["web", "linkerd-viz"], "web.linkerd-viz.kloud.lan."],
  [[], "kloud.lan."],
  [["a".repeat(64)], "kloud.lan."],
])("%j below kloud.lan.: %s", (labels, name) => {
  expect(nameBelow(nameOf("kloud.lan."), ...labels).text).toBe(name);
});

describe("every way through the nodes", () => {
  const toCluster: Change = [
    "kloud-lan/cluster/kube-dns-service.yaml",
    "externalTrafficPolicy: Local",
    "externalTrafficPolicy: Cluster",
  ];
  const direct: Inquiry = { from: "laptop", server: parseAddress("198.19.0.30"), name: nameOf(WEB), type: "A" };
  const ways = (inquiry: Inquiry, ...changes: readonly Change[]): readonly string[] =>
    viewOf(changes)
      .askEveryWay(inquiry)
      .map(({ steps }) =>
        steps
          .flatMap(({ event }) => (event.kind === "chosen" ? [`${event.why} ${event.index}/${event.among}`] : []))
          .join(" "),
      );

  it("under Local each entry node has its own pods; under Cluster each has all of them", () => {
    expect(ways(direct)).toEqual(["ecmp 0/2", "ecmp 1/2"]);
    expect(ways(direct, toCluster)).toEqual([
      "ecmp 0/3 endpoint 0/2",
      "ecmp 0/3 endpoint 1/2",
      "ecmp 1/3 endpoint 0/2",
      "ecmp 1/3 endpoint 1/2",
      "ecmp 2/3 endpoint 0/2",
      "ecmp 2/3 endpoint 1/2",
    ]);
  });

  it("where nothing is drawn there is one", () => {
    expect(ways({ ...direct, server: parseAddress("192.168.13.11"), name: nameOf("kloud.lan.") })).toEqual([""]);
  });

  it("services that keep their clients are asked as if all did", () => {
    const seen = viewOf([toCluster])
      .askWithKeptSource(direct)
      .map(({ steps }) =>
        steps.flatMap(({ event }) => (event.kind === "received" ? [event.source.address] : [])).join(),
      );
    expect(new Set(seen.filter((one) => one !== ""))).toEqual(new Set(["192.168.13.50"]));
  });
});
