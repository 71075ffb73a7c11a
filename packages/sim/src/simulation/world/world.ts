import {
  type Address,
  type ClusterSnapshot,
  type FileTree,
  fileTreeFromSources,
  type Source,
  sourceFromText,
  type Transport,
} from "@splithorizon/core";
import type { BindSettings } from "@splithorizon/core/bind";
import type { Corefile } from "@splithorizon/core/coredns";
import type { AbsentServer, Resident } from "../../hosts/index.ts";
import { makeNetwork, type Network, type Packet, type Station } from "../../network/index.ts";
import {
  type ClusterTwin,
  coveringNetwork,
  type HeardAnnouncement,
  layeredFileTree,
  type Place,
  placesOfCluster,
  type SiteTwin,
  stationsOfCluster,
  stationsOfHosts,
  type TwinMakings,
} from "../../site/index.ts";
import type { Standing } from "../../vrrp/index.ts";
import type { ClusterPods, SnapshotWatcher } from "./cluster-pods.ts";
import { DataPaths } from "./data-paths.ts";
import { hearersOn } from "./hearers.ts";
import { HostRoutes } from "./host-routes.ts";
import type { LeaseHolders } from "./lease-holders.ts";
import { Listeners } from "./listeners.ts";
import type { NeighbourTable } from "./neighbour-table.ts";
import { PodLogs } from "./pod-logs.ts";

/**
 * A site that changes, seen as the twin that it is at this moment: whoever holds it always sees the present. What is
 * derived is made when somebody looks at it after a change.
 */
export class World implements SiteTwin {
  readonly settings: SiteTwin["settings"];
  readonly makings: TwinMakings;
  readonly remarks: SiteTwin["remarks"];
  readonly lots: SiteTwin["lots"];
  readonly logs: SiteTwin["logs"];
  readonly #binds: Map<string, BindSettings>;
  #residents: readonly Resident[];
  readonly #listeners: Listeners;
  #absent: readonly AbsentServer[];
  #standings: readonly Standing[];
  #announcements: readonly HeardAnnouncement[];
  readonly #clusters: Map<string, ClusterTwin>;
  readonly podLogs: PodLogs = new PodLogs();
  readonly #pods: Map<string, ClusterPods>;
  readonly #edited = new Map<string, Source>();
  readonly #mounted = new Map<string, Source>();
  readonly #watchers: SnapshotWatcher[] = [];
  #places: ReadonlyMap<string, Place>;
  readonly #dataPaths = new DataPaths();
  #stations: readonly Station[] | null;
  #network: Network | null = null;
  #neighbours: NeighbourTable | null = null;
  /** Nothing, until a simulation tells what it knows. */
  troublesAt: (machine: string) => readonly string[] = () => [];
  readonly hostRoutes: HostRoutes;

  constructor(twin: SiteTwin) {
    this.settings = twin.settings;
    this.#binds = new Map(twin.binds);
    this.makings = twin.makings;
    this.remarks = twin.remarks;
    this.lots = twin.lots;
    this.logs = twin.logs;
    this.#residents = twin.residents;
    this.#listeners = new Listeners(twin.residents);
    this.#absent = twin.absent;
    this.#standings = twin.standings;
    this.#announcements = twin.announcements;
    this.#clusters = new Map(twin.clusters);
    this.#places = twin.places;
    this.#pods = new Map(
      twin.makings.clusters.map(({ twin: { settings }, pods, coreDnsPods }) => [settings.name, { pods, coreDnsPods }]),
    );
    this.#stations = [...twin.network.stations.values()];
    this.hostRoutes = new HostRoutes(this.settings.hosts, {
      stations: () => this.#allStations(),
      linkOf: (address) => this.linkOf(address),
      changed: () => this.#stationsChanged(),
    });
  }

  get binds(): ReadonlyMap<string, BindSettings> {
    return this.#binds;
  }

  get residents(): readonly Resident[] {
    return this.#residents;
  }

  get absent(): readonly AbsentServer[] {
    return this.#absent;
  }

  get standings(): readonly Standing[] {
    return this.#standings;
  }

  get announcements(): readonly HeardAnnouncement[] {
    return this.#announcements;
  }

  get clusters(): ReadonlyMap<string, ClusterTwin> {
    return this.#clusters;
  }

  get places(): ReadonlyMap<string, Place> {
    return this.#places;
  }

  get network(): Network {
    this.#network ??= this.#makeNetwork();
    return this.#network;
  }

  /** From now on machines remember their neighbours. */
  useNeighbours(neighbours: NeighbourTable): void {
    this.#neighbours = neighbours;
    this.waysChanged();
  }

  /** Packets may take another way from now on, though nobody's addresses or routes have changed. */
  waysChanged(): void {
    this.#network = null;
  }

  /** Who holds which virtual address has changed. */
  setStandings(standings: readonly Standing[]): void {
    this.#standings = standings;
    this.#stationsChanged();
    this.hostRoutes.addressesChanged();
  }

  /** What is told of virtual routers has changed, but nobody's addresses. */
  showStandings(standings: readonly Standing[]): void {
    this.#standings = standings;
  }

  /** A file of the site has another content: whoever starts or reads again from now on sees it. */
  edit(path: string, text: string): void {
    this.#edited.set(path, sourceFromText(path, text));
  }

  /** A named has read its configuration again. */
  setBind(machine: string, settings: BindSettings): void {
    this.#binds.set(machine, settings);
  }

  /** The site's files as they are now. */
  get files(): FileTree {
    return layeredFileTree([this.makings.files, fileTreeFromSources(this.#edited)]);
  }

  /** What routers hear from the nodes has changed. */
  setAnnouncements(announcements: readonly HeardAnnouncement[]): void {
    this.#announcements = announcements;
    this.#stationsChanged();
  }

  /** CoreDNS has informers of its own, and routers hear of it later. `reach`: whether the nodes' data path goes by what has changed. */
  setSnapshot(cluster: string, snapshot: ClusterSnapshot, reach: "data-path" | "status-alone" = "data-path"): void {
    const known = this.#clusters.get(cluster);
    if (known === undefined) return;
    const next = { ...known, snapshot };
    this.#clusters.set(cluster, next);
    if (reach === "status-alone") this.#dataPaths.stays(known, next);
    else this.#stationsChanged();
    for (const watcher of this.#watchers) watcher(cluster, known.snapshot, snapshot);
  }

  /** Calls `watcher` after each change of a cluster's objects. */
  watchSnapshots(watcher: SnapshotWatcher): void {
    this.#watchers.push(watcher);
  }

  /** Machines that a cluster's pods are, at the moment. */
  podsOf(cluster: string): ClusterPods {
    return this.#pods.get(cluster) ?? { pods: [], coreDnsPods: [] };
  }

  /** Pods have come or gone as machines. */
  setPods(cluster: string, pods: ClusterPods): void {
    const known = this.#clusters.get(cluster);
    if (known === undefined) return;
    const gone = this.podsOf(cluster).pods;
    this.#pods.set(cluster, pods);
    this.#clusters.set(cluster, { ...known, coreDnsStations: pods.coreDnsPods.map(({ name }) => name) });
    const staying = new Set(pods.pods.map(({ name }) => name));
    const left = new Set(gone.flatMap(({ name }) => (staying.has(name) ? [] : [name])));
    this.#absent = this.#absent.filter(({ station }) => !left.has(station));
    const places = new Map(this.#places);
    for (const { name } of gone) places.delete(name);
    for (const place of placesOfCluster(known.settings, known.snapshot, pods.pods)) {
      if (!places.has(place.name)) places.set(place.name, place);
    }
    this.#places = places;
    this.#stationsChanged();
  }

  /** What most pods of a cluster's CoreDNS have loaded: what is said of the cluster as a whole goes by it. */
  setCorefile(cluster: string, corefile: Corefile): void {
    const known = this.#clusters.get(cluster);
    if (known !== undefined) this.#clusters.set(cluster, { ...known, corefile });
  }

  /** The Corefile that a pod has mounted is another one. */
  mount(pod: string, corefile: Source): void {
    this.#mounted.set(pod, corefile);
  }

  /** null: the one that the site was read with. */
  mountedAt(pod: string): Source | null {
    return this.#mounted.get(pod) ?? null;
  }

  pastLogOf(station: string): readonly string[] | null {
    return this.podLogs.of(station);
  }

  setLeases(cluster: string, holders: LeaseHolders): void {
    this.#dataPaths.setLeases(cluster, holders);
    this.waysChanged();
  }

  /** Whether the agent of a node tells its kernel of changes. */
  setAgent(cluster: string, node: string, state: "runs" | "stopped"): void {
    const twin = this.#clusters.get(cluster);
    if (state === "runs" || twin === undefined) this.#dataPaths.follow(node);
    else this.#dataPaths.keep(node, twin);
    this.waysChanged();
  }

  /** One server takes another's place; null: none does, or there was none. */
  replace(before: Resident | null, after: Resident | AbsentServer | null): void {
    const others = this.#residents.filter((resident) => resident !== before);
    const added = after !== null && "server" in after ? [after] : [];
    this.#residents = [...others, ...added];
    this.#listeners.residentsAre(this.#residents);
    const { station, title } = after ?? before ?? { station: "", title: "" };
    const isOther = (absent: AbsentServer): boolean => absent.station !== station || absent.title !== title;
    this.#absent = [...this.#absent.filter(isOther), ...(after !== null && !("server" in after) ? [after] : [])];
  }

  /** A server's sockets are others from now on. */
  listenBy(resident: Resident, listensOn: Resident["listensOn"]): void {
    this.#listeners.listenBy(resident, listensOn);
  }

  stationNow(name: string): Station | null {
    return this.network.stations.get(name) ?? null;
  }

  residentAt(station: string, { destination }: Packet, transport: Transport): Resident | null {
    return this.#listeners.at(station, destination, transport);
  }

  /** The network that an address is in. */
  linkOf(address: Address): string | null {
    return coveringNetwork(address, this.settings.networks)?.name ?? null;
  }

  /** Machines on one link with a machine: whoever hears its broadcasts. */
  neighboursOf(machine: string, address: Address): readonly string[] {
    return hearersOn(this.settings.networks, this.#allStations(), { machine, address });
  }

  #stationsChanged(): void {
    this.#stations = null;
    this.#network = null;
  }

  #allStations(): readonly Station[] {
    this.#stations ??= this.#makeStations();
    return this.#stations;
  }

  #makeStations(): readonly Station[] {
    const hosts = stationsOfHosts(this.settings, this.#standings, this.#announcements);
    const others = [...this.#clusters.values()].flatMap(({ settings, snapshot }) =>
      stationsOfCluster(settings, snapshot, this.podsOf(settings.name).pods, this.settings),
    );
    return [...hosts, ...others].map((station) => this.hostRoutes.of(station));
  }

  #makeNetwork(): Network {
    const clusters = new Map(
      [...this.#clusters].map(([name, twin]) => [name, this.#dataPaths.networkOf(name, twin)] as const),
    );
    return makeNetwork(this.#allStations(), clusters, this.#neighbours);
  }
}
