import { describe, expect, it } from "vitest";
import { ClusterLab } from "../simulation/cluster/cluster.fixture.ts";
import { routerSays } from "./cluster-cases.fixture.ts";
import { type Change, findingsOf } from "./variation.fixture.ts";

const OBJECTS = "kloud-lan/cluster/cilium-load-balancer.yaml";
const RESTART = "    gracefulRestart:\n      enabled: true\n      restartTimeSeconds: 15\n";
/** `spec` of the peer config instead of its graceful restart of 15 s. */
const peerSays = (text: string): Change => [OBJECTS, RESTART, text];
const restart = (seconds: number): Change => peerSays(RESTART.replace("15", String(seconds)));
const TWO_MINUTES = "    gracefulRestart: { enabled: true }\n";
const DEFAULT = peerSays(TWO_MINUTES);

const late = "after each start of an agent router hears nothing of its node for 360 s";
const dead = (all: number, hold: number, kept: number): string =>
  `for up to ${all} s: ${hold} s until the hold time has run out, and ${kept} s of graceful restart`;

describe("what a router and the agents make of graceful restart", () => {
  it.each<readonly [string, readonly Change[], string | null]>([
    ["15 s, FRR", [], null],
    ["a minute, FRR", [restart(60)], null],
    ["more than a minute, FRR", [restart(61)], dead(151, 90, 61)],
    ["Cilium's own two minutes", [DEFAULT], dead(210, 90, 120)],
    [
      "and the router's own hold time, which is shorter",
      [DEFAULT, routerSays("holdTimeSeconds: 9")],
      dead(129, 9, 120),
    ],
    ["nobody looks whether a node is there", [DEFAULT, routerSays("holdTimeSeconds: 0")], null],
    ["BIRD, which does not wait for the silent", [DEFAULT, routerSays("gracefulRestart: rfc4724")], null],
    ["a router without it that sends End-of-RIB", [DEFAULT, routerSays("gracefulRestart: none")], null],
    ["a router that sends none", [routerSays("gracefulRestart: no-end-of-rib")], late],
    ["and agents without it", [routerSays("gracefulRestart: no-end-of-rib"), peerSays("")], null],
    [
      "and agents that have turned it off",
      [routerSays("gracefulRestart: no-end-of-rib"), peerSays("    gracefulRestart: { enabled: false }\n")],
      null,
    ],
    ["a router with which nobody speaks", [DEFAULT, ["kloud-lan/site.yaml", "asn: 65000,", "asn: 65009,"]], null],
  ])("%s", (_what, changes, told) => {
    const found = findingsOf({ changes }, "LINT_GRACEFUL_RESTART_MISFIT");
    expect(found).toHaveLength(told === null ? 0 : 1);
    for (const { message, severity } of found) {
      expect(message).toContain(told);
      expect(severity).toBe("warning");
    }
  });

  it("is told where the peer config stands", () => {
    const [found] = findingsOf({ changes: [DEFAULT] }, "LINT_GRACEFUL_RESTART_MISFIT");
    expect(found?.span?.source.name).toContain("cilium-load-balancer.yaml");
  });
});

it("a node that loses its power has its packets for as long as is told, and not much less", () => {
  const lab = new ClusterLab("kloud-lan", 1, { [`/${OBJECTS}`]: (text) => text.replace(RESTART, TWO_MINUTES) });
  lab.simulation.inject({ kind: "crash", machine: "k8s1master1" });
  let seconds = 0;
  for (; lab.nextHops().includes("192.168.14.31"); seconds += 1) lab.runTo(seconds + 1);
  expect(seconds).toBeGreaterThan(180);
  expect(seconds).toBeLessThanOrEqual(210);
});
