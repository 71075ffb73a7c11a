import { describe, expect, it } from "vitest";
import { sourceFromText, wholeSpan } from "../../text/index.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { snapshotFromObjects } from "./snapshot-from-objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const VERSIONS: Readonly<Record<string, string>> = {
  EndpointSlice: "discovery.k8s.io/v1",
  CiliumNode: "cilium.io/v2",
  CiliumLoadBalancerIPPool: "cilium.io/v2",
  CiliumBGPClusterConfig: "cilium.io/v2",
  CiliumBGPPeerConfig: "cilium.io/v2",
  CiliumBGPAdvertisement: "cilium.io/v2",
  CiliumL2AnnouncementPolicy: "cilium.io/v2alpha1",
};

/** A snapshot of one object, and everything that is said about it. */
function read(kind: string, fields: Fields): { readonly value: ClusterSnapshot; readonly said: readonly string[] } {
  const metadata = { name: "one", namespace: "default" };
  const object = { apiVersion: VERSIONS[kind] ?? "v1", kind, metadata, ...fields };
  const locate = () => wholeSpan(sourceFromText("one.yaml", ""));
  const { value, diagnostics } = snapshotFromObjects([{ value: object, locate }]);
  return { value, said: diagnostics.map(({ message }) => message) };
}

describe("ports: 1 to 65535, and 0 where the API server takes it for none given (validation.go IsValidPortNum)", () => {
  const service = (port: Fields): Fields => ({ spec: { ports: [{ port: 53, ...port }] } });
  const container = (containerPort: unknown): Fields => ({
    spec: { containers: [{ ports: [{ name: "dns", containerPort }] }] },
  });
  it.each<readonly [string, Fields, readonly string[]]>([
    ["Service", service({ port: 1 }), []],
    ["Service", service({ port: 65_535 }), []],
    ["Service", service({ port: 0 }), ["spec.ports.0.port: expected a port from 1 to 65535, found 0."]],
    ["Service", service({ port: 99_999 }), ["spec.ports.0.port: expected a port from 1 to 65535, found 99999."]],
    ["Service", service({ port: -1 }), ["spec.ports.0.port: expected a port from 1 to 65535, found -1."]],
    ["Service", service({ targetPort: 0, nodePort: 0 }), []],
    ["Service", service({ targetPort: "dns" }), []],
    [
      "Service",
      service({ targetPort: 65_536 }),
      ["spec.ports.0.targetPort: expected a port from 0 to 65535, found 65536."],
    ],
    [
      "Service",
      service({ nodePort: 65_536 }),
      ["spec.ports.0.nodePort: expected a port from 0 to 65535, found 65536."],
    ],
    ["Service", { spec: { healthCheckNodePort: 0 } }, []],
    [
      "Service",
      { spec: { healthCheckNodePort: 70_000 } },
      ["spec.healthCheckNodePort: expected a port from 0 to 65535, found 70000."],
    ],
    ["Pod", container(53), []],
    ["Pod", container(0), ["spec.containers.0.ports.0.containerPort: expected a port from 1 to 65535, found 0."]],
    // The API server does not look at the ports of a slice (apis/discovery/validation validatePorts).
    ["EndpointSlice", { addressType: "IPv4", ports: [{ port: 99_999 }] }, []],
    [
      "CiliumBGPClusterConfig",
      { spec: { bgpInstances: [{ name: "a", localPort: 0 }] } },
      ["spec.bgpInstances.0.localPort: expected a port from 1 to 65535, found 0."],
    ],
  ])("%s %j", (kind, fields, expected) => {
    expect(read(kind, fields).said).toEqual(expected);
  });

  it("a target port of 0 is the port itself", () => {
    expect(read("Service", service({ targetPort: 0 })).value.services[0]?.ports[0]?.targetPort).toBeNull();
  });
});

/** Types of the fields are those of the API (k8s.io/api core/v1 and discovery/v1, Cilium's CRDs): what the API server lets through is read. */
describe("a field of a wrong type: where it is, what it should be, what it is", () => {
  it.each<readonly [string, Fields, string]>([
    [
      "Service",
      { spec: { type: "External" } },
      'spec.type: expected ClusterIP or NodePort or LoadBalancer or ExternalName, found "External".',
    ],
    ["Service", { spec: { clusterIP: "300.0.0.1" } }, 'spec.clusterIP: expected an IP address, found "300.0.0.1".'],
    ["Service", { spec: { clusterIPs: ["none"] } }, 'spec.clusterIPs.0: expected an IP address, found "none".'],
    ["Service", { spec: { clusterIPs: "None" } }, 'spec.clusterIPs: expected a list, found "None".'],
    ["Service", { spec: { externalIPs: [7] } }, "spec.externalIPs.0: expected an IP address, found 7."],
    ["Service", { spec: { externalName: ["a"] } }, "spec.externalName: expected a string, found a list."],
    ["Service", { spec: { ports: { http: 80 } } }, "spec.ports: expected a list, found a map."],
    [
      "Service",
      { spec: { ports: [{ port: 80.5 }] } },
      "spec.ports.0.port: expected a port from 1 to 65535, found 80.5.",
    ],
    [
      "Service",
      { spec: { ports: [{}, { protocol: "tcp" }] } },
      'spec.ports.1.protocol: expected TCP or UDP or SCTP, found "tcp".',
    ],
    [
      "Service",
      { spec: { ports: [{ nodePort: "30053" }] } },
      'spec.ports.0.nodePort: expected a port from 0 to 65535, found "30053".',
    ],
    [
      "Service",
      { spec: { externalTrafficPolicy: "local" } },
      'spec.externalTrafficPolicy: expected Cluster or Local, found "local".',
    ],
    [
      "Service",
      { spec: { publishNotReadyAddresses: "true" } },
      'spec.publishNotReadyAddresses: expected true or false, found "true".',
    ],
    ["Service", { spec: { selector: ["app"] } }, "spec.selector: expected a map of strings, found a list."],
    ["Service", { spec: { selector: { app: 7 } } }, "spec.selector.app: expected a string, found 7."],
    [
      "Service",
      { spec: { sessionAffinity: "Client" } },
      'spec.sessionAffinity: expected None or ClientIP, found "Client".',
    ],
    [
      "Service",
      { status: { loadBalancer: { ingress: [{ ip: "lb.test" }] } } },
      'status.loadBalancer.ingress.0.ip: expected an IP address, found "lb.test".',
    ],
    ["EndpointSlice", { addressType: "ipv4" }, 'addressType: expected IPv4 or IPv6 or FQDN, found "ipv4".'],
    [
      "EndpointSlice",
      { endpoints: [{ addresses: ["100.64.0"] }] },
      'endpoints.0.addresses.0: expected an IP address, found "100.64.0".',
    ],
    [
      "EndpointSlice",
      { endpoints: [{ conditions: { ready: 1 } }] },
      "endpoints.0.conditions.ready: expected true or false, found 1.",
    ],
    ["EndpointSlice", { ports: [{ port: "http" }] }, 'ports.0.port: expected a whole number, found "http".'],
    ["Pod", { status: { podIP: "pending" } }, 'status.podIP: expected an IP address, found "pending".'],
    [
      "Pod",
      { spec: { dnsPolicy: "None " } },
      'spec.dnsPolicy: expected ClusterFirst or ClusterFirstWithHostNet or Default or None, found "None ".',
    ],
    [
      "Pod",
      { spec: { dnsConfig: { nameservers: ["dns.test"] } } },
      'spec.dnsConfig.nameservers.0: expected an IP address, found "dns.test".',
    ],
    ["Pod", { spec: { dnsConfig: { searches: [{}] } } }, "spec.dnsConfig.searches.0: expected a string, found a map."],
    ["Node", { spec: { podCIDRs: "10.0.0.0/8" } }, 'spec.podCIDRs: expected a list, found "10.0.0.0/8".'],
    ["Node", { spec: { unschedulable: "yes" } }, 'spec.unschedulable: expected true or false, found "yes".'],
    [
      "Node",
      { status: { addresses: [{ type: "InternalIP", address: "node-1" }] } },
      'status.addresses.0.address: expected an IP address, found "node-1".',
    ],
    ["ConfigMap", { data: { Corefile: 7 } }, "data.Corefile: expected a string, found 7."],
    [
      "CiliumNode",
      { spec: { addresses: [{ type: "InternalIP", ip: 1 }] } },
      "spec.addresses.0.ip: expected an IP address, found 1.",
    ],
    [
      "CiliumLoadBalancerIPPool",
      { spec: { allowFirstLastIPs: true } },
      "spec.allowFirstLastIPs: expected Yes or No, found true.",
    ],
    [
      "CiliumLoadBalancerIPPool",
      { spec: { serviceSelector: { matchExpressions: [{ key: "a", operator: "in" }] } } },
      'spec.serviceSelector.matchExpressions.0.operator: expected In or NotIn or Exists or DoesNotExist, found "in".',
    ],
    [
      "CiliumBGPClusterConfig",
      { spec: { bgpInstances: [{ localASN: "65001" }] } },
      'spec.bgpInstances.0.localASN: expected a whole number, found "65001".',
    ],
    [
      "CiliumBGPClusterConfig",
      { spec: { bgpInstances: [{ peers: [{ peerAddress: "192.0.2.0/24" }] }] } },
      'spec.bgpInstances.0.peers.0.peerAddress: expected an IP address, found "192.0.2.0/24".',
    ],
    [
      "CiliumBGPPeerConfig",
      { spec: { gracefulRestart: { enabled: "on" } } },
      'spec.gracefulRestart.enabled: expected true or false, found "on".',
    ],
    [
      "CiliumBGPAdvertisement",
      { spec: { advertisements: [{ service: { addresses: [1] } }] } },
      "spec.advertisements.0.service.addresses.0: expected a string, found 1.",
    ],
    ["CiliumL2AnnouncementPolicy", { spec: { interfaces: "eth0" } }, 'spec.interfaces: expected a list, found "eth0".'],
  ])("%s %j", (kind, fields, expected) => expect(read(kind, fields).said).toEqual([expected]));

  it("a text that is long is shown by its first eighty characters", () =>
    expect(read("Service", { spec: { type: "x".repeat(200) } }).said[0]).toContain(`found "${"x".repeat(80)}".`));

  it("every field that is wrong is named, in the order of the reading", () =>
    expect(read("Service", { spec: { type: 1, clusterIP: 2, ports: 3 } }).said).toEqual([
      "spec.type: expected ClusterIP or NodePort or LoadBalancer or ExternalName, found 1.",
      "spec.clusterIP: expected an IP address, found 2.",
      "spec.ports: expected a list, found 3.",
    ]));
});

describe("a field that is not there, or null, is nothing to complain about", () => {
  it.each<readonly [string, Fields]>([
    ["Service", { spec: null, status: null }],
    ["Service", { spec: { type: null, clusterIP: null, clusterIPs: null, ports: null, selector: null } }],
    ["Service", { spec: { clusterIP: "" } }],
    ["Service", { spec: { unknownField: 7 }, anotherOne: [] }],
    ["EndpointSlice", { endpoints: null, ports: null }],
    ["EndpointSlice", { endpoints: [{ addresses: null, conditions: null, targetRef: null, hostname: null }] }],
    ["Pod", { status: { podIPs: null, podIP: null, conditions: null } }],
    ["Node", {}],
    ["ConfigMap", { data: null }],
    ["ConfigMap", { data: { other: 7 } }],
  ])("%s %j", (kind, fields) => expect(read(kind, fields).said).toEqual([]));
});

describe("what stands for a field that is wrong", () => {
  it("the API server's default, and the rest as it is", () => {
    const { value } = read("Service", {
      spec: {
        type: 1,
        clusterIPs: ["198.18.0.1", "x"],
        ports: [{ name: "a", port: 80, protocol: "tcp" }, { port: "x" }],
      },
    });
    const [service] = value.services;
    expect([service?.type, service?.clusterIps]).toEqual(["ClusterIP", ["198.18.0.1"]]);
    expect(service?.ports.map(({ name, port, protocol }) => `${name} ${port} ${protocol}`)).toEqual([
      "a 80 TCP",
      " 0 TCP",
    ]);
  });

  it("a condition that cannot be read is unknown, which counts as ready", () => {
    const { value } = read("EndpointSlice", {
      endpoints: [{ addresses: ["100.64.0.1"], conditions: { ready: "no" } }],
    });
    expect(value.endpointSlices[0]?.endpoints[0]?.ready).toBeNull();
  });
});

describe("lists of objects", () => {
  const locate = () => wholeSpan(sourceFromText("one.yaml", ""));
  const namesIn = (value: unknown): readonly string[] =>
    snapshotFromObjects([{ value, locate }]).value.namespaces.map(({ metadata }) => metadata.name);
  const namespace = (name: string): Fields => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  it.each<readonly [string, unknown, readonly string[]]>([
    ["List", { apiVersion: "v1", kind: "List", items: [namespace("b"), namespace("a")] }, ["a", "b"]],
    ["NamespaceList", { apiVersion: "v1", kind: "NamespaceList", items: [namespace("a")] }, ["a"]],
    ["an empty one", { apiVersion: "v1", kind: "List", items: [] }, []],
    ["one without items", { apiVersion: "v1", kind: "List" }, []],
    [
      "a list within a list is not taken apart",
      { kind: "List", items: [{ kind: "List", items: [namespace("a")] }] },
      [],
    ],
  ])("%s", (_, value, expected) => expect(namesIn(value)).toEqual(expected));
});
