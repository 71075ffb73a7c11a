import type { FileTree } from "../text/index.ts";
import { emptyZonesOf } from "./empty-zones.ts";
import { forwardingTableOf } from "./forwarding.ts";
import { withoutDot } from "./log-lines.ts";
import type { BindSettings, ViewSettings } from "./settings.ts";
import { soaOf } from "./zones/copy.ts";
import { loadZone } from "./zones/load-zone.ts";
import { brokenLines } from "./zones/take-earlier.ts";
import { zoneTitle } from "./zones/zone-lines.ts";

/**
 * What named logs when it starts, as far as its files decide it, in its order (9.18.47; primaries in that of the file, where
 * named's threads decide). Not what the build and the machine say of themselves: releases, libraries, threads, memory,
 * ports, names of interfaces, keys of rndc and of the root; and nothing of copies, which may or may not lie on its disk.
 */
export function startLines(settings: BindSettings, files: FileTree): readonly string[] {
  const views = settings.views.filter(({ rrClass }) => rrClass === "IN");
  const count = views.reduce((sum, { zones }) => sum + zones.length, 0);
  return [
    // 9.20 has no such pool.
    ...(settings.version === "9.18" ? [`sizing zone task pool based on ${count} zones`] : []),
    ...views.flatMap(emptyZoneLines),
    ...views.flatMap((view) => primaryLines(view, settings, files)),
    "all zones loaded",
    "running",
  ];
}

function emptyZoneLines(view: ViewSettings): readonly string[] {
  const where = view.name.startsWith("_") ? "" : `view ${view.name}: `;
  return emptyZonesOf(view.options, view.zones, forwardingTableOf(view)).map(
    (name) => `automatic empty zone: ${where}${withoutDot(name)}`,
  );
}

function primaryLines(view: ViewSettings, settings: BindSettings, files: FileTree): readonly string[] {
  return view.zones.flatMap((zone): readonly string[] => {
    if (zone.kind !== "primary" || zone.file === null) return [];
    const { data, problem } = loadZone(zone, settings, { files });
    const title = zoneTitle(zone.name, view.name);
    if (data === null) return brokenLines(title, zone.file.text, problem);
    return [`zone ${title}: loaded serial ${soaOf(data)?.serial ?? 0}`];
  });
}
