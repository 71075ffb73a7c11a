import {
  type Address,
  clusterIndex,
  type DomainName,
  isIpv4,
  mapAll,
  type NoMappingReason,
  type Service,
  type Span,
  serviceKey,
} from "@splithorizon/core";
import { mappingsOf } from "../naming/index.ts";
import type { SiteTwin } from "../site/index.ts";

/** A service as it is known outside. */
export interface OutsideService {
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
  /** Its first name outside, and inside. */
  readonly name: DomainName;
  readonly inside: DomainName;
  readonly addresses: readonly Address[];
  /** Its name outside, with the type of an address that it has; A while it has none. */
  readonly question: { readonly name: DomainName; readonly type: "A" | "AAAA" };
}

/** Services that have a name and an address outside, by cluster and name; those that DNS itself runs behind come last. */
export function outsideServices(twin: SiteTwin): readonly OutsideService[] {
  const all = mappingsOf(twin).flatMap(({ cluster, settings }) =>
    mapAll(settings).rows.flatMap((row): readonly OutsideService[] => {
      if (row.kind !== "mapped" || row.subject.kind !== "service") return [];
      const [outside] = row.external;
      if (outside === undefined) return [];
      const { service, namespace } = row.subject;
      const { name, addresses } = outside;
      const type = addresses.length === 0 || addresses.some(isIpv4) ? "A" : "AAAA";
      return [{ cluster, namespace, service, name, inside: row.internal.name, addresses, question: { name, type } }];
    }),
  );
  const isSystem = ({ namespace }: OutsideService): boolean => namespace === "kube-system";
  return [...all.filter((service) => !isSystem(service)), ...all.filter(isSystem)];
}

/** A service that has no name outside, and why. */
export interface UnnamedService {
  readonly cluster: string;
  /** The first zone of k8s_external, where its name would be. */
  readonly domain: DomainName;
  readonly namespace: string;
  readonly service: string;
  readonly reason: NoMappingReason;
}

export function unnamedServices(twin: SiteTwin): readonly UnnamedService[] {
  return mappingsOf(twin).flatMap(({ cluster, settings }) =>
    mapAll(settings).rows.flatMap((row): readonly UnnamedService[] => {
      const [domain] = settings.externalDomains;
      if (row.kind !== "unmapped" || row.subject?.kind !== "service" || domain === undefined) return [];
      const { service, namespace } = row.subject;
      return [{ cluster, domain, namespace, service, reason: row.reason }];
    }),
  );
}

/** The object behind a name outside. */
export function objectOf(
  twin: SiteTwin,
  { cluster, namespace, service }: Omit<UnnamedService, "domain" | "reason">,
): Service | null {
  const snapshot = twin.clusters.get(cluster)?.snapshot;
  return snapshot === undefined ? null : (clusterIndex(snapshot).services.get(serviceKey(service, namespace)) ?? null);
}

/** Where an object of a cluster stands in its file, else where the site has the cluster. */
export function placeOfObject(twin: SiteTwin, cluster: string, key: string): Span | null {
  const read = twin.makings.clusters.find((candidate) => candidate.twin.settings.name === cluster);
  return read?.manifests.placeOf(key) ?? read?.twin.settings.span ?? null;
}
