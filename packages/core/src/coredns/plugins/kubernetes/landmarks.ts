import { type DomainName, type Landmark, parseName } from "../../../dns/index.ts";
import type { KubernetesSettings } from "./settings.ts";

/** The zones, and the names below them at which the plugin changes its mind whatever the cluster holds. */
export function kubernetesLandmarks(settings: KubernetesSettings): readonly Landmark[] {
  return settings.zones.flatMap((zone) => [
    { kind: "name", name: zone, why: "a zone of the kubernetes plugin" } as const,
    ...["svc", "pod", "dns-version", "ns.dns"].flatMap((label) => below(zone, label)),
  ]);
}

function below(zone: DomainName, label: string): readonly Landmark[] {
  const name = parseName(`${label}.${zone.text}`);
  return typeof name === "string" ? [] : [{ kind: "name", name, why: `${label} of the kubernetes plugin` }];
}
