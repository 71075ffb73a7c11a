import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Simulation } from "../simulation.ts";
import { standardParts } from "../standard-parts.ts";
import type { ObjectPatch, PatchAnswer } from "../world/part.ts";
import { askAt, askPod, endpointsOf, momentsOf, ONE, podsTwin, TWO } from "./coredns.fixture.ts";

const NAME = "web.default.ext.lab.";
const PATCH = {
  cluster: null,
  kind: "deployment",
  namespace: "kube-system",
  name: "coredns",
  type: "strategic",
} as const;
const TEMPLATE = { template: { metadata: { annotations: { again: "1" } } } };
const SCALED = "deployment.apps/coredns patched";

function lab(seed = 1): Simulation {
  return new Simulation(podsTwin(), { seed }, standardParts);
}

function scale(simulation: Simulation, replicas: unknown, more: object = {}): PatchAnswer {
  const patch: ObjectPatch = { ...PATCH, body: { spec: { replicas, ...more } } };
  return simulation.patch(patch);
}

function cordon(simulation: Simulation, unschedulable: boolean): void {
  for (const name of ["node1", "node2"]) {
    simulation.patch({
      cluster: null,
      kind: "node",
      namespace: "",
      name,
      type: "merge",
      body: { spec: { unschedulable } },
    });
  }
}

/** Pods of the Deployment that nobody has told to go: `kube-system/coredns-…`. */
function staying(simulation: Simulation): readonly string[] {
  const { snapshot } = simulation.world.clusters.get("k8s1") ?? {};
  const own = (snapshot?.pods ?? []).filter(({ metadata }) => metadata.name.startsWith("coredns-"));
  return own
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

const hashes = (simulation: Simulation): readonly string[] =>
  [...new Set(staying(simulation).map((pod) => pod.split("-").at(-2) ?? ""))].toSorted();

describe("up", () => {
  test("two more come, are ready within seconds, behind the Service, and answer", () => {
    const simulation = lab();
    expect(scale(simulation, 4)).toEqual({ isAccepted: true, text: SCALED });
    expect(staying(simulation)).toHaveLength(2);
    simulation.runFor(8000);
    const fresh = staying(simulation).filter((pod) => pod !== ONE && pod !== TWO);
    expect(fresh).toHaveLength(2);
    expect(hashes(simulation)).toEqual(["5dd5756b68"]);
    expect(endpointsOf(simulation)).toHaveLength(4);
    for (const pod of fresh) expect(askPod(simulation, pod, NAME)).toBe("198.19.0.5");
    expect(scale(simulation, 4).text).toBe(`${SCALED} (no change)`);
  });

  test("no node takes more: they wait, and come when one does", () => {
    const simulation = lab();
    cordon(simulation, true);
    scale(simulation, 4);
    simulation.runFor(30_000);
    expect(staying(simulation)).toHaveLength(2);
    expect(scale(simulation, 4).text).toBe(`${SCALED} (no change)`);
    cordon(simulation, false);
    simulation.runFor(10_000);
    expect(endpointsOf(simulation)).toHaveLength(4);
  });

  test("and are forgotten where fewer are wanted meanwhile", () => {
    const simulation = lab();
    cordon(simulation, true);
    scale(simulation, 5);
    simulation.runFor(5000);
    scale(simulation, 3);
    simulation.runFor(5000);
    cordon(simulation, false);
    simulation.runFor(30_000);
    expect(staying(simulation)).toHaveLength(3);
    expect(staying(simulation)).toEqual(expect.arrayContaining([ONE, TWO]));
  });
});

describe("down", () => {
  test("it leaves the endpoints at once, answers through its lameduck, and is gone after it", () => {
    const simulation = lab();
    scale(simulation, 1);
    simulation.runFor(400);
    const [left = ""] = staying(simulation);
    expect(staying(simulation)).toHaveLength(1);
    const gone = left === ONE ? TWO : ONE;
    expect(endpointsOf(simulation)).toEqual([left === ONE ? "100.64.0.10" : "100.64.1.10"]);
    simulation.runFor(4000);
    expect(askPod(simulation, gone, NAME)).toBe("198.19.0.5");
    simulation.runFor(4000);
    expect(simulation.world.places.has(gone)).toBe(false);
    expect(askPod(simulation, left, NAME)).toBe("198.19.0.5");
  });

  test("of three the newest of the two that share a node goes", () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const simulation = lab(seed);
      simulation.runFor(300_000);
      scale(simulation, 3);
      simulation.runFor(30_000);
      scale(simulation, 2);
      simulation.runFor(30_000);
      expect(staying(simulation)).toEqual([ONE, TWO]);
    }
  });

  test("which of two that are alike goes is chance", () => {
    const left = new Set(
      Array.from({ length: 12 }, (_, seed) => {
        const simulation = lab(seed);
        scale(simulation, 1);
        simulation.runFor(1000);
        return staying(simulation).join();
      }),
    );
    expect([...left].toSorted()).toEqual([ONE, TWO]);
  });

  test("to nothing, where nobody answers, and back", () => {
    const simulation = lab();
    const [address] = [...simulation.world.clusters.values()].flatMap(({ snapshot }) =>
      snapshot.pods.flatMap(({ podIps }) => podIps),
    );
    expect(scale(simulation, 0).isAccepted).toBe(true);
    simulation.runFor(40_000);
    expect([staying(simulation), endpointsOf(simulation)]).toEqual([[], []]);
    if (address === undefined) throw new Error("no address");
    expect(askAt(simulation, address, NAME)).toBe("timeout");
    expect(scale(simulation, 0).text).toBe(`${SCALED} (no change)`);
    expect(scale(simulation, 2, TEMPLATE).text).toBe(SCALED);
    simulation.runFor(60_000);
    expect(endpointsOf(simulation)).toHaveLength(2);
    expect(hashes(simulation)).not.toContain("5dd5756b68");
  });

  test("of one that was deleted a moment before none comes in its place", () => {
    const simulation = lab();
    simulation.deletePods({ namespace: "kube-system", name: ONE.split("/")[1] ?? "", selector: null });
    scale(simulation, 1);
    simulation.runFor(60_000);
    expect(staying(simulation)).toEqual([TWO]);
  });

  test("and a pod that is deleted later is replaced, to as many as are wanted", () => {
    const simulation = lab();
    scale(simulation, 1);
    simulation.runFor(40_000);
    simulation.deletePods({ namespace: "kube-system", name: null, selector: "k8s-app=kube-dns" });
    simulation.runFor(40_000);
    expect(endpointsOf(simulation)).toHaveLength(1);
  });
});

describe("beside another template", () => {
  test("the count is seen to first, then all are replaced", () => {
    const simulation = lab();
    const moments = momentsOf(simulation, "comes on", () => {
      scale(simulation, 3, TEMPLATE);
      simulation.runFor(120_000);
    });
    expect(endpointsOf(simulation)).toHaveLength(3);
    expect(hashes(simulation)).toHaveLength(1);
    expect([...moments.keys()].filter((pod) => pod.includes("-5dd5756b68-"))).toHaveLength(1);
    expect(moments.size).toBe(4);
  });

  test("while it is rolled out its count cannot be changed here", () => {
    const simulation = lab();
    simulation.patch({ ...PATCH, body: { spec: TEMPLATE } });
    const { isAccepted, text } = scale(simulation, 3);
    expect(isAccepted).toBe(false);
    expect(text).toContain("and not spec.replicas while it is rolled out");
    simulation.runFor(120_000);
    expect(scale(simulation, 3).text).toBe(SCALED);
    simulation.runFor(20_000);
    expect(endpointsOf(simulation)).toHaveLength(3);
    expect(hashes(simulation)).toHaveLength(1);
  });
});

test("a count below nothing", () => {
  expect(scale(lab(), -1)).toEqual({
    isAccepted: false,
    text: 'The Deployment "coredns" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  });
});

type Deed =
  | { readonly kind: "scale"; readonly replicas: number; readonly more: object }
  | { readonly kind: "delete" }
  | { readonly kind: "cordon"; readonly unschedulable: boolean };

test("law: whatever is scaled, deleted, rolled out and cordoned, in the end there are as many as were asked for last", () => {
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    fc.record({ kind: fc.constant("scale" as const), replicas: fc.nat(5), more: fc.constantFrom({}, {}, TEMPLATE) }),
    fc.constant({ kind: "delete" as const }),
    fc.record({ kind: fc.constant("cordon" as const), unschedulable: fc.boolean() }),
  );
  const steps = fc.array(fc.tuple(deed, fc.constantFrom(0, 20, 200, 3000, 40_000)), { maxLength: 8 });
  fc.assert(
    fc.property(steps, fc.nat(), (deeds, seed) => {
      const simulation = lab(seed);
      let wanted = 2;
      for (const [one, waitMs] of deeds) {
        if (one.kind === "scale" && scale(simulation, one.replicas, one.more).isAccepted) wanted = one.replicas;
        else if (one.kind === "cordon") cordon(simulation, one.unschedulable);
        else if (one.kind === "delete")
          simulation.deletePods({ namespace: "kube-system", name: null, selector: "k8s-app=kube-dns" });
        simulation.runFor(waitMs);
      }
      cordon(simulation, false);
      simulation.runFor(300_000);
      expect(staying(simulation)).toHaveLength(wanted);
      expect(endpointsOf(simulation)).toHaveLength(wanted);
    }),
    { numRuns: 60 },
  );
});
