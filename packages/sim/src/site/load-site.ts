import {
  type Address,
  type Diagnostic,
  directoryOf,
  errorAt,
  type FileTree,
  informationAt,
  type Parsed,
  type Source,
  sourceFromText,
  warningAt,
  wholeSpan,
} from "@splithorizon/core";
import { appendAll } from "../append.ts";
import { type AbsentServer, LogSwitch, LotSwitch, RemarkSwitch, type Resident } from "../hosts/index.ts";
import { type ClusterNetwork, makeClusterNetwork } from "../load-balancer/index.ts";
import { makeNetwork, type Station } from "../network/index.ts";
import type { BindHost } from "./bind-host.ts";
import { buildBind, readBindHost } from "./build-bind.ts";
import { type PodPlace, stationsOfCluster } from "./build-cluster-stations.ts";
import { buildCoreDns, type CoreDnsBuild } from "./build-coredns.ts";
import { readCorefile } from "./build-corefile.ts";
import { hearAnnouncements, stationsOfHosts } from "./build-hosts.ts";
import { placesOfCluster, placesOfHosts, resolvedResidents } from "./build-places.ts";
import { assumedCoreDnsPod, coreDnsPodsOf, podsOf } from "./build-pods.ts";
import { electAll } from "./build-virtual-addresses.ts";
import { readManifestFiles } from "./manifests.ts";
import type { ClusterSettings, SiteSettings } from "./model.ts";
import { type NamedPlace, nameClashes } from "./name-clashes.ts";
import { emptySite, parseSiteFile } from "./site-file.ts";
import type { ClusterTwin, ReadCluster, SiteTwin } from "./twin.ts";
import { unmodelledIn } from "./unmodelled.ts";

/**
 * Reads a site, and everything that its site.yaml points at, into a twin that answers.
 * `path` is where site.yaml stands in the tree. Diagnostics are those of all files; the twin is made as far as they let it.
 */
export function loadSite(files: FileTree, path: string = "/site.yaml"): Parsed<SiteTwin> {
  const found = files.lookUp(path);
  if (found.kind === "file") return loadSiteFrom(found.source, files, directoryOf(path));
  const why = found.kind === "refused" ? `is not read: ${found.reason}` : "is not there";
  const missing = errorAt(
    wholeSpan(sourceFromText(path, "")),
    "SITE_FILE_MISSING",
    `The site's own file ${path} ${why}.`,
  );
  return buildTwin(emptySite, files, [missing]);
}

/** As {@link loadSite}, for a site.yaml that is not in the tree: one that was made for a few files. */
export function loadSiteFrom(source: Source, files: FileTree, folder: string): Parsed<SiteTwin> {
  const { value: settings, diagnostics } = parseSiteFile(source, folder);
  return buildTwin(settings, files, diagnostics);
}

/** Joins what a site's files say into a twin. */
export function buildTwin(
  settings: SiteSettings,
  files: FileTree,
  known: readonly Diagnostic[] = [],
): Parsed<SiteTwin> {
  const builder = new TwinBuilder(settings, files, known);
  return { value: builder.build(), diagnostics: builder.diagnostics };
}

/** The same site where others know whether its zones are signed. What its files say is not read again. */
export function twinWithTrust({ settings, makings }: SiteTwin, trust: SiteSettings["trust"]): SiteTwin {
  return new TwinBuilder({ ...settings, trust }, makings.files, [], makings).build();
}

class TwinBuilder {
  readonly #settings: SiteSettings;
  readonly #files: FileTree;
  /** What has been read for a site of the same hosts and clusters; null: nothing. */
  readonly #read: SiteTwin["makings"] | null;
  readonly diagnostics: Diagnostic[];
  readonly #remarks = new RemarkSwitch();
  readonly #lots = new LotSwitch();
  readonly #logs = new LogSwitch();

  constructor(
    settings: SiteSettings,
    files: FileTree,
    known: readonly Diagnostic[],
    read: SiteTwin["makings"] | null = null,
  ) {
    this.#settings = settings;
    this.#files = files;
    this.#read = read;
    this.diagnostics = [...known];
  }

  build(): SiteTwin {
    const settings = this.#settings;
    const clusters = this.#read?.clusters ?? settings.clusters.map((cluster) => this.#readCluster(cluster));
    const standings = electAll(settings, this.#files, this.diagnostics);
    const twins = clusters.map(({ twin }) => twin);
    const announcements = hearAnnouncements(settings, twins);
    const stations = [
      ...stationsOfHosts(settings, standings, announcements),
      ...clusters.flatMap(({ twin, pods }) => stationsOfCluster(twin.settings, twin.snapshot, pods, settings)),
    ];
    this.#checkAddresses(stations);
    this.#checkPlaces(stations);
    const places = this.#placesOf(clusters);
    appendAll(this.diagnostics, nameClashes(places));
    const binds =
      this.#read?.bindHosts ??
      settings.hosts.flatMap((host) => readBindHost(host, this.#files, this.diagnostics) ?? []);
    const servers = this.#startServers(clusters, binds, stations);
    return {
      settings,
      network: makeNetwork(stations, new Map(twins.map((twin) => [twin.settings.name, clusterNetworkOf(twin)]))),
      places: new Map(places.map(({ place }) => [place.name, place])),
      residents: servers.filter(isResident),
      absent: servers.filter((server): server is AbsentServer => !isResident(server)),
      clusters: new Map(twins.map((twin) => [twin.settings.name, twin])),
      binds: new Map(binds.map((bind) => [bind.host.name, bind.settings])),
      standings,
      announcements,
      makings: { files: this.#files, bindHosts: binds, clusters },
      remarks: this.#remarks,
      lots: this.#lots,
      logs: this.#logs,
    };
  }

  #readCluster(settings: ClusterSettings): ReadCluster {
    const { value: manifests, diagnostics } = readManifestFiles(settings.objects, this.#files);
    appendAll(this.diagnostics, diagnostics);
    appendAll(this.diagnostics, unmodelledIn(manifests, settings));
    const { snapshot } = manifests;
    const taken = new Set<Address>([
      ...this.#settings.hosts.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
      ...snapshot.nodes.flatMap(({ internalIps, externalIps }) => [...internalIps, ...externalIps]),
    ]);
    const told = podsOf(snapshot, taken);
    const corefileProblems: Diagnostic[] = [];
    const corefile = readCorefile(settings, manifests, this.#files, corefileProblems);
    appendAll(this.diagnostics, corefileProblems);
    const running = coreDnsPodsOf(snapshot, told);
    const assumed = running.length === 0 && corefile !== null ? [this.#assumePod(settings)] : [];
    const coreDnsPods = [...running, ...assumed];
    const coreDnsStations = coreDnsPods.map(({ name }) => name);
    const twin = { settings, snapshot, corefile, coreDnsStations };
    return { twin, manifests, pods: [...told, ...assumed], coreDnsPods, corefileProblems };
  }

  /** Hosts, then each cluster's nodes and pods. */
  #placesOf(clusters: readonly ReadCluster[]): readonly NamedPlace[] {
    const spans = new Map(this.#settings.hosts.map(({ name, span }) => [name, span]));
    const hosts = placesOfHosts(this.#settings).flatMap((place): readonly NamedPlace[] => {
      const span = spans.get(place.name);
      return span === undefined ? [] : [{ place, cluster: null, span }];
    });
    const inside = clusters.flatMap(({ twin: { settings, snapshot }, manifests, pods }) =>
      placesOfCluster(settings, snapshot, pods).map((place): NamedPlace => {
        const key = place.kind === "node" ? `Node /${place.name}` : `Pod ${place.name}`;
        return { place, cluster: settings.name, span: manifests.placeOf(key) ?? settings.span };
      }),
    );
    return [...hosts, ...inside];
  }

  #assumePod(settings: ClusterSettings): PodPlace {
    const pod = assumedCoreDnsPod(settings);
    const message = `No pod of the objects runs CoreDNS; one is assumed at ${pod.addresses.join(", ")}.`;
    this.diagnostics.push(informationAt(settings.span, "SITE_NO_COREDNS", message));
    return pod;
  }

  #startServers(
    clusters: readonly ReadCluster[],
    binds: readonly BindHost[],
    stations: readonly Station[],
  ): readonly (Resident | AbsentServer)[] {
    const { trust } = this.#settings;
    const byName = new Map(stations.map((station) => [station.name, station]));
    const shared = { remarks: this.#remarks, lots: this.#lots, logs: this.#logs, diagnostics: this.diagnostics };
    const coreDns = clusters.flatMap(({ twin, coreDnsPods, corefileProblems }) => {
      if (twin.corefile === null) return [];
      const { settings, snapshot, corefile } = twin;
      const build: CoreDnsBuild = {
        settings,
        snapshot,
        corefile,
        problems: corefileProblems,
        siteFiles: this.#files,
        ...shared,
      };
      return buildCoreDns(coreDnsPods, build);
    });
    const bind = binds.map((own) => buildBind(own, { hosts: binds, stations: byName, trust, ...shared }));
    return [...bind, ...coreDns, ...resolvedResidents(this.#settings)];
  }

  /** One address on two machines: packets go to the first, in the field to whoever answered ARP last. */
  #checkAddresses(stations: readonly Station[]): void {
    const holders = new Map<Address, string>();
    for (const station of stations) {
      for (const { address, isVirtual } of station.addresses) {
        const other = holders.get(address);
        if (other !== undefined && other !== station.name && !isVirtual) this.#reportTwice(address, station, other);
        else holders.set(address, station.name);
      }
    }
  }

  #reportTwice(address: Address, station: Station, other: string): void {
    const host = this.#settings.hosts.find(({ name }) => name === station.name || name === other);
    const span = host?.span ?? this.#settings.clusters[0]?.span;
    if (span === undefined) return;
    const message = `${other} and ${station.name} both have ${address}; only ${other} is reached.`;
    this.diagnostics.push(warningAt(span, "SITE_DUPLICATE_ADDRESS", message));
  }

  /** Gateways that nobody has. */
  #checkPlaces(stations: readonly Station[]): void {
    const held = new Set(stations.flatMap(({ addresses }) => addresses.map(({ address }) => address)));
    for (const { routes } of [...this.#settings.hosts, ...this.#settings.clusters]) {
      for (const { gateways, span } of routes) {
        for (const gateway of gateways.filter((address) => !held.has(address))) {
          const message = `No machine of the site has the gateway ${gateway}: what goes there is lost.`;
          this.diagnostics.push(warningAt(span, "SITE_NO_GATEWAY", message));
        }
      }
    }
  }
}

function isResident(server: Resident | AbsentServer): server is Resident {
  return "server" in server;
}

/** Who carries Service traffic in a cluster, by its objects. */
export function clusterNetworkOf({ settings, snapshot }: ClusterTwin): ClusterNetwork {
  return makeClusterNetwork(snapshot, settings.dataPath, settings.podCidrs);
}
