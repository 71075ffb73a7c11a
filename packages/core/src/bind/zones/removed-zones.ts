import { compareNames, type DomainName } from "../../dns/index.ts";
import { emptyZonesOf } from "../empty-zones.ts";
import { forwardingTableOf } from "../forwarding.ts";
import type { ViewSettings } from "../settings.ts";
import type { View } from "../view.ts";
import type { ZoneSettings } from "../zone-settings.ts";
import { goesOnAs } from "./held-zones.ts";
import { hasFile } from "./take-earlier.ts";
import { zoneTitle } from "./zone-lines.ts";

interface Gone {
  readonly name: DomainName;
  readonly kind: string;
}

/**
 * `zone z.lan/IN: (primary) removed`, also of one that begins anew with another file, and of zones that are there unsaid
 * (bin/named/server.c, removed): in the order of names.
 */
export function removedLines(views: readonly View[], earlier: readonly View[]): readonly string[] {
  return earlier.flatMap(({ settings }) => {
    const now = views.find((view) => view.settings.name === settings.name)?.settings ?? null;
    const gone = [...goneZones(settings, now), ...goneEmptyZones(settings, now)];
    return gone
      .sort((one, other) => compareNames(one.name, other.name))
      .map(({ name, kind }) => `zone ${zoneTitle(name, settings.name)}: (${kind}) removed`);
  });
}

function goneZones({ zones }: ViewSettings, now: ViewSettings | null): readonly Gone[] {
  const goesOn = (zone: ZoneSettings): boolean =>
    now?.zones.some((other) => other.name.key === zone.name.key && goesOnAs(zone, other)) === true;
  return zones.filter((zone) => (hasFile(zone) || zone.kind === "static-stub") && !goesOn(zone));
}

function goneEmptyZones(before: ViewSettings, now: ViewSettings | null): readonly Gone[] {
  const left = new Set(now === null ? [] : namesOfEmptyZones(now).map(({ key }) => key));
  return namesOfEmptyZones(before).flatMap((name) => (left.has(name.key) ? [] : [{ name, kind: "primary" }]));
}

function namesOfEmptyZones(view: ViewSettings): readonly DomainName[] {
  return emptyZonesOf(view.options, view.zones, forwardingTableOf(view));
}
