import { describe, expect, test } from "vitest";
import type { Fault } from "../world/fault.ts";
import { ClusterLab } from "./cluster.fixture.ts";

const STOP: Fault = { kind: "stop-operator", cluster: "k8s1" };
const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } };
const POOL = {
  apiVersion: "cilium.io/v2",
  kind: "CiliumLoadBalancerIPPool",
  metadata: { name: "more" },
  spec: { blocks: [{ cidr: "198.19.7.0/30" }], serviceSelector: { matchLabels: { pool: "more" } } },
};

function balanced(name: string): object {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "web", labels: { pool: "more" } },
    spec: { type: "LoadBalancer", selector: { app: name }, ports: [{ port: 80 }] },
  };
}

/** EXTERNAL-IP of each. */
function addresses(lab: ClusterLab, ...names: readonly string[]): readonly string[] {
  return names.map((name) => lab.externalIp(name, "web"));
}

const STARTS = "starts, and reads every Service and pool";

describe("the operator stands still and goes on", () => {
  test("what changes meanwhile is written when it has started, 2 to 17 s after it may", () => {
    const lab = new ClusterLab();
    lab.simulation.inject(STOP);
    lab.apply(NAMESPACE, POOL, balanced("a"));
    lab.delete("ippool/kube-system");
    lab.runTo(60);
    expect([lab.externalIp("a", "web"), lab.externalIp()]).toEqual(["<pending>", "198.19.0.30"]);
    lab.simulation.heal(STOP);
    lab.runTo(61.9);
    expect([lab.externalIp("a", "web"), lab.externalIp()]).toEqual(["<pending>", "198.19.0.30"]);
    lab.runTo(77);
    expect([lab.externalIp("a", "web"), lab.externalIp()]).toEqual([expect.stringMatching(/^198\.19\./), "<pending>"]);
  });

  test("stopped and healed twice, it starts once", () => {
    const lab = new ClusterLab();
    for (const what of ["inject", "inject", "heal", "heal"] as const) lab.simulation[what](STOP);
    lab.runTo(60);
    expect(lab.told(STARTS)).toHaveLength(1);
  });

  test("stopped again while it starts: it does not", () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const lab = new ClusterLab("kloud-lan", seed);
      lab.simulation.inject(STOP);
      lab.simulation.heal(STOP);
      lab.runTo(1.9);
      lab.simulation.inject(STOP);
      lab.apply(NAMESPACE, POOL, balanced("a"));
      lab.runTo(60);
      expect(lab.told(STARTS)).toEqual([]);
      expect(addresses(lab, "a")).toEqual(["<pending>"]);
    }
  });

  test("stopped between a change and its word about it: nothing is written", () => {
    const lab = new ClusterLab();
    lab.runTo(1);
    lab.apply(NAMESPACE, POOL, balanced("a"));
    lab.simulation.inject(STOP);
    lab.runTo(30);
    expect(addresses(lab, "a")).toEqual(["<pending>"]);
  });

  test("a restart with nothing to do says nothing about any Service, and keeps every address", () => {
    const lab = new ClusterLab();
    lab.runTo(1);
    const before = lab.show("services -A");
    const said = lab.told("IPAMRequestSatisfied").length + lab.told(/ has 198\./).length;
    lab.simulation.inject(STOP);
    lab.simulation.heal(STOP);
    lab.runTo(30);
    expect(lab.told(STARTS)).toHaveLength(1);
    expect(lab.told("IPAMRequestSatisfied").length + lab.told(/ has 198\./).length).toBe(said);
    expect(lab.show("services -A")).toBe(before);
  });
});
