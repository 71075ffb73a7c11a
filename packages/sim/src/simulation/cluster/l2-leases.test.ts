import { type Address, fileTreeFromSources, instantFromMs, parseAddress, sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { loadSite } from "../../site/index.ts";
import { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { ClusterPart } from "./cluster-part.ts";

const SITE = `
version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  laptop: { addresses: [192.168.13.50] }
clusters:
  c: { objects: objects.yaml, podCidrs: [100.64.0.0/16], serviceCidrs: [198.18.0.0/16], network: lan, dataPath: { kind: cilium } }
`;

const node = (name: string, address: string): string => `
apiVersion: v1
kind: Node
metadata: { name: ${name} }
status: { addresses: [{ type: InternalIP, address: ${address} }], conditions: [{ type: Ready, status: "True" }] }
---`;

const OBJECTS = `${node("one", "192.168.13.31")}${node("two", "192.168.13.32")}${node("three", "192.168.13.33")}
apiVersion: cilium.io/v2alpha1
kind: CiliumL2AnnouncementPolicy
metadata: { name: all }
spec: { loadBalancerIPs: true }
---
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: pool }
spec: { blocks: [{ start: 192.168.13.200, stop: 192.168.13.201 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec: { type: LoadBalancer, clusterIP: 198.18.0.1, ports: [{ port: 80 }] }
status: { loadBalancer: { ingress: [{ ip: 192.168.13.200 }] } }
`;

class LeaseLab {
  readonly simulation: Simulation;
  readonly lines: string[] = [];

  constructor(seed = 1) {
    const sources = [sourceFromText("/site.yaml", SITE), sourceFromText("/objects.yaml", OBJECTS)];
    const files = fileTreeFromSources(new Map(sources.map((source) => [source.name, source])));
    this.simulation = new Simulation(loadSite(files).value, { seed }, [(context) => new ClusterPart(context)]);
    this.simulation.journal.listen(({ who, text }) => void this.lines.push(`${who} ${text}`));
  }

  runTo(seconds: number): void {
    this.simulation.runUntil(instantFromMs(seconds * 1000));
  }

  /** Who answers ARP for an address of the pool. */
  holders(text = "192.168.13.200"): readonly string[] {
    const candidates = this.simulation.world.network.clusters.get("c")?.l2Candidates;
    return (candidates?.get(parseAddress(text) as Address) ?? []).map(({ node: name }) => name);
  }
}

describe("one node announces an address by L2: the one that holds the Lease", () => {
  test("at rest the first of those that could", () => {
    expect(new LeaseLab().holders()).toEqual(["one"]);
  });

  test("after its loss nobody for 10 to 17 s, then another one, which keeps it when the first is back", () => {
    const lab = new LeaseLab();
    const lost: Fault = { kind: "crash", machine: "one" };
    lab.simulation.inject(lost);
    lab.runTo(9);
    expect(lab.holders()).toEqual(["one"]);
    lab.runTo(18);
    const [holder = ""] = lab.holders();
    expect(["two", "three"]).toContain(holder);
    expect(lab.lines).toContain(`${holder} holds the Lease of 192.168.13.200, and announces it`);
    lab.simulation.heal(lost);
    lab.runTo(120);
    expect(lab.holders()).toEqual([holder]);
  });

  test("either of the others may claim it, by lot", () => {
    const claimed = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) {
      const lab = new LeaseLab(seed);
      lab.simulation.inject({ kind: "unplug", machine: "one" });
      lab.runTo(18);
      for (const holder of lab.holders()) claimed.add(holder);
    }
    expect([...claimed].sort()).toEqual(["three", "two"]);
  });

  test("an address that comes is claimed, one that goes is given up", () => {
    const lab = new LeaseLab();
    const annotations = { "lbipam.cilium.io/ips": "192.168.13.201" };
    const patch = { cluster: "c", kind: "service", namespace: "default", name: "web", type: "merge" } as const;
    lab.simulation.patch({ ...patch, body: { metadata: { annotations } } });
    lab.runTo(4);
    expect(lab.holders()).toEqual([]);
    expect(lab.holders("192.168.13.201")).toHaveLength(1);
  });
});
