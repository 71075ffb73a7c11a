import { snapshotFromObjects, sourceFromText, wholeSpan } from "@splithorizon/core";
import { describe, expect, it, test } from "vitest";
import { apiVersionOf, listedResources, listPath } from "./resources.ts";

describe("where the API server has each kind", () => {
  it.each<readonly [string, readonly string[]]>([
    ["Namespace", ["/api/v1/namespaces"]],
    ["Service", ["/api/v1/services"]],
    ["EndpointSlice", ["/apis/discovery.k8s.io/v1/endpointslices"]],
    ["Pod", ["/api/v1/pods"]],
    ["Node", ["/api/v1/nodes"]],
    ["CiliumNode", ["/apis/cilium.io/v2/ciliumnodes"]],
    [
      "CiliumLoadBalancerIPPool",
      ["/apis/cilium.io/v2/ciliumloadbalancerippools", "/apis/cilium.io/v2alpha1/ciliumloadbalancerippools"],
    ],
    [
      "CiliumBGPClusterConfig",
      ["/apis/cilium.io/v2/ciliumbgpclusterconfigs", "/apis/cilium.io/v2alpha1/ciliumbgpclusterconfigs"],
    ],
    [
      "CiliumBGPPeerConfig",
      ["/apis/cilium.io/v2/ciliumbgppeerconfigs", "/apis/cilium.io/v2alpha1/ciliumbgppeerconfigs"],
    ],
    [
      "CiliumBGPAdvertisement",
      ["/apis/cilium.io/v2/ciliumbgpadvertisements", "/apis/cilium.io/v2alpha1/ciliumbgpadvertisements"],
    ],
    [
      "CiliumL2AnnouncementPolicy",
      ["/apis/cilium.io/v2/ciliuml2announcementpolicies", "/apis/cilium.io/v2alpha1/ciliuml2announcementpolicies"],
    ],
  ])("%s", (kind, paths) => {
    const resource = listedResources.find((one) => one.kind === kind);
    expect(resource?.versions.map((version) => listPath(resource, version))).toEqual(paths);
  });
});

test("every kind that is listed is one that a snapshot takes something from, at each version", () => {
  const locate = () => wholeSpan(sourceFromText("x", ""));
  for (const resource of listedResources) {
    for (const version of resource.versions) {
      const value = { apiVersion: apiVersionOf(resource, version), kind: resource.kind, metadata: { name: "one" } };
      const { diagnostics } = snapshotFromObjects([{ value, locate }]);
      expect(diagnostics.map(({ message }) => message)).toEqual([]);
    }
  }
});

test("there is no Secret, and no list of ConfigMaps, among what is listed", () => {
  expect(listedResources.map(({ kind }) => kind).filter((kind) => /secret|configmap/i.test(kind))).toEqual([]);
});

test("what a cluster may do without is Cilium's alone", () => {
  const optional = listedResources.filter(({ presence }) => presence === "optional");
  expect(new Set(optional.map(({ group }) => group))).toEqual(new Set(["cilium.io"]));
  expect(listedResources.filter(({ group }) => group === "cilium.io")).toEqual(optional);
});
