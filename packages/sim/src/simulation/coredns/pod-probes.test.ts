import type { Probe } from "@splithorizon/core";
import type { ProcessSettings } from "@splithorizon/core/coredns";
import { describe, expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { COREFILE, endpointsOf, momentsOf, ONE, patchCorefile, pods, TWO } from "./coredns.fixture.ts";
import { answerTo } from "./probe-target.ts";

const TIMES = { initialDelaySeconds: 0, timeoutSeconds: 1, periodSeconds: 10 };
const DEFAULTS = { ...TIMES, scheme: "HTTP", failureThreshold: 3, successThreshold: 1 } as const;
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
    ["TLS, which CoreDNS does not speak there", { ...http(8080, "/health"), scheme: "HTTPS" }, {}, "refused"],
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

const DELETED = { namespace: "kube-system", name: null, selector: "k8s-app=kube-dns" } as const;
const READY = ", readinessProbe: { httpGet: { path: /ready, port: 8181 } }";

/** The seconds after which the two pods that come in the place of others say these words for the first time. */
function secondsUntil(words: string, container: string, seed = 1): readonly number[] {
  const simulation = pods({ container, seed });
  const moments = momentsOf(simulation, words, () => {
    simulation.deletePods(DELETED);
    simulation.runFor(120_000);
  });
  return [...moments].flatMap(([who, [first = 0]]) => ([ONE, TWO].includes(who) ? [] : [first]));
}

describe("a startup probe", () => {
  const STARTUP = ", startupProbe: { httpGet: { path: /health, port: 8080 }";

  test("nothing else is asked before it has succeeded", () => {
    const own = `${READY}${STARTUP}, initialDelaySeconds: 20 }`;
    for (const seconds of secondsUntil("is ready", own)) expect(seconds).toSatisfy((at: number) => at > 20 && at < 34);
    for (const seconds of secondsUntil("is ready", READY)) expect(seconds).toBeLessThan(5);
    const strict = ", livenessProbe: { httpGet: { path: /, port: 9 }, periodSeconds: 2, failureThreshold: 1 }";
    for (const seconds of secondsUntil("failed liveness probe", `${strict}${STARTUP}, initialDelaySeconds: 20 }`))
      expect(seconds).toBeGreaterThan(20);
    for (const seconds of secondsUntil("failed liveness probe", strict)) expect(seconds).toBeLessThan(6);
  });

  test("without a readiness probe it is what makes a pod ready", () => {
    for (const seconds of secondsUntil("is ready", `${STARTUP}, initialDelaySeconds: 20 }`))
      expect(seconds).toSatisfy((at: number) => at > 20 && at < 34);
  });

  test("that nobody answers ends the container, again and again", () => {
    const simulation = pods({
      container: `${READY}${STARTUP.replace("8080", "8081")}, periodSeconds: 2, failureThreshold: 3 }`,
    });
    const moments = momentsOf(simulation, "Container coredns failed startup probe, will be restarted", () => {
      simulation.deletePods(DELETED);
      simulation.runFor(120_000);
    });
    for (const [first = 0, second = 0] of moments.values()) {
      expect(first).toSatisfy((at: number) => at > 4 && at < 9);
      expect(second).toBeGreaterThan(first + 4);
    }
    expect(moments.size).toBe(2);
    expect(readyPods(simulation)).toEqual([]);
    expect(Math.min(...restartsOf(simulation))).toBeGreaterThanOrEqual(2);
  });

  test("of a container that has been there for long has succeeded", () => {
    const simulation = pods({ container: `${READY}${STARTUP.replace("8080", "8081")} }` });
    simulation.runFor(120_000);
    expect(readyPods(simulation)).toHaveLength(2);
  });
});

test("successThreshold: so many answers in a row, a period apart", () => {
  for (const seconds of secondsUntil("is ready", READY.replace(" } }", " }, successThreshold: 4, periodSeconds: 5 }")))
    expect(seconds).toSatisfy((at: number) => at > 15 && at < 20);
});

describe("manifests that say nothing of probes: kubeadm's", () => {
  const elsewhere = COREFILE.replace("    ready\n", "    ready :8282\n").replace("health {", "health :8088 {");
  const after = (before: string, then: string, seconds: number): Simulation => {
    const simulation = pods({ corefile: before });
    patchCorefile(simulation, then);
    simulation.runFor(seconds * 1000);
    return simulation;
  };

  test("the Corefile moves `ready` and `health` away: not ready any more, and ended for its health", () => {
    const simulation = after(COREFILE, elsewhere, 300);
    expect(endpointsOf(simulation)).toEqual([]);
    expect(Math.min(...restartsOf(simulation))).toBeGreaterThanOrEqual(1);
  });

  test("pods that are well with another port are asked there, and fail when it moves to kubeadm's", () => {
    expect(endpointsOf(after(elsewhere, `${elsewhere}# again\n`, 300))).toHaveLength(2);
    const simulation = after(elsewhere, COREFILE, 300);
    expect(endpointsOf(simulation)).toEqual([]);
    expect(Math.min(...restartsOf(simulation))).toBeGreaterThanOrEqual(1);
  });

  test("pods that are well without `ready` are not asked, and neither are those that come in their place", () => {
    const simulation = pods({ corefile: COREFILE.replace("    ready\n", "") });
    simulation.deletePods(DELETED);
    simulation.runFor(60_000);
    expect(readyPods(simulation)).toHaveLength(2);
  });

  test("a command asks what kubeadm's would, at its own times", () => {
    const simulation = pods({ container: ", readinessProbe: { exec: { command: [x] }, failureThreshold: 1 }" });
    patchCorefile(simulation, elsewhere);
    simulation.runFor(300_000);
    expect(endpointsOf(simulation)).toEqual([]);
    expect(restartsOf(simulation)).toEqual([0, 0]);
  });
});
