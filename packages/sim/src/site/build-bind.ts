import { type Address, type Diagnostic, directoryOf, errorAt, type FileTree, hasErrors } from "@splithorizon/core";
import {
  type BindSettings,
  bindSettings,
  compileAcl,
  makeBind,
  type OwnAddress,
  parseNamedConf,
} from "@splithorizon/core/bind";
import { checkNamedConf } from "@splithorizon/core/named-checkconf";
import { appendAll } from "../append.ts";
import type { AbsentServer, Resident } from "../hosts/index.ts";
import type { BindBuild, BindHost } from "./bind-host.ts";
import { copiesFor } from "./build-zone-copies.ts";
import { treeOfHost } from "./host-files.ts";
import type { HostSettings } from "./model.ts";
import { ownAddressesOf } from "./own-addresses.ts";

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
  return {
    station: host.name,
    program: "bind",
    title,
    server,
    listensOn: bindListensOn(settings, ownAddresses),
    tcpIdleMs: settings.upkeep.tcpIdleMs,
  };
}

/**
 * named opens a socket on each address that it holds and that a listen-on statement of this port admits: of 127.0.0.0/8
 * on 127.0.0.1 alone, so that systemd-resolved has 127.0.0.53 beside it.
 */
export function bindListensOn(settings: BindSettings, own: readonly OwnAddress[]): Resident["listensOn"] {
  const sockets = settings.listenOn.map(({ family, port, addresses, transport }) => ({
    family,
    port,
    isTls: transport === "tls",
    isDns: transport !== "http",
    acl: compileAcl(addresses, own),
  }));
  const isHeld = (address: Address): boolean => own.some((held) => held.address === address);
  // For IPv6 one socket takes whatever comes (`[::]`); for IPv4 there is one for each address that named has seen.
  return (destination, transport) =>
    (destination.address.includes(":") || isHeld(destination.address)) &&
    sockets.some(
      ({ family, port, isTls, isDns, acl }) =>
        isDns &&
        isTls === (transport === "tls") &&
        port === destination.port &&
        (family === "ipv6") === destination.address.includes(":") &&
        acl.permits(destination.address),
    );
}
