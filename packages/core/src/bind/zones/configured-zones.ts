import type { BindSettings, ViewSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import type { StubZone, ZoneContents, ZoneTransferIn } from "../zone-settings.ts";
import { isKept } from "./copy.ts";
import { loadStub } from "./load-stub.ts";
import { type FileZone, loadZone } from "./load-zone.ts";
import { type LocalZone, makeLocalZone, type Notifiers, type ZoneTable } from "./zone-table.ts";

/** The views that were made before. */
export interface EarlierViews {
  find(name: string): { readonly zones: ZoneTable } | null;
}

/** The zones of a view's `zone` statements that answers come from or pass through. */
export function configuredZones(
  view: ViewSettings,
  settings: BindSettings,
  surroundings: BindSurroundings,
  earlier: EarlierViews,
): readonly LocalZone[] {
  return view.zones.flatMap((zone): LocalZone | readonly LocalZone[] => {
    switch (zone.kind) {
      case "primary":
      case "secondary":
      case "mirror":
        return fileZone(zone, settings, surroundings);
      case "static-stub": {
        const { serverAddresses, serverNames } = zone;
        return makeLocalZone(zone.name, zone.kind, zone, { stub: { serverAddresses, serverNames } });
      }
      case "stub":
        return stubZone(zone, settings, surroundings);
      case "in-view":
        // The very zone of the other view, with that view's lists.
        return earlier.find(zone.view)?.zones.at(zone.name) ?? [];
      default:
        return [];
    }
  });
}

/** A zone as its file has it. */
export function fileZone(zone: FileZone, settings: BindSettings, surroundings: BindSurroundings): LocalZone {
  const { name, kind, allowTransfer, contents } = zone;
  return makeLocalZone(name, kind, zone, {
    ...loadZone(zone, settings, surroundings),
    allowTransfer,
    allowUpdate: kind === "primary" ? zone.allowUpdate : zone.allowUpdateForwarding,
    notifiers: kind === "primary" ? null : notifiersOf(zone),
    ...behaviourOf(contents),
  });
}

function behaviourOf(contents: ZoneContents): Partial<LocalZone> {
  const { zeroNoSoaTtl, notModelled, signedBy, maxIxfrRatio, journalLimit } = contents;
  return { zeroNoSoaTtl, notModelled, signedBy, maxIxfrRatio, journalLimit };
}

/** What its file has, as named has written it; without one its primaries are asked. */
function stubZone(zone: StubZone, settings: BindSettings, surroundings: BindSurroundings): LocalZone {
  const notifiers = notifiersOf(zone);
  const data = loadStub(zone, settings, surroundings);
  if (!isKept(zone))
    return makeLocalZone(zone.name, zone.kind, zone, { data, notifiers, notModelled: "a stub zone over TLS" });
  return makeLocalZone(zone.name, zone.kind, zone, { data, notifiers, unasked: data === null ? zone : null });
}

function notifiersOf({ primaries, allowNotify }: ZoneTransferIn): Notifiers {
  return { primaries: primaries.map(({ address }) => address), allowNotify };
}
