import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dig } from "../dig/index.ts";
import { stage } from "../show/kloud-lan.fixture.ts";
import { pair } from "../simulation/pair.fixture.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { sites, twinOf } from "../testing/index.ts";
import { drawSite, drawWay } from "./index.ts";
import { layOut, type PlacedBox } from "./site-layout.ts";
import { pictureOf } from "./site-picture.ts";
import { wayPictureOf } from "./way-picture.ts";

/** Texts of a picture, as a reader finds them. */
function textsIn(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
}

/** A site with so many nodes, each of which runs so many pods, under long names. */
function crowdedSite(nodes: number, pods: number): SiteTwin {
  const node = (at: number): object => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: `node-with-a-name-that-nobody-wants-to-type-${at}.eu-central.example.org` },
    status: { addresses: [{ type: "InternalIP", address: `192.168.14.${at + 10}` }] },
  });
  const pod = (at: number, place: number): object => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `application-${at}-${place}`, namespace: "shop" },
    spec: { nodeName: `node-with-a-name-that-nobody-wants-to-type-${at}.eu-central.example.org` },
    status: { phase: "Running", podIP: `100.64.${at}.${place + 1}`, podIPs: [{ ip: `100.64.${at}.${place + 1}` }] },
  });
  const items = Array.from({ length: nodes }, (_, at) => [
    node(at),
    ...Array.from({ length: pods }, (__, place) => pod(at, place)),
  ]);
  const files = {
    "/site.yaml": `version: 1\nnetworks: { nodes: 192.168.14.0/24 }\nclusters: { k8s1: { objects: all.json, podCidrs: [100.64.0.0/16], network: nodes } }\n`,
    "/all.json": JSON.stringify({ apiVersion: "v1", kind: "List", items: items.flat() }),
  };
  return loadSite(
    fileTreeFromSources(
      new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const)),
    ),
  ).value;
}

describe("a site", () => {
  it("shows networks, hosts, who holds the virtual address, pods with CoreDNS and what is announced by BGP", () => {
    const texts = textsIn(drawSite(stage(), "svg"));
    for (const text of [
      "lan  192.168.13.0/24",
      "dns1",
      "keepalived: VI_1 active, priority 101",
      "192.168.13.10",
      "held by dns1",
      "coredns-5dd5756b68-7wq2m",
      "CoreDNS 1.15.0, 100.64.0.10",
      "198.19.0.30  kube-system/kube-dns",
      "addresses of load balancers in k8s1, announced by BGP to router",
      "AS 65000, learned by BGP:",
      "and 3 more routes",
    ]) {
      expect(texts).toContain(text);
    }
  });

  it("shows the present of a simulation", () => {
    const simulation = pair();
    simulation.inject({ kind: "crash", machine: "dns1" });
    simulation.runFor(6000);
    expect(textsIn(drawSite(simulation.world, "svg"))).toContain("held by dns2");
  });

  it("folds many nodes and pods, and shortens names in their middle", () => {
    const texts = textsIn(drawSite(crowdedSite(9, 30), "svg"));
    expect(texts).toContain("and 3 more nodes");
    expect(texts.filter((text) => text === "30 other pods")).toHaveLength(6);
    // Their ends are alike, so it is the domain that goes, and the number stays.
    expect(texts.filter((text) => /^node-with-a-name-t….*-type-\d$/.test(text)).length).toBeGreaterThan(0);
  });

  it("for Mermaid: each machine on its networks, pods inside their node", () => {
    const lines = drawSite(stage(), "mermaid").split("\n");
    expect(lines[0]).toBe("flowchart TB");
    expect(lines).toContain('  net0{{"lan  192.168.13.0/24"}}');
    expect(lines.filter((line) => /^ {2}net\d --- box\d+$/.test(line)).length).toBeGreaterThanOrEqual(10);
    expect(
      lines.some((line) => /box\d+pod0\["coredns-5dd5756b68-7wq2m<br\/>CoreDNS 1.15.0, 100.64.0.10"\]/.test(line)),
    ).toBe(true);
    expect(lines).toContain("  lb0 -. BGP .-> box3");
  });

  it("law: no box covers another, none leaves the paper, and pods stay inside their node", () => {
    fc.assert(
      fc.property(sites(), (site) => {
        const { boxes, balancers, width, height } = layOut(pictureOf(twinOf(site)));
        const all = [...boxes, ...balancers];
        for (const [place, one] of all.entries()) {
          expect(one.x + one.width <= width && one.y + one.height <= height).toBe(true);
          for (const other of all.slice(place + 1)) expect(overlap(one, other)).toBe(false);
        }
        for (const box of boxes) for (const pod of box.pods) expect(isInside(pod, box)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  type Placed = Pick<PlacedBox, "x" | "y" | "width" | "height">;
  function overlap(one: Placed, other: Placed): boolean {
    const isApart = (begin: "x" | "y", size: "width" | "height"): boolean =>
      one[begin] + one[size] <= other[begin] || other[begin] + other[size] <= one[begin];
    return !isApart("x", "width") && !isApart("y", "height");
  }
  function isInside(inner: Placed, outer: Placed): boolean {
    return (
      inner.x >= outer.x &&
      inner.y >= outer.y &&
      inner.x + inner.width <= outer.x + outer.width &&
      inner.y + inner.height <= outer.y + outer.height
    );
  }
});

describe("a question's way", () => {
  const { trace } = dig(stage(), "mac", "web.linkerd-viz.k8s1-prod.kloud.lan @198.19.0.30");

  it("meets every machine in order, with the addresses on each leg and each translation", () => {
    const { machines, rows } = wayPictureOf(trace);
    expect(machines).toEqual(["mac", "router", "k8s1master1", "kube-system/coredns-5dd5756b68-7wq2m"]);
    expect(rows.flatMap((row) => (row.kind === "packet" ? [`${row.from} ${row.to}: ${row.said}`] : []))).toEqual([
      "mac router: 192.168.20.77 → 198.19.0.30",
      "router k8s1master1: 192.168.20.77 → 198.19.0.30",
      "k8s1master1 kube-system/coredns-5dd5756b68-7wq2m: 192.168.20.77 → 100.64.0.10",
      "kube-system/coredns-5dd5756b68-7wq2m k8s1master1: 100.64.0.10 → 192.168.20.77",
      "k8s1master1 router: 198.19.0.30 → 192.168.20.77",
      "router mac: 198.19.0.30 → 192.168.20.77",
    ]);
    const translated = rows.flatMap((row) => (row.kind === "note" && row.tone === "translated" ? row.lines : []));
    expect(translated).toEqual(["destination 198.19.0.30 ⇒ 100.64.0.10", "source 100.64.0.10 ⇒ 198.19.0.30"]);
  });

  it("as SVG and for Mermaid says the same", () => {
    const svg = textsIn(drawWay(trace, "mac asks", "svg"));
    const mermaid = drawWay(trace, "mac asks", "mermaid");
    for (const { kind, ...row } of wayPictureOf(trace).rows.map((own) => ({ said: "", ...own }))) {
      if (kind !== "packet") continue;
      expect(svg).toContain(row.said);
      expect(mermaid).toContain(row.said.replace("→", "#8594;"));
    }
  });

  it("a question that is lost says where", () => {
    const lost = dig(stage(), "mac", "kloud.lan @192.168.13.99 +tries=1").trace;
    const notes = wayPictureOf(lost).rows.flatMap((row) =>
      row.kind === "note" && row.tone === "failed" ? row.lines : [],
    );
    expect(notes[0]).toBe("lost: nobody on the link has 192.168.13.99");
  });

  it("what stands in names never becomes part of the picture's language", () => {
    const { trace: odd } = dig(stage(), "mac", '<script>"&;.kloud.lan TXT @192.168.13.11');
    const svg = drawWay(odd, "<b>", "svg");
    expect(svg).not.toMatch(/<script>|<b>/);
    expect(
      drawWay(odd, ";", "mermaid")
        .split("\n")
        .every((line) => !/[^0-9];/.test(line)),
    ).toBe(true);
  });
});
