import { type Address, addressRdata, DomainName, nameOf, type RRset } from "../dns/index.ts";
import { type FileTree, hasErrors, sourceFromText } from "../text/index.ts";
import { checkZone, readZone, type Zone } from "../zone/index.ts";
import { Cache } from "./cache/cache.ts";
import { FailureMemory } from "./cache/failures.ts";
import { chaosZones } from "./chaos.ts";
import { emptyZone, emptyZonesOf } from "./empty-zones.ts";
import { type ForwardingTable, forwardingTableOf } from "./forwarding.ts";
import { AddressMemory } from "./recursion/address-memory.ts";
import { ServerMemory } from "./recursion/servers.ts";
import { SharedFetches } from "./recursion/shared-fetches.ts";
import type { HostAddresses, ResolverState, RootHints } from "./recursion/state.ts";
import { isValidating } from "./recursion/trust.ts";
import { ResponseRate } from "./response-rate.ts";
import { builtInRootServers, HINT_TTL } from "./root-hints.ts";
import type { BindSettings, ViewSettings } from "./settings.ts";
import { type BindSurroundings, trustByDefault } from "./surroundings.ts";
import type { View } from "./view.ts";
import type { ZoneFileReference, ZoneSettings, ZoneTransferIn } from "./zone-settings.ts";
import { type LocalZone, type Notifiers, ZoneTable } from "./zone-table.ts";

/** A view with its zones loaded and an empty cache. */
export function buildView(
  settings: BindSettings,
  view: ViewSettings,
  surroundings: BindSurroundings,
  host: HostAddresses,
): View {
  const forwarding = forwardingTableOf(view);
  const configured = view.zones.flatMap((zone) => localZone(zone, settings, surroundings));
  const zones = new ZoneTable([...configured, ...emptyZones(view, forwarding)]);
  const validator = {
    isActive: isValidating(view.options, settings),
    trust: surroundings.trust ?? trustByDefault,
    exceptions: view.options.validateExcept,
    isBelowLocalZone: (name: DomainName) => zones.find(name)?.data != null,
  };
  const resolver: ResolverState = {
    version: settings.version,
    options: view.options,
    zones,
    forwarding,
    hints: rootHints(view, surroundings),
    peers: settings.servers,
    validator,
    cache: new Cache(),
    failures: new FailureMemory(),
    servers: new ServerMemory(),
    addresses: new AddressMemory(),
    fetches: new SharedFetches(view.options),
    progress: { nextId: 1, beside: new Set() },
    host,
    families: surroundings.families ?? "both",
  };
  return { version: settings.version, settings: view, zones, resolver, rate: null };
}

/** Like answers a second, against reflection (bin/named/config.c). */
const CHAOS_RATE = 3;

/** The view of class CH that is built into named. */
export function buildChaosView(settings: BindSettings, surroundings: BindSurroundings, host: HostAddresses): View {
  const { version, chaosView, identity } = settings;
  const view = buildView(settings, chaosView, surroundings, host);
  const zones = new ZoneTable(chaosZones(version, identity, surroundings.hostname, chaosView));
  return { ...view, zones, rate: new ResponseRate(CHAOS_RATE) };
}

function localZone(zone: ZoneSettings, settings: BindSettings, surroundings: BindSurroundings): readonly LocalZone[] {
  const none = { data: null, stub: null, allowTransfer: null, allowUpdate: null, notifiers: null } as const;
  switch (zone.kind) {
    case "primary":
    case "secondary":
    case "mirror": {
      const { name, kind, allowQuery, allowQueryOn, allowTransfer } = zone;
      const limit = kind === "mirror" ? 0 : zone.maxRecordsPerType;
      const data = zoneData(zone, limit, settings, surroundings);
      const allowUpdate = kind === "primary" ? zone.allowUpdate : null;
      const notifiers = kind === "primary" ? null : notifiersOf(zone);
      return [{ name, kind, data, stub: null, allowQuery, allowQueryOn, allowTransfer, allowUpdate, notifiers }];
    }
    case "static-stub": {
      const { name, kind, allowQuery, allowQueryOn, serverAddresses, serverNames } = zone;
      return [{ ...none, name, kind, stub: { serverAddresses, serverNames }, allowQuery, allowQueryOn }];
    }
    case "stub": {
      const { name, kind, allowQuery, allowQueryOn } = zone;
      const notifiers = notifiersOf(zone);
      const stub = { serverAddresses: notifiers.primaries, serverNames: [] };
      return [{ ...none, name, kind, stub, allowQuery, allowQueryOn, notifiers }];
    }
    default:
      return [];
  }
}

function notifiersOf({ primaries, allowNotify }: ZoneTransferIn): Notifiers {
  return { primaries: primaries.map(({ address }) => address), allowNotify };
}

type FileZone = ZoneSettings & { readonly kind: "primary" | "secondary" | "mirror" };

/** A primary's file; a secondary's copy is what its primary's file says, where the site knows it. null: not loaded. */
function zoneData(zone: FileZone, limit: number, settings: BindSettings, surroundings: BindSurroundings): Zone | null {
  const copy = zone.kind === "primary" ? undefined : surroundings.zoneData?.get(zone.name.key);
  if (copy !== undefined) return loadZone(copy.files, copy.path, zone.name, limit, settings.directory);
  return zone.file === null ? null : loadFile(zone.file, zone.name, limit, settings, surroundings);
}

function loadFile(
  file: ZoneFileReference,
  name: DomainName,
  limit: number,
  settings: BindSettings,
  surroundings: BindSurroundings,
): Zone | null {
  return loadZone(surroundings.files, file.path, name, limit, settings.directory);
}

function loadZone(files: FileTree, path: string, origin: DomainName, limit: number, directory: string): Zone | null {
  const found = files.lookUp(path);
  if (found.kind !== "file") return null;
  const { value: zone, diagnostics } = readZone(found.source, { origin, files, directory, checkNames: "fail" });
  if (hasErrors(diagnostics) || hasErrors(checkZone(zone))) return null;
  const isCrowded = limit > 0 && zone.setsAbove(limit).next().done === false;
  return isCrowded ? null : zone;
}

function emptyZones(view: ViewSettings, forwarding: ForwardingTable): readonly LocalZone[] {
  return emptyZonesOf(view.options, view.zones, forwarding).map((name) => {
    const { kind, text } = emptyZone(name, view.options, view.zones);
    const source = sourceFromText(`built-in ${name.text}`, text);
    const { value: data } = readZone(source, { origin: name });
    const { allowQuery, allowQueryOn, allowTransfer } = view;
    return {
      name,
      kind,
      data,
      stub: null,
      allowQuery,
      allowQueryOn,
      allowTransfer,
      allowUpdate: null,
      notifiers: null,
    };
  });
}

function rootHints(view: ViewSettings, surroundings: BindSurroundings): RootHints {
  const hint = view.zones.find((zone) => zone.kind === "hint" && zone.name.labelCount === 0);
  const fromFile =
    hint?.kind === "hint" && hint.file !== null ? hintsFromFile(hint.file.path, surroundings.files) : null;
  if (fromFile !== null) return fromFile;
  const servers = surroundings.rootServers ?? builtInRootServers();
  const nameServers = rrset(
    DomainName.root,
    "NS",
    servers.map(({ host }) => ({ type: "NS", host }) as const),
  );
  const addresses = servers.flatMap(({ host, addresses: all }) => addressSets(host, all));
  return { nameServers, addresses };
}

function hintsFromFile(path: string, files: FileTree): RootHints | null {
  const found = files.lookUp(path);
  if (found.kind !== "file") return null;
  const { value: zone } = readZone(found.source, { origin: nameOf("."), files });
  const nameServers = zone.rrset(DomainName.root, "NS");
  if (nameServers === undefined || nameServers === null) return null;
  const addresses = [...zone.nodes()].flatMap((node) =>
    node.sets.filter((set) => set.type === "A" || set.type === "AAAA"),
  );
  return { nameServers, addresses };
}

function rrset(owner: DomainName, type: RRset["type"], data: RRset["data"]): RRset {
  return { owner, class: "IN", type, ttl: HINT_TTL, data };
}

function addressSets(host: DomainName, addresses: readonly Address[]): readonly RRset[] {
  return (["A", "AAAA"] as const).flatMap((type) => {
    const data = addresses.map(addressRdata).filter((rdata) => rdata.type === type);
    return data.length === 0 ? [] : [rrset(host, type, data)];
  });
}
