import { DomainName, joinNames } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import { noAddress } from "../acl.ts";
import type { NotModelledOption, ViewSettings } from "../settings.ts";
import { type LocalZone, makeLocalZone } from "./zone-table.ts";

const OPTION = "catalog-zones";

/** The zones that a view's catalogs list: named serves them too, from data that is not here. A configured zone takes their place. */
export function catalogMembers(view: ViewSettings, zones: readonly LocalZone[]): readonly LocalZone[] {
  return view.options.catalogZones.flatMap((name) => {
    const data = zones.find((zone) => zone.name.key === name.key)?.data ?? null;
    return data === null ? [] : membersOf(data).map((member) => listedZone(member));
  });
}

function listedZone(name: DomainName): LocalZone {
  const nobody = { allowQuery: noAddress, allowQueryOn: noAddress };
  return makeLocalZone(name, "secondary", nobody, { notModelled: OPTION });
}

/** PTR records at `ID.zones.CATALOG` (RFC 9432 section 4.1). */
function membersOf(catalog: Zone): readonly DomainName[] {
  const list = joinNames("zones", catalog.apex);
  if (typeof list === "string") return [];
  return catalog.names.flatMap((name) => {
    const pointers = name.parent?.key === list.key ? catalog.rrset(name, "PTR") : null;
    return (pointers?.data ?? []).flatMap((data) => (data.type === "PTR" ? [data.target] : []));
  });
}

/** A catalog that is not here may list any zone. */
export function unknownCatalogs(view: ViewSettings, zones: readonly LocalZone[]): readonly NotModelledOption[] {
  const isKnown = (name: DomainName): boolean => zones.some((zone) => zone.name.key === name.key && zone.data !== null);
  const unknown = view.options.catalogZones.some((name) => !isKnown(name));
  return unknown ? [{ name: OPTION, span: view.span, reach: "every-answer", scope: DomainName.root }] : [];
}
