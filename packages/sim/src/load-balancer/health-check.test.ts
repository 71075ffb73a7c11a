import { describe, expect, it } from "vitest";
import { healthAnswer } from "./health-check.ts";
import { coreDnsEndpoints, dnsPorts, endpoint, endpointSlice, type LabChanges, labOf } from "./lab.fixture.ts";

function answer(changes: LabChanges, node: string, port = 31_003) {
  const service = { externalTrafficPolicy: "Local", healthCheckNodePort: 31_003, ...changes.service };
  const cluster = labOf({ ...changes, service }).clusters.get("lab");
  if (cluster === undefined) throw new RangeError("no cluster");
  return healthAnswer({ snapshot: cluster.snapshot, dataPath: cluster.settings.dataPath }, node, port);
}

const headers = (weight: number) => ({
  "Content-Type": "application/json",
  "X-Content-Type-Options": "nosniff",
  "X-Load-Balancing-Endpoint-Weight": String(weight),
});

// lab.md, healthCheckNodePort: measured with kube-proxy 1.36.3; the body is the tutorial's.
describe("kube-proxy", () => {
  it("a node with an endpoint: 200", () => {
    expect(answer({}, "node1")).toEqual({
      status: 200,
      headers: headers(1),
      body: '{\n\t"service": {\n\t\t"namespace": "kube-system",\n\t\t"name": "kube-dns"\n\t},\n\t"localEndpoints": 1,\n\t"serviceProxyHealthy": true\n}',
    });
  });

  it("a node without: 503", () => {
    expect(answer({}, "node3")).toEqual({
      status: 503,
      headers: headers(0),
      body: '{\n\t"service": {\n\t\t"namespace": "kube-system",\n\t\t"name": "kube-dns"\n\t},\n\t"localEndpoints": 0,\n\t"serviceProxyHealthy": true\n}',
    });
  });

  it("beside Cilium the port can be its own", () => {
    expect(answer({ dataPath: "kind: cilium" }, "node1")).toEqual(answer({}, "node1"));
  });

  it("each endpoint counts once, whatever number of ports it has; terminating ones do not", () => {
    const endpoints = [
      ...coreDnsEndpoints,
      endpoint("100.64.0.11", "node1"),
      endpoint("100.64.0.12", "node1", { ready: false, serving: true, terminating: true }),
    ];
    expect(answer({ endpoints }, "node1")?.headers["X-Load-Balancing-Endpoint-Weight"]).toBe("2");
  });
});

describe("kube-proxy with two families of addresses: each has a proxier, and a count of its own", () => {
  const slices = (...v6: readonly string[]) => [
    endpointSlice(
      "kube-system/kube-dns",
      v6.map((address) => endpoint(address, "node1")),
      dnsPorts,
    ),
  ];
  it.each<readonly [what: string, clusterIPs: readonly string[], v6: readonly string[], weight: string]>([
    ["IPv4 first", ["198.18.0.10", "fd18::10"], ["fd64:0::10", "fd64:0::11"], "1"],
    ["IPv6 first", ["fd18::10", "198.18.0.10"], ["fd64:0::10", "fd64:0::11"], "2"],
    ["IPv4 alone", ["198.18.0.10"], ["fd64:0::10"], "1"],
  ])("%s", (_, clusterIPs, v6, weight) => {
    const service = { clusterIP: clusterIPs[0], clusterIPs };
    const found = answer({ service, objects: slices(...v6) }, "node1");
    expect(found?.headers["X-Load-Balancing-Endpoint-Weight"]).toBe(weight);
    expect(found?.body).toContain(`"localEndpoints": ${weight},`);
  });
});

// pkg/loadbalancer/healthserver of Cilium 1.20, read, not run.
describe("Cilium's agent", () => {
  it("one line, and each port of an endpoint counts", () => {
    expect(answer({ dataPath: "kind: cilium, healthChecks: cilium" }, "node1")).toEqual({
      status: 200,
      headers: headers(3),
      body: '{"service":{"namespace":"kube-system","name":"kube-dns"},"localEndpoints":3}\n',
    });
  });

  it("a node without: 503", () => {
    expect(answer({ dataPath: "kind: cilium, healthChecks: cilium" }, "node3")).toEqual({
      status: 503,
      headers: headers(0),
      body: '{"service":{"namespace":"kube-system","name":"kube-dns"},"localEndpoints":0}\n',
    });
  });

  it("an endpoint that names no node counts everywhere", () => {
    expect(
      answer({ dataPath: "kind: cilium, healthChecks: cilium", endpoints: [endpoint("192.168.13.11", null)] }, "node3")
        ?.status,
    ).toBe(200);
    expect(answer({ endpoints: [endpoint("192.168.13.11", null)] }, "node3")?.status).toBe(503);
  });
});

describe("nobody listens", () => {
  it.each<readonly [string, LabChanges, number]>([
    ["on another port", {}, 31_033],
    ["under Cluster, whatever the field says", { service: { externalTrafficPolicy: "Cluster" } }, 31_003],
    ["for a service that is no load balancer", { service: { type: "NodePort" } }, 31_003],
    ["where the field is 0", { service: { healthCheckNodePort: 0 } }, 0],
  ])("%s", (_, changes, port) => {
    expect(answer(changes, "node1", port)).toBeNull();
  });
});
