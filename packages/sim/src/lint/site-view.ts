import {
  type Address,
  type Diagnostic,
  type DomainName,
  type FileTree,
  type Rdata,
  readZone,
  type Span,
  type Zone,
} from "@splithorizon/core";
import type { BindSettings, ViewSettings, ZoneSettings } from "@splithorizon/core/bind";
import { forkTwin } from "../asking/index.ts";
import { type BindHost, type SiteTwin, twinWithTrust } from "../site/index.ts";
import { askEveryWay } from "./every-way.ts";
import type { Evidence, Inquiry } from "./evidence.ts";
import { isStranger, withImaginedClients } from "./imagined-clients.ts";
import { withImaginedPods } from "./imagined-pods.ts";
import { withKeptSources } from "./kept-source.ts";
import { type OutsideService, outsideServices } from "./outside-services.ts";
import { put } from "./put-inquiry.ts";

/** A host whose named runs. */
export interface NamedHost {
  readonly name: string;
  /** Its first own address. */
  readonly address: Address;
  readonly settings: BindSettings;
  readonly made: BindHost;
}

/** A zone statement in its view. */
export interface ZoneOfHost {
  readonly host: NamedHost;
  readonly view: ViewSettings;
  readonly zone: ZoneSettings;
}

/** A delegation that a zone of the site has. */
export interface Cut {
  readonly name: DomainName;
  readonly nameServers: readonly DomainName[];
  /** Addresses that the server itself has for them, in this zone or another one. */
  readonly glue: readonly Address[];
  readonly span: Span;
}

/** A site as rules look at it: what its files say, and what it answers. Every question meets empty caches. */
export class SiteView {
  readonly twin: SiteTwin;
  /** The same without whoever was imagined. */
  readonly written: SiteTwin;
  readonly files: FileTree;
  /** What the readers of its files said. */
  readonly known: readonly Diagnostic[];
  readonly namedHosts: readonly NamedHost[];
  readonly services: readonly OutsideService[];
  readonly #asked = new Map<string, Evidence>();
  readonly #rooted = new Map<string, SiteTwin>();
  #kept: SiteTwin | null = null;
  readonly #zones = new Map<string, Zone | null>();

  /**
   * `site`: what site.yaml says; networks and clusters without anybody who could ask are given somebody
   * (`imagined-clients.ts`, `imagined-pods.ts`).
   */
  constructor(site: SiteTwin, files: FileTree, known: readonly Diagnostic[] = []) {
    const { twin, files: all } = withImaginedClients(withImaginedPods({ twin: site, files }));
    this.twin = twin;
    this.written = site;
    this.files = all;
    this.known = known;
    this.namedHosts = twin.makings.bindHosts.flatMap((made) => {
      const address = made.host.addresses[0]?.address;
      const isRunning = made.refusal === null && address !== undefined;
      return isRunning ? [{ name: made.host.name, address, settings: made.settings, made }] : [];
    });
    this.services = outsideServices(twin);
  }

  /** All zone statements of all servers that run. */
  get zones(): readonly ZoneOfHost[] {
    return this.namedHosts.flatMap((host) =>
      host.settings.views.flatMap((view) => view.zones.map((zone) => ({ host, view, zone }))),
    );
  }

  /** Asks, and keeps the answer: several rules ask the same. */
  ask(inquiry: Inquiry): Evidence {
    const { from, server, name, type, transport, validation, way } = inquiry;
    const key = [from, server, name.key, type, transport, validation, way].join(" ");
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const made = put(this.fork(), inquiry);
    this.#asked.set(key, made);
    return made;
  }

  /** Asks by each way that the network may draw. */
  askEveryWay(inquiry: Inquiry): readonly Evidence[] {
    return askEveryWay((one) => this.ask(one), inquiry);
  }

  /** As {@link askEveryWay}, on the same site where services keep their clients' addresses. */
  askWithKeptSource(inquiry: Inquiry): readonly Evidence[] {
    this.#kept ??= withKeptSources(this.twin);
    const kept = this.#kept;
    return askEveryWay((one) => put(forkTwin(kept), one), inquiry);
  }

  /** The first of several questions whose answer is as wanted; those behind it are not asked. */
  askUntil(inquiries: Iterable<Inquiry>, isWanted: (evidence: Evidence) => boolean): Evidence | null {
    for (const inquiry of inquiries) {
      const evidence = this.ask(inquiry);
      if (isWanted(evidence)) return evidence;
    }
    return null;
  }

  /** As {@link ask}, on the same site where the root of the name space is signed, unsigned, or out of reach. */
  askWithRoot(root: SiteTwin["settings"]["trust"]["root"], inquiry: Inquiry): Evidence {
    const known = this.#rooted.get(root);
    const { settings } = this.twin;
    const twin = known ?? twinWithTrust(this.twin, { ...settings.trust, root });
    this.#rooted.set(root, twin);
    return put(forkTwin(twin), inquiry);
  }

  /** Several questions in turn, with what is in the caches after the first. */
  askInTurn(inquiries: readonly Inquiry[]): readonly Evidence[] {
    const twin = this.fork();
    return inquiries.map((inquiry) => put(twin, inquiry));
  }

  /** The same site with empty caches, for who does something to it in between. */
  fork(): SiteTwin {
    return forkTwin(this.twin);
  }

  /** Who asks of a server in the name of everybody: a host without a server that it admits, else the server's own host. */
  clientOf(host: NamedHost): string {
    return this.strangers.find((name) => !this.#isRefused(name, host)) ?? host.name;
  }

  #isRefused(from: string, host: NamedHost): boolean {
    const [zone] = this.zones.filter((own) => own.host === host && own.zone.kind !== "hint");
    if (zone === undefined) return false;
    const { answer } = this.ask({ from, server: host.address, name: zone.zone.name, type: "SOA" });
    return answer.kind !== "answered" || answer.messages[0]?.rcode === "REFUSED";
  }

  /** Hosts that serve nothing and pass nothing on: laptops, printers, and whoever else is outside. */
  get strangers(): readonly string[] {
    return this.twin.settings.hosts.filter((host) => isStranger(host, this.twin.settings)).map(({ name }) => name);
  }

  /** A zone's data: from its file, or from the file of a primary of the same name. */
  zoneData({ host, zone }: ZoneOfHost): Zone | null {
    const key = `${host.name} ${zone.name.key}`;
    const known = this.#zones.get(key);
    if (known !== undefined) return known;
    const own = zone.kind === "primary" ? { host, zone } : this.#primaryOf(host, zone);
    const data = own === undefined ? null : readData(own.host.made, own.zone);
    this.#zones.set(key, data);
    return data;
  }

  /** Of several primaries of one name the one that is copied, or that stands in another view of the same server. */
  #primaryOf(host: NamedHost, zone: ZoneSettings): ZoneOfHost | undefined {
    const all = this.zones.filter((other) => other.zone.kind === "primary" && other.zone.name.key === zone.name.key);
    if (zone.kind === "in-view") return all.find((other) => other.host === host);
    const asked = zone.kind === "secondary" ? zone.primaries.map(({ address }) => address) : [];
    const isAsked = ({ host: { made } }: ZoneOfHost): boolean =>
      made.host.addresses.some(({ address }) => asked.includes(address));
    return all.find(isAsked) ?? all[0];
  }

  /** Addresses that a server has of a name in zones of its own. */
  addressesOf({ host, view }: ZoneOfHost, name: DomainName): readonly Address[] {
    const own = this.zones.filter((other) => other.host === host && other.view === view);
    return own.flatMap((other) => addressesIn(this.zoneData(other), name));
  }

  /** The delegations of a local zone. */
  cutsOf(zone: ZoneOfHost): readonly Cut[] {
    const data = this.zoneData(zone);
    if (data === null || !WITH_DATA.includes(zone.zone.kind)) return [];
    return [...data.nodes()]
      .filter(({ isCut, barrier }) => isCut && barrier === null)
      .map((node) => cutAt(data, node, (name) => this.addressesOf(zone, name)));
  }
}

function readData({ files, settings }: BindHost, zone: ZoneSettings): Zone | null {
  if (zone.kind !== "primary" || zone.file === null) return null;
  const found = files.lookUp(zone.file.path);
  if (found.kind !== "file") return null;
  return readZone(found.source, { origin: zone.name, files, directory: settings.directory }).value;
}

/** Zones of which a server has the data, its own or a copy. */
const WITH_DATA: readonly string[] = ["primary", "secondary", "in-view"];

/** `addressesOf`: a name server outside of the zone may have its address in another one of the same server. */
function cutAt(
  data: Zone,
  node: NonNullable<ReturnType<Zone["find"]>>,
  addressesOf: (name: DomainName) => readonly Address[],
): Cut {
  const nameServers = (data.rrset(node.name, "NS")?.data ?? []).flatMap((rdata) =>
    rdata.type === "NS" ? [rdata.host] : [],
  );
  const glue = nameServers.flatMap((name) => {
    const own = addressesIn(data, name);
    return own.length > 0 ? own : addressesOf(name);
  });
  return { name: node.name, nameServers, glue: [...new Set(glue)], span: data.spanOf(node) };
}

const ADDRESS_TYPES = ["A", "AAAA"] as const;

function addressesIn(data: Zone | null, name: DomainName): readonly Address[] {
  return ADDRESS_TYPES.flatMap((type) => (data?.rrset(name, type)?.data ?? []).flatMap(addressOf));
}

function addressOf(rdata: Rdata): readonly Address[] {
  return rdata.type === "A" || rdata.type === "AAAA" ? [rdata.address] : [];
}
