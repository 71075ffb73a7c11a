import { expect, test } from "vitest";
import type { JsonMap } from "../patching/json-value.ts";
import { after, freeAllocations, merge, patchOf, strategic } from "./kube-dns.fixture.ts";

const DEPRECATED = "spec.externalIPs is deprecated and may no longer be implemented in some clusters";
const OUTSIDE = { externalIPs: ["198.51.100.7"] };

test.each<readonly [before: readonly JsonMap[], spec: JsonMap, warnings: readonly string[]]>([
  [[], { sessionAffinity: "ClientIP" }, []],
  [[], OUTSIDE, [DEPRECATED]],
  // Whatever is patched, the object is looked at as a whole.
  [[OUTSIDE], { sessionAffinity: "ClientIP" }, [DEPRECATED]],
  [[OUTSIDE], { externalIPs: null }, []],
  [[], { externalName: "ns1.example.net" }, ['spec.externalName is ignored when spec.type is not "ExternalName"']],
  [
    [],
    { type: "ExternalName", externalName: "ns1.example.net", ...OUTSIDE },
    ['spec.externalIPs is ignored when spec.type is "ExternalName"'],
  ],
  [
    [],
    { trafficDistribution: "PreferClose" },
    ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
  ],
  [[], { trafficDistribution: "PreferSameZone" }, []],
  [
    [
      { type: "ExternalName", externalName: "ns1.example.net", ...OUTSIDE },
      { type: "ClusterIP", externalName: null, clusterIP: "None", clusterIPs: ["None"], ...OUTSIDE },
    ],
    { loadBalancerIP: "198.19.0.30", sessionAffinity: "ClientIP" },
    [
      "spec.loadBalancerIP is ignored for headless services",
      "spec.externalIPs is ignored for headless services",
      "spec.SessionAffinity is ignored for headless services",
    ],
  ],
])("%#: after %j, %j", (before, spec, warnings) => {
  const update = patchOf(after(...before.map((members) => merge({ spec: members }))), merge({ spec }), freeAllocations);
  expect(update.kind === "refused" ? update.message : update.warnings).toEqual(warnings);
});

test("what nobody knows is remarked before it, and a refusal remarks nothing", () => {
  const update = patchOf(after(), strategic({ spec: { ...OUTSIDE, nodeports: 1 } }));
  expect(update).toMatchObject({ warnings: ['unknown field "spec.nodeports"', DEPRECATED] });
  expect(patchOf(after(), strategic({ spec: { ...OUTSIDE, type: "Loadbalancer" } }))).not.toHaveProperty("warnings");
});
