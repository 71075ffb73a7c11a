import type { ClusterSnapshot } from "@splithorizon/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pathsIn, replacedIn, wildValues } from "../../site/wild-values.fixture.ts";
import { ClusterLab } from "./cluster.fixture.ts";
import { shownObject } from "./stored-lists.ts";

type Path = readonly (string | number)[];
type How = "merge" | "strategic" | "json" | "apply" | "delete";

const KINDS = [
  ["Namespace", "namespaces"],
  ["ConfigMap", "corefiles"],
  ["EndpointSlice", "endpointSlices"],
  ["Pod", "pods"],
  ["Node", "nodes"],
  ["CiliumLoadBalancerIPPool", "loadBalancerIpPools"],
  ["CiliumBGPClusterConfig", "bgpClusterConfigs"],
  ["CiliumBGPPeerConfig", "bgpPeerConfigs"],
  ["CiliumBGPAdvertisement", "bgpAdvertisements"],
] as const;

interface Target {
  /** As a step of a scenario names it: `node/k8s1master1`. */
  readonly name: string;
  readonly object: unknown;
}

function targetsOf(snapshot: ClusterSnapshot): readonly Target[] {
  return KINDS.flatMap(([kind, list]) =>
    snapshot[list].map(({ metadata: { namespace, name } }) => ({
      name: [kind.toLowerCase(), ...(namespace === "" ? [] : [namespace]), name].join("/"),
      object: shownObject(kind, snapshot, { namespace, name }),
    })),
  );
}

function snapshotOf(lab: ClusterLab): ClusterSnapshot {
  const [twin] = [...lab.simulation.world.clusters.values()];
  if (twin === undefined) throw new Error("the site has a cluster");
  return twin.snapshot;
}

/** The patch that writes a value in one place. */
function bodyOf(path: Path, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }), value);
}

function act(lab: ClusterLab, { name, object }: Target, path: Path, value: unknown, how: How): string {
  if (how === "apply") return lab.apply(replacedIn(object, path, value));
  if (how === "delete") return lab.delete(name);
  const body = how === "json" ? [{ op: "replace", path: `/${path.join("/")}`, value }] : bodyOf(path, value);
  return lab.patchObject(name, body, how);
}

test("law: whatever is written to whichever object, kubectl says something, the cluster lives on, and can be looked at", () => {
  const targets = targetsOf(snapshotOf(new ClusterLab()));
  expect(new Set(targets.map(({ name }) => name.split("/")[0])).size).toBe(KINDS.length);
  const places = targets.flatMap((target) => pathsIn(target.object).map((path) => ({ target, path })));
  const step = fc.record({
    place: fc.constantFrom(...places),
    value: wildValues,
    how: fc.constantFrom<How>("merge", "strategic", "json", "apply", "delete"),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), fc.nat(9), (steps, seed) => {
      const lab = new ClusterLab("kloud-lan", seed);
      for (const { place, value, how } of steps) {
        expect(act(lab, place.target, place.path, value, how)).not.toBe("");
        lab.simulation.runFor(1500);
      }
      lab.simulation.runFor(15_000);
      for (const what of ["services", "nodes", "pods", "endpointslices", "ippools", "configmap"]) {
        for (const output of ["wide", "yaml"]) expect(lab.show(`${what} -A -o ${output}`)).not.toBe("");
      }
      expect(lab.show("announcements")).not.toBe("");
    }),
    { numRuns: 120 },
  );
});

test("law: a refused write changes nothing that can be seen", () => {
  const targets = targetsOf(snapshotOf(new ClusterLab()));
  const places = targets.flatMap((target) => pathsIn(target.object).map((path) => ({ target, path })));
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      wildValues,
      fc.constantFrom<How>("merge", "strategic", "json"),
      ({ target, path }, value, how) => {
        const lab = new ClusterLab();
        const before = snapshotOf(lab);
        const said = act(lab, target, path, value, how);
        const isAccepted = / patched( \(no change\))?$/.test(said);
        if (!isAccepted || said.endsWith("(no change)")) expect(snapshotOf(lab)).toEqual(before);
      },
    ),
    { numRuns: 120 },
  );
});
