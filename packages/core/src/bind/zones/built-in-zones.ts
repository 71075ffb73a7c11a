import { sourceFromText } from "../../text/index.ts";
import { readZone } from "../../zone/index.ts";
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
    const source = sourceFromText(`built-in ${name.text}`, text);
    const { value: data } = readZone(source, { origin: name });
    return makeLocalZone(name, kind, view, { data, allowTransfer: view.allowTransfer });
  });
}
