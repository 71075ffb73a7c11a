import { DomainName, parseRrClass, type RrClass } from "../../../dns/index.ts";
import type { Diagnostic, Parsed, Span } from "../../../text/index.ts";
import { anyAddress, noAddress } from "../../acl.ts";
import type { ListenOn } from "../../listening.ts";
import type {
  BindSettings,
  IdentityText,
  NotModelledOption,
  ServerIdentity,
  TrustAnchor,
  ViewSettings,
} from "../../settings.ts";
import { tokenSpan, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import type { NamedConf } from "../named-conf.ts";
import { listIn, readAccess } from "./access.ts";
import { readKeys } from "./keys.ts";
import { type MatchListReader, makeMatchListReader } from "./match-lists.ts";
import { notInTime } from "./not-in-time.ts";
import { notModelledWarning, zoneWarnings } from "./not-modelled-warnings.ts";
import {
  blockIn,
  booleanIn,
  durationIn,
  elementsOf,
  findClause,
  findClauses,
  integerIn,
  keywordNumber,
  keywordValue,
  nameFrom,
  type Scope,
  textAt,
  textOf,
} from "./scope.ts";
import { type RemoteServerLists, readPeers, remoteServerLists } from "./servers.ts";
import { readViewOptions } from "./view-options.ts";
import { readZoneClause } from "./zones.ts";

/**
 * What a configuration makes a server do: everything inherited and defaulted as this BIND version does.
 * Reports lists that name nothing, loops of acls, limits, and what the twin does not model. What the grammar refuses is left out.
 */
export function bindSettings(conf: NamedConf): Parsed<BindSettings> {
  const diagnostics: Diagnostic[] = [];
  const reading: Reading = {
    conf,
    diagnostics,
    reader: makeMatchListReader(conf.clauses, conf.limits.aclElements, diagnostics),
    remoteServers: remoteServerLists(conf),
    peers: readPeers(conf.clauses),
    anchors: readTrustAnchors(conf.clauses),
    options: findClause([conf.clauses], "options")?.clauses ?? [],
  };
  const options: Scope = [reading.options];
  readOtherLists(reading);
  const views = readViews(reading);
  const places = reading.reader.geoIp.map(geoIpOption);
  for (const option of places) diagnostics.push(notModelledWarning(option));
  diagnostics.push(...notInTime(conf.clauses));
  const value: BindSettings = {
    version: conf.version,
    directory: conf.directory,
    listenOn: readListenOn(options, reading.reader),
    interfaceScan: {
      isAutomatic: booleanIn(options, "automatic-interface-scan", true),
      intervalSeconds: durationIn(options, "interface-interval", 3600),
    },
    blackhole: listIn(options, "blackhole", reading.reader) ?? noAddress,
    identity: readIdentity(options),
    logsQueries: booleanIn(options, "querylog", hasQueryCategory(conf.clauses)),
    views: places.length === 0 ? views : views.map((view) => withNotModelled(view, places)),
    chaosView: readChaosView(reading),
    acls: reading.reader.acls,
    tcpAdvertisedTimeout: integerIn(options, "tcp-advertised-timeout", 300),
    upkeep: {
      tcpIdleMs: Math.min(1200, Math.max(1, integerIn(options, "tcp-idle-timeout", 300))) * 100,
      serialQueryRate: integerIn(options, "serial-query-rate", 20),
      transfersIn: integerIn(options, "transfers-in", 10),
      transfersPerNs: integerIn(options, "transfers-per-ns", 2),
      notifyRate: integerIn(options, "notify-rate", 20),
      startupNotifyRate: integerIn(options, "startup-notify-rate", 20),
      heartbeatSeconds: integerIn(options, "heartbeat-interval", 60) * 60,
    },
  };
  return { value, diagnostics };
}

interface Reading {
  readonly conf: NamedConf;
  readonly diagnostics: Diagnostic[];
  readonly reader: MatchListReader;
  readonly remoteServers: RemoteServerLists;
  /** Of the file itself. */
  readonly peers: ViewSettings["servers"];
  readonly anchors: readonly TrustAnchor[];
  readonly options: readonly Clause[];
}

/** Lists that change nothing here, and must name acls that there are nevertheless. */
const OTHER_LISTS = ["keep-response-order", "no-case-compress", "response-padding", "allow-proxy", "allow-proxy-on"];

function readOtherLists({ conf, options, reader }: Reading): void {
  const views = conf.clauses.filter(({ name }) => name === "view");
  for (const clauses of [options, ...views.map((view) => view.clauses)]) {
    for (const name of OTHER_LISTS) listIn([clauses], name, reader);
  }
  for (const controls of conf.clauses.filter(({ name }) => name === "controls")) {
    for (const { name, values } of controls.clauses) {
      const allowed = name === "inet" ? blockIn(values) : undefined;
      if (allowed !== undefined) reader.read(allowed);
    }
  }
}

function geoIpOption(span: Span): NotModelledOption {
  return { name: "geoip", span, reach: "every-answer", scope: DomainName.root };
}

function withNotModelled(view: ViewSettings, more: readonly NotModelledOption[]): ViewSettings {
  return { ...view, options: { ...view.options, notModelled: [...view.options.notModelled, ...more] } };
}

const DNS_PORT = 53;

/** Each family listens at any address of port 53 unless a statement for that family stands (BIND ARM, "listen-on"). */
function readListenOn(options: Scope, reader: MatchListReader): readonly ListenOn[] {
  const port = integerIn(options, "port", DNS_PORT);
  const families = [
    { family: "ipv4", name: "listen-on" },
    { family: "ipv6", name: "listen-on-v6" },
  ] as const;
  return families.flatMap(({ family, name }): readonly ListenOn[] => {
    const clauses = findClauses(options, name);
    if (clauses.length === 0) return [{ family, port, addresses: anyAddress, transport: "plain" }];
    const ports = { plain: port, tls: integerIn(options, "tls-port", 853), ...httpPorts(options) };
    return clauses.map((clause) => readListener(clause, family, ports, reader));
  });
}

interface UsualPorts {
  readonly plain: number;
  readonly tls: number;
  readonly http: number;
  readonly https: number;
}

function httpPorts(options: Scope): Pick<UsualPorts, "http" | "https"> {
  return { http: integerIn(options, "http-port", 80), https: integerIn(options, "https-port", 443) };
}

function readListener(
  clause: Clause,
  family: ListenOn["family"],
  ports: UsualPorts,
  reader: MatchListReader,
): ListenOn {
  const block = blockIn(clause.values);
  const isHttp = keywordValue(clause.values, "http") !== undefined;
  const tls = keywordValue(clause.values, "tls");
  const isTls = tls !== undefined && tls.toLowerCase() !== "none";
  const transport = isHttp ? "http" : isTls ? "tls" : "plain";
  const usual = ports[isHttp && isTls ? "https" : transport];
  return {
    family,
    port: keywordNumber(clause.values, "port") ?? usual,
    addresses: block === undefined ? noAddress : reader.read(block),
    transport,
  };
}

function readIdentity(options: Scope): ServerIdentity {
  const serverId = findClause(options, "server-id");
  const [value] = serverId?.values ?? [];
  const isHostname = value?.kind === "word" && value.text.toLowerCase() === "hostname";
  return {
    version: identityText(findClause(options, "version")),
    hostname: identityText(findClause(options, "hostname")),
    serverId: isHostname ? { kind: "hostname" } : identityText(serverId),
  };
}

function hasQueryCategory(clauses: readonly Clause[]): boolean {
  const logging = findClause([clauses], "logging")?.clauses ?? [];
  return logging.some(({ name, values }) => name === "category" && textOf(values[0]) === "queries");
}

function identityText(clause: Clause | undefined): IdentityText {
  const [value] = clause?.values ?? [];
  if (value?.kind === "string") return { kind: "text", text: value.text };
  return value === undefined ? { kind: "default" } : { kind: "none" };
}

const ANCHORS = ["static-key", "static-ds", "initial-key", "initial-ds"] as const;

function readTrustAnchors(clauses: readonly Clause[]): readonly TrustAnchor[] {
  const statements = clauses.filter(({ name }) => name === "trust-anchors" || name === "managed-keys");
  const anchors = statements.flatMap(elementsOf).flatMap(({ values }): readonly TrustAnchor[] => {
    const name = nameFrom(textOf(values[0]));
    const anchor = ANCHORS.find((candidate) => candidate === textOf(values[1])?.toLowerCase());
    return name === null || anchor === undefined ? [] : [{ name, anchor }];
  });
  const trusted = clauses.filter(({ name }) => name === "trusted-keys").flatMap(elementsOf);
  return [
    ...anchors,
    ...trusted.flatMap(({ values }): readonly TrustAnchor[] => {
      const name = nameFrom(textOf(values[0]));
      return name === null ? [] : [{ name, anchor: "static-key" }];
    }),
  ];
}

function readViews(reading: Reading): readonly ViewSettings[] {
  const { conf } = reading;
  const views = conf.clauses.filter((clause) => clause.name === "view");
  if (views.length > 0) return views.flatMap((clause) => readView(clause, reading) ?? []);
  const [document] = conf.documents;
  const span: Span =
    document === undefined
      ? { source: emptySource, start: 0, end: 0 }
      : tokenSpan({ ...document.end, start: 0, end: 0 });
  const everybody = { name: "_default", rrClass: "IN", span } as const;
  return [makeView({ ...everybody, clauses: conf.clauses, own: [] }, reading)];
}

function readChaosView(reading: Reading): ViewSettings {
  const span: Span = { source: emptySource, start: 0, end: 0 };
  return makeView({ name: "_bind", rrClass: "CH", span, clauses: [], own: [] }, { ...reading, diagnostics: [] });
}

const emptySource = { name: "named.conf", bytes: new Uint8Array(), parent: null, segments: [] };

function readView(clause: Clause, reading: Reading): ViewSettings | null {
  const name = textAt(clause, 0);
  const [value] = clause.values;
  if (name === undefined || value === undefined) return null;
  const rrClass = parseRrClass(textAt(clause, 1) ?? "IN") ?? "IN";
  return makeView({ name, rrClass, span: valueSpan(value), clauses: clause.clauses, own: clause.clauses }, reading);
}

interface ViewParts {
  readonly name: string;
  readonly rrClass: RrClass;
  readonly span: Span;
  /** Where its zones stand. */
  readonly clauses: readonly Clause[];
  /** Its own options. */
  readonly own: readonly Clause[];
}

function makeView({ name, rrClass, span, clauses, own }: ViewParts, reading: Reading): ViewSettings {
  const { conf, diagnostics, reader, remoteServers } = reading;
  const scope: Scope = [own, reading.options];
  const zoneClauses = clauses.filter((clause) => clause.name === "zone");
  const read = readViewOptions({ scope, outermost: [clauses], zones: zoneClauses, version: conf.version }, reader);
  /** named switches recursion off in views of other classes than IN. */
  const options = rrClass === "IN" ? read : { ...read, recursion: false };
  for (const option of options.notModelled) diagnostics.push(notModelledWarning(option));
  const access = readAccess(scope, options.recursion, conf.version, reader);
  const zoneReading = {
    directory: conf.directory,
    outer: scope,
    access,
    viewClass: rrClass,
    reader,
    remoteServers,
    diagnostics,
  };
  const seen = new Set<string>();
  const zones = zoneClauses
    .flatMap((clause) => readZoneClause(clause, zoneReading) ?? [])
    .filter((zone) => {
      const key = `${zone.name.key}/${zone.kind === "hint" || zone.kind === "redirect" ? zone.kind : ""}`;
      return !seen.has(key) && seen.add(key).has(key);
    });
  diagnostics.push(...zones.flatMap(zoneWarnings));
  return {
    name,
    rrClass,
    span,
    ...access,
    matchClients: listIn([own], "match-clients", reader) ?? anyAddress,
    matchDestinations: listIn([own], "match-destinations", reader) ?? anyAddress,
    matchRecursiveOnly: booleanIn([own], "match-recursive-only", false),
    options,
    servers: own.some((clause) => clause.name === "server") ? readPeers(own) : reading.peers,
    keys: readKeys([...own, ...conf.clauses]),
    trustAnchors: [...reading.anchors, ...readTrustAnchors(own)],
    zones,
  };
}
