import { type DomainName, isAtOrBelow, nameOf } from "../../../dns/index.ts";
import type { AutoPather } from "../../plugin.ts";
import type { LiveCluster } from "./live-cluster.ts";
import { nameBelow } from "./name-below.ts";

/** kubernetes/autopath.go: only with `pods verified`, and only for a pod that is known by the address the question comes from. */
export function makeAutoPather(cluster: LiveCluster, hostSearch: readonly DomainName[]): AutoPather {
  const { settings } = cluster;
  return {
    searchPathFor: (name, source) => {
      const zone = settings.zones.reduce<DomainName | null>(
        (longest, candidate) =>
          isAtOrBelow(name, candidate) && candidate.labelCount >= (longest?.labelCount ?? 0) ? candidate : longest,
        null,
      );
      const [pod] = settings.pods === "verified" ? (cluster.records.index.podsByIp.get(source) ?? []) : [];
      if (zone === null || pod === undefined) return null;
      const { namespace } = pod.metadata;
      const own = [nameBelow(`${namespace}.svc`, zone), nameBelow("svc", zone), zone];
      return [...own, ...hostSearch, nameOf(".")].filter((base) => base !== null);
    },
  };
}
