import {
  type Address,
  type Diagnostic,
  errorAt,
  type FileTree,
  isIpv6,
  parsePrefix,
  warningAt,
} from "@splithorizon/core";
import { type KeepalivedSettings, parseKeepalived } from "@splithorizon/core/keepalived";
import { appendAll } from "../append.ts";
import type { Route, StationAddress } from "../network/index.ts";
import { type Contender, elect, type Standing } from "../vrrp/index.ts";
import { advertSource, guessedTies } from "./advert-source.ts";
import { coveringNetwork } from "./build-links.ts";
import { treeOfHost } from "./host-files.ts";
import type { HostSettings, SiteSettings } from "./model.ts";
import { numbersAtRest } from "./track-file-numbers.ts";

/** Every virtual router of a site, and the state in which each host's part comes to rest. */
export function electAll(site: SiteSettings, files: FileTree, diagnostics: Diagnostic[]): readonly Standing[] {
  const contenders = site.hosts.flatMap((host) => contendersOf(host, site, files, diagnostics));
  const standings = elect(contenders);
  reportTwoHolders(standings, diagnostics);
  diagnostics.push(...guessedTies(contenders, site));
  return standings;
}

export function contendersOf(
  host: HostSettings,
  site: SiteSettings,
  files: FileTree,
  diagnostics: Diagnostic[],
): readonly Contender[] {
  const settings = readKeepalived(host, files, diagnostics);
  if (settings === null || !settings.starts || host.keepalived === null) return [];
  const { scripts, interfaces, config } = host.keepalived;
  for (const [name, network] of interfaces) {
    if (site.networks.some((known) => known.name === network)) continue;
    const message = `${host.name}'s ${name} is plugged into "${network}", which is no network of the site.`;
    diagnostics.push(errorAt(config.span, "SITE_UNKNOWN_WORD", message));
  }
  const numbers = numbersAtRest(host, files, settings.files);
  return settings.instances.flatMap((instance) => {
    const [virtual] = instance.virtualAddresses;
    const said = site.networks.find(({ name }) => name === interfaces.get(instance.interface));
    const isSaid = said !== undefined && (virtual === undefined || isOfOneFamily(said.prefix.address, virtual.address));
    const link = isSaid ? said : virtual === undefined ? null : coveringNetwork(virtual.address, site.networks);
    const onLink = host.addresses.find(({ address }) => coveringNetwork(address, site.networks) === link);
    const address = (onLink ?? host.addresses[0])?.address;
    if (address === undefined) return [];
    const from = advertSource(instance, host, address, site);
    return [
      { host: host.name, address, ...from, link: link?.name ?? "", instance, settings, interfaces, scripts, numbers },
    ];
  });
}

/** An interface has a network for each family, and is called after one of them. */
function isOfOneFamily(one: Address, other: Address): boolean {
  return isIpv6(one) === isIpv6(other);
}

function readKeepalived(host: HostSettings, files: FileTree, diagnostics: Diagnostic[]): KeepalivedSettings | null {
  if (host.keepalived === null) return null;
  const { path, span } = host.keepalived.config;
  const own = treeOfHost(files, host.files);
  const found = own.lookUp(path);
  if (found.kind !== "file") {
    diagnostics.push(errorAt(span, "SITE_FILE_MISSING", `${host.name} has no ${path}.`));
    return null;
  }
  const parsed = parseKeepalived(found.source, { files: own, directory: path.slice(0, path.lastIndexOf("/")) || "/" });
  appendAll(diagnostics, parsed.diagnostics);
  return parsed.value.settings;
}

function reportTwoHolders(standings: readonly Standing[], diagnostics: Diagnostic[]): void {
  const active = standings.filter(({ state }) => state === "active");
  for (const [at, { contender }] of active.entries()) {
    for (const { address } of contender.instance.virtualAddresses) {
      const earlier = active.slice(0, at).find((other) => virtualAddressesOf(other).includes(address));
      if (earlier === undefined) continue;
      const message = `${address} is held by ${earlier.contender.host} and by ${contender.host}: they do not accept each other's adverts.`;
      const related = [{ message: "the other one", span: earlier.contender.instance.span }];
      diagnostics.push({ ...warningAt(contender.instance.span, "SITE_TWO_HOLDERS", message), related });
    }
  }
}

function virtualAddressesOf({ contender }: Standing): readonly string[] {
  return contender.instance.virtualAddresses.map(({ address }) => address);
}

/** What a host gains by holding virtual addresses. */
export interface VirtualPart {
  readonly addresses: readonly StationAddress[];
  readonly routes: readonly Route[];
  /** Of instances that do not accept what is sent to their addresses (`vrrp_strict`, `no_accept`). */
  readonly muted: readonly Address[];
}

export function virtualPartOf(host: string, standings: readonly Standing[]): VirtualPart {
  const held = standings.filter(({ contender, holds }) => contender.host === host && holds);
  const instances = held.map(({ contender }) => contender.instance);
  return {
    addresses: instances.flatMap((instance) =>
      addressesOf(instance).map(({ address, prefixLength }) => ({ address, prefixLength, isVirtual: true })),
    ),
    routes: instances.flatMap(({ virtualRoutes }) => virtualRoutes.flatMap(routeOf)),
    muted: instances.flatMap((instance) =>
      instance.accepts ? [] : addressesOf(instance).map(({ address }) => address),
    ),
  };
}

function addressesOf(instance: Contender["instance"]): Contender["instance"]["virtualAddresses"] {
  return [...instance.virtualAddresses, ...instance.excludedAddresses];
}

function routeOf(route: Contender["instance"]["virtualRoutes"][number]): readonly Route[] {
  const prefix = parsePrefix(route.destination === "default" ? "0.0.0.0/0" : route.destination);
  if (typeof prefix === "string") return [];
  const next: Route["next"] = route.via === null ? { kind: "link" } : { kind: "gateways", addresses: [route.via] };
  const { address, length } = prefix;
  return [{ prefix: { address, length }, next, source: route.source, origin: "virtual" }];
}
