import { type Address, instantFromMs, makeQuery, nameOf } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { findPlace } from "../../asking/index.ts";
import { ClusterLab } from "../cluster/cluster.fixture.ts";
import { ClusterPart } from "../cluster/cluster-part.ts";
import { ONE, podsTwin } from "../coredns/coredns.fixture.ts";
import { told } from "../pair.fixture.ts";
import { Simulation } from "../simulation.ts";
import type { Fault } from "./fault.ts";
import { linkOfNode } from "./node-link.ts";

const make = (): Simulation => new Simulation(podsTwin(), { seed: 1 }, [(context) => new ClusterPart(context)]);

function readyNodes(simulation: Simulation): readonly string[] {
  return [...simulation.world.clusters.values()].flatMap(({ snapshot }) =>
    snapshot.nodes.filter(({ ready }) => ready).map(({ metadata }) => metadata.name),
  );
}

test("a cluster knows its nodes by the network of their InternalIP", () => {
  const { world } = make();
  expect(["node1", "router", "nobody"].map((name) => linkOfNode(world, name))).toEqual(["nodes", null, null]);
});

describe("a node that loses one of its cables is NotReady a minute later where that leads to its cluster", () => {
  test.each<readonly [Fault, boolean]>([
    [{ kind: "unplug", machine: "node1", link: "nodes" }, false],
    [{ kind: "interface-down", machine: "node1", link: "nodes" }, false],
    [{ kind: "unplug", machine: "node1" }, false],
    [{ kind: "unplug", machine: "node1", link: "lan" }, true],
    [{ kind: "unplug", machine: "node2", link: "nodes" }, true],
  ])("%o", (fault, isReady) => {
    const simulation = make();
    simulation.inject(fault);
    simulation.runUntil(instantFromMs(60_000));
    expect(readyNodes(simulation).includes("node1")).toBe(isReady);
    simulation.heal(fault);
    simulation.runUntil(instantFromMs(90_000));
    expect(readyNodes(simulation)).toEqual(["node1", "node2"]);
  });
});

describe("what crosses to another node goes by the node's own cable", () => {
  /** What pod one on node1 hears of pod two on node2. */
  function heard(fault: Fault | null): string {
    const simulation = make();
    if (fault !== null) simulation.inject(fault);
    const place = findPlace(simulation.world, ONE);
    if (place.kind === "missing") throw new Error(place.why);
    const query = makeQuery({ name: nameOf("kube-dns.kube-system.svc.cluster.local."), type: "A", class: "IN" });
    const servers = [{ address: "100.64.1.10" as Address, port: 53 }];
    let came = "nothing";
    simulation.ask(
      { from: place.value, servers, source: null, transport: "udp" },
      query,
      (answer) => (came = told(answer)),
      { kind: "dig", timeoutMs: 1000, attempts: 1, whenTruncated: "accept" },
    );
    simulation.runFor(2000);
    return came;
  }

  test.each<readonly [Fault | null, "answer" | "timeout"]>([
    [null, "answer"],
    [{ kind: "unplug", machine: "node1", link: "nodes" }, "timeout"],
    [{ kind: "unplug", machine: "node2", link: "nodes" }, "timeout"],
    [{ kind: "unplug", machine: "node1", link: "lan" }, "answer"],
  ])("%o: %s", (fault, expected) => {
    expect(heard(fault) === "timeout" ? "timeout" : "answer").toBe(expected);
  });
});

test("a router without its cable to the nodes loses their sessions, and not with another one", () => {
  const gone = (link: string): boolean => {
    const lab = new ClusterLab();
    expect(lab.nextHops()).not.toEqual([]);
    lab.simulation.inject({ kind: "unplug", machine: "router", link });
    lab.runTo(200);
    return lab.nextHops().length === 0;
  };
  const { world } = new ClusterLab().simulation;
  const link = linkOfNode(world, "k8s1master1") ?? "";
  const other = world.settings.networks.map(({ name }) => name).find((name) => name !== link) ?? "";
  expect([gone(link), gone(other)]).toEqual([true, false]);
});
