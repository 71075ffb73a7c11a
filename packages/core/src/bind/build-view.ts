import { type Address, addressRdata, DomainName, nameOf, type RRset } from "../dns/index.ts";
import type { FileTree } from "../text/index.ts";
import { readZone } from "../zone/index.ts";
import { noAddress } from "./acl.ts";
import { Cache } from "./cache/cache.ts";
import { FailureMemory } from "./cache/failures.ts";
import { chaosZones } from "./chaos.ts";
import { forwardingTableOf } from "./forwarding.ts";
import { AddressFetches } from "./recursion/address-fetches.ts";
import { AddressMemory } from "./recursion/address-memory.ts";
import { ServerMemory } from "./recursion/servers.ts";
import { SharedFetches } from "./recursion/shared-fetches.ts";
import type { HostAddresses, ResolverState, RootHints } from "./recursion/state.ts";
import { isValidating } from "./recursion/trust.ts";
import { ResponseRate } from "./response-rate.ts";
import { builtInRootServers, HINT_TTL } from "./root-hints.ts";
import type { BindSettings, RateLimit, ViewSettings } from "./settings.ts";
import { type BindSurroundings, trustByDefault } from "./surroundings.ts";
import { knowledgeOf, type View, type ViewRate } from "./view.ts";
import { builtInZones } from "./zones/built-in-zones.ts";
import { catalogMembers, unknownCatalogs } from "./zones/catalog-members.ts";
import { configuredZones, type EarlierViews } from "./zones/configured-zones.ts";
import { ZoneTable } from "./zones/zone-table.ts";

/** What views have of each other: caches by `attach-cache`, zones by `in-view`. */
export class Shared implements EarlierViews {
  readonly #views: View[] = [];
  readonly #caches: Map<string, Cache>;

  /** `earlier`: views whose caches are kept. */
  constructor(earlier: readonly View[] = []) {
    this.#caches = new Map(earlier.map(({ settings, resolver }) => [cacheName(settings), resolver.cache]));
  }

  /** Views that name a cache, or the view that has it, share it (bin/named/server.c, configure_view). */
  cacheOf(settings: ViewSettings): Cache {
    const key = cacheName(settings);
    const cache = this.#caches.get(key) ?? new Cache();
    this.#caches.set(key, cache);
    return cache;
  }

  keep(view: View): View {
    this.#views.push(view);
    return view;
  }

  find(name: string): View | null {
    return this.#views.find(({ settings }) => settings.name === name) ?? null;
  }
}

function cacheName({ name, options }: ViewSettings): string {
  return options.attachCache ?? name;
}

/** A view with its zones loaded, and an empty cache if none is kept for it. */
export function buildView(
  settings: BindSettings,
  view: ViewSettings,
  surroundings: BindSurroundings,
  host: HostAddresses,
  shared: Shared = new Shared(),
): View {
  const forwarding = forwardingTableOf(view);
  const configured = configuredZones(view, settings, surroundings, shared);
  const members = catalogMembers(view, configured);
  const zones = new ZoneTable([...builtInZones(view, forwarding), ...members, ...configured]);
  const validator = {
    isActive: isValidating(view),
    trust: surroundings.trust ?? trustByDefault,
    exceptions: view.options.validateExcept,
    ...knowledgeOf(zones),
  };
  const resolver: ResolverState = {
    version: settings.version,
    options: view.options,
    zones,
    forwarding,
    hints: rootHints(view, surroundings),
    peers: view.servers,
    keys: view.keys,
    blackhole: settings.blackhole,
    validator,
    cache: shared.cacheOf(view),
    failures: new FailureMemory(),
    servers: new ServerMemory(),
    addresses: new AddressMemory(),
    fetches: new SharedFetches(view.options),
    log: surroundings.log ?? (() => null),
    lots: surroundings.lots ?? (() => null),
    progress: { nextId: 1, beside: new Set(), steps: new Map(), addresses: new AddressFetches() },
    host,
    families: surroundings.families ?? "both",
  };
  const { rateLimit } = view.options;
  const rate = rateLimit === null ? null : viewRate(rateLimit);
  const notModelled = [...view.options.notModelled, ...unknownCatalogs(view, configured)];
  return shared.keep({ version: settings.version, settings: view, zones, resolver, rate, notModelled });
}

/** Like answers a second, against reflection, with `slip 0` (bin/named/config.c, view "_bind"). */
const CHAOS_RATE = 3;
const CHAOS_LIMIT: RateLimit = {
  perSecond: {
    answer: CHAOS_RATE,
    referral: CHAOS_RATE,
    noData: CHAOS_RATE,
    nameError: CHAOS_RATE,
    error: CHAOS_RATE,
    all: 0,
  },
  windowSeconds: 15,
  ipv4PrefixLength: 24,
  ipv6PrefixLength: 56,
  exempt: noAddress,
  slip: 0,
};

/** The view of class CH that is built into named. */
export function buildChaosView(settings: BindSettings, surroundings: BindSurroundings, host: HostAddresses): View {
  const { version, chaosView, identity } = settings;
  const view = buildView(settings, chaosView, surroundings, host);
  const zones = new ZoneTable(chaosZones(version, identity, surroundings.hostname, chaosView));
  return { ...view, zones, rate: viewRate(CHAOS_LIMIT) };
}

function viewRate(limit: RateLimit): ViewRate {
  return { responses: new ResponseRate(limit), beyond: limit.slip === 0 ? "silence" : "unsupported" };
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
