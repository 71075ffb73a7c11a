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
  const marks = toldNames(twin);
  const names = [...marks, ...apexesAmong(marks).flatMap(otherBelow), ...zoneNames(twin), ...serviceNames(twin)];
  const all = [...names, ...twin.settings.expectations.map(({ name }) => name)];
  return [...new Map(all.map((name) => [name.key, name])).values()];
}

/** Names of which CoreDNS says itself that something changes there; of BIND's zones each name is asked for, not landmarks alone. */
function toldNames({ residents }: SiteTwin): readonly DomainName[] {
  const told = residents
    .filter(({ program }) => program === "coredns")
    .flatMap(({ server }) => server.landmarks?.() ?? []);
  return told.flatMap((landmark) => (landmark.kind === "name" ? [landmark.name] : []));
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

/**
 * Names whose question may take a delegated zone away for a while: the delegation's own name server, where the child
 * denies it. Up to 9.18 named remembers for ten seconds that this server has no address, and answers SERVFAIL for all of
 * the zone meanwhile (lib/dns/adb.c); 9.20 keeps to the glue.
 */
export function spoilingNames(twin: SiteTwin): readonly DomainName[] {
  return primaryZones(twin).flatMap(({ zone }) => (zone === null ? [] : serversBelowCuts(zone)));
}

function zoneNames(twin: SiteTwin): readonly DomainName[] {
  return primaryZones(twin).flatMap(({ name, zone }) => {
    const own = [name, ...otherBelow(name)];
    return zone === null ? own : [...own, ...shownNames(zone).slice(0, MOST_NAMES_OF_ZONE)];
  });
}

/** Every zone of every BIND, and what it holds where that is a file. */
function primaryZones({ makings }: SiteTwin): readonly { readonly name: DomainName; readonly zone: Zone | null }[] {
  return makings.bindHosts.flatMap(({ settings, files }) =>
    settings.views.flatMap(({ zones }) =>
      zones.map((settingsOfZone) => {
        const { name } = settingsOfZone;
        const file = settingsOfZone.kind === "primary" ? settingsOfZone.file : null;
        const found = file === null ? null : files.lookUp(file.path);
        if (found?.kind !== "file") return { name, zone: null };
        const { value } = readZone(found.source, { origin: name, files, directory: settings.directory });
        return { name, zone: value };
      }),
    ),
  );
}

function shownNames(zone: Zone): readonly DomainName[] {
  const cuts = cutsOf(zone);
  return [...zone.names.filter((name) => !cuts.some((cut) => isBelow(name, cut))), ...serversBelowCuts(zone)];
}

function cutsOf(zone: Zone): readonly DomainName[] {
  return zone.names.filter((name) => name.key !== zone.apex.key && zone.rrset(name, "NS") !== null);
}

/** The delegations' own name servers: those whose names only the child can answer for. */
function serversBelowCuts(zone: Zone): readonly DomainName[] {
  return cutsOf(zone).flatMap((cut) =>
    (zone.rrset(cut, "NS")?.data ?? []).flatMap((data) =>
      data.type === "NS" && isBelow(data.host, cut) ? [data.host] : [],
    ),
  );
}

function serviceNames(twin: SiteTwin): readonly DomainName[] {
  return serviceRows(twin).flatMap((row) => [...(row.internal === null ? [] : [row.internal.name]), ...outside(row)]);
}

/** What services are called outside. */
export function externalNames(twin: SiteTwin): readonly DomainName[] {
  return serviceRows(twin).flatMap(outside);
}

type MappingRow = ReturnType<typeof mapAllInSite>[number]["rows"][number];

function outside(row: MappingRow): readonly DomainName[] {
  return row.kind === "mapped" ? row.external.map(({ name }) => name) : [];
}

function serviceRows(twin: SiteTwin): readonly MappingRow[] {
  return mapAllInSite(twin).flatMap(({ rows }) =>
    rows.filter(({ subject }) => subject?.kind === "service").slice(0, MOST_SERVICES),
  );
}
