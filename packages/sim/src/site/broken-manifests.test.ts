import { sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { manifestsOf } from "./manifests.ts";
import { printUnderlined } from "./site-files.fixture.ts";

/** What is said of one object: `‹value› message`. */
function said(text: string): readonly string[] {
  return manifestsOf(sourceFromText("o.yaml", text)).diagnostics.map(printUnderlined);
}

const object = (apiVersion: string, kind: string, rest: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\n${rest}\n`;
const service = (spec: string): string => object("v1", "Service", `spec: ${spec}`);
const slice = (rest: string): string => object("discovery.k8s.io/v1", "EndpointSlice", rest);
const pool = (spec: string): string => object("cilium.io/v2", "CiliumLoadBalancerIPPool", `spec: ${spec}`);

describe("a field of the wrong kind, of each kind of object: the caret is under the value, and all are told at once", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["a Service's type", service("{ type: LoadBalancr }"), ["‹LoadBalancr›"]],
    [
      "its traffic policies",
      service("{ externalTrafficPolicy: local, internalTrafficPolicy: Any }"),
      ["‹local›", "‹Any›"],
    ],
    ["its session affinity", service("{ sessionAffinity: Cookie }"), ["‹Cookie›"]],
    ["a port's protocol", service("{ ports: [{ port: 53, protocol: udp }, { port: 53, protocol: TCP }] }"), ["‹udp›"]],
    ["ports that are no list", service("{ ports: 53 }"), ["‹53›"]],
    ["an address", service("{ clusterIP: 198.18.0.300 }"), ["‹198.18.0.300›"]],
    ["a selector that is none", service("{ selector: [a] }"), ["‹[a]›"]],
    ["two of them", service("{ type: A, sessionAffinity: B }"), ["‹A›", "‹B›"]],
    ["a slice's address type", slice("addressType: IPV4\nendpoints: []"), ["‹IPV4›"]],
    ["an endpoint's address", slice("addressType: IPv4\nendpoints: [{ addresses: [192.0.2.1, web] }]"), ["‹web›"]],
    [
      "whether it is ready",
      slice('addressType: IPv4\nendpoints: [{ addresses: [192.0.2.1], conditions: { ready: "yes" } }]'),
      ['‹"yes"›'],
    ],
    ["a pod's dnsPolicy", object("v1", "Pod", "spec: { dnsPolicy: ClusterFrist }"), ["‹ClusterFrist›"]],
    ["its addresses", object("v1", "Pod", "status: { podIPs: [{ ip: p }] }"), ["‹p›"]],
    ["whether it is on the host network", object("v1", "Pod", "spec: { hostNetwork: 1 }"), ["‹1›"]],
    ["a pool's switch", pool("{ disabled: 0 }"), ["‹0›"]],
    ["whether its ends count", pool("{ allowFirstLastIPs: no }"), ["‹no›"]],
    ["blocks that are no list", pool("{ blocks: 198.19.0.0/24 }"), ["‹198.19.0.0/24›"]],
    [
      "a peer's address and AS number",
      object(
        "cilium.io/v2",
        "CiliumBGPClusterConfig",
        "spec: { bgpInstances: [{ name: i, peers: [{ name: r, peerAddress: router, peerASN: many }] }] }",
      ),
      ["‹router›", "‹many›"],
    ],
    [
      "a selector's operator",
      object(
        "cilium.io/v2",
        "CiliumBGPAdvertisement",
        "spec: { advertisements: [{ advertisementType: Service, selector: { matchExpressions: [{ key: a, operator: Is }] } }] }",
      ),
      ["‹Is›"],
    ],
    [
      "an announcement's switches",
      object("cilium.io/v2alpha1", "CiliumL2AnnouncementPolicy", 'spec: { externalIPs: "true", loadBalancerIPs: 1 }'),
      ['‹"true"›', "‹1›"],
    ],
  ])("%s", (_, text, underlined) => {
    expect(said(text).map((line) => line.slice(0, line.indexOf("›") + 1))).toEqual(underlined);
  });

  it.each<readonly [string, string]>([
    ["null is as not said", service("{ type: null, ports: null, selector: ~ }")],
    ["fields that nobody here reads", service("{ somethingNew: [1, 2], trafficDistribution: PreferClose }")],
    ["no spec at all", object("v1", "Service", "status: {}")],
    [
      "what the API server adds",
      service("{ clusterIP: 198.18.0.1 }").replace(
        "{ name: x }",
        '{ name: x, uid: u, resourceVersion: "7", managedFields: [{}] }',
      ),
    ],
  ])("nothing is said of: %s", (_, text) => {
    expect(said(text)).toEqual([]);
  });
});

describe("names and kinds that are no texts, and have a toString of their own", () => {
  const FALSE_TEXT = '{ "toString": 7, "valueOf": 7 }';
  it.each<readonly [string, string]>([
    ["a kind", `{ "apiVersion": "v1", "kind": ${FALSE_TEXT}, "metadata": { "name": "a" } }`],
    ["a name", `{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": ${FALSE_TEXT} } }`],
    ["a namespace", `{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "a", "namespace": ${FALSE_TEXT} } }`],
    [
      "a ConfigMap's name",
      `{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": ${FALSE_TEXT} }, "data": { "Corefile": "." } }`,
    ],
    ["a name in a List", `{ "kind": "List", "items": [{ "kind": "Pod", "metadata": { "name": ${FALSE_TEXT} } }] }`],
    ["a name in a snapshot", `{ "schemaVersion": 1, "pods": [{ "metadata": { "name": ${FALSE_TEXT} } }] }`],
    [
      "a Corefile's in a snapshot",
      `{ "schemaVersion": 1, "corefiles": [{ "metadata": { "name": ${FALSE_TEXT} }, "corefile": "." }] }`,
    ],
  ])("%s", (_, text) => {
    for (const form of [text, `# YAML\n${text}`]) {
      const { value } = manifestsOf(sourceFromText("o.json", form));
      expect(value.placeOf("Service /a")).toBeNull();
      expect(value.objectAt("Service /a")).toBeNull();
    }
  });
});
