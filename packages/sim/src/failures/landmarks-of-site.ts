import { type DomainName, parseName, readZone, type Zone } from "@splithorizon/core";
import { mapAllInSite } from "../naming/index.ts";
import type { SiteTwin } from "../site/index.ts";

/** So many names of one zone stand for it. */
const MOST_NAMES_OF_ZONE = 50;
/** So many services stand for all of a cluster. */
const MOST_SERVICES = 20;
/** A label that nobody has: any other child of a landmark. */
const OTHER = "no-such-name";

/**
 * Names at which a site's configuration changes its mind: those that its servers tell themselves, the zones of BIND with
 * what they hold, the services' names inside and outside, those that the site expects something of, and below each
 * landmark one name that nobody has.
 */
export function landmarkNames(twin: SiteTwin): readonly DomainName[] {
  const told = twin.residents.flatMap(({ server }) => server.landmarks?.() ?? []);
  const marks = told.flatMap((landmark) => (landmark.kind === "name" ? [landmark.name] : []));
  const names = [...marks, ...apexesAmong(marks).flatMap(otherBelow), ...zoneNames(twin), ...serviceNames(twin)];
  const all = [...names, ...twin.settings.expectations.map(({ name }) => name)];
  return [...new Map(all.map((name) => [name.key, name])).values()];
}

/** Those that no other one stands above. */
function apexesAmong(names: readonly DomainName[]): readonly DomainName[] {
  return names.filter((name) => !names.some((other) => other !== name && isBelow(name, other)));
}

function isBelow(name: DomainName, above: DomainName): boolean {
  for (let at = name.parent; at !== null; at = at.parent) if (at.key === above.key) return true;
  return false;
}

function otherBelow(name: DomainName): readonly DomainName[] {
  const other = parseName(`${OTHER}.${name.text}`);
  return typeof other === "string" ? [] : [other];
}

function zoneNames({ makings }: SiteTwin): readonly DomainName[] {
  return makings.bindHosts.flatMap(({ settings, files }) =>
    settings.views.flatMap(({ zones }) =>
      zones.flatMap((zone): readonly DomainName[] => {
        const found = zone.kind === "primary" && zone.file !== null ? files.lookUp(zone.file.path) : null;
        const own = [zone.name, ...otherBelow(zone.name)];
        if (found?.kind !== "file") return own;
        const { value } = readZone(found.source, { origin: zone.name, files, directory: settings.directory });
        return [...own, ...shownNames(value).slice(0, MOST_NAMES_OF_ZONE)];
      }),
    ),
  );
}

/**
 * Without glue: whoever asks for a delegation's own name server makes named remember what the child says of it, which
 * is trouble of his own making where the child says that there is none.
 */
function shownNames(zone: Zone): readonly DomainName[] {
  const cuts = zone.names.filter((name) => name.key !== zone.apex.key && zone.rrset(name, "NS") !== null);
  return zone.names.filter((name) => !cuts.some((cut) => isBelow(name, cut)));
}

function serviceNames(twin: SiteTwin): readonly DomainName[] {
  return mapAllInSite(twin).flatMap(({ rows }) =>
    rows
      .filter(({ subject }) => subject?.kind === "service")
      .slice(0, MOST_SERVICES)
      .flatMap((row) => [row.internal, ...(row.kind === "mapped" ? row.external : [])])
      .flatMap((side) => side?.name ?? []),
  );
}
