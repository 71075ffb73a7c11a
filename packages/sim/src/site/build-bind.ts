import {
  type Address,
  type Diagnostic,
  directoryOf,
  errorAt,
  type FileTree,
  hasErrors,
  parseAddress,
  warningAt,
} from "@splithorizon/core";
import {
  type BindSettings,
  bindSettings,
  compileAcl,
  makeBind,
  type OwnAddress,
  parseNamedConf,
  type SecondaryZone,
  type ZoneCopy,
} from "@splithorizon/core/bind";
import { checkNamedConf } from "@splithorizon/core/named-checkconf";
import { appendAll } from "../append.ts";
import type { AbsentServer, LogSwitch, LotSwitch, RemarkSwitch, Resident } from "../hosts/index.ts";
import { holds, type Station, sourceFor } from "../network/index.ts";
import { treeOfHost } from "./host-files.ts";
import type { HostSettings, TrustOfSite } from "./model.ts";

/** A host's named.conf, read; `refusal` says why named does not start with it. */
export interface BindHost {
  readonly host: HostSettings;
  readonly files: FileTree;
  readonly settings: BindSettings;
  readonly refusal: string | null;
}

export function readBindHost(host: HostSettings, siteFiles: FileTree, diagnostics: Diagnostic[]): BindHost | null {
  if (host.bind === null) return null;
  const { config, version } = host.bind;
  const files = treeOfHost(siteFiles, host.files);
  const found = files.lookUp(config.path);
  if (found.kind !== "file") {
    const message = `${host.name} has no ${config.path}${found.kind === "refused" ? `: ${found.reason}` : ""}.`;
    diagnostics.push(
      errorAt(config.span, found.kind === "refused" ? "SITE_FILE_REFUSED" : "SITE_FILE_MISSING", message),
    );
    return null;
  }
  const { value: conf, diagnostics: syntax } = parseNamedConf(found.source, {
    files,
    version,
    directory: directoryOf(config.path),
  });
  const { value: settings, diagnostics: meaning } = bindSettings(conf);
  const problems = [...syntax, ...checkNamedConf(conf, { files: "zone-files" }), ...meaning];
  appendAll(diagnostics, problems);
  const first = problems.find(({ severity }) => severity === "error");
  return { host, files, settings, refusal: hasErrors(problems) ? (first?.message ?? "named.conf") : null };
}

/** Everything that a server needs of its site. */
export interface BindBuild {
  readonly hosts: readonly BindHost[];
  readonly stations: ReadonlyMap<string, Station>;
  readonly trust: TrustOfSite;
  readonly remarks: RemarkSwitch;
  readonly lots: LotSwitch;
  readonly logs: LogSwitch;
  readonly diagnostics: Diagnostic[];
}

export function buildBind(own: BindHost, build: BindBuild): Resident | AbsentServer {
  const { host, settings, files, refusal } = own;
  const title = `BIND ${settings.version} on ${host.name}`;
  if (refusal !== null) return { station: host.name, title, why: `named does not start: ${refusal}` };
  const ownAddresses = ownAddressesOf(build.stations.get(host.name));
  const server = makeBind(settings, {
    files,
    zoneData: copiesFor(own, build),
    ownAddresses,
    hostname: host.name,
    trust: build.trust,
    families: "both",
    remarks: build.remarks.current,
    lots: build.lots.current,
    log: build.logs.sinkOf(host.name),
  });
  return { station: host.name, program: "bind", title, server, listensOn: listeners(settings, ownAddresses) };
}

const LOOPBACK: readonly OwnAddress[] = [{ text: "127.0.0.1", prefixLength: 8 }].flatMap(({ text, prefixLength }) => {
  const address = parseAddress(text);
  return address === null ? [] : [{ address, prefixLength }];
});

function ownAddressesOf(station: Station | undefined): readonly OwnAddress[] {
  const own = (station?.addresses ?? []).map(({ address, prefixLength }) => ({ address, prefixLength }));
  return [...own, ...LOOPBACK];
}

/**
 * named opens a socket on each address that it holds and that a listen-on statement of this port admits: of 127.0.0.0/8
 * on 127.0.0.1 alone, so that systemd-resolved has 127.0.0.53 beside it.
 */
function listeners(settings: BindSettings, own: readonly OwnAddress[]): Resident["listensOn"] {
  const sockets = settings.listenOn.map(({ family, port, addresses, transport }) => ({
    family,
    port,
    isTls: transport === "tls",
    isDns: transport !== "http",
    acl: compileAcl(addresses, own),
  }));
  const isHeld = (address: Address): boolean => own.some((held) => held.address === address);
  return (destination, transport) =>
    (!destination.address.startsWith("127.") || isHeld(destination.address)) &&
    sockets.some(
      ({ family, port, isTls, isDns, acl }) =>
        isDns &&
        isTls === (transport === "tls") &&
        port === destination.port &&
        (family === "ipv6") === destination.address.includes(":") &&
        acl.permits(destination.address),
    );
}

/** Where each secondary zone's data comes from: the zone file of a primary in the site that lets this host copy it. */
function copiesFor(own: BindHost, build: BindBuild): ReadonlyMap<string, ZoneCopy> {
  const copies = new Map<string, ZoneCopy>();
  for (const view of own.settings.views) {
    for (const zone of view.zones) {
      if (zone.kind !== "secondary" || copies.has(zone.name.key)) continue;
      const copy = findCopy(own, zone, build);
      if (typeof copy === "string") build.diagnostics.push(warningAt(zone.span, "SITE_NO_PRIMARY", copy));
      else copies.set(zone.name.key, copy);
    }
  }
  return copies;
}

function findCopy(own: BindHost, zone: SecondaryZone, build: BindBuild): ZoneCopy | string {
  const station = build.stations.get(own.host.name);
  for (const { address } of zone.primaries) {
    const primary = build.hosts.find(({ host }) => {
      const holder = build.stations.get(host.name);
      return holder !== undefined && holds(holder, address);
    });
    const source = station === undefined ? null : sourceFor(station, address);
    const copy = primary === undefined || source === null ? null : copyFrom(primary, zone, source, build);
    if (copy !== null) return copy;
  }
  const primaries = zone.primaries.map(({ address }) => address).join(", ");
  return `${own.host.name} cannot copy ${zone.name.text} from ${primaries}: nobody there serves it, or allow-transfer refuses.`;
}

function copyFrom(
  primary: BindHost,
  zone: SecondaryZone,
  source: OwnAddress["address"],
  build: BindBuild,
): ZoneCopy | null {
  const acls = ownAddressesOf(build.stations.get(primary.host.name));
  for (const view of primary.settings.views) {
    for (const candidate of view.zones) {
      if (candidate.kind !== "primary" || candidate.name.key !== zone.name.key || candidate.file === null) continue;
      if (!compileAcl(candidate.allowTransfer, acls).permits(source)) continue;
      return { files: primary.files, path: candidate.file.path };
    }
  }
  return null;
}
