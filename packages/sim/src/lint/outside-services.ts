import { type Address, type DomainName, mapAll, type NoMappingReason, type Span } from "@splithorizon/core";
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
}

/** Services that have a name and an address outside, by cluster and name; those that DNS itself runs behind come last. */
export function outsideServices(twin: SiteTwin): readonly OutsideService[] {
  const all = mappingsOf(twin).flatMap(({ cluster, settings }) =>
    mapAll(settings).rows.flatMap((row): readonly OutsideService[] => {
      if (row.kind !== "mapped" || row.subject.kind !== "service") return [];
      const [outside] = row.external;
      if (outside === undefined) return [];
      const { service, namespace } = row.subject;
      return [
        { cluster, namespace, service, name: outside.name, inside: row.internal.name, addresses: outside.addresses },
      ];
    }),
  );
  const isSystem = ({ namespace }: OutsideService): boolean => namespace === "kube-system";
  return [...all.filter((service) => !isSystem(service)), ...all.filter(isSystem)];
}

/** A service that has no name outside, and why. */
export interface UnnamedService {
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
  readonly reason: NoMappingReason;
}

export function unnamedServices(twin: SiteTwin): readonly UnnamedService[] {
  return mappingsOf(twin).flatMap(({ cluster, settings }) =>
    mapAll(settings).rows.flatMap((row): readonly UnnamedService[] => {
      if (row.kind !== "unmapped" || row.subject?.kind !== "service") return [];
      const { service, namespace } = row.subject;
      return [{ cluster, namespace, service, reason: row.reason }];
    }),
  );
}

/** Where an object of a cluster stands in its file, else where the site has the cluster. */
export function placeOfObject(twin: SiteTwin, cluster: string, key: string): Span | null {
  const read = twin.makings.clusters.find((candidate) => candidate.twin.settings.name === cluster);
  return read?.manifests.placeOf(key) ?? read?.twin.settings.span ?? null;
}
