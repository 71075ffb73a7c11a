import { describe, expect, test } from "vitest";
import { memberOf } from "../patching/json-value.ts";
import {
  after,
  freeAllocations,
  json,
  merge,
  nodePortsOf,
  patchOf,
  printed,
  specOf,
  strategic,
} from "./kube-dns.fixture.ts";

const ANNOTATE = strategic({ metadata: { annotations: { "io.cilium/lb-ipam-ips": "198.19.0.30" } } });
const TO_BALANCER = json(
  { op: "replace", path: "/spec/type", value: "LoadBalancer" },
  { op: "add", path: "/spec/allocateLoadBalancerNodePorts", value: false },
);
const TO_LOCAL = merge({ spec: { externalTrafficPolicy: "Local" } });
const ALLOCATE = (value: boolean) => merge({ spec: { allocateLoadBalancerNodePorts: value } });

describe("kubernetes-api.md A2: what the API server does with the tutorial's patches", () => {
  test("annotation patch on ClusterIP: accepted, no other change", () => {
    const object = after(ANNOTATE);
    expect(printed(after(), ANNOTATE)).toBe("service/kube-dns patched");
    expect(specOf(object)).toEqual(specOf(after()));
    expect(memberOf(object, "metadata")).toMatchObject({
      annotations: { "prometheus.io/port": "9153", "io.cilium/lb-ipam-ips": "198.19.0.30" },
    });
    expect(printed(object, ANNOTATE)).toBe("service/kube-dns patched (no change)");
  });

  test("JSON patch to LoadBalancer without node ports: none are allocated, and the policy is Cluster", () => {
    const object = after(TO_BALANCER);
    expect(nodePortsOf(object)).toEqual([undefined, undefined, undefined]);
    expect(specOf(object)).toMatchObject({ externalTrafficPolicy: "Cluster", allocateLoadBalancerNodePorts: false });
    expect(specOf(object)).not.toHaveProperty("healthCheckNodePort");
  });

  test("merge to Local: healthCheckNodePort is allocated, from 30000-32767", () => {
    const least = after(TO_BALANCER, TO_LOCAL);
    expect(specOf(least)).toMatchObject({ externalTrafficPolicy: "Local", healthCheckNodePort: 30_086 });
    const most = patchOf(after(TO_BALANCER), TO_LOCAL, { ...freeAllocations, choose: (among) => among - 1 });
    expect(most.kind === "updated" && specOf(most.object)).toMatchObject({ healthCheckNodePort: 32_767 });
  });

  test("set alloc true later: three node ports at once", () => {
    expect(nodePortsOf(after(TO_BALANCER, ALLOCATE(true)))).toEqual([30_086, 30_087, 30_088]);
  });

  test("set alloc back to false: accepted, the node ports stay", () => {
    expect(nodePortsOf(after(TO_BALANCER, ALLOCATE(true), ALLOCATE(false)))).toEqual([30_086, 30_087, 30_088]);
  });

  test("JSON remove of nodePort while alloc is false: freed; while it is true: given back the same", () => {
    const remove = json({ op: "remove", path: "/spec/ports/0/nodePort" });
    expect(nodePortsOf(after(TO_BALANCER, ALLOCATE(true), ALLOCATE(false), remove))).toEqual([
      undefined,
      30_087,
      30_088,
    ]);
    expect(nodePortsOf(after(TO_BALANCER, ALLOCATE(true), remove))).toEqual([30_086, 30_087, 30_088]);
  });

  test("type LoadBalancer alone, alloc false in a second patch: the first one's node ports remain", () => {
    const first = strategic({ spec: { type: "LoadBalancer" } });
    expect(nodePortsOf(after(first))).toEqual([30_086, 30_087, 30_088]);
    expect(nodePortsOf(after(first, ALLOCATE(false)))).toEqual([30_086, 30_087, 30_088]);
  });

  test("policy Local -> Cluster: healthCheckNodePort removed", () => {
    const object = after(TO_BALANCER, TO_LOCAL, merge({ spec: { externalTrafficPolicy: "Cluster" } }));
    expect(specOf(object)).not.toHaveProperty("healthCheckNodePort");
    expect(specOf(object)).toMatchObject({ externalTrafficPolicy: "Cluster" });
  });

  test("type -> ClusterIP: node ports, alloc, policy and healthCheckNodePort go, the annotation stays, and the addresses of the status go", () => {
    const balanced = after(ANNOTATE, TO_BALANCER, ALLOCATE(true), TO_LOCAL);
    const served = { ...balanced, status: { loadBalancer: { ingress: [{ ip: "198.19.0.30" }] }, conditions: [] } };
    const update = patchOf(served, merge({ spec: { type: "ClusterIP" } }));
    if (update.kind !== "updated") throw new Error(update.kind);
    expect(specOf(update.object)).toEqual(specOf(after()));
    expect(memberOf(update.object, "metadata")).toMatchObject({
      annotations: { "io.cilium/lb-ipam-ips": "198.19.0.30" },
    });
    expect(memberOf(update.object, "status")).toEqual({ loadBalancer: {}, conditions: [] });
  });

  test("metadata.generation is absent on a Service, whatever changes: it counts no changes", () => {
    const patches = [ANNOTATE, TO_BALANCER, TO_LOCAL, ALLOCATE(true)];
    for (const count of patches.keys()) {
      expect(memberOf(after(...patches.slice(0, count + 1)), "metadata")).not.toHaveProperty("generation");
    }
    expect(printed(after(), merge({ metadata: { generation: 7 } }))).toBe("service/kube-dns patched (no change)");
  });

  test("no patch reaches the status", () => {
    const forged = merge({ status: { loadBalancer: { ingress: [{ ip: "203.0.113.9" }] } } });
    expect(printed(after(TO_BALANCER), forged)).toBe("service/kube-dns patched (no change)");
  });

  test("ports of a rollback are new ones, unless they are pinned", () => {
    const others = { ...freeAllocations, nodePorts: [30_086] };
    const update = patchOf(after(TO_BALANCER), TO_LOCAL, others);
    expect(update.kind === "updated" && specOf(update.object)).toMatchObject({ healthCheckNodePort: 30_087 });
  });

  test("healthCheckNodePort pinned in the patch that sets Local, then immutable", () => {
    const pinned = merge({ spec: { externalTrafficPolicy: "Local", healthCheckNodePort: 31_003 } });
    const object = after(TO_BALANCER, pinned);
    expect(specOf(object)).toMatchObject({ healthCheckNodePort: 31_003 });
    expect(printed(object, merge({ spec: { healthCheckNodePort: 31_004 } }))).toBe(
      'The Service "kube-dns" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable',
    );
    expect(printed(object, merge({ spec: { healthCheckNodePort: null } }))).toBe(
      "service/kube-dns patched (no change)",
    );
  });

  test("A4: one merge patch gives only old or new", () => {
    const object = after(
      merge({
        metadata: { resourceVersion: "331", annotations: { "io.cilium/lb-ipam-ips": "198.19.0.30" } },
        spec: { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, externalTrafficPolicy: "Local" },
      }),
    );
    expect(nodePortsOf(object)).toEqual([undefined, undefined, undefined]);
    expect(specOf(object)).toMatchObject({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      healthCheckNodePort: 30_086,
    });
  });

  test("A3: a stale resourceVersion is a conflict in a merge patch, and the useless text in a JSON patch's test", () => {
    expect(printed(after(), merge({ metadata: { resourceVersion: "330" }, spec: { type: "NodePort" } }))).toBe(
      'Error from server (Conflict): Operation cannot be fulfilled on services "kube-dns": the object has been modified; please apply your changes to the latest version and try again',
    );
    expect(printed(after(), json({ op: "test", path: "/metadata/resourceVersion", value: "330" }))).toBe(
      "The request is invalid: the server rejected our request due to an error in our request",
    );
  });

  test("loadBalancerIP that is none is accepted", () => {
    expect(printed(after(TO_BALANCER), merge({ spec: { loadBalancerIP: "not-an-ip" } }))).toBe(
      "service/kube-dns patched",
    );
  });

  test("unknown fields are accepted and dropped, with a warning", () => {
    const update = patchOf(
      after(),
      merge({ spec: { loadBalancerIp: "198.19.0.30", ports: [{ port: 53, name: "a", nodeport: 1 }] } }),
    );
    expect(update.kind === "updated" && update.warnings).toEqual([
      'unknown field "spec.loadBalancerIp"',
      'unknown field "spec.ports[0].nodeport"',
    ]);
    expect(printed(after(), merge({ spec: { loadBalancerIp: "198.19.0.30" } }))).toBe(
      "service/kube-dns patched (no change)",
    );
  });
});
