import { describe, expect, test } from "vitest";
import { objects } from "../object-update/patched.fixture.ts";
import { printedKind, updateObject } from "../object-update/update-object.ts";
import type { JsonMap } from "../patching/json-value.ts";
import { type AppliedKind, patchOfManifest, printApplied, printCreation, strictUpdate } from "./apply-manifest.ts";
import { type CreatableKind, createObject } from "./create-object.ts";

const BIRTH = { creationTimestamp: "2024-01-02T16:00:00Z" };
const KINDS = Object.keys(objects).filter((kind): kind is CreatableKind => kind !== "Node");

/** The object as somebody writes it: what servers add is not there. */
function manifestOf(kind: CreatableKind, change: JsonMap = {}): JsonMap {
  const { status: _, ...object } = objects[kind];
  const {
    creationTimestamp: __,
    resourceVersion: ___,
    uid: ____,
    generation: _____,
    ...metadata
  } = object["metadata"] as JsonMap;
  return { ...object, metadata, ...change };
}

function answer(kind: CreatableKind, change: JsonMap): string {
  const manifest = manifestOf(kind, change);
  const { name } = manifest["metadata"] as { name: string };
  return printCreation(createObject(kind, manifest, BIRTH), printedKind(kind), name);
}

describe("every kind is made, and then is as its manifest says", () => {
  test.each(KINDS)("%s", (kind) => {
    const manifest = manifestOf(kind);
    const creation = createObject(kind, manifest, BIRTH);
    if (creation.kind === "refused") throw new Error(creation.message);
    expect(creation.object["metadata"]).toMatchObject(BIRTH);
    expect(creation.object["status"]).toBeUndefined();
    // What was made without the annotation is given it by the first manifest, and then nothing is sent any more.
    const first = patchOfManifest(kind, manifest, creation.object);
    if (first === null) throw new Error("no annotation");
    const update = updateObject(kind, creation.object, first);
    if (update.kind === "refused") throw new Error(update.message);
    expect(patchOfManifest(kind, manifest, update.object)).toBeNull();
  });
});

const metadata = { name: "p", namespace: "a" };
const container = { name: "c", image: "x:1" };

describe("what the server adds", () => {
  test("a Namespace has its name for a label", () => {
    const creation = createObject("Namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } }, BIRTH);
    if (creation.kind === "refused") throw new Error(creation.message);
    expect(creation.object["metadata"]).toMatchObject({ labels: { "kubernetes.io/metadata.name": "a" } });
  });

  test("a Pod stays for five minutes on a node that is lost", () => {
    const creation = createObject(
      "Pod",
      { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [container] } },
      BIRTH,
    );
    if (creation.kind === "refused") throw new Error(creation.message);
    expect(creation.object["spec"]).toMatchObject({
      tolerations: [
        { key: "node.kubernetes.io/not-ready", effect: "NoExecute", tolerationSeconds: 300 },
        { key: "node.kubernetes.io/unreachable", effect: "NoExecute", tolerationSeconds: 300 },
      ],
    });
  });

  test("defaults of Cilium's schemas", () => {
    const spec = { gracefulRestart: { enabled: true }, timers: {} };
    const creation = createObject("CiliumBGPPeerConfig", manifestOf("CiliumBGPPeerConfig", { spec }), BIRTH);
    if (creation.kind === "refused") throw new Error(creation.message);
    expect(creation.object["spec"]).toEqual({
      ebgpMultihop: 1,
      gracefulRestart: { enabled: true, restartTimeSeconds: 120 },
      timers: { connectRetryTimeSeconds: 120, holdTimeSeconds: 90, keepAliveTimeSeconds: 30 },
    });
  });
});

describe("what is refused", () => {
  test.each<readonly [kind: CreatableKind, change: JsonMap, text: string]>([
    ["Pod", { metadata, spec: {} }, 'The Pod "p" is invalid: spec.containers: Required value'],
    [
      "Pod",
      { metadata, spec: { containers: [{}, container, container] } },
      'The Pod "p" is invalid: \n* spec.containers[0].name: Required value\n* spec.containers[0].image: Required value\n* spec.containers[2].name: Duplicate value: "c"',
    ],
    [
      "Pod",
      { metadata, spec: { containers: [container], restartPolicy: "Sometimes", dnsPolicy: "None" } },
      'The Pod "p" is invalid: \n* spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"\n* spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is "None"',
    ],
    [
      "Pod",
      { metadata, spec: { containers: [{ name: "c", image: " x" }] } },
      'The Pod "p" is invalid: spec.containers[0].image: Invalid value: " x": must not have leading or trailing whitespace',
    ],
    [
      "EndpointSlice",
      { endpoints: [{ addresses: [] }] },
      'The EndpointSlice "kube-dns-x7k2p" is invalid: endpoints[0].addresses: Required value: must contain at least 1 address',
    ],
    [
      "EndpointSlice",
      { addressType: "" },
      'The EndpointSlice "kube-dns-x7k2p" is invalid: addressType: Required value',
    ],
    [
      "ConfigMap",
      { data: { "a b": "" } },
      `The ConfigMap "coredns" is invalid: data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
    ],
    [
      "CiliumLoadBalancerIPPool",
      { spec: { blockz: [] } },
      'Error from server (BadRequest): error when creating "STDIN": CiliumLoadBalancerIPPool in version "v2" cannot be handled as a CiliumLoadBalancerIPPool: strict decoding error: unknown field "spec.blockz"',
    ],
    [
      "CiliumBGPClusterConfig",
      { spec: { bgpInstances: [] } },
      'The CiliumBGPClusterConfig "rack-1" is invalid: spec.bgpInstances: Invalid value: 0: spec.bgpInstances in body should have at least 1 items',
    ],
    [
      "CiliumBGPClusterConfig",
      { spec: { bgpInstances: [{ name: "", localASN: 0, peers: [{ name: "r", peerASN: 5_000_000_000 }] }] } },
      'The CiliumBGPClusterConfig "rack-1" is invalid: \n* spec.bgpInstances[0].name: Invalid value: "": spec.bgpInstances[0].name in body should be at least 1 chars long\n* spec.bgpInstances[0].localASN: Invalid value: 0: spec.bgpInstances[0].localASN in body should be greater than or equal to 1\n* spec.bgpInstances[0].peers[0].peerASN: Invalid value: 5000000000: spec.bgpInstances[0].peers[0].peerASN in body should be less than or equal to 4294967295',
    ],
    [
      "CiliumBGPPeerConfig",
      { spec: { gracefulRestart: {} } },
      'The CiliumBGPPeerConfig "router" is invalid: spec.gracefulRestart.enabled: Required value',
    ],
    [
      "CiliumBGPAdvertisement",
      { spec: { advertisements: [{ advertisementType: "Services" }] } },
      'The CiliumBGPAdvertisement "load-balancers" is invalid: spec.advertisements[0].advertisementType: Unsupported value: "Services": supported values: "PodCIDR", "CiliumPodIPPool", "Service", "Interface"',
    ],
    [
      "CiliumL2AnnouncementPolicy",
      { spec: { loadBalancerIPs: "yes" } },
      'The CiliumL2AnnouncementPolicy "lan" is invalid: spec.loadBalancerIPs: Invalid value: "string": spec.loadBalancerIPs in body must be of type boolean: "string"',
    ],
  ])("%s %j", (kind, change, text) => {
    expect(answer(kind, change)).toBe(text);
  });
});

describe("what kubectl prints of an object that is there", () => {
  const applied = (kind: AppliedKind & CreatableKind, manifest: JsonMap): string => {
    const current = objects[kind];
    const patch = patchOfManifest(kind, manifest, current);
    const { name } = manifest["metadata"] as { name: string };
    const object = { kind, apiVersion: String(manifest["apiVersion"]), name, namespace: "kube-system", patch };
    if (patch === null) return printApplied(null, object);
    return printApplied(strictUpdate(kind, updateObject(kind, current, patch), { patch, current }), object);
  };

  test("configured, as long as it says something new", () => {
    expect(applied("ConfigMap", manifestOf("ConfigMap", { data: { Corefile: "" } }))).toBe(
      "configmap/coredns configured",
    );
  });

  test("fields that are wrong, without a word of the patch", () => {
    const text = applied("EndpointSlice", manifestOf("EndpointSlice", { addressType: "IPv6" }));
    expect(text).toContain('The EndpointSlice "kube-dns-x7k2p" is invalid: ');
    expect(text).toContain('addressType: Invalid value: "IPv6": field is immutable');
  });

  test("fields that nobody knows: the patch, as the server shows it", () => {
    const manifest = manifestOf("ConfigMap", { dat: {} });
    expect(applied("ConfigMap", manifest)).toMatch(
      /^The request is invalid: patch: Invalid value: "map\[.*\]": strict decoding error: unknown field "dat"$/s,
    );
  });
});
