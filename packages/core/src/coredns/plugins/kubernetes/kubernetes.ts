import {
  ancestorWithLabels,
  type DomainName,
  isAtOrBelow,
  labelKeys,
  parseName,
  type ResourceRecord,
  type RrType,
  sameName,
} from "../../../dns/index.ts";
import { addressFromReverseName, type ClusterView, isReverseName } from "../../../kubernetes/index.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import type { Handler, PluginContext, PluginInstance, PluginRequest, PluginStep } from "../../plugin.ts";
import { returned, written } from "../../plugin.ts";
import { authoritativeReplyTo } from "../../reply.ts";
import { ClusterRecords, type Entry, type Found, isOfType, nameBelow } from "./cluster-records.ts";
import { addressRecords, serviceRecords } from "./entry-records.ts";
import { parseRequest } from "./request.ts";
import type { KubernetesSettings } from "./settings.ts";
import { makeKubernetesTransferer } from "./transfer.ts";
import { nameServerAddresses, nsRecords, soaRecord } from "./zone-apex.ts";

/** Kubernetes DNS specification 1.1.0 section 2.2, as plugin/kubernetes says it. */
const SCHEMA_VERSION = new TextEncoder().encode("1.1.0");
const SCHEMA_VERSION_TTL = 28_800;
/** plugin/backend_lookup.go: a chain of ExternalNames within the zone is followed so often. */
const MAX_CHAIN = 8;

interface Sections {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}
type Looked = Sections | "name-error";
type RecordExchange = Generator<Effect, readonly ResourceRecord[], EffectResult>;
type LookExchange = Generator<Effect, Looked, EffectResult>;

/** A chain of ExternalNames that is being followed. */
interface Chase {
  readonly request: PluginRequest;
  readonly zone: DomainName;
  readonly type: "A" | "AAAA";
  /** `owner target` of each alias so far. */
  readonly before: readonly string[];
}

const NOTHING: Sections = { answer: [], additional: [] };

/** plugin/kubernetes/handler.go ServeDNS. */
export function makeKubernetes(settings: KubernetesSettings, context: PluginContext): PluginInstance {
  const view = context.cluster;
  if (view === null)
    return { wrap: () => () => ({ kind: "unsupported", what: "kubernetes without a cluster snapshot" }) };
  const plugin = new KubernetesPlugin(settings, context, view);
  return {
    wrap: (next) => (request) => plugin.serve(request, next),
    capabilities: {
      externalSource: {
        clusterView: view,
        ttl: settings.ttl,
        isNamespaceExposed: (namespace) => plugin.records.isExposed(namespace),
        limitsNamespaces: settings.namespaces.size > 0,
        index: plugin.records.index,
        endpointName: (endpoint, address) => plugin.records.endpointName(endpoint, address),
      },
      transferer: makeKubernetesTransferer(plugin.records, view, settings, ownAddressesOf(context)),
    },
  };
}

class KubernetesPlugin {
  readonly records: ClusterRecords;
  readonly #settings: KubernetesSettings;
  readonly #context: PluginContext;
  readonly #view: ClusterView;

  constructor(settings: KubernetesSettings, context: PluginContext, view: ClusterView) {
    this.#settings = settings;
    this.#context = context;
    this.#view = view;
    this.records = new ClusterRecords(view.snapshot, settings);
  }

  serve(request: PluginRequest, next: Handler): PluginStep {
    const { name, type } = request.question;
    const matched = longestZone(this.#settings.zones, name);
    if (matched === null) return next(request);
    if (type === "AXFR" || type === "IXFR") return returned("REFUSED");
    // The zone in the client's spelling: owners and targets carry it.
    const zone = ancestorWithLabels(name, matched.labelCount);
    const looked = this.#look(request, zone);
    return typeof looked === "object" && Symbol.iterator in looked
      ? this.#finishLater(looked, request, next, zone)
      : this.#finish(looked, request, next, zone);
  }

  *#finishLater(
    looking: LookExchange,
    request: PluginRequest,
    next: Handler,
    zone: DomainName,
  ): Exclude<PluginStep, { kind: string }> {
    const step = this.#finish(yield* looking, request, next, zone);
    return "kind" in step ? step : yield* step;
  }

  #finish(looked: Looked, request: PluginRequest, next: Handler, zone: DomainName): PluginStep {
    if (looked === "name-error") {
      const { fallthrough } = this.#settings;
      if (fallthrough?.some((below) => isAtOrBelow(request.question.name, below))) {
        request.remark?.({ actor: "plugin kubernetes", text: `no such name in ${zone.text}: falls through` });
        return next(request);
      }
      request.remark?.({
        actor: "plugin kubernetes",
        text: this.#view.isSynced ? "no such name: NXDOMAIN" : "not in step with the API server: SERVFAIL",
      });
      return this.#denial(request, zone, this.#view.isSynced ? "NXDOMAIN" : "SERVFAIL");
    }
    if (looked.answer.length === 0) {
      request.remark?.({ actor: "plugin kubernetes", text: "the name exists and has no record of this type" });
      return this.#denial(request, zone, "NOERROR");
    }
    request.remark?.({ actor: "plugin kubernetes", text: `${looked.answer.length} records from the cluster` });
    return written(authoritativeReplyTo(request, { answer: looked.answer, additional: looked.additional }));
  }

  /** plugin.BackendError: written with AA and the SOA, whatever the rcode. */
  #denial(request: PluginRequest, zone: DomainName, rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL"): PluginStep {
    const message = authoritativeReplyTo(request, {
      rcode,
      authority: [soaRecord(zone, this.#view.serial, this.#settings.ttl)],
    });
    return { kind: "written", messages: [message], returned: "NOERROR" };
  }

  #look(request: PluginRequest, zone: DomainName): Looked | LookExchange {
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
        return sameName(name, zone)
          ? { answer: [soaRecord(zone, this.#view.serial, this.#settings.ttl)], additional: [] }
          : NOTHING;
      case "NS":
        // state.Name() is lower case and the zone is as asked: capitals in it lead to the fake A look-up.
        if (name.key === zone.text) return nsRecords(this.#nameServers(zone), zone, this.#settings.ttl);
        return this.#other(name, zone);
      default:
        return this.#other(name, zone);
    }
  }

  /** Any other type: NODATA where an A question would not be a name error. */
  #other(name: DomainName, zone: DomainName): Looked {
    const found = this.#find(name, zone, "A");
    return found === "name-error" ? found : NOTHING;
  }

  #nameServers(zone: DomainName): ReturnType<typeof nameServerAddresses> {
    return nameServerAddresses(this.records, ownAddressesOf(this.#context), zone);
  }

  /** kubernetes.go Services and Records, for everything that is not TXT or NS. */
  #find(name: DomainName, zone: DomainName, type: RrType): Found {
    if (name.labelCount === zone.labelCount + 2 && name.key === `ns.dns.${zone.text}`)
      return this.#defaultNameServer(zone, type);
    return this.#findRecords(name, zone);
  }

  /** kubernetes.go Records: the names of the cluster, `ns.dns` apart. */
  #findRecords(name: DomainName, zone: DomainName): Found {
    const request = parseRequest(name, zone);
    if (request === "apex") return [];
    if (request === "invalid" || isReverseName(name)) return "name-error";
    return this.records.find(request);
  }

  #defaultNameServer(zone: DomainName, type: RrType): Found {
    if (type !== "A" && type !== "AAAA") return [];
    return this.#nameServers(zone)
      .filter(({ address }) => isOfType(address, type))
      .map(({ address }) => ({ kind: "address", address, port: 0, target: "ns.dns" }));
  }

  #addresses(request: PluginRequest, name: DomainName, zone: DomainName, type: "A" | "AAAA"): Looked | LookExchange {
    const found = this.#find(name, zone, type);
    if (found === "name-error") return found;
    if (found.some((entry) => entry.kind === "name")) return this.#throughNames(request, name, zone, type, found);
    return { answer: addressRecords(found, name, type, this.#settings.ttl), additional: [] };
  }

  *#throughNames(
    request: PluginRequest,
    name: DomainName,
    zone: DomainName,
    type: "A" | "AAAA",
    found: readonly Entry[],
  ): LookExchange {
    return { answer: yield* this.#follow({ request, zone, type, before: [] }, name, found), additional: [] };
  }

  /** plugin/backend_lookup.go A: within the zone the plugin looks itself, elsewhere it asks CoreDNS. */
  *#follow(chase: Chase, name: DomainName, found: readonly Entry[]): RecordExchange {
    const { ttl } = this.#settings;
    const answer: ResourceRecord[] = [...addressRecords(found, name, chase.type, ttl)];
    for (const entry of found) {
      const target = entry.kind === "name" ? parseName(entry.host) : null;
      if (target === null || typeof target === "string" || isRepeated(chase, name, target)) continue;
      const records = yield* this.#target(chase, name, target);
      if (records !== null) answer.push({ owner: name, class: "IN", ttl, data: { type: "CNAME", target } }, ...records);
    }
    return answer;
  }

  /** Records of an alias's target; null where the alias is not answered at all. */
  *#target(
    chase: Chase,
    name: DomainName,
    target: DomainName,
  ): Generator<Effect, readonly ResourceRecord[] | null, EffectResult> {
    if (!isAtOrBelow(target, chase.zone)) {
      const reply = yield* this.#context.reenter(chase.request, { name: target, type: chase.type, class: "IN" });
      return reply === null ? null : reply.answer;
    }
    const inner = this.#find(target, ancestorWithLabels(target, chase.zone.labelCount), chase.type);
    if (inner === "name-error") return null;
    const records = yield* this.#follow(
      { ...chase, before: [...chase.before, `${name.key} ${target.key}`] },
      target,
      inner,
    );
    return records.length === 0 ? null : records;
  }

  #services(name: DomainName, zone: DomainName): Looked {
    const found = this.#find(name, zone, "SRV");
    if (found === "name-error") return found;
    return serviceRecords(
      found.filter((entry) => entry.kind === "address"),
      name,
      zone,
      this.#settings.ttl,
    );
  }

  #alias(name: DomainName, zone: DomainName): Looked {
    const found = this.#find(name, zone, "CNAME");
    if (found === "name-error") return found;
    const [entry] = found;
    const target = entry?.kind === "name" ? parseName(entry.host) : null;
    if (target === null || typeof target === "string") return NOTHING;
    return {
      answer: [{ owner: name, class: "IN", ttl: this.#settings.ttl, data: { type: "CNAME", target } }],
      additional: [],
    };
  }

  /** Names without services are name errors for TXT alone (kubernetes.go Services, case TypeTXT). */
  #text(name: DomainName, zone: DomainName): Looked {
    if (name.labelCount === zone.labelCount + 1 && labelKeys(name)[0] === "dns-version") {
      return {
        answer: [
          { owner: name, class: "IN", ttl: SCHEMA_VERSION_TTL, data: { type: "TXT", strings: [SCHEMA_VERSION] } },
        ],
        additional: [],
      };
    }
    const request = parseRequest(name, zone);
    if (typeof request === "string" || isReverseName(name)) return "name-error";
    const found = this.records.find(request);
    return found === "name-error" || found.length === 0 ? "name-error" : NOTHING;
  }

  #pointer(name: DomainName, zone: DomainName): Looked {
    const address = addressFromReverseName(name);
    const { primaryZone, ttl } = this.#settings;
    if (address === null || primaryZone === null) {
      // reverse.go Reverse asks Records alone, for which ns.dns does not exist.
      return this.#findRecords(name, zone) === "name-error" ? "name-error" : NOTHING;
    }
    const targets = new Map(
      this.records.namesOf(address).map((relative) => [relative, nameBelow(relative, primaryZone)]),
    );
    const answer = [...targets.values()].flatMap((target): readonly ResourceRecord[] =>
      target === null ? [] : [{ owner: name, class: "IN", ttl, data: { type: "PTR", target } }],
    );
    return answer.length === 0 ? "name-error" : { answer, additional: [] };
  }
}

/** With `bind`, CoreDNS does not recognise its own addresses (kubernetes/local.go). */
function ownAddressesOf({ listenAddresses, ownAddresses }: PluginContext): PluginContext["ownAddresses"] {
  return listenAddresses.length > 0 ? [] : ownAddresses;
}

function isRepeated({ before }: Chase, name: DomainName, target: DomainName): boolean {
  return sameName(target, name) || before.length >= MAX_CHAIN || before.includes(`${name.key} ${target.key}`);
}

function longestZone(zones: readonly DomainName[], name: DomainName): DomainName | null {
  let longest: DomainName | null = null;
  for (const zone of zones) {
    if (isAtOrBelow(name, zone) && (longest === null || zone.labelCount > longest.labelCount)) longest = zone;
  }
  return longest;
}
