import { describe, expect, test } from "vitest";
import { type Fault, type FaultKind, printFault } from "../simulation/index.ts";
import { courseFaults } from "./course-faults.ts";
import { describeFault } from "./describe-fault.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { singleFaults } from "./single-faults.ts";

const WEATHER = { delayMs: 5, jitterMs: 20, loss: 0.2, duplicates: 0.05 };

/** By kind, so that a new one does not compile without its row. */
const ROWS: { readonly [K in FaultKind]: readonly (readonly [Fault & { readonly kind: K }, string])[] } = {
  crash: [[{ kind: "crash", machine: "dns1" }, "dns1 has no power"]],
  freeze: [[{ kind: "freeze", machine: "dns1" }, "dns1 stands still"]],
  unplug: [
    [{ kind: "unplug", machine: "dns1" }, "dns1 has no cable"],
    [{ kind: "unplug", machine: "router", link: "lan" }, "router has no cable to lan"],
  ],
  "interface-down": [
    [{ kind: "interface-down", machine: "dns1" }, "the interface of dns1 is down"],
    [{ kind: "interface-down", machine: "router", link: "lan" }, "the interface of router on lan is down"],
  ],
  kill: [[{ kind: "kill", machine: "dns1", program: "named" }, "named on dns1 is killed"]],
  stop: [[{ kind: "stop", machine: "dns2", program: "keepalived" }, "keepalived on dns2 is stopped"]],
  hang: [[{ kind: "hang", machine: "ns/pod", program: "coredns" }, "coredns on ns/pod hangs"]],
  cut: [
    [{ kind: "cut", between: ["dns1", "dns2"], direction: "both-ways" }, "nothing passes between dns1 and dns2"],
    [{ kind: "cut", between: ["dns1", "dns2"], direction: "one-way" }, "nothing passes from dns1 to dns2"],
  ],
  weather: [
    [
      { kind: "weather", between: ["dns1", "dns2"], direction: "both-ways", weather: WEATHER },
      "packets are lost and late between dns1 and dns2",
    ],
    [
      { kind: "weather", between: ["dns1", "dns2"], direction: "one-way", weather: WEATHER },
      "packets are lost and late from dns1 to dns2",
    ],
  ],
  "mute-adverts": [
    [
      { kind: "mute-adverts", between: ["dns1", "dns2"], direction: "both-ways" },
      "no adverts pass between dns1 and dns2",
    ],
    [{ kind: "mute-adverts", between: ["dns1", "dns2"], direction: "one-way" }, "no adverts pass from dns1 to dns2"],
  ],
  "kill-vrrp-child": [[{ kind: "kill-vrrp-child", machine: "dns1" }, "keepalived's child on dns1 is killed"]],
  "hang-script": [[{ kind: "hang-script", machine: "dns1", script: "chk" }, "the script chk on dns1 does not end"]],
  "fail-script": [[{ kind: "fail-script", machine: "dns1", script: "chk" }, "the script chk on dns1 fails"]],
  unready: [[{ kind: "unready", pod: "ns/pod" }, "ns/pod is not ready"]],
  "end-session": [
    [{ kind: "end-session", node: "node1", router: "router" }, "the BGP session of node1 with router is down"],
  ],
  "stop-agent": [[{ kind: "stop-agent", node: "node1" }, "Cilium's agent on node1 does not run"]],
  "stop-operator": [[{ kind: "stop-operator", cluster: "k8s1" }, "cilium-operator of k8s1 does not run"]],
};

test.each(Object.values(ROWS).flatMap((rows): readonly (readonly [Fault, string])[] => [...rows]))(
  "%o: while %s",
  (fault, clause) => {
    expect(describeFault(fault)).toBe(clause);
  },
);

describe("what can go wrong with the tutorial's site", () => {
  const twin = exampleTwin("kloud-lan");

  test("a clause and a line name one fault each", () => {
    const faults = courseFaults(twin);
    expect(new Set(faults.map(printFault)).size).toBe(faults.length);
    const clauses = faults.filter(({ kind }) => kind !== "weather").map(describeFault);
    expect(new Set(clauses).size).toBe(clauses.length);
  });

  test("courses draw every kind, and interfaces through which nobody has set a route", () => {
    const faults = courseFaults(twin);
    const kinds = new Set(faults.map(({ kind }) => kind));
    expect(Object.keys(ROWS).filter((kind) => !kinds.has(kind as FaultKind))).toEqual([]);
    expect(faults.filter(({ kind }) => kind === "interface-down").map(printFault)).toEqual([
      "interface-down router on nodes",
      "interface-down router on mac",
    ]);
  });

  test("courses draw every single fault", () => {
    const drawn = new Set(courseFaults(twin).map(printFault));
    expect(singleFaults(twin).filter((fault) => !drawn.has(printFault(fault)))).toEqual([]);
  });

  test.each<readonly [FaultKind, number]>([
    ["crash", 9],
    ["freeze", 3],
    ["unplug", 3],
    ["kill", 8],
    ["stop", 4],
    ["hang", 8],
    ["cut", 9],
    ["mute-adverts", 3],
    ["fail-script", 2],
    ["unready", 2],
    ["end-session", 3],
    ["stop-agent", 3],
    ["stop-operator", 1],
    ["weather", 0],
    ["interface-down", 0],
  ])("single faults of kind %s: %i", (kind, times) => {
    expect(
      singleFaults(twin)
        .filter((fault) => fault.kind === kind)
        .map(printFault),
    ).toHaveLength(times);
  });
});
