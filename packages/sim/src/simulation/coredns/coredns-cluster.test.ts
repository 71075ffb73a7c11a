import { describe, expect, test } from "vitest";
import type { Simulation } from "../simulation.ts";
import type { PatchAnswer } from "../world/part.ts";
import { askPod, COREFILE, momentsOf, ONE, patchCorefile, pods, TWO } from "./coredns.fixture.ts";

const HAS_NEW = "has the ConfigMap's new Corefile";
const RELOADED = "[INFO] Reloading complete";
/** Without the zone outside. */
const OTHER = COREFILE.replace("    k8s_external ext.lab\n", "");
const EXTERNAL = "web.default.ext.lab.";

function configMap(name: string, corefile: string, namespace = "kube-system"): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { Corefile: corefile } };
}

/** Which pods say these words within five minutes. */
function saidBy(simulation: Simulation, words: string, act: () => void): readonly string[] {
  const moments = momentsOf(simulation, words, () => {
    act();
    simulation.runFor(300_000);
  });
  return [...moments.keys()].toSorted();
}

function deletePods(simulation: Simulation, name: string | null, selector: string | null): PatchAnswer {
  return simulation.deletePods({ namespace: "kube-system", name, selector });
}

describe("which ConfigMap its pods have mounted", () => {
  test("kubeadm's: another one with a Corefile reaches nobody", () => {
    const simulation = pods();
    expect(saidBy(simulation, HAS_NEW, () => simulation.apply([configMap("other", OTHER)]))).toEqual([]);
    expect(askPod(simulation, ONE, EXTERNAL)).toBe("198.19.0.5");
  });

  test("patched and applied, it reaches both, each at its own time", () => {
    for (const act of [
      (simulation: Simulation) => void patchCorefile(simulation, OTHER),
      (simulation: Simulation) => void simulation.apply([configMap("coredns", OTHER)]),
    ]) {
      const simulation = pods();
      expect(saidBy(simulation, RELOADED, () => act(simulation))).toEqual([ONE, TWO]);
      expect(askPod(simulation, ONE, EXTERNAL)).not.toBe("198.19.0.5");
    }
  });

  test("with the same Corefile, or another label, nothing is brought", () => {
    const simulation = pods();
    const patch = {
      cluster: null,
      kind: "configmap",
      namespace: "kube-system",
      name: "coredns",
      type: "merge",
    } as const;
    expect(
      saidBy(simulation, HAS_NEW, () => simulation.patch({ ...patch, body: { metadata: { labels: { a: "b" } } } })),
    ).toEqual([]);
    expect(saidBy(simulation, HAS_NEW, () => patchCorefile(simulation, COREFILE))).toEqual([]);
  });

  test("a ConfigMap that is not there cannot be patched, and one in a namespace that is not there cannot be made", () => {
    const simulation = pods();
    const patch = {
      cluster: null,
      kind: "configmap",
      namespace: "kube-system",
      name: "no",
      type: "merge",
      body: {},
    } as const;
    expect(simulation.patch(patch).isAccepted).toBe(false);
    expect(simulation.apply([configMap("coredns", OTHER, "nowhere")]).text).toBe(
      'Error from server (NotFound): error when creating "STDIN": namespaces "nowhere" not found',
    );
  });
});

describe("a Corefile that site.yaml names", () => {
  test("is what the pods have: an edit reaches all of them, a patch of the ConfigMap none", () => {
    const simulation = pods({ files: "corefile: Corefile" });
    expect(saidBy(simulation, RELOADED, () => patchCorefile(simulation, OTHER))).toEqual([]);
    expect(saidBy(simulation, RELOADED, () => simulation.edit("/Corefile", OTHER))).toEqual([ONE, TWO]);
    expect(askPod(simulation, TWO, EXTERNAL)).not.toBe("198.19.0.5");
  });

  test("and what a pod starts with that comes later", () => {
    const simulation = pods({ files: "corefile: Corefile" });
    simulation.edit("/Corefile", OTHER);
    deletePods(simulation, null, "k8s-app=kube-dns");
    simulation.runFor(20_000);
    const fresh = [...simulation.world.places.keys()].filter((place) => place.startsWith("kube-system/coredns-"));
    expect(fresh).toHaveLength(2);
    for (const pod of fresh) expect(askPod(simulation, pod, EXTERNAL)).not.toBe("198.19.0.5");
  });

  test("another file of the site is none of it", () => {
    const simulation = pods({ files: "corefile: Corefile" });
    expect(saidBy(simulation, RELOADED, () => simulation.edit("/up/up.db", ""))).toEqual([]);
  });
});

describe("its pods", () => {
  test("one that comes has the newest ConfigMap, while the others still wait for it", () => {
    const simulation = pods();
    patchCorefile(simulation, OTHER);
    deletePods(simulation, ONE.split("/")[1] ?? "", null);
    simulation.runFor(10_000);
    const [fresh = ""] = [...simulation.world.places.keys()].filter(
      (place) => place.startsWith("kube-system/coredns-") && place !== ONE && place !== TWO,
    );
    expect(askPod(simulation, fresh, EXTERNAL)).not.toBe("198.19.0.5");
    expect(askPod(simulation, TWO, EXTERNAL)).toBe("198.19.0.5");
  });

  test("what kubectl says of those that are deleted, and of those that are not there", () => {
    const simulation = pods();
    const [one, two] = [ONE, TWO].map((pod) => pod.split("/")[1] ?? "");
    expect(deletePods(simulation, null, "k8s-app=web").isAccepted).toBe(false);
    expect(deletePods(simulation, "no", null)).toEqual({
      isAccepted: false,
      text: 'Error from server (NotFound): pods "no" not found',
    });
    expect(deletePods(simulation, null, "k8s-app=kube-dns")).toEqual({
      isAccepted: true,
      text: `pod "${one}" deleted from kube-system namespace\npod "${two}" deleted from kube-system namespace`,
    });
  });

  test("that have gone are no machines any more, and nobody starts them again", () => {
    const simulation = pods();
    deletePods(simulation, null, "k8s-app=kube-dns");
    simulation.runFor(60_000);
    for (const pod of [ONE, TWO]) {
      expect(simulation.world.places.has(pod)).toBe(false);
      expect(simulation.world.stationNow(pod) ?? null).toBeNull();
    }
    expect(saidBy(simulation, "coredns starts", () => {})).toEqual([]);
  });

  test("whose process is killed are started again, and told to go meanwhile they are not", () => {
    const simulation = pods();
    const kill = { kind: "kill", machine: ONE, program: "coredns" } as const;
    expect(saidBy(simulation, "coredns starts", () => simulation.inject(kill))).toEqual([ONE]);
    deletePods(simulation, ONE.split("/")[1] ?? "", null);
    const again = saidBy(simulation, "coredns starts", () => simulation.inject(kill));
    expect(again).toHaveLength(1);
    expect(again).not.toContain(ONE);
  });
});
