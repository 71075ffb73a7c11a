import { sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { journalOf } from "../pair.fixture.ts";
import type { Simulation } from "../simulation.ts";
import { askPod, COREFILE, momentsOf, ONE, patchCorefile, pods, TWO } from "./coredns.fixture.ts";

const FROM_FILE = "corefile: Corefile";
const NEW = COREFILE.replace("ext.lab", "new.lab");
const NAME = "web.default.new.lab.";

/** Seconds from a change of the file in both pods to `Reloading complete` in each. */
function untilComplete(seed: number, text = NEW): readonly (readonly [string, number])[] {
  const simulation = pods({ seed, files: FROM_FILE });
  simulation.runFor(1000);
  const moments = momentsOf(simulation, "[INFO] Reloading complete", () => {
    simulation.edit("/Corefile", text);
    simulation.runFor(60_000);
  });
  return [...moments].map(([pod, [first = Number.NaN]]) => [pod, first]);
}

describe("a Corefile that is swapped in the pods, reload 30s 15s (lab.md, Reload of a changed Corefile)", () => {
  test.each([10.3, 5.1, 5.3, 17.8])("%s s, as measured, lies within what can be", (measured) => {
    const all = Array.from({ length: 40 }, (_, seed) => untilComplete(seed)).flat();
    const times = all.map(([, seconds]) => seconds);
    expect(Math.min(...times)).toBeLessThan(measured);
    expect(Math.max(...times)).toBeGreaterThan(measured);
    expect(Math.max(...times)).toBeLessThanOrEqual(37.5 + 0.2);
  });

  test("law: both pods come to it, each at its own moment, and never later than interval, half a jitter and the lists", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const [[one, first] = ["", 0], [other, second] = ["", 0]] = untilComplete(seed);
        expect([one, other].sort()).toEqual([ONE, TWO]);
        expect(first).toBeLessThan(second);
        expect(second).toBeLessThanOrEqual(37.7);
      }),
      { numRuns: 30 },
    );
  });

  test("between the two a question asked twice gets two answers", () => {
    const simulation = pods({ files: FROM_FILE });
    simulation.edit("/Corefile", NEW);
    const both = (): readonly string[] => [ONE, TWO].map((pod) => askPod(simulation, pod, NAME));
    const seen = new Set<string>();
    for (let second = 0; second < 40; second += 1) {
      seen.add(both().join(" | "));
      simulation.runFor(1000);
    }
    expect([...seen].at(-1)).toBe("198.19.0.5 | 198.19.0.5");
    expect(seen.size).toBe(3);
  });

  test("a file with the same words at the same lines is the same to it", () => {
    expect(untilComplete(3, COREFILE.replace("errors", "errors # as before"))).toEqual([]);
  });
});

describe("the words", () => {
  /** One pod's lines after the file has become this, without the hash. */
  const linesAfter = (simulation: Simulation, text: string): readonly string[] => {
    const lines = journalOf(simulation, () => {
      simulation.edit("/Corefile", text);
      simulation.runFor(75_000);
    });
    return lines
      .filter((line) => line.includes("  coredns  ") && line.includes(ONE))
      .map((line) => line.replace(/^.*one11: /, "").replace(/[0-9a-f]{128}/, "<hash>"));
  };

  // Each as CoreDNS 1.15.0 printed it, with the file at another path.
  test.each<readonly [string, string, readonly string[]]>([
    [
      "one that loads",
      NEW,
      ["[INFO] Reloading", "[INFO] plugin/reload: Running configuration SHA512 = <hash>", "[INFO] Reloading complete"],
    ],
    [
      "an unknown directive: once",
      COREFILE.replace("loop", "lop"),
      [
        "[INFO] Reloading",
        "[ERROR] Restart failed: /etc/coredns/Corefile:14 - Error during parsing: Unknown directive 'lop'",
        "[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: /etc/coredns/Corefile:14 - Error during parsing: Unknown directive 'lop'",
      ],
    ],
    [
      "a file that cannot be read: at each look",
      ".:53 {\n hosts {\n",
      Array.from(
        { length: 2 },
        () =>
          "[WARNING] plugin/reload: Corefile parse failed: /etc/coredns/Corefile:2 - Error during parsing: Unexpected EOF",
      ),
    ],
    [
      "one without reload: no hash is printed",
      COREFILE.replace("    reload\n", ""),
      ["[INFO] Reloading", "[INFO] Reloading complete"],
    ],
  ])("%s", (_title, text, expected) => {
    expect(linesAfter(pods({ files: FROM_FILE, seed: 2 }), text).slice(0, expected.length)).toEqual(expected);
  });

  test("what does not load leaves the old one in place, and the next good one loads", () => {
    const simulation = pods({ files: FROM_FILE });
    linesAfter(simulation, COREFILE.replace("loop", "lop"));
    expect(askPod(simulation, ONE, "web.default.ext.lab.")).toBe("198.19.0.5");
    expect(linesAfter(simulation, NEW)).toContain("[INFO] Reloading complete");
    expect(askPod(simulation, ONE, NAME)).toBe("198.19.0.5");
  });

  test("without reload nobody reads it again", () => {
    const simulation = pods({ files: FROM_FILE });
    linesAfter(simulation, COREFILE.replace("    reload\n", ""));
    const [line = ""] = linesAfter(simulation, NEW);
    expect(line).toMatch(/^has another Corefile, which nobody reads before a restart/);
  });

  test("show log has them", () => {
    const simulation = pods({ files: FROM_FILE });
    linesAfter(simulation, NEW);
    const log = simulation.world.pastLogOf(ONE) ?? [];
    expect(log.map((line) => line.replace(/[0-9a-f]{128}/, "<hash>"))).toEqual([
      ".:53",
      "[INFO] plugin/reload: Running configuration SHA512 = <hash>",
      "CoreDNS-1.15.0",
      "[INFO] Reloading",
      "[INFO] plugin/reload: Running configuration SHA512 = <hash>",
      "[INFO] Reloading complete",
    ]);
    expect(log[1]).not.toBe(log[4]);
  });
});

describe("a reload begins anew", () => {
  test("its cache is empty and the serial of k8s_external is 0 again (trap T26)", () => {
    const simulation = pods({ files: FROM_FILE });
    const [before] = [askPod(simulation, ONE, "www.up.lab.")];
    simulation.edit("/Corefile", COREFILE.replace("cache 30", "cache 31"));
    simulation.runFor(40_000);
    expect([before, askPod(simulation, ONE, "ext.lab.", "SOA")]).toEqual(["192.0.2.80", "0"]);
    expect(Number(askPod(simulation, ONE, "cluster.local.", "SOA"))).toBeGreaterThan(1_704_207_600);
  });
});

describe("kubectl patch configmap coredns", () => {
  test("takes one to two minutes on both pods (the tutorial), never more than kubelet's turn and reload's", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const simulation = pods({ seed });
        const moments = momentsOf(simulation, "[INFO] Reloading complete", () => {
          expect(patchCorefile(simulation, NEW)).toEqual({ isAccepted: true, text: "configmap/coredns patched" });
          simulation.runFor(130_000);
        });
        expect([...moments.keys()].sort()).toEqual([ONE, TWO]);
        for (const [seconds = 0] of moments.values()) expect(seconds).toBeLessThanOrEqual(90 + 37.5 + 0.4);
        expect(askPod(simulation, TWO, NAME)).toBe("198.19.0.5");
      }),
      { numRuns: 20 },
    );
  });

  test.each<readonly [string, unknown, string]>([
    ["nothing new", { data: { Corefile: COREFILE } }, "configmap/coredns patched (no change)"],
    ["another key", { data: { other: "x" } }, "configmap/coredns patched"],
    ["another text", { data: { Corefile: NEW } }, "configmap/coredns patched"],
  ])("%s", (_title, body, text) => {
    const simulation = pods();
    const patch = { cluster: null, kind: "configmap", namespace: "kube-system", name: "coredns" } as const;
    expect(simulation.patch({ ...patch, type: "strategic", body }).text).toBe(text);
  });

  test("the object has it at once, and a Corefile that site.yaml names stays what the pods have", () => {
    const simulation = pods({ files: FROM_FILE });
    const moments = momentsOf(simulation, "Reloading", () => {
      patchCorefile(simulation, NEW);
      simulation.runFor(130_000);
    });
    const [object] = simulation.world.clusters.get("k8s1")?.snapshot.corefiles ?? [];
    expect([moments.size, object?.corefile.includes("new.lab")]).toEqual([0, true]);
  });

  test("another ConfigMap is not there", () => {
    const patch = { cluster: null, kind: "cm", namespace: "a", name: "b", type: "merge", body: {} } as const;
    const text = 'Error from server (NotFound): configmaps "b" not found';
    expect(pods().patch(patch)).toEqual({ isAccepted: false, text });
  });
});

test("a pod that has not got the new one yet starts with the old one", () => {
  const simulation = pods();
  simulation.world.mount(ONE, sourceFromText("Corefile", NEW));
  for (const machine of [ONE, TWO]) simulation.inject({ kind: "kill", machine, program: "coredns" });
  simulation.runFor(5000);
  expect([ONE, TWO].map((pod) => askPod(simulation, pod, NAME))).toEqual(["198.19.0.5", "REFUSED"]);
});
