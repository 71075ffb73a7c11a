import { describe, expect, test } from "vitest";
import { journalOf } from "../pair.fixture.ts";
import type { Simulation } from "../simulation.ts";
import type { Fault } from "../world/fault.ts";
import { askPod, COREFILE, changeService, endpointsOf, momentsOf, ONE, pods, TWO } from "./coredns.fixture.ts";

const NAME = "web.default.ext.lab.";
const stop: Fault = { kind: "stop", machine: ONE, program: "coredns" };
const kill: Fault = { kind: "kill", machine: ONE, program: "coredns" };
const hang: Fault = { kind: "hang", machine: ONE, program: "coredns" };

/** One pod's lines without its name, `0.000 [INFO] …`, since the moment of the call. */
function linesOf(simulation: Simulation, act: () => void, pod = ONE): readonly string[] {
  const begun = simulation.now;
  const lines: string[] = [];
  const stopListening = simulation.journal.listen(({ at, who, text, kind }) => {
    const isHearing = kind === "coredns" && text.startsWith("hears");
    if (who === pod && kind !== "fault" && kind !== "healed" && !isHearing)
      lines.push(`${((at - begun) / 1000).toFixed(3)} ${text}`);
  });
  act();
  stopListening();
  return lines;
}

describe("SIGTERM with lameduck 5s (measured on CoreDNS 1.15.0)", () => {
  test("it says so, answers for five seconds, and is started again", () => {
    const simulation = pods();
    const lines = linesOf(simulation, () => {
      simulation.inject(stop);
      simulation.runFor(20_000);
    });
    expect(lines.slice(0, 3)).toEqual([
      "0.000 [INFO] SIGTERM: Shutting down servers then terminating",
      "0.000 [INFO] plugin/health: Going into lameduck mode for 5s",
      "5.000 coredns ends",
    ]);
    expect(lines.slice(3).map((line) => line.replace(/^\S+ /, ""))).toEqual([
      "is not ready any more",
      "coredns starts",
      "is ready",
    ]);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
  });

  test.each<readonly [string, string, string, string]>([
    ["what the cluster has", "web.default.svc.cluster.local.", "198.18.0.80", "refused"],
    ["what it would forward: SERVFAIL at once", "www.up.lab.", "SERVFAIL", "refused"],
  ])("%s", (_title, name, lame, gone) => {
    const simulation = pods();
    simulation.inject(stop);
    simulation.runFor(1000);
    expect(askPod(simulation, ONE, name)).toBe(lame);
    simulation.runFor(3990 - (simulation.now - 1000));
    simulation.runFor(1020);
    expect(askPod(simulation, ONE, name)).toBe(gone);
  });

  test("its informers have stopped: what changes now it does not hear", () => {
    const simulation = pods();
    simulation.inject(stop);
    changeService(simulation, "web", (service) => ({ ...service, loadBalancerIngress: [] }));
    simulation.runFor(2000);
    expect([ONE, TWO].map((pod) => askPod(simulation, pod, NAME))).toEqual(["198.19.0.5", "NXDOMAIN"]);
  });

  test("two blocks' lameducks are waited for one behind the other (3 s and 2 s: 5 s measured)", () => {
    const block = (key: string, port: number, seconds: number): string =>
      `${key} {\n health :${port} {\n lameduck ${seconds}s\n }\n whoami\n}\n`;
    const simulation = pods({ corefile: block(".", 8080, 3) + block("x.:5300", 8081, 2) });
    const lines = linesOf(simulation, () => {
      simulation.inject(stop);
      simulation.runFor(5500);
    });
    expect(lines.slice(1, 4)).toEqual([
      "0.000 [INFO] plugin/health: Going into lameduck mode for 3s",
      "3.000 [INFO] plugin/health: Going into lameduck mode for 2s",
      "5.000 coredns ends",
    ]);
  });

  test("without lameduck it ends at once", () => {
    const simulation = pods({ corefile: ". {\n whoami\n}\n" });
    const lines = linesOf(simulation, () => {
      simulation.inject(stop);
      simulation.runFor(100);
    });
    expect(lines.slice(0, 2)).toEqual([
      "0.000 [INFO] SIGTERM: Shutting down servers then terminating",
      "0.000 coredns ends",
    ]);
  });

  test("a Corefile that comes meanwhile is not read", () => {
    const simulation = pods({ files: "corefile: Corefile" });
    simulation.inject(stop);
    const moments = momentsOf(simulation, "Reloading", () => {
      simulation.edit("/Corefile", COREFILE.replace("ext.lab", "new.lab"));
      simulation.runFor(60_000);
    });
    expect([...moments.keys()]).toEqual([TWO]);
    // It was started with the new one.
    expect(askPod(simulation, ONE, "web.default.new.lab.")).toBe("198.19.0.5");
  });
});

describe("SIGKILL", () => {
  test("kubelet starts it at once, then waits 10, 20, 40 s", () => {
    const simulation = pods();
    const lines = linesOf(simulation, () => {
      for (let turn = 0; turn < 4; turn += 1) {
        simulation.inject(kill);
        simulation.runFor(50_000);
      }
    });
    expect(lines.filter((line) => line.includes("waits")).map((line) => line.replace(/^\S+ /, ""))).toEqual([
      "waits 10 s before it is started again",
      "waits 20 s before it is started again",
      "waits 40 s before it is started again",
    ]);
  });

  test("its addresses leave the endpoints and come back, and the restart is counted", () => {
    const simulation = pods();
    simulation.inject(kill);
    const seen = new Set<string>();
    for (let step = 0; step < 400; step += 1) {
      simulation.runFor(10);
      seen.add(endpointsOf(simulation).join(" "));
    }
    expect([...seen]).toEqual(["100.64.0.10 100.64.1.10", "100.64.1.10"]);
    simulation.runFor(5000);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
    const known = simulation.world.clusters.get("k8s1")?.snapshot.pods ?? [];
    expect(known.map(({ containers }) => containers.restarts)).toEqual([1, 0]);
  });

  test("a Corefile that does not load keeps it from starting, and the log is what it said", () => {
    const simulation = pods({ files: "corefile: Corefile" });
    simulation.edit("/Corefile", COREFILE.replace("errors", "erors"));
    simulation.inject(kill);
    simulation.runFor(20_000);
    expect(askPod(simulation, ONE, NAME)).toBe("refused");
    expect(simulation.world.pastLogOf(ONE)).toEqual([
      "/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'erors'",
    ]);
    simulation.edit("/Corefile", COREFILE);
    simulation.runFor(60_000);
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.5");
  });
});

describe("SIGSTOP", () => {
  test("three probes later it is out of the endpoints; when it goes on, it is back within a probe", () => {
    const simulation = pods();
    const lines = linesOf(simulation, () => {
      simulation.inject(hang);
      simulation.runFor(40_000);
      simulation.heal(hang);
      simulation.runFor(11_000);
    });
    const [out, back] = lines.map((line) => Number(line.split(" ")[0]));
    expect(lines.map((line) => line.replace(/^\S+ /, ""))).toEqual(["is not ready any more", "is ready"]);
    expect(out).toBeGreaterThan(20);
    expect(out).toBeLessThan(30.2);
    expect(back).toBeLessThan(50.2);
  });

  test("healed before that, nobody notices", () => {
    const simulation = pods();
    const lines = linesOf(simulation, () => {
      simulation.inject(hang);
      simulation.runFor(15_000);
      simulation.heal(hang);
      simulation.runFor(40_000);
    });
    expect(lines).toEqual([]);
  });
});

describe("ready", () => {
  test("a Corefile without it, where kubelet asks: the pod is out of the endpoints, though it answers", () => {
    const simulation = pods({ files: "corefile: Corefile" });
    simulation.edit("/Corefile", COREFILE.replace("    ready\n", ""));
    simulation.runFor(75_000);
    expect(endpointsOf(simulation)).toEqual([]);
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.5");
  });

  test("a pod that a fault makes unready is out of the endpoints, answers, and is back at a probe after its healing", () => {
    const simulation = pods();
    simulation.inject({ kind: "unready", pod: ONE });
    simulation.runFor(500);
    expect([endpointsOf(simulation), askPod(simulation, ONE, NAME)]).toEqual([["100.64.1.10"], "198.19.0.5"]);
    simulation.runFor(30_000);
    expect(endpointsOf(simulation)).toEqual(["100.64.1.10"]);
    simulation.heal({ kind: "unready", pod: ONE });
    simulation.runFor(11_000);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
  });

  test("one that is healed while its process hangs is back when that goes on", () => {
    const simulation = pods();
    simulation.inject({ kind: "unready", pod: ONE });
    simulation.inject(hang);
    simulation.runFor(40_000);
    simulation.heal({ kind: "unready", pod: ONE });
    simulation.runFor(11_000);
    expect(endpointsOf(simulation)).toEqual(["100.64.1.10"]);
    simulation.heal(hang);
    simulation.runFor(11_000);
    expect(endpointsOf(simulation)).toEqual(["100.64.0.10", "100.64.1.10"]);
  });

  test("a pod that a fault keeps unready stays so until it is healed", () => {
    const simulation = pods();
    simulation.inject({ kind: "unready", pod: ONE });
    simulation.inject(kill);
    simulation.runFor(10_000);
    expect(endpointsOf(simulation)).toEqual(["100.64.1.10"]);
  });
});

describe("loop", () => {
  const LOOPING = ".:53 {\n errors\n loop\n forward . 127.0.0.1\n}\n";

  test("ends the process in its words, again and again, with kubelet's back-off between", () => {
    const simulation = pods({ corefile: LOOPING });
    const lines = linesOf(simulation, () => simulation.runFor(100_000));
    expect(lines[0]).toMatch(
      /^0\.100 \[FATAL\] plugin\/loop: Loop \(127\.0\.0\.1:\d+ -> :53\) detected for zone "\.", see https:\/\/coredns\.io\/plugins\/loop#troubleshooting\. Query: "HINFO \d+\.\d+\."$/,
    );
    expect(lines.filter((line) => line.endsWith("coredns starts")).length).toBe(4);
    expect(lines.filter((line) => line.includes("waits")).map((line) => line.split(" ")[2])).toEqual([
      "10",
      "20",
      "40",
      "80",
    ]);
  });

  test("one that does not loop runs on", () => {
    const simulation = pods();
    expect(linesOf(simulation, () => simulation.runFor(60_000))).toEqual([]);
  });
});

test("a node that comes back brings its CoreDNS with it, in step with the cluster", () => {
  const simulation = pods();
  const crash: Fault = { kind: "crash", machine: "node1" };
  simulation.inject(crash);
  changeService(simulation, "web", (service) => ({ ...service, loadBalancerIngress: [] }));
  simulation.runFor(10_000);
  expect(askPod(simulation, ONE, NAME)).toBe("timeout");
  simulation.heal(crash);
  // Not before its kubelet is back.
  simulation.runFor(14_000);
  expect(askPod(simulation, ONE, NAME)).toBe("refused");
  simulation.runFor(20_000);
  expect(askPod(simulation, ONE, NAME)).toBe("NXDOMAIN");
});

test("law: the same seed, the same journal", () => {
  const journal = (): readonly string[] => {
    const simulation = pods({ seed: 9 });
    return journalOf(simulation, () => {
      for (const fault of [stop, hang, kill]) {
        simulation.inject(fault);
        simulation.runFor(30_000);
        simulation.heal(fault);
      }
    });
  };
  expect(journal()).toEqual(journal());
});
