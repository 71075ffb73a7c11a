import { describe, expect, test } from "vitest";
import { serviceVerdict } from "../../load-balancer/index.ts";
import { addressOf } from "../../network/network.fixture.ts";
import { ClusterLab, type Edits } from "../cluster/cluster.fixture.ts";
import type { Fault } from "../world/fault.ts";

const OBJECTS = "/kloud-lan/cluster/cilium-load-balancer.yaml";
const SITE = "/kloud-lan/site.yaml";
const BOTH = ["192.168.14.31", "192.168.14.32"];
const OTHER = ["192.168.14.32"];

const END: Fault = { kind: "end-session", node: "k8s1master1", router: "router" };
const AGENT: Fault = { kind: "stop-agent", node: "k8s1master1" };
const CRASH: Fault = { kind: "crash", machine: "k8s1master1" };
const CUT: Fault = { kind: "cut", between: ["k8s1master1", "router"], direction: "both-ways" };

/** What the router's `bgp` says beside its neighbours. */
function router(words: string): Edits {
  return { [SITE]: (text) => text.replace("bgp: { asn: 65000,", `bgp: { asn: 65000, ${words},`) };
}

/** `spec` of the peer config, in place of its graceful restart of 15 s. */
function peer(spec: string): Edits {
  const before = "    gracefulRestart:\n      enabled: true\n      restartTimeSeconds: 15\n";
  return {
    [OBJECTS]: (text) => {
      expect(text).toContain(before);
      return text.replace(before, spec);
    },
  };
}

const NONE = peer("");

/** When the first node's way to the DNS service's address is gone from the router, to the second; null: never in five minutes. */
function goneAfter(fault: Fault, edits: Edits, seed = 1): number | null {
  const lab = new ClusterLab("kloud-lan", seed, edits);
  expect(lab.nextHops()).toEqual(BOTH);
  lab.simulation.inject(fault);
  for (let second = 0; second <= 300; second += 1) {
    lab.runTo(second);
    if (!lab.nextHops().includes("192.168.14.31")) return second;
  }
  return null;
}

/** What a node makes of a question to the DNS service. */
function verdictOn(lab: ClusterLab, node: string): string | null {
  const cluster = lab.simulation.world.network.clusters.get("k8s1");
  const [source, destination] = [
    { address: addressOf("192.168.13.50"), port: 5300 },
    { address: addressOf("198.19.0.30"), port: 53 },
  ];
  if (cluster === undefined) throw new Error("no cluster");
  return serviceVerdict(cluster, { source, destination, protocol: "udp" }, node, "outside")?.kind ?? null;
}

describe("how long a router keeps the routes of a session that is lost (conformance/README.md, BGP)", () => {
  test.each<readonly [string, Fault, Edits, readonly [number, number]]>([
    // Without graceful restart: at once where the connection is closed, with the hold time where nobody is heard.
    ["end-session, none", END, NONE, [0, 0]],
    ["stop-agent, none", AGENT, NONE, [0, 0]],
    ["crash, none", CRASH, NONE, [60, 91]],
    ["cut, none", CUT, NONE, [60, 91]],
    // 15 s of graceful restart, and a router that helps as FRR does: those 15 s more, each time.
    ["end-session, rfc8538", END, {}, [15, 16]],
    ["stop-agent, rfc8538", AGENT, {}, [15, 16]],
    ["crash, rfc8538", CRASH, {}, [75, 106]],
    ["cut, rfc8538", CUT, {}, [75, 106]],
    // As BIRD does: a silent node is not waited for any longer.
    ["end-session, rfc4724", END, router("gracefulRestart: rfc4724"), [15, 16]],
    ["stop-agent, rfc4724", AGENT, router("gracefulRestart: rfc4724"), [15, 16]],
    ["crash, rfc4724", CRASH, router("gracefulRestart: rfc4724"), [60, 91]],
    ["cut, rfc4724", CUT, router("gracefulRestart: rfc4724"), [60, 91]],
    // Both sides have to have it.
    ["end-session, a router without it", END, router("gracefulRestart: none"), [0, 0]],
    ["stop-agent, a router without it", AGENT, router("gracefulRestart: none"), [0, 0]],
    ["crash, a router without it", CRASH, router("gracefulRestart: none"), [60, 91]],
    ["stop-agent, enabled: false", AGENT, peer("    gracefulRestart: { enabled: false }\n"), [0, 0]],
    // Cilium's own 120 s: a node that is gone is sent packets for up to three and a half minutes.
    ["stop-agent, 120 s", AGENT, peer("    gracefulRestart: { enabled: true }\n"), [120, 121]],
    ["crash, 120 s", CRASH, peer("    gracefulRestart: { enabled: true }\n"), [180, 211]],
    // The smaller hold time counts, with three keepalives in it where it is not the agent's own.
    ["crash, timers 9 and 3", CRASH, peer("    timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3 }\n"), [6, 10]],
    ["crash, the router's 9 s", CRASH, { ...NONE, ...router("holdTimeSeconds: 9") }, [6, 10]],
    ["crash, the router's 240 s", CRASH, { ...NONE, ...router("holdTimeSeconds: 240") }, [60, 91]],
    ["crash, 30 and 1", CRASH, peer("    timers: { holdTimeSeconds: 30, keepAliveTimeSeconds: 1 }\n"), [29, 31]],
  ])("%s", (_title, fault, edits, [least, most]) => {
    for (const seed of [1, 2, 3]) {
      const gone = goneAfter(fault, edits, seed);
      expect(gone).toBeGreaterThanOrEqual(least);
      expect(gone).toBeLessThanOrEqual(most);
    }
  });

  test("a hold time of 0: nobody notices that a node is gone", () => {
    expect(goneAfter(CRASH, { ...NONE, ...router("holdTimeSeconds: 0") })).toBeNull();
  });
});

describe("an agent that is away", () => {
  test("with graceful restart a short absence moves no route, and the node forwards meanwhile", () => {
    const lab = new ClusterLab("kloud-lan", 1, peer("    gracefulRestart: { enabled: true }\n"));
    lab.simulation.inject(AGENT);
    lab.runTo(30);
    expect(lab.told(/session/)).toEqual([
      "router: k8s1master1 has no session any more: its agent does not run; its routes are kept for 120 s",
    ]);
    lab.simulation.heal(AGENT);
    lab.runTo(60);
    expect(lab.told("k8s1master1 has a session")).toHaveLength(1);
    lab.runTo(300);
    expect(lab.told(/ (announces|withdraws|is gone)/)).toEqual([]);
    expect(lab.nextHops()).toEqual(BOTH);
  });

  test("without it the routes are gone until it is back", () => {
    const lab = new ClusterLab("kloud-lan", 1, NONE);
    lab.simulation.inject(AGENT);
    expect(lab.nextHops()).toEqual(OTHER);
    lab.simulation.heal(AGENT);
    lab.runTo(20);
    expect(lab.nextHops()).toEqual(BOTH);
  });

  test("a router without it hears of an agent that has it as soon as they have a session", () => {
    const lab = new ClusterLab("kloud-lan", 1, router("gracefulRestart: none"));
    lab.simulation.inject(AGENT);
    lab.simulation.heal(AGENT);
    lab.runTo(20);
    expect(lab.nextHops()).toEqual(BOTH);
  });

  test("one that sends no End-of-RIB hears nothing for 360 s (osrg/gobgp#2596)", () => {
    const lab = new ClusterLab("kloud-lan", 1, router("gracefulRestart: no-end-of-rib"));
    lab.simulation.inject(AGENT);
    lab.simulation.heal(AGENT);
    lab.runTo(360);
    expect(lab.told("k8s1master1 has a session")).toHaveLength(1);
    expect(lab.nextHops()).toEqual(OTHER);
    lab.runTo(380);
    expect(lab.nextHops()).toEqual(BOTH);
  });

  test("its node goes on with the services that it knew, and hears of changes when it is back", () => {
    const lab = new ClusterLab();
    lab.simulation.inject(AGENT);
    lab.patchObject("endpointslice/kube-system/kube-dns-lz8rf", { endpoints: [] });
    expect(["k8s1master1", "k8s1master2"].map((node) => verdictOn(lab, node))).toEqual(["translate", "drop"]);
    lab.simulation.heal(AGENT);
    expect(verdictOn(lab, "k8s1master1")).toBe("drop");
  });
});

describe("how a session comes back", () => {
  test("within seven seconds where only the connection was closed, else when the agent tries again: GoBGP's 90 to 120 s", () => {
    for (const seed of [1, 2, 3, 4]) {
      const lab = new ClusterLab("kloud-lan", seed, NONE);
      lab.simulation.inject(END);
      lab.simulation.heal(END);
      lab.runTo(8);
      expect(lab.nextHops()).toEqual(BOTH);
      lab.simulation.inject(END);
      lab.runTo(40);
      lab.simulation.heal(END);
      lab.runTo(100);
      expect(lab.nextHops()).toEqual(OTHER);
      lab.runTo(140);
      expect(lab.nextHops()).toEqual(BOTH);
    }
  });

  test("connectRetryTimeSeconds is what it waits", () => {
    const lab = new ClusterLab("kloud-lan", 1, peer("    timers: { connectRetryTimeSeconds: 5 }\n"));
    lab.simulation.inject(END);
    lab.runTo(60);
    lab.simulation.heal(END);
    lab.runTo(66);
    expect(lab.nextHops()).toEqual(BOTH);
  });

  test("another hold time is agreed upon in a new session, whose routes are gone meanwhile", () => {
    const lab = new ClusterLab();
    lab.patchObject("ciliumbgppeerconfig/router", {
      spec: { timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3 } },
    });
    expect(lab.nextHops()).toEqual([]);
    lab.runTo(10);
    expect(lab.nextHops()).toEqual(BOTH);
    expect(lab.told("has no session any more: it is configured otherwise")).toHaveLength(3);
  });
});

describe("transport", () => {
  test.each<readonly [string, Edits, readonly string[]]>([
    ["another port than the router's", peer("    transport: { peerPort: 1790 }\n"), []],
    ["the router's own", { ...peer("    transport: { peerPort: 1790 }\n"), ...router("port: 1790") }, BOTH],
    ["a router on another port", router("port: 1790"), []],
  ])("%s", (_title, edits, expected) => {
    expect(new ClusterLab("kloud-lan", 1, edits).nextHops()).toEqual(expected);
  });
});
