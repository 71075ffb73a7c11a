import { type ClusterSnapshot, printPrefix } from "@splithorizon/core";
import { type HeardAnnouncement, type HostSettings, hearAnnouncements } from "../../site/index.ts";
import type { SimulationContext } from "../world/part.ts";

/** Objects that say what is announced, and to whom. */
const ANNOUNCED_FROM = [
  "namespaces",
  "services",
  "endpointSlices",
  "pods",
  "nodes",
  "ciliumNodes",
  "bgpClusterConfigs",
  "bgpPeerConfigs",
  "bgpAdvertisements",
] as const satisfies readonly (keyof ClusterSnapshot)[];

interface SessionPlace {
  readonly node: string;
  readonly router: HostSettings;
  readonly cluster: string;
}

/** What the nodes would announce now, if every router heard it at once. */
export function announcedNow({ world }: SimulationContext): readonly HeardAnnouncement[] {
  return hearAnnouncements(world.settings, [...world.clusters.values()]);
}

/** Whether what the nodes announce may be another thing: a pool's status and a Corefile have no part in it. */
export function mayBeAnnounced(before: ClusterSnapshot, after: ClusterSnapshot): boolean {
  return ANNOUNCED_FROM.some((kind) => before[kind] !== after[kind]);
}

export function isOfSession({ node, router, cluster }: SessionPlace) {
  return (heard: HeardAnnouncement): boolean =>
    heard.node === node && heard.router === router.name && heard.cluster === cluster;
}

export function areSameAnnouncements(one: readonly HeardAnnouncement[], other: readonly HeardAnnouncement[]): boolean {
  return printAll(one) === printAll(other);
}

function printAll(list: readonly HeardAnnouncement[]): string {
  return list
    .map(({ prefix, nextHop, localPreference, why }) => `${printPrefix(prefix)} ${nextHop} ${localPreference} ${why}`)
    .join("\n");
}
