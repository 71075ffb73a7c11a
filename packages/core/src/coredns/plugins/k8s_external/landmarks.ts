import type { Landmark } from "../../../dns/index.ts";
import { apexName } from "./external-records.ts";
import type { ExternalSettings } from "./settings.ts";

/** The zones, and below each the apex label with its name server. */
export function k8sExternalLandmarks({ zones, apex }: ExternalSettings): readonly Landmark[] {
  return zones.flatMap((zone): readonly Landmark[] => [
    { kind: "name", name: zone, why: "a zone of k8s_external" },
    { kind: "name", name: apexName(apex, zone), why: "the apex label of k8s_external: shadows a namespace" },
    { kind: "name", name: apexName(`ns1.${apex}`, zone), why: "the name server of k8s_external" },
  ]);
}
