import { type ClusterSnapshot, snapshotFromObjects, sourceFromText, wholeSpan } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../world/random.ts";
import { deploymentOf, freeAddressesOn, hashOf, podLike, randomWord, templateHash } from "./new-pod.ts";

const place = (): ReturnType<typeof wholeSpan> => wholeSpan(sourceFromText("test", ""));

function cluster(podCidrs: readonly string[], ips: readonly string[]): ClusterSnapshot {
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "n1" }, spec: { podCIDRs: podCidrs } };
  const pods = ips.map((ip, at) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `coredns-5dd5756b68-x4k9${at}`, namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    spec: { nodeName: "n1", containers: [{ name: "a" }, { name: "b" }] },
    status: { podIPs: [{ ip }], phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  }));
  return snapshotFromObjects([node, ...pods].map((value) => ({ value, locate: place }))).value;
}

function freeOf(podCidrs: readonly string[], ips: readonly string[]): readonly string[] {
  const snapshot = cluster(podCidrs, ips);
  const [node] = snapshot.nodes;
  return node === undefined ? [] : freeAddressesOn(node, snapshot);
}

describe("names", () => {
  test.each<readonly [pod: string, deployment: string, hash: string]>([
    ["kube-system/coredns-5dd5756b68-7wq2m", "coredns", "5dd5756b68"],
    ["kube-system/my-dns-5dd5756b68-7wq2m", "my-dns", "5dd5756b68"],
    ["a/b-c-d", "b", "c"],
  ])("%s", (pod, deployment, hash) => {
    expect([deploymentOf(pod), hashOf(pod)]).toEqual([deployment, hash]);
  });

  test("law: ends of names have no vowels and nothing that looks like another letter (apimachinery util/rand)", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (seed, length) => {
        const word = randomWord(new Random(seed), length);
        expect(word).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]+$/);
        expect(word).toHaveLength(length);
        expect(templateHash(new Random(seed))).toHaveLength(10);
      }),
    );
  });
});

describe("the address of a new pod", () => {
  test.each<readonly [what: string, podCidrs: readonly string[], taken: readonly string[], free: readonly string[]]>([
    ["neither the network's own nor the gateway's", ["100.64.1.0/24"], [], ["100.64.1.2"]],
    ["the lowest that nobody has", ["100.64.1.0/24"], ["100.64.1.2", "100.64.1.4"], ["100.64.1.3"]],
    ["not the last one of the range", ["10.0.0.0/30"], [], ["10.0.0.2"]],
    ["none left", ["10.0.0.0/30"], ["10.0.0.2"], []],
    ["beyond an octet", ["10.0.0.0/23"], [], ["10.0.0.2"]],
    ["one of each range", ["10.0.0.0/24", "10.1.0.0/24"], ["10.0.0.2"], ["10.0.0.3", "10.1.0.2"]],
    ["dual stack: one of each family", ["10.0.0.0/24", "fd00::/64"], ["fd00::2"], ["10.0.0.2", "fd00::3"]],
    ["IPv6 alone", ["fd00:0:0:1::/64"], [], ["fd00:0:0:1::2"]],
    ["IPv6, none left", ["fd00::/126"], ["fd00::2"], []],
    ["at the end of all addresses", ["255.255.255.252/30"], [], ["255.255.255.254"]],
    ["a range that is none", ["10.0.0.0"], [], []],
  ])("%s", (_what, podCidrs, taken, free) => {
    expect(freeOf(podCidrs, taken)).toEqual(free);
  });

  test("law: addresses that are taken one by one are all there are, each once, and then none", () => {
    const taken: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) taken.push(...freeOf(["10.0.0.16/28"], taken));
    expect(taken).toEqual(Array.from({ length: 13 }, (_, at) => `10.0.0.${18 + at}`));
  });
});

describe("a pod like another", () => {
  const snapshot = cluster(["100.64.1.0/24"], ["100.64.1.10"]);
  const [like] = snapshot.pods;
  const [node] = snapshot.nodes;
  if (like === undefined || node === undefined) throw new Error("no pod");

  test("of another template, just made, and not ready", () => {
    const made = podLike(like, node, "abcdefghij", snapshot, new Random(1), 1_704_213_552);
    expect(made).toMatchObject({
      metadata: {
        namespace: "kube-system",
        creationTimestamp: "2024-01-02T16:39:12Z",
        labels: { "k8s-app": "kube-dns", "pod-template-hash": "abcdefghij" },
      },
      nodeName: "n1",
      podIps: ["100.64.1.2"],
      ready: false,
      containers: { total: 2, ready: 0, restarts: 0 },
    });
    expect(made?.metadata.name).toMatch(/^coredns-abcdefghij-[a-z0-9]{5}$/);
  });

  test("where the node has no address left there is none", () => {
    const full = cluster(["10.0.0.0/30"], ["10.0.0.2"]);
    const [only] = full.nodes;
    if (only === undefined) throw new Error("no node");
    expect(podLike(like, only, "abc", full, new Random(1), 0)).toBeNull();
  });
});
