import { join } from "node:path";
import { fileTreeFromSources, instantFromMs, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forkTwin } from "../../asking/index.ts";
import { readFolder } from "../../node/index.ts";
import { layeredFileTree, loadSite } from "../../site/index.ts";
import { Simulation } from "../simulation.ts";
import { standardParts } from "../standard-parts.ts";
import type { Fault } from "../world/fault.ts";

const files = readFolder(join(import.meta.dirname, "../../../../../examples"));
const { value: site } = loadSite(files, "/kloud-lan/site.yaml");
const NODE = "k8s1master1";
const POD = "kube-system/coredns-5dd5756b68-7wq2m";
const CRASH: Fault = { kind: "crash", machine: NODE };
const UNPLUG: Fault = { kind: "unplug", machine: NODE };

interface Lab {
  readonly simulation: Simulation;
  /** When something was first told that says this, in seconds after a moment; null: never. */
  when(what: RegExp, after?: number): number | null;
}

/** A node is lost at 1 s for so many seconds; played until then. */
function lose(fault: Fault, seconds: number, untilSeconds: number, seed = 1, twin = site): Lab {
  const simulation = new Simulation(forkTwin(twin), { seed }, standardParts);
  const lines: { readonly at: number; readonly text: string }[] = [];
  simulation.journal.listen(({ at, who, text }) => void lines.push({ at: at / 1000, text: `${who}: ${text}` }));
  simulation.at(instantFromMs(1000), () => simulation.inject(fault));
  simulation.at(instantFromMs(1000 + seconds * 1000), () => simulation.heal(fault));
  simulation.runUntil(instantFromMs(untilSeconds * 1000));
  const when = (what: RegExp, after = 0): number | null =>
    lines.find(({ at, text }) => at >= after && what.test(text))?.at ?? null;
  return { simulation, when };
}

/** Names of CoreDNS's pods that are ready, and the addresses behind kube-dns that are. */
function ready({ simulation }: Lab): { readonly pods: readonly string[]; readonly addresses: readonly string[] } {
  const [twin] = [...simulation.world.clusters.values()];
  const pods =
    twin?.snapshot.pods.filter(({ metadata, ready: is }) => is && metadata.labels["k8s-app"] === "kube-dns") ?? [];
  const slices = twin?.snapshot.endpointSlices.filter(({ serviceName }) => serviceName === "kube-dns") ?? [];
  const endpoints = slices.flatMap((slice) => slice.endpoints.filter((endpoint) => endpoint.ready === true));
  return {
    pods: pods.map(({ metadata, nodeName }) => `${metadata.name} on ${nodeName}`),
    addresses: endpoints.flatMap(({ addresses }) => addresses),
  };
}

const BOTH = ["coredns-5dd5756b68-7wq2m on k8s1master1", "coredns-5dd5756b68-x4k9t on k8s1master2"];
const NOT_READY = new RegExp(`${NODE}: is NotReady`);
const STARTS = new RegExp(`${POD}: coredns starts`);

describe("the power comes back", () => {
  test("after the node was missed: CoreDNS starts when its kubelet speaks again, not with the power", () => {
    const lab = lose(CRASH, 100, 200);
    const back = lab.when(new RegExp(`${NODE}: is Ready`)) ?? 0;
    const starts = lab.when(STARTS) ?? 0;
    expect(back).toSatisfy((at: number) => at >= 101 + 15 && at <= 101 + 30);
    expect(starts - back).toSatisfy((after: number) => after >= 0.3 && after <= 1.2);
    expect(lab.when(new RegExp(`${POD}: is ready`)) ?? 0).toBeGreaterThan(starts);
    expect(ready(lab).pods).toEqual(BOTH);
  });

  test("before anybody has missed it: kubelet comes up, says that the pod is not ready, and starts it", () => {
    const lab = lose(CRASH, 5, 60);
    expect(lab.when(NOT_READY)).toBeNull();
    const [down, starts] = [lab.when(new RegExp(`${POD}: is not ready any more`)) ?? 0, lab.when(STARTS) ?? 0];
    expect(starts).toSatisfy((at: number) => at >= 6 + 15.3 && at <= 6 + 31.2);
    expect(down).toSatisfy((at: number) => at >= 6 + 15 && at < starts + 1);
    expect(ready(lab).pods).toEqual(BOTH);
    expect(
      lab.simulation.world.clusters.get("k8s1")?.snapshot.pods.find(({ metadata }) => POD.endsWith(metadata.name))
        ?.containers.restarts,
    ).toBe(1);
  });

  test("it fails again before kubelet is up: nothing starts", () => {
    const simulation = new Simulation(forkTwin(site), { seed: 1 }, standardParts);
    const started: string[] = [];
    simulation.journal.listen(({ who, text }) => void (text === "coredns starts" && started.push(who)));
    simulation.inject(CRASH);
    for (const [at, act] of [
      [5000, "heal"],
      [12_000, "inject"],
    ] as const) {
      simulation.at(instantFromMs(at), () => simulation[act](CRASH));
    }
    simulation.runUntil(instantFromMs(60_000));
    expect(started).toEqual([]);
  });
});

describe("the cable comes back", () => {
  test("the process has gone on: the pod is ready again, and was never started anew", () => {
    const lab = lose(UNPLUG, 100, 200);
    expect(lab.when(NOT_READY)).toSatisfy((at: number) => at >= 41 && at <= 56);
    expect(lab.when(STARTS)).toBeNull();
    expect(ready(lab).pods).toEqual(BOTH);
    expect(ready(lab).addresses).toHaveLength(2);
  });

  test("while it is out nobody hears what kubelet has to say", () => {
    const lab = lose(UNPLUG, 100, 100);
    expect(ready(lab).pods).toEqual(BOTH.slice(1));
  });
});

describe("pods tolerate a lost node for 300 s", () => {
  const EVICTED = new RegExp(`${POD}: is being deleted: its node has been unreachable for 300 s`);

  test.each<readonly [what: string, fault: Fault, seconds: number, isEvicted: boolean]>([
    ["power, for less", CRASH, 280, false],
    ["power, for longer", CRASH, 400, true],
    ["a cable, for less", UNPLUG, 280, false],
    ["a cable, for longer", UNPLUG, 400, true],
  ])("%s", (_what, fault, seconds, isEvicted) => {
    const lab = lose(fault, seconds, seconds + 80);
    const evicted = lab.when(EVICTED);
    expect(evicted !== null).toBe(isEvicted);
    expect(ready(lab).pods).toHaveLength(2);
    expect(ready(lab).addresses).toHaveLength(2);
    if (evicted === null) {
      expect(ready(lab).pods).toEqual(BOTH);
      return;
    }
    expect(evicted - (lab.when(NOT_READY) ?? 0)).toBeCloseTo(300, 3);
    // Another pod is there long before the node is, and the node's kubelet hears of the deletion when it is back.
    expect(lab.when(/^kube-system\/coredns-.*: is ready$/, evicted) ?? 0).toBeLessThan(evicted + 5);
    expect(lab.when(new RegExp(`${POD}: is gone`)) ?? 0).toBeGreaterThan(1 + seconds);
    expect(ready(lab).pods.join()).not.toContain("7wq2m");
    expect(lab.when(STARTS, evicted)).toBeNull();
  });
});

test("CoreDNS's pods are evicted when they have tolerated it for as long as they say themselves", () => {
  const path = "/kloud-lan/cluster/coredns-pods.yaml";
  const found = files.lookUp(path);
  if (found.kind !== "file") throw new Error(`no ${path}`);
  const toleration =
    "    tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 60 }]\n";
  const text = new TextDecoder()
    .decode(found.source.bytes)
    .replaceAll("    restartPolicy:", `${toleration}    restartPolicy:`);
  const edited = layeredFileTree([files, fileTreeFromSources(new Map([[path, sourceFromText(path, text)]]))]);
  const lab = lose(CRASH, 200, 280, 1, loadSite(edited, "/kloud-lan/site.yaml").value);
  const evicted = lab.when(new RegExp(`${POD}: is being deleted: its node has been unreachable for 60 s`));
  expect((evicted ?? 0) - (lab.when(NOT_READY) ?? 0)).toBeCloseTo(60, 3);
});

test("law: however long a node is lost, in the end two pods are ready, each behind the Service with its own address", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(CRASH, UNPLUG),
      fc.integer({ min: 1, max: 420 }),
      fc.nat(50),
      (fault, seconds, seed) => {
        const lab = lose(fault, seconds, seconds + 90, seed);
        const { pods, addresses } = ready(lab);
        expect(pods).toHaveLength(2);
        const [twin] = [...lab.simulation.world.clusters.values()];
        const own =
          twin?.snapshot.pods.filter(({ metadata, nodeName }) => pods.includes(`${metadata.name} on ${nodeName}`)) ??
          [];
        expect(addresses.toSorted()).toEqual(own.flatMap(({ podIps }) => podIps).toSorted());
      },
    ),
    { numRuns: 12 },
  );
});
