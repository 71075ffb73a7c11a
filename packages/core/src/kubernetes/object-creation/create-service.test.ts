import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Prefix, parsePrefix } from "../../dns/index.ts";
import type { JsonMap } from "../patching/json-value.ts";
import type { ServiceAllocations } from "../service-update/update-service.ts";
import { printCreation } from "./apply-manifest.ts";
import { createService } from "./create-service.ts";

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (typeof parsed === "string") throw new Error(text);
  return parsed;
}

const BIRTH = { creationTimestamp: "2024-01-02T16:00:00Z" };
const allocations: ServiceAllocations = {
  nodePorts: [30_100],
  clusterIps: ["198.18.0.10"],
  serviceCidrs: [prefix("198.18.0.0/16")],
  choose: () => 0,
};
const HTTP = { port: 80 };

function manifest(spec: JsonMap, metadata: JsonMap = {}): JsonMap {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "a", ...metadata }, spec };
}

function created(spec: JsonMap, metadata: JsonMap = {}): JsonMap {
  const outcome = createService(manifest(spec, metadata), BIRTH, allocations);
  if (outcome.kind === "refused") throw new Error(outcome.message);
  return outcome.object;
}

function specOf(spec: JsonMap): JsonMap {
  return created(spec)["spec"] as JsonMap;
}

describe("what the server adds to a new Service", () => {
  test.each<readonly [what: string, spec: JsonMap, added: JsonMap]>([
    [
      "an address, a type, policies, one family",
      { ports: [HTTP] },
      {
        clusterIP: "198.18.1.1",
        clusterIPs: ["198.18.1.1"],
        internalTrafficPolicy: "Cluster",
        ipFamilies: ["IPv4"],
        ipFamilyPolicy: "SingleStack",
        ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
        sessionAffinity: "None",
        type: "ClusterIP",
      },
    ],
    ["the address that it asks for", { clusterIP: "198.18.0.99", ports: [HTTP] }, { clusterIPs: ["198.18.0.99"] }],
    ["none where it wants none", { clusterIP: "None", ports: [HTTP] }, { clusterIP: "None", clusterIPs: ["None"] }],
    [
      "node ports for a load balancer",
      { type: "LoadBalancer", ports: [HTTP] },
      {
        allocateLoadBalancerNodePorts: true,
        externalTrafficPolicy: "Cluster",
        ports: [{ nodePort: 30_086, port: 80, protocol: "TCP", targetPort: 80 }],
      },
    ],
    [
      "none where it wants none, and a port for health checks",
      { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, externalTrafficPolicy: "Local", ports: [HTTP] },
      { healthCheckNodePort: 30_086, ports: [{ port: 80, protocol: "TCP", targetPort: 80 }] },
    ],
  ])("%s", (_what, spec, added) => {
    expect(specOf(spec)).toMatchObject(added);
  });

  test("an ExternalName has no addresses", () => {
    const spec = specOf({ type: "ExternalName", externalName: "www.example.com" });
    expect([spec["clusterIP"], spec["clusterIPs"], spec["ipFamilies"]]).toEqual([undefined, undefined, undefined]);
  });

  test("what a manifest says of what is the server's own is not looked at", () => {
    const object = created(
      { ports: [HTTP] },
      { uid: "x", resourceVersion: "7", generation: 4, creationTimestamp: null },
    );
    expect(object["metadata"]).toEqual({ ...BIRTH, name: "web", namespace: "a" });
    expect(object["status"]).toEqual({ loadBalancer: {} });
  });
});

describe("what is refused", () => {
  test.each<readonly [what: string, spec: JsonMap, metadata: JsonMap, text: string]>([
    [
      "a name with capitals",
      { ports: [HTTP] },
      { name: "Web" },
      `The Service "Web" is invalid: metadata.name: Invalid value: "Web": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
    ],
    ["no ports", {}, {}, 'The Service "web" is invalid: spec.ports: Required value'],
    [
      "an address that another has",
      { clusterIP: "198.18.0.10", ports: [HTTP] },
      {},
      'The Service "web" is invalid: spec.clusterIPs: Invalid value: ["198.18.0.10"]: failed to allocate IP 198.18.0.10: provided IP is already allocated',
    ],
    [
      "an address outside of the range",
      { clusterIP: "10.0.0.1", ports: [HTTP] },
      {},
      'The Service "web" is invalid: spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: the provided network does not match the current range',
    ],
    [
      "a node port that another has",
      { type: "NodePort", ports: [{ port: 80, nodePort: 30_100 }] },
      {},
      'The Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30100: provided port is already allocated',
    ],
    [
      "a field that no Service has",
      { ports: [HTTP], selectr: {} },
      {},
      'Error from server (BadRequest): error when creating "STDIN": Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.selectr"',
    ],
    [
      "a text for a number",
      { ports: [{ port: "80" }] },
      {},
      'Error from server (BadRequest): error when creating "STDIN": Service in version "v1" cannot be handled as a Service: json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32',
    ],
    [
      "a policy for a Service that nobody reaches from outside",
      { externalTrafficPolicy: "Local", ports: [HTTP] },
      {},
      'The Service "web" is invalid: spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
  ])("%s", (_what, spec, metadata, text) => {
    const outcome = createService(manifest(spec, metadata), BIRTH, allocations);
    expect(printCreation(outcome, "service", String(metadata["name"] ?? "web"))).toBe(text);
  });
});

test("law: whatever is drawn, a new Service has an address of the range that nobody has, and ports that nobody has", () => {
  const taken = fc.uniqueArray(fc.integer({ min: 1, max: 13 }), { maxLength: 12 });
  fc.assert(
    fc.property(taken, fc.nat(), (numbers, seed) => {
      const clusterIps = numbers.map((number) => `198.18.0.${number}`);
      const small = { nodePorts: [], clusterIps, serviceCidrs: [prefix("198.18.0.0/28")] };
      const outcome = createService(manifest({ type: "NodePort", ports: [HTTP] }), BIRTH, {
        ...small,
        choose: (among) => seed % among,
      });
      if (outcome.kind === "refused") throw new Error(outcome.message);
      const { clusterIP, ports } = outcome.object["spec"] as { clusterIP: string; ports: { nodePort: number }[] };
      expect(clusterIps).not.toContain(clusterIP);
      expect(Number(clusterIP.split(".")[3])).toSatisfy((last: number) => last >= 1 && last <= 14);
      expect(ports[0]?.nodePort).toSatisfy((port: number) => port >= 30_086 && port <= 32_767);
    }),
  );
});

/** Each was made of a real kube-apiserver 1.36.3. */
describe("what the server remarks of a new Service", () => {
  test.each<readonly [spec: JsonMap, warnings: readonly string[]]>([
    [{ ports: [HTTP] }, []],
    [
      { ports: [HTTP], externalIPs: ["198.51.100.7"] },
      ["spec.externalIPs is deprecated and may no longer be implemented in some clusters"],
    ],
    [
      { ports: [HTTP], trafficDistribution: "PreferClose" },
      ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
    ],
  ])("%j", (spec, warnings) => {
    expect(createService(manifest(spec), BIRTH, allocations)).toMatchObject({ kind: "updated", warnings });
  });

  test("one without a name is refused for that alone", () => {
    expect(createService(manifest({ ports: [HTTP] }, { name: "" }), BIRTH, allocations)).toMatchObject({
      kind: "refused",
      message: 'Service "" is invalid: metadata.name: Required value: name or generateName is required',
    });
  });
});

/** Of kube-apiserver 1.36.3, each asked of the running server. */
describe("several faults of a new Service, as the real server tells them", () => {
  test.each<readonly [name: string, metadata: JsonMap, spec: JsonMap, message: string]>([
    ["a.b", {}, {}, '[metadata.name: Invalid value: "a.b": must not contain dots, spec.ports: Required value]'],
    [
      "a",
      { labels: { "bad key": "v" } },
      { ports: [{ port: 0 }] },
      `[metadata.labels: Invalid value: "bad key": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]`,
    ],
    [
      "ok1",
      {},
      { type: "LoadBalancer", externalTrafficPolicy: "Nope", ports: [{ port: 80 }, { port: 81 }] },
      '[spec.ports[0].name: Required value, spec.ports[1].name: Required value, spec.externalTrafficPolicy: Unsupported value: "Nope": supported values: "Cluster", "Local"]',
    ],
    [
      "ok2",
      {},
      { externalTrafficPolicy: "Local", clusterIP: "198.18.300.1", ports: [{ port: 80, nodePort: 30_000 }] },
      'spec.clusterIPs[0]: Invalid value: "198.18.300.1": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      "9x",
      {},
      { type: "NodePort", ports: [{ port: 80, nodePort: 80 }] },
      "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
    ],
    [
      "ok4",
      {},
      { clusterIP: "None", type: "LoadBalancer", ports: [HTTP] },
      `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services`,
    ],
    [
      "ok6",
      {},
      { ports: [{ port: 80, protocol: "udp" }], loadBalancerIP: "x", sessionAffinity: "Maybe" },
      '[spec.ports[0].protocol: Unsupported value: "udp": supported values: "SCTP", "TCP", "UDP", spec.sessionAffinity: Unsupported value: "Maybe": supported values: "ClientIP", "None"]',
    ],
  ])("%s", (name, metadata, spec, message) => {
    expect(createService(manifest(spec, { name, ...metadata }), BIRTH, allocations)).toMatchObject({
      code: 422,
      message: `Service "${name}" is invalid: ${message}`,
    });
  });
});
