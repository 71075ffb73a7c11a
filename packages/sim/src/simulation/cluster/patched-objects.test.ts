import { describe, expect, test } from "vitest";
import { ClusterLab } from "./cluster.fixture.ts";

const POOL = "ippool/kube-system";
const POD = "pod/kube-system/coredns-5dd5756b68-7wq2m";
const SLICE = "endpointslice/kube-system/kube-dns-lz8rf";
/** Nodes with a pod of CoreDNS: the policy is Local. */
const WITH_PODS = ["192.168.14.31", "192.168.14.32"];

/** Addresses behind kube-dns that are ready. */
function readyEndpoints(lab: ClusterLab): readonly string[] {
  const [twin] = [...lab.simulation.world.clusters.values()];
  const slices = twin?.snapshot.endpointSlices.filter(({ serviceName }) => serviceName === "kube-dns") ?? [];
  return slices.flatMap(({ endpoints }) =>
    endpoints.filter(({ ready }) => ready !== false).flatMap(({ addresses }) => addresses),
  );
}

describe("what kubectl prints", () => {
  test.each<readonly [object: string, body: unknown, type: "merge" | "strategic", text: string]>([
    ["node/k8s1master1", { spec: { unschedulable: true } }, "strategic", "node/k8s1master1 patched"],
    ["nodes/k8s1master1", {}, "strategic", "node/k8s1master1 patched (no change)"],
    ["po/kube-system/gone", {}, "strategic", 'Error from server (NotFound): pods "gone" not found'],
    ["ippool/gone", {}, "merge", 'Error from server (NotFound): ciliumloadbalancerippools.cilium.io "gone" not found'],
    [POOL, { spec: { disabled: true } }, "merge", "ciliumloadbalancerippool.cilium.io/kube-system patched"],
    [SLICE, { metadata: { labels: { a: "b" } } }, "strategic", "endpointslice.discovery.k8s.io/kube-dns-lz8rf patched"],
    [
      SLICE,
      { addressType: "IPv6" },
      "strategic",
      'The EndpointSlice "kube-dns-lz8rf" is invalid: addressType: Invalid value: "IPv6": field is immutable',
    ],
    ["secret/kube-system/x", {}, "merge", 'secret "x" cannot be patched here'],
  ])("%s %j", (object, body, type, text) => {
    expect(new ClusterLab().patchObject(object, body, type)).toContain(text);
  });

  test("a strategic patch of a pool, which is kubectl's default, is not taken", () => {
    expect(new ClusterLab().patchObject(POOL, { spec: { disabled: true } }, "strategic")).toContain(
      "Error from server (UnsupportedMediaType)",
    );
  });

  test("what the API server drops is told in the journal", () => {
    const lab = new ClusterLab();
    lab.patchObject(POOL, { spec: { cidrs: [] } });
    expect(lab.told("unknown field").join()).toContain('Warning: unknown field "spec.cidrs"');
  });
});

describe("pools", () => {
  test("another block: the address goes, and another one comes that the annotation does not want", () => {
    const lab = new ClusterLab();
    lab.runTo(1);
    expect(lab.externalIp()).toBe("198.19.0.30");
    lab.patchObject(POOL, { spec: { blocks: [{ start: "198.19.0.40", stop: "198.19.0.49" }] } });
    lab.runTo(5);
    expect(lab.externalIp()).toBe("<pending>");
    expect(lab.nextHops()).toEqual([]);
    lab.patch("merge", { metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.0.44" } } });
    lab.runTo(9);
    expect(lab.externalIp()).toBe("198.19.0.44");
    expect(lab.nextHops("198.19.0.44")).toEqual(WITH_PODS);
  });

  test("disabled: what was given stays", () => {
    const lab = new ClusterLab();
    lab.patchObject(POOL, { spec: { disabled: true } });
    lab.runTo(5);
    expect(lab.externalIp()).toBe("198.19.0.30");
  });
});

describe("Nodes", () => {
  test("a label that the BGP configuration selects by: without it the node announces nothing", () => {
    const lab = new ClusterLab();
    lab.runTo(1);
    expect(lab.nextHops()).toEqual(WITH_PODS);
    lab.patchObject("node/k8s1master2", { metadata: { labels: { "kubernetes.io/os": null } } });
    lab.runTo(5);
    expect(lab.nextHops()).toEqual(WITH_PODS.slice(0, 1));
    lab.patchObject("node/k8s1master2", { metadata: { labels: { "kubernetes.io/os": "linux" } } });
    lab.runTo(20);
    expect(lab.nextHops()).toEqual(WITH_PODS);
  });
});

describe("Pods", () => {
  test("a label that the Service selects by: the endpoint goes within two seconds, and comes back", () => {
    const lab = new ClusterLab();
    lab.runTo(1);
    const before = readyEndpoints(lab);
    lab.patchObject(POD, { metadata: { labels: { "k8s-app": "kube-dns-debug" } } });
    expect(readyEndpoints(lab)).toEqual(before);
    lab.runTo(3);
    expect(readyEndpoints(lab)).toEqual(["100.64.1.10"]);
    lab.patchObject(POD, { metadata: { labels: { "k8s-app": "kube-dns" } } });
    lab.runTo(5);
    expect(readyEndpoints(lab).toSorted()).toEqual(before.toSorted());
  });

  test("its place cannot be changed", () => {
    expect(new ClusterLab().patchObject(POD, { spec: { nodeName: "k8s1master3" } })).toContain(
      "spec: Forbidden: pod updates may not change fields other than",
    );
  });
});

describe("EndpointSlices", () => {
  const endpoint = { addresses: ["100.64.1.10"], conditions: { ready: true }, nodeName: "k8s1master2" };

  test("endpoints are replaced as a whole, by a strategic patch too", () => {
    const lab = new ClusterLab();
    lab.patchObject(SLICE, { endpoints: [endpoint] }, "strategic");
    expect(readyEndpoints(lab)).toEqual(["100.64.1.10"]);
  });

  test("what a controller has written since is what the next patch changes", () => {
    const lab = new ClusterLab();
    lab.patchObject(SLICE, { metadata: { labels: { a: "b" } } });
    lab.patchObject(POD, { metadata: { labels: { "k8s-app": "other" } } });
    lab.runTo(3);
    lab.patchObject(SLICE, { metadata: { labels: { a: "c" } } });
    expect(readyEndpoints(lab)).toEqual(["100.64.1.10"]);
  });
});

test("a body of more than 3 MiB is not read (kubernetes-api.md A2)", () => {
  const lab = new ClusterLab();
  const patch = (bytes: number): string =>
    lab.patchObject("configmap/kube-system/coredns", { data: { x: "a".repeat(bytes - '{"data":{"x":""}}'.length) } });
  const TOO_LARGE = "Error from server (RequestEntityTooLarge): Request entity too large: limit is 3145728";
  expect(patch(3_145_729)).toBe(TOO_LARGE);
  expect(patch(3_145_728)).not.toBe(TOO_LARGE);
});
