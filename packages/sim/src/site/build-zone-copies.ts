import { type DomainName, warningAt } from "@splithorizon/core";
import type { BindSettings, SecondaryZone, ZoneCopy } from "@splithorizon/core/bind";
import { holds, sourceFor } from "../network/index.ts";
import type { BindBuild, BindHost } from "./bind-host.ts";
import { ownAddressesOf } from "./own-addresses.ts";
import { hearingOf, isTaken, type SecondaryRequest } from "./secondary-request.ts";

type ViewSettings = BindSettings["views"][number];

/**
 * Where each secondary zone's data comes from: the zone file of a primary in the site that lets this host copy it, or
 * of whom that one has it from.
 */
export function copiesFor(own: BindHost, build: BindBuild): ReadonlyMap<string, ZoneCopy> {
  const copies = new Map<string, ZoneCopy>();
  for (const view of own.settings.views) {
    for (const zone of view.zones) {
      if (zone.kind !== "secondary" || copies.has(zone.name.key)) continue;
      const copy = findCopy(own, { view, zone }, build, [own]);
      if (copy !== null) copies.set(zone.name.key, copy);
      else build.diagnostics.push(warningAt(zone.span, "SITE_NO_PRIMARY", refusalText(own, zone)));
    }
  }
  return copies;
}

function refusalText(own: BindHost, zone: SecondaryZone): string {
  const primaries = zone.primaries.map(({ address }) => address).join(", ");
  return `${own.host.name} cannot copy ${zone.name.text} from ${primaries}: nobody there serves it, or allow-transfer or a key refuses.`;
}

/** A secondary zone, and the view whose keys sign what is asked for it. */
interface WantedCopy {
  readonly view: ViewSettings;
  readonly zone: SecondaryZone;
}

/** `asked` are those who wait for this copy: nobody has it from himself. */
function findCopy(
  own: BindHost,
  { view, zone }: WantedCopy,
  build: BindBuild,
  asked: readonly BindHost[],
): ZoneCopy | null {
  const station = build.stations.get(own.host.name);
  for (const primary of zone.primaries) {
    const source = station === undefined ? null : sourceFor(station, primary.address);
    const holder = build.hosts.find(({ host }) => {
      const candidate = build.stations.get(host.name);
      return candidate !== undefined && holds(candidate, primary.address);
    });
    if (holder === undefined || source === null || asked.includes(holder)) continue;
    const copy = copyFrom(holder, { asker: view, primary, source, zone: zone.name }, build, asked);
    if (copy !== null) return copy;
  }
  return null;
}

interface TransferRequest extends SecondaryRequest {
  readonly zone: DomainName;
}

function copyFrom(
  holder: BindHost,
  request: TransferRequest,
  build: BindBuild,
  asked: readonly BindHost[],
): ZoneCopy | null {
  if (holder.refusal !== null) return null;
  const own = ownAddressesOf(build.stations.get(holder.host.name));
  const heard = hearingOf(holder.settings, own, request);
  if (heard === null || !isTaken(heard.standing)) return null;
  const { view } = heard;
  const zone = zoneIn(holder.settings.views, view, request.zone);
  if (zone?.kind !== "primary" && zone?.kind !== "secondary") return null;
  const { allowTransfer } = zone;
  const transport = request.primary.tls === null ? "tcp" : "tls";
  if (allowTransfer.transport !== null && allowTransfer.transport !== transport) return null;
  if (allowTransfer.port !== null && allowTransfer.port !== request.primary.port) return null;
  if (!heard.permits(allowTransfer)) return null;
  if (zone.kind === "secondary") return findCopy(holder, { view, zone }, build, [...asked, holder]);
  return zone.file === null ? null : { files: holder.files, path: zone.file.path };
}

/** The zone of a view; what it has `in-view` is another view's. */
function zoneIn(
  views: readonly ViewSettings[],
  view: ViewSettings,
  name: DomainName,
): ViewSettings["zones"][number] | undefined {
  const zone = view.zones.find((candidate) => candidate.name.key === name.key);
  if (zone?.kind !== "in-view") return zone;
  const other = views.find((candidate) => candidate.name === zone.view);
  return other?.zones.find((candidate) => candidate.name.key === name.key);
}
