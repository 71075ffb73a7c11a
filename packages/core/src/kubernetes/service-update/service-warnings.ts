import type { ServiceDraft } from "./service-spec.ts";

/** What the API server remarks of a Service that it takes (pkg/api/service/warnings.go GetWarningsForService). */
export function serviceWarnings(draft: ServiceDraft): readonly string[] {
  const isHeadless = draft.type === "ClusterIP" && draft.text("clusterIP") === "None";
  const isExternalName = draft.type === "ExternalName";
  const isOutside = draft.texts("externalIPs").length > 0;
  const rows: readonly (readonly [isSo: boolean, warning: string])[] = [
    [isHeadless && draft.text("loadBalancerIP") !== "", "spec.loadBalancerIP is ignored for headless services"],
    [isHeadless && isOutside, "spec.externalIPs is ignored for headless services"],
    [isHeadless && draft.text("sessionAffinity") !== "None", "spec.SessionAffinity is ignored for headless services"],
    [
      isOutside && !isHeadless && !isExternalName,
      "spec.externalIPs is deprecated and may no longer be implemented in some clusters",
    ],
    [isExternalName && isOutside, 'spec.externalIPs is ignored when spec.type is "ExternalName"'],
    [
      !isExternalName && draft.text("externalName") !== "",
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ],
    [
      draft.text("trafficDistribution") === "PreferClose",
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ],
  ];
  return rows.flatMap(([isSo, warning]) => (isSo ? [warning] : []));
}
