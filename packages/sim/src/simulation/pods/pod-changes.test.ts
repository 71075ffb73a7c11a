import {
  type ClusterSnapshot,
  type Pod,
  parseAddress,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOfPod, withoutPod, withPod, withPodLike } from "./pod-changes.ts";

const place = (): ReturnType<typeof wholeSpan> => wholeSpan(sourceFromText("test", ""));

function pod(name: string, ip: string): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "a" },
    spec: { nodeName: "n1", containers: [{ name: "c", image: "x" }] },
    status: { phase: "Running", podIPs: [{ ip }], conditions: [{ type: "Ready", status: "True" }] },
  };
}

/** `targetRef` without a namespace is one of the slice's own. */
function slice(
  name: string,
  pods: Readonly<Record<string, string>>,
  namespace: string | null = null,
  addressType = "IPv4",
): object {
  const refOf = (own: string) => ({ kind: "Pod", name: own, ...(namespace === null ? {} : { namespace }) });
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name, namespace: "a", labels: { "kubernetes.io/service-name": name } },
    addressType,
    endpoints: Object.entries(pods).map(([own, ip]) => ({ addresses: [ip], nodeName: "n1", targetRef: refOf(own) })),
    ports: [{ port: 53 }],
  };
}

function read(...objects: readonly object[]): ClusterSnapshot {
  return snapshotFromObjects(objects.map((value) => ({ value, locate: place }))).value;
}

const BOTH = { one: "10.0.0.1", two: "10.0.0.2" };
const cluster = read(pod("one", BOTH.one), pod("two", BOTH.two), slice("s", BOTH), slice("t", { two: BOTH.two }, "a"));

/** `s: one ready, two gone`. */
function told({ endpointSlices }: ClusterSnapshot): readonly string[] {
  return endpointSlices.map(({ metadata, endpoints }) => {
    const all = endpoints.map(({ targetRef, ready, terminating }) => {
      const state = terminating === true ? "terminating" : ready === false ? "not ready" : "ready";
      return `${targetRef?.name} ${state}`;
    });
    return `${metadata.name}: ${all.join(", ")}`;
  });
}

describe("a pod with other fields", () => {
  test.each<readonly [what: string, name: string, after: readonly string[]]>([
    ["behind one Service", "a/one", ["s: one not ready, two ready", "t: two ready"]],
    ["behind two, of which one names its namespace", "a/two", ["s: one ready, two not ready", "t: two not ready"]],
  ])("%s", (_what, name, after) => {
    const changed = withPod(cluster, name, { ready: false }, { ready: false });
    expect(told(changed)).toEqual(after);
    expect(changed.pods.filter(({ ready }) => !ready).map(nameOfPod)).toEqual([name]);
  });

  test.each(["a/three", "b/one", "one"])("%s, which is not there: the same snapshot", (name) => {
    expect(withPod(cluster, name, { ready: false }, { ready: false })).toBe(cluster);
  });

  test("slices and pods that have nothing to do with it are the same objects", () => {
    const changed = withPod(cluster, "a/one", { ready: false }, { terminating: true });
    expect(changed.endpointSlices[1]).toBe(cluster.endpointSlices[1]);
    expect(changed.pods[1]).toBe(cluster.pods[1]);
    expect(changed.services).toBe(cluster.services);
  });
});

describe("a pod that is gone, and one that comes", () => {
  test("gone: its object and its endpoints, nobody else's", () => {
    const gone = withoutPod(cluster, "a/two");
    expect(told(gone)).toEqual(["s: one ready", "t: "]);
    expect(gone.pods.map(nameOfPod)).toEqual(["a/one"]);
    expect(withoutPod(cluster, "a/three")).toEqual(cluster);
  });

  const [model] = cluster.pods;
  const named = (name: string): Pod => {
    if (model === undefined) throw new Error("no pod");
    return { ...model, metadata: { ...model.metadata, name }, nodeName: "n2", ready: false };
  };

  test("comes: not ready, wherever one of the others has an endpoint, in the order of names", () => {
    const come = withPodLike(cluster, named("new"), ["a/one"]);
    expect(told(come)).toEqual(["s: one ready, two ready, new not ready", "t: two ready"]);
    expect(come.pods.map(nameOfPod)).toEqual(["a/new", "a/one", "a/two"]);
    expect(come.endpointSlices[0]?.endpoints[2]).toMatchObject({ nodeName: "n2", serving: false, terminating: false });
    expect(told(withPodLike(cluster, named("new"), ["a/nobody"]))).toEqual(told(cluster));
  });

  test.each<readonly [what: string, podIps: readonly string[], v4: readonly string[], v6: readonly string[]]>([
    ["both families", ["10.0.0.9", "fd00::9"], ["10.0.0.9"], ["fd00::9"]],
    ["IPv4 alone: no endpoint among IPv6 addresses", ["10.0.0.9"], ["10.0.0.9"], []],
    ["IPv6 alone", ["fd00::9"], [], ["fd00::9"]],
  ])("dual stack, a pod of %s", (_what, podIps, v4, v6) => {
    const dual = read(
      pod("one", BOTH.one),
      slice("v4", { one: BOTH.one }),
      slice("v6", { one: "fd00::1" }, null, "IPv6"),
    );
    const come = withPodLike(dual, { ...named("new"), podIps: podIps.flatMap((ip) => parseAddress(ip) ?? []) }, [
      "a/one",
    ]);
    const added = come.endpointSlices.map(({ endpoints }) => endpoints.slice(1).flatMap(({ addresses }) => addresses));
    expect(added).toEqual([v4, v6]);
  });

  test("law: who comes and goes again leaves the cluster as it was", () => {
    const others = fc.subarray(["a/one", "a/two"]);
    fc.assert(
      fc.property(fc.constantFrom("aaa", "new", "zzz"), others, (name, like) => {
        const come = withPodLike(cluster, named(name), like);
        expect(withoutPod(come, `a/${name}`)).toEqual(cluster);
      }),
    );
  });
});
