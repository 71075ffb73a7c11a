import { ancestorWithLabels, type DomainName, type Landmark } from "../dns/index.ts";
import type { Span } from "../text/index.ts";
import type { Zone } from "../zone/index.ts";
import type { AddressMatchList } from "./acl.ts";
import type { BindSettings, ViewSettings } from "./settings.ts";
import type { View } from "./view.ts";

/**
 * Where a named changes its mind: the apex of each zone of each view, and inside those that it holds the delegations,
 * aliases of whole trees and wildcards; trust anchors; and every network of the lists that decide who may ask what.
 */
export function bindLandmarks(settings: BindSettings, views: readonly View[]): readonly Landmark[] {
  return [
    ...prefixesOf(settings.blackhole, "blackhole"),
    ...views
      .filter(({ settings: { rrClass } }) => rrClass === "IN")
      .flatMap((view) => [...ownLandmarks(view.settings), ...zoneLandmarks(view)]),
  ];
}

function ownLandmarks(view: ViewSettings): readonly Landmark[] {
  return [
    ...prefixesOf(view.matchClients, "match-clients"),
    ...prefixesOf(view.matchDestinations, "match-destinations"),
    ...listsOf(view),
    ...view.trustAnchors.map(({ name }) => named(name, "trust anchor")),
    ...view.zones.flatMap((zone) => [named(zone.name, `${zone.kind} zone`), ...listsOf(zone)]),
  ];
}

const LISTS = {
  allowQuery: "allow-query",
  allowQueryOn: "allow-query-on",
  allowQueryCache: "allow-query-cache",
  allowQueryCacheOn: "allow-query-cache-on",
  allowRecursion: "allow-recursion",
  allowRecursionOn: "allow-recursion-on",
  allowTransfer: "allow-transfer",
  allowNotify: "allow-notify",
  allowUpdateForwarding: "allow-update-forwarding",
  allowUpdate: "allow-update",
} as const;
type ListName = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

interface Lists extends Readonly<Partial<Record<ListName, AddressMatchList>>> {
  /** Of the statement. */
  readonly span: Span;
}

/** Of a view or a zone, whichever lists it has. */
function listsOf(lists: Lists): readonly Landmark[] {
  return LIST_NAMES.flatMap((name) => {
    const list = lists[name];
    return list === undefined ? [] : prefixesOf(list, LISTS[name]);
  });
}

function prefixesOf({ elements }: AddressMatchList, why: string): readonly Landmark[] {
  return elements.flatMap((element): readonly Landmark[] => {
    if (element.kind === "prefix") return [{ kind: "prefix", prefix: element.prefix, why }];
    return element.kind === "list" ? prefixesOf(element.list, why) : [];
  });
}

/** As its zones are now: their files may have been changed and read again. */
function zoneLandmarks({ settings, zones }: View): readonly Landmark[] {
  return settings.zones.flatMap(({ name }) => {
    const data = zones.at(name)?.data ?? null;
    return data === null ? [] : insideLandmarks(data);
  });
}

function insideLandmarks(zone: Zone): readonly Landmark[] {
  return zone.names.flatMap((name): readonly Landmark[] => {
    if (zone.rrset(name, "DNAME") !== null) return [named(name, "DNAME")];
    if (name.key !== zone.apex.key && zone.rrset(name, "NS") !== null) return [named(name, "delegation")];
    if (!name.text.startsWith("*.")) return [];
    return [named(name, "wildcard"), named(ancestorWithLabels(name, name.labelCount - 1), "above a wildcard")];
  });
}

function named(name: DomainName, why: string): Landmark {
  return { kind: "name", name, why };
}
