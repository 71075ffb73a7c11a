import type { Probe } from "@splithorizon/core";
import type { ProcessSettings } from "@splithorizon/core/coredns";
import { describe, expect, test } from "vitest";
import { COREFILE, ONE, pods, TWO } from "./coredns.fixture.ts";
import type { Fault } from "./fault.ts";
import { answerTo } from "./probe-target.ts";
import type { Simulation } from "./simulation.ts";

const DEFAULTS = { initialDelaySeconds: 0, timeoutSeconds: 1, periodSeconds: 10, failureThreshold: 3 };
const PORTS = { containerPorts: [{ name: "liveness", port: 8080, protocol: "TCP" as const }] };

function settings(httpAddresses: Partial<ProcessSettings["httpAddresses"]> = {}): ProcessSettings {
  const nothing = { reload: null, lameducksMs: [], hasReadyAddress: true, hasHealthAddress: true };
  const usual = { ready: [":8181"], health: [":8080"], metrics: ["localhost:9153"] };
  return { ...nothing, awaitsInformers: false, informers: null, httpAddresses: { ...usual, ...httpAddresses } };
}

describe("what a probe meets", () => {
  const http = (port: Probe["port"], path: string): Probe => ({ ...DEFAULTS, kind: "httpGet", port, path });
  const tcp = (port: number): Probe => ({ ...DEFAULTS, kind: "tcpSocket", port, path: "/" });
  const running = { settings: settings(), isHeld: false, isReady: true };

  test.each<readonly [string, Probe, Partial<typeof running>, string]>([
    ["kubeadm's readiness", http(8181, "/ready"), {}, "ok"],
    ["not ready yet: 503", http(8181, "/ready"), { isReady: false }, "refused"],
    ["kubeadm's liveness", http(8080, "/health"), { isReady: false }, "ok"],
    ["by the port's name", http("liveness", "/health"), {}, "ok"],
    ["a name that no port has", http("health", "/health"), {}, "refused"],
    ["another port", http(8182, "/ready"), {}, "refused"],
    ["another path there: 404", http(8181, "/health"), {}, "refused"],
    ["without a path: 404", http(8080, "/"), {}, "refused"],
    ["with a query", http(8080, "/health?x=1"), {}, "ok"],
    ["the metrics, which listen on the loopback", http(9153, "/metrics"), {}, "refused"],
    ["the metrics of everywhere", http(9153, "/metrics"), { settings: settings({ metrics: [":9153"] }) }, "ok"],
    ["health elsewhere", http(8080, "/health"), { settings: settings({ health: [":8088"] }) }, "refused"],
    [
      "health on the loopback",
      http(8080, "/health"),
      { settings: settings({ health: ["localhost:8080"] }) },
      "refused",
    ],
    ["health on IPv6's loopback", http(8080, "/health"), { settings: settings({ health: ["[::1]:8080"] }) }, "refused"],
    ["a process that hangs", http(8080, "/health"), { isHeld: true }, "hangs"],
    ["TCP: the kernel takes it, whatever the process does", tcp(53), { isHeld: true }, "ok"],
    ["TCP where nobody listens", tcp(54), {}, "refused"],
  ])("%s", (_title, probe, process, expected) => {
    expect(answerTo(probe, PORTS, { ...running, ...process })).toBe(expected);
  });
});

const RESTART = {
  cluster: null,
  kind: "deployment",
  namespace: "kube-system",
  name: "coredns",
  type: "strategic",
  body: { spec: { template: { metadata: { annotations: { again: "1" } } } } },
} as const;

function readyPods(simulation: Simulation): readonly string[] {
  const { snapshot } = simulation.world.clusters.get("k8s1") ?? {};
  return (snapshot?.pods ?? []).flatMap(({ metadata, ready }) => (ready ? [metadata.name] : []));
}

function restartsOf(simulation: Simulation): readonly number[] {
  return (simulation.world.clusters.get("k8s1")?.snapshot.pods ?? []).map(({ containers }) => containers.restarts);
}

describe("a Deployment with a readiness probe of its own", () => {
  const rolledOut = (container: string, corefile = COREFILE): readonly string[] => {
    const simulation = pods({ container, corefile });
    simulation.patch(RESTART);
    simulation.runFor(60_000);
    return readyPods(simulation);
  };
  const isOld = (name: string): boolean => [ONE, TWO].some((pod) => pod.endsWith(name));

  test.each<readonly [string, string, boolean]>([
    ["as kubeadm's", ", readinessProbe: { httpGet: { path: /ready, port: 8181 } }", true],
    [
      "at another port: the new pods are never ready, and one old one stays",
      ", readinessProbe: { httpGet: { path: /ready, port: 8182 } }",
      false,
    ],
    ["at health's port by ready's path", ", readinessProbe: { httpGet: { path: /ready, port: 8080 } }", false],
    [
      "none, beside a liveness probe: ready as soon as they run",
      ", livenessProbe: { httpGet: { path: /health, port: 8080 } }",
      true,
    ],
  ])("%s", (_title, container, comes) => {
    const ready = rolledOut(container);
    expect(ready.length).toBeGreaterThanOrEqual(1);
    expect(ready.every((name) => !isOld(name))).toBe(comes);
    expect(ready.some(isOld)).toBe(!comes);
  });

  test("initialDelaySeconds is waited for", () => {
    const simulation = pods({
      container: ", readinessProbe: { httpGet: { path: /ready, port: 8181 }, initialDelaySeconds: 25 }",
    });
    simulation.deletePods({ namespace: "kube-system", name: null, selector: "k8s-app=kube-dns" });
    simulation.runFor(24_000);
    expect(readyPods(simulation)).toEqual([]);
    simulation.runFor(15_000);
    expect(readyPods(simulation)).toHaveLength(2);
  });
});

describe("a Deployment with a liveness probe of its own", () => {
  const HANG: Fault = { kind: "hang", machine: ONE, program: "coredns" };
  const QUICK =
    ", livenessProbe: { httpGet: { path: /health, port: 8080 }, periodSeconds: 2, timeoutSeconds: 1, failureThreshold: 2 }";

  /** When kubelet says that it has failed, in seconds. */
  const failedAt = (container: string): number | null => {
    const simulation = pods({ container });
    let at: number | null = null;
    simulation.journal.listen((entry) => {
      if (entry.text.includes("failed liveness probe")) at ??= entry.at / 1000;
    });
    simulation.inject(HANG);
    simulation.runFor(120_000);
    return at;
  };

  test("its times count: kubeadm's take 45 to 55 s, two tries two seconds apart 3 to 5", () => {
    expect(failedAt("")).toSatisfy((at: number) => at >= 45 && at <= 55.1);
    expect(failedAt(QUICK)).toSatisfy((at: number) => at >= 3 && at <= 5.1);
  });

  test("none, beside a readiness probe: a process that hangs stays", () => {
    expect(failedAt(", readinessProbe: { httpGet: { path: /ready, port: 8181 } }")).toBeNull();
  });

  test("at a port where nobody listens a new pod is restarted for ever, however well it answers", () => {
    const simulation = pods({ container: QUICK.replace("8080", "8081") });
    simulation.patch(RESTART);
    simulation.runFor(120_000);
    expect(Math.max(...restartsOf(simulation))).toBeGreaterThanOrEqual(2);
  });
});
