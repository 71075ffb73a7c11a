import { printPrefix } from "@splithorizon/core";
import { type HeardAnnouncement, type HostSettings, hearAnnouncements } from "../../site/index.ts";
import type { SimulationContext } from "../world/part.ts";

interface SessionPlace {
  readonly node: string;
  readonly router: HostSettings;
  readonly cluster: string;
}

/** What the nodes would announce now, if every router heard it at once. */
export function announcedNow({ world }: SimulationContext): readonly HeardAnnouncement[] {
  return hearAnnouncements(world.settings, [...world.clusters.values()]);
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
