import {
  type Address,
  ancestorWithLabels,
  type DomainName,
  labelKeys,
  parseName,
  type Rdata,
  type ResourceRecord,
  type RrType,
  sameName,
} from "../../../dns/index.ts";
import { addressFromReverseName, type ClusterView, isReverseName } from "../../../kubernetes/index.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import type { PluginContext, PluginRequest } from "../../plugin.ts";
import { followAliases } from "./aliases.ts";
import { ClusterRecords, type Found } from "./cluster-records.ts";
import { EntryList, isOfType } from "./entries.ts";
import { nameBelow } from "./name-below.ts";
import { parseRequest } from "./request.ts";
import type { KubernetesSettings } from "./settings.ts";
import { nameServerAddresses, nsRecords, soaRecord } from "./zone-apex.ts";

/** Kubernetes DNS specification 1.1.0 section 2.2, as plugin/kubernetes says it. */
const SCHEMA_VERSION = new TextEncoder().encode("1.1.0");
const SCHEMA_VERSION_TTL = 28_800;
/** kubernetes/ns.go isDefaultNS: the zone must stand for the first time right behind this. */
const DEFAULT_NS = "ns.dns.";

interface Sections {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly truncated?: boolean;
  readonly shuffled?: boolean;
}
export type Looked = Sections | "name-error";
export type LookExchange = Generator<Effect, Looked, EffectResult>;

const NOTHING: Sections = { answer: [], additional: [] };

/** What the plugin finds for a question: plugin/kubernetes/kubernetes.go and plugin/backend_lookup.go. */
export class ClusterLookUp {
  readonly records: ClusterRecords;
  readonly ownAddresses: readonly Address[];
  readonly #settings: KubernetesSettings;
  readonly #context: PluginContext;
  readonly #view: ClusterView;
  /**
   * Names of services that were found, by the number of the zone's labels and by name. There are no more than the cluster has
   * names, and an answer costs the same however many those are.
   */
  readonly #found = new Map<number, Map<string, EntryList>>();
  readonly #pointers = new Map<string, readonly Rdata[]>();

  constructor(settings: KubernetesSettings, context: PluginContext, view: ClusterView) {
    this.#settings = settings;
    this.#context = context;
    this.#view = view;
    this.records = new ClusterRecords(view.snapshot, settings);
    // With `bind`, CoreDNS does not recognise its own addresses (kubernetes/local.go).
    this.ownAddresses = context.listenAddresses.length > 0 ? [] : context.ownAddresses;
  }

  look(request: PluginRequest, zone: DomainName): Looked | LookExchange {
    const { name, type } = request.question;
    switch (type) {
      case "A":
      case "AAAA":
        return this.#addresses(request, name, zone, type);
      case "SRV":
        return this.#services(name, zone);
      case "CNAME":
        return this.#alias(name, zone);
      case "TXT":
        return this.#text(name, zone);
      case "PTR":
        return this.#pointer(name, zone);
      case "SOA":
        return sameName(name, zone) ? { ...NOTHING, answer: [this.#soa(zone)] } : NOTHING;
      case "NS":
        // state.Name() is lower case and the zone is as asked: capitals in it lead to the fake A look-up.
        if (name.key === zone.text) return nsRecords(this.#nameServers(zone), zone, this.#settings.ttl);
        return this.#other(name, zone);
      default:
        return this.#other(name, zone);
    }
  }

  #soa(zone: DomainName): ResourceRecord {
    return soaRecord(zone, this.#view.serial, this.#settings.ttl);
  }

  /** Any other type: NODATA where an A question would not be a name error. */
  #other(name: DomainName, zone: DomainName): Looked {
    return this.#find(name, zone, "A") === "name-error" ? "name-error" : NOTHING;
  }

  #nameServers(zone: DomainName): ReturnType<typeof nameServerAddresses> {
    return nameServerAddresses(this.records, this.ownAddresses, zone);
  }

  /** kubernetes.go Services, for everything that is not TXT or NS. */
  #find(name: DomainName, zone: DomainName, type: RrType): Found {
    const known = this.#found.get(zone.labelCount)?.get(name.key);
    if (known !== undefined) return known;
    const isDefaultNs = name.key.startsWith(DEFAULT_NS) && name.key.indexOf(zone.text) === DEFAULT_NS.length;
    return isDefaultNs ? this.#defaultNameServer(zone, type) : this.#findRecords(name, zone);
  }

  /** kubernetes.go Records: the names of the cluster, `ns.dns` apart. */
  #findRecords(name: DomainName, zone: DomainName): Found {
    const request = parseRequest(name, zone, this.#settings.zonal ? "zonal" : "plain");
    if (request === "apex") return EntryList.none;
    if (request === "invalid" || isReverseName(name)) return "name-error";
    const found = this.records.find(request);
    // Names of pods and of topology zones may be any at all.
    if (found !== "name-error" && request.kind === "svc" && request.topology === null) this.#keep(name, zone, found);
    return found;
  }

  #keep(name: DomainName, zone: DomainName, found: EntryList): void {
    const ofZone = this.#found.get(zone.labelCount) ?? new Map<string, EntryList>();
    this.#found.set(zone.labelCount, ofZone);
    ofZone.set(name.key, found);
  }

  #defaultNameServer(zone: DomainName, type: RrType): Found {
    if (type !== "A" && type !== "AAAA") return EntryList.none;
    const addresses = this.#nameServers(zone).filter(({ address }) => isOfType(address, type));
    return new EntryList(addresses.map(({ address }) => ({ kind: "address", address, port: 0, target: "ns.dns" })));
  }

  #addresses(request: PluginRequest, name: DomainName, zone: DomainName, type: "A" | "AAAA"): Looked | LookExchange {
    const found = this.#find(name, zone, type);
    if (found === "name-error") return found;
    if (found.hasNames) return this.#throughAliases(request, zone, type, found);
    return { answer: found.addressRecords(name, type, this.#settings.ttl), additional: [] };
  }

  *#throughAliases(request: PluginRequest, zone: DomainName, type: "A" | "AAAA", found: EntryList): LookExchange {
    const { records, truncated, shuffled } = yield* followAliases(
      {
        zone,
        type,
        ttl: this.#settings.ttl,
        find: (target) => this.#find(target, ancestorWithLabels(target, zone.labelCount), type),
        ask: (target) => this.#context.reenter(request, { name: target, type, class: "IN" }),
      },
      request.question.name,
      found,
    );
    return { answer: records, additional: [], truncated, shuffled };
  }

  /** SRV records of ExternalNames are not made (kubernetes.go Services, at its end). */
  #services(name: DomainName, zone: DomainName): Looked {
    const found = this.#find(name, zone, "SRV");
    return found === "name-error" ? found : found.serviceRecords(name, zone, this.#settings.ttl);
  }

  #alias(name: DomainName, zone: DomainName): Looked {
    const found = this.#find(name, zone, "CNAME");
    if (found === "name-error") return found;
    const [entry] = found.entries;
    const target = entry?.kind === "name" ? parseName(entry.host) : null;
    if (target === null || typeof target === "string") return NOTHING;
    const data = { type: "CNAME", target } as const;
    return { answer: [{ owner: name, class: "IN", ttl: this.#settings.ttl, data }], additional: [] };
  }

  /** Names without services are name errors for TXT alone, but for those of topology zones (kubernetes.go Services, case TypeTXT). */
  #text(name: DomainName, zone: DomainName): Looked {
    if (name.labelCount === zone.labelCount + 1 && labelKeys(name)[0] === "dns-version") {
      const data = { type: "TXT", strings: [SCHEMA_VERSION] } as const;
      return { answer: [{ owner: name, class: "IN", ttl: SCHEMA_VERSION_TTL, data }], additional: [] };
    }
    const request = parseRequest(name, zone, this.#settings.zonal ? "zonal" : "plain");
    if (typeof request === "string" || isReverseName(name)) return "name-error";
    const found = this.records.find(request);
    if (found === "name-error") return found;
    return found.isEmpty && request.topology === null ? "name-error" : NOTHING;
  }

  #pointer(name: DomainName, zone: DomainName): Looked {
    const { ttl } = this.#settings;
    const known = this.#pointers.get(name.key);
    if (known !== undefined) return pointerRecords(name, known, ttl);
    const address = addressFromReverseName(name);
    // reverse.go Reverse asks Records alone, for which ns.dns does not exist.
    if (address === null) return this.#findRecords(name, zone) === "name-error" ? "name-error" : NOTHING;
    const { primaryZone } = this.#settings;
    const targets =
      primaryZone === null ? [] : this.records.namesOf(address).map((text) => nameBelow(text, primaryZone));
    const hosts = new Map(targets.flatMap((target) => (target === null ? [] : [[target.text, target] as const])));
    if (hosts.size === 0) return "name-error";
    const data = [...hosts.values()].map((target): Rdata => ({ type: "PTR", target }));
    this.#pointers.set(name.key, data);
    return pointerRecords(name, data, ttl);
  }
}

function pointerRecords(owner: DomainName, pointers: readonly Rdata[], ttl: number): Sections {
  return { answer: pointers.map((data) => ({ owner, class: "IN", ttl, data })), additional: [] };
}
