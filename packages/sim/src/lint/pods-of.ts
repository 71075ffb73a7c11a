import type { ClusterTwin, SiteTwin } from "../site/index.ts";

/** A cluster's pods that have an address of their own and do not run CoreDNS. */
export function podsOf(twin: SiteTwin, { settings, coreDnsStations }: ClusterTwin): readonly string[] {
  const own = twin.makings.clusters.find((made) => made.twin.settings.name === settings.name);
  return (own?.pods ?? []).map(({ name }) => name).filter((name) => !coreDnsStations.includes(name));
}
