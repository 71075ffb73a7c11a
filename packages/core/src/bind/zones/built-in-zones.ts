import type { DomainName } from "../../dns/index.ts";
import { sourceFromText } from "../../text/index.ts";
import { readZone, type Zone } from "../../zone/index.ts";
import { dns64Zones } from "../dns64/dns64-zones.ts";
import { emptyZone, emptyZonesOf } from "../empty-zones.ts";
import type { ForwardingTable } from "../forwarding.ts";
import type { ViewSettings } from "../settings.ts";
import { type LocalZone, makeLocalZone } from "./zone-table.ts";

/** Zones that named has by itself: the empty ones, and those that come with `dns64`. A configured zone takes their place. */
export function builtInZones(view: ViewSettings, forwarding: ForwardingTable): readonly LocalZone[] {
  return [...emptyZones(view, forwarding), ...dns64Zones(view, forwarding)];
}

function emptyZones(view: ViewSettings, forwarding: ForwardingTable): readonly LocalZone[] {
  return emptyZonesOf(view.options, view.zones, forwarding).map((name) => {
    const { kind, text } = emptyZone(name, view.options, view.zones);
    return makeLocalZone(name, kind, view, { data: dataOf(name, text), allowTransfer: view.allowTransfer });
  });
}

/** Some hundred zones for each view of each server, nearly all of them alike: each is read once. A zone is a value. */
const read = new WeakMap<DomainName, { readonly text: string; readonly data: Zone }>();

function dataOf(name: DomainName, text: string): Zone {
  const known = read.get(name);
  if (known?.text === text) return known.data;
  const { value: data } = readZone(sourceFromText(`built-in ${name.text}`, text), { origin: name });
  read.set(name, { text, data });
  return data;
}
