import { describe, expect, test } from "vitest";
import type { PatchBody } from "../patching/apply-patch.ts";
import { after, freeAllocations, json, merge, patchOf, printed, specOf, strategic } from "./kube-dns.fixture.ts";

const BALANCED = merge({ spec: { type: "LoadBalancer", allocateLoadBalancerNodePorts: false } });
const LOCAL = merge({ spec: { externalTrafficPolicy: "Local", healthCheckNodePort: 31_003 } });
const HOST_BITS = "must not have bits set beyond the prefix length";

/** On the Service as these patches have left it. */
type Row = readonly [before: readonly PatchBody[], patch: PatchBody, complaint: string];

describe("kubernetes-api.md A2, exact errors (422 Invalid)", () => {
  test.each<Row>([
    [
      [BALANCED],
      merge({ spec: { externalTrafficPolicy: "local" } }),
      'spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"',
    ],
    [
      [],
      merge({ spec: { type: "Loadbalancer" } }),
      'spec.type: Unsupported value: "Loadbalancer": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      [],
      merge({ spec: { externalTrafficPolicy: "Local" } }),
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      [],
      merge({ spec: { externalTrafficPolicy: "Cluster" } }),
      'spec.externalTrafficPolicy: Invalid value: "Cluster": may only be set for externally-accessible services',
    ],
    [
      [BALANCED],
      merge({ spec: { healthCheckNodePort: 31_003 } }),
      "spec.healthCheckNodePort: Invalid value: 31003: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
    [
      [BALANCED, LOCAL],
      merge({ spec: { healthCheckNodePort: 31_004 } }),
      "spec.healthCheckNodePort: Forbidden: field is immutable",
    ],
    [
      [],
      merge({ spec: { clusterIP: "198.18.0.11" } }),
      'spec.clusterIPs[0]: Invalid value: ["198.18.0.11"]: may not change once set',
    ],
    [
      [BALANCED],
      merge({ spec: { loadBalancerClass: "io.cilium/bgp-control-plane" } }),
      'spec.loadBalancerClass: Invalid value: "io.cilium/bgp-control-plane": may not change once set',
    ],
    [
      [BALANCED],
      merge({ spec: { loadBalancerSourceRanges: ["192.168.13.10/33"] } }),
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "192.168.13.10/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      [BALANCED],
      merge({ spec: { loadBalancerSourceRanges: ["192.168.13.10/24"] } }),
      `spec.LoadBalancerSourceRanges[0]: Invalid value: "192.168.13.10/24": ${HOST_BITS}`,
    ],
    [
      [],
      merge({ spec: { trafficDistribution: "Nearest" } }),
      'spec.trafficDistribution: Unsupported value: "Nearest": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
    ],
  ])("%#: %j", (before, patch, complaint) => {
    expect(printed(after(...before), patch)).toBe(`The Service "kube-dns" is invalid: ${complaint}`);
  });

  test("several at once stand below each other, each once", () => {
    expect(printed(after(), merge({ spec: { type: "Loadbalancer", loadBalancerClass: "a" } }))).toBe(
      [
        'The Service "kube-dns" is invalid: ',
        "* spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
        '* spec.type: Unsupported value: "Loadbalancer": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ].join("\n"),
    );
  });
});

describe("kubernetes-api.md A2, bodies that no Service can be", () => {
  const list = { metadata: { annotations: { "io.cilium/lb-ipam-ips": ["198.19.0.30", "198.19.0.31"] } } };

  test("annotation given as a list, strategic merge: the whole patch, as Go prints it", () => {
    expect(printed(after(), strategic(list))).toBe(
      'The request is invalid: patch: Invalid value: "map[metadata:map[annotations:map[io.cilium/lb-ipam-ips:[198.19.0.30 198.19.0.31]]]]": unrecognized type: string',
    );
  });

  test("annotation given as a list, merge patch: the whole object stands in the message", () => {
    const told = printed(after(), merge(list));
    expect(told).toMatch(/^The request is invalid: patch: Invalid value: "\{\\"apiVersion\\":\\"v1\\",/);
    expect(told).toMatch(
      /: json: cannot unmarshal array into Go struct field ObjectMeta\.metadata\.annotations of type string$/,
    );
  });

  test.each([
    [
      { spec: { allocateLoadBalancerNodePorts: "false" } },
      "unrecognized type: bool",
      "string into Go struct field ServiceSpec.spec.allocateLoadBalancerNodePorts of type bool",
    ],
    [
      { spec: { healthCheckNodePort: "31003" } },
      "unrecognized type: int32",
      "string into Go struct field ServiceSpec.spec.healthCheckNodePort of type int32",
    ],
    [
      { spec: { type: 7 } },
      "cannot convert int64 to v1.ServiceType",
      "number into Go struct field ServiceSpec.spec.type of type v1.ServiceType",
    ],
    [
      { spec: { selector: "a" } },
      "cannot restore map from string",
      "string into Go struct field ServiceSpec.spec.selector of type map[string]string",
    ],
    [
      { spec: { externalIPs: "a" } },
      "cannot restore slice from string",
      "string into Go struct field ServiceSpec.spec.externalIPs of type []string",
    ],
  ])("%j", (body, asMap, asJson) => {
    expect(printed(after(), strategic(body)).endsWith(`: ${asMap}`)).toBe(true);
    expect(printed(after(), merge(body)).endsWith(`: json: cannot unmarshal ${asJson}`)).toBe(true);
  });

  test("an object body for a JSON patch", () => {
    expect(printed(after(), { type: "json", body: { spec: {} } })).toBe(
      "Error from server (BadRequest): error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    );
  });
});

describe("kubernetes-api.md A2, any failing operation of a JSON patch: one useless text; the twin knows which", () => {
  test.each([
    ["a missing path in remove", { op: "remove", path: "/spec/loadBalancerIP" }, "there is no /spec/loadBalancerIP"],
    [
      "a missing way in replace",
      { op: "replace", path: "/spec/nothing/type", value: "a" },
      "there is no nothing on the way to /spec/nothing/type",
    ],
    [
      "a missing way in add",
      { op: "add", path: "/spec/nothing/type", value: "a" },
      "there is no nothing on the way to /spec/nothing/type",
    ],
    [
      "an unescaped / in an annotation's key",
      { op: "add", path: "/metadata/annotations/io.cilium/lb-ipam-ips", value: "198.19.0.30" },
      "there is no io.cilium on the way to /metadata/annotations/io.cilium/lb-ipam-ips",
    ],
    [
      "test that does not hold",
      { op: "test", path: "/spec/type", value: "LoadBalancer" },
      "/spec/type is not what it was tested for",
    ],
  ])("%s", (_row, operation, why) => {
    const update = patchOf(after(), json({ op: "test", path: "/spec/type", value: "ClusterIP" }, operation));
    expect(update).toMatchObject({ kind: "refused", code: 422, explanation: `operation 1: ${why}` });
    expect(printed(after(), json(operation))).toBe(
      "The request is invalid: the server rejected our request due to an error in our request",
    );
  });

  test("but a last member that is missing is replaced all the same (evanphx/json-patch v4, partialDoc.get)", () => {
    const replace = json({ op: "replace", path: "/spec/loadBalancerIP", value: "198.19.0.30" });
    expect(specOf(after(BALANCED, replace))).toMatchObject({ loadBalancerIP: "198.19.0.30" });
  });

  test("the annotations' map is absent", () => {
    const bare = after(strategic({ metadata: { annotations: null } }));
    const add = json({ op: "add", path: "/metadata/annotations/io.cilium~1lb-ipam-ips", value: "198.19.0.30" });
    expect(patchOf(bare, add)).toMatchObject({ kind: "refused", code: 422 });
    expect(printed(after(), add)).toBe("service/kube-dns patched");
  });
});

describe("what else validation.go 1.36 says", () => {
  const port = (fields: Readonly<Record<string, unknown>>) => merge({ spec: { ports: [{ port: 53, ...fields }] } });
  test.each<Row>([
    [
      [],
      port({ port: 99_999, targetPort: 53 }),
      "spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive",
    ],
    [
      [],
      port({ protocol: "udp" }),
      'spec.ports[0].protocol: Unsupported value: "udp": supported values: "SCTP", "TCP", "UDP"',
    ],
    [[], port({ nodePort: 30_053 }), "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    [
      [],
      port({ targetPort: "9" }),
      'spec.ports[0].targetPort: Invalid value: "9": must contain at least one letter (a-z)',
    ],
    [
      [],
      port({ name: "DNS" }),
      "spec.ports[0].name: Invalid value: \"DNS\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
    [[], merge({ spec: { ports: null } }), "spec.ports: Required value"],
    [
      [],
      merge({ spec: { allocateLoadBalancerNodePorts: false } }),
      "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      [],
      merge({ spec: { internalTrafficPolicy: "Any" } }),
      'spec.internalTrafficPolicy: Unsupported value: "Any": supported values: "Cluster", "Local"',
    ],
    [
      [],
      merge({ spec: { sessionAffinity: "Any" } }),
      'spec.sessionAffinity: Unsupported value: "Any": supported values: "ClientIP", "None"',
    ],
    [
      [],
      merge({ spec: { externalIPs: ["300.1.2.3"] } }),
      'spec.externalIPs[0]: Invalid value: "300.1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      [],
      merge({ spec: { externalIPs: ["127.0.0.1"] } }),
      'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      [],
      merge({ spec: { ipFamilyPolicy: "RequireDualStack" } }),
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      [],
      merge({ spec: { ipFamilies: ["IPv6"] } }),
      'spec.clusterIPs[0]: Invalid value: "198.18.0.10": expected an IPv6 value as indicated by `ipFamilies[0]`',
    ],
    [[], merge({ spec: { type: "ExternalName" } }), "spec.externalName: Required value"],
    [
      [],
      merge({ metadata: { annotations: { "a/b/c": "x" } } }),
      "metadata.annotations: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ],
    [
      [BALANCED],
      port({ nodePort: 80 }),
      "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
    ],
  ])("%#: %j", (before, patch, complaint) => {
    expect(printed(after(...before), patch)).toBe(`The Service "kube-dns" is invalid: ${complaint}`);
  });

  test.each([
    [{ name: "other" }, "the name of the object (other) does not match the name on the URL (kube-dns)"],
    [{ namespace: "other" }, "the namespace of the provided object does not match the namespace sent on the request"],
  ])("an object cannot be renamed: %j", (metadata, complaint) => {
    expect(printed(after(), merge({ metadata }))).toBe(`Error from server (BadRequest): ${complaint}`);
  });

  test("a node port that another service has", () => {
    const taken = { ...freeAllocations, nodePorts: [30_053] };
    expect(printed(after(BALANCED), port({ nodePort: 30_053 }), taken)).toBe(
      'The Service "kube-dns" is invalid: spec.ports[0].nodePort: Invalid value: 30053: provided port is already allocated',
    );
    expect(
      printed(after(BALANCED), merge({ spec: { externalTrafficPolicy: "Local", healthCheckNodePort: 30_053 } }), taken),
    ).toBe(
      "Error from server (InternalError): Internal error occurred: failed to allocate requested HealthCheck NodePort 30053: provided port is already allocated",
    );
  });
});
