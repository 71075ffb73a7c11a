import {
  type Address,
  addressRdata,
  type DomainName,
  isAtOrBelow,
  isIpv4,
  labelKeys,
  labelsBelow,
  type ResourceRecord,
  sameName,
} from "../../../dns/index.ts";
import type { ClusterView } from "../../../kubernetes/index.ts";
import type {
  ExternalSource,
  Handler,
  PluginContext,
  PluginExchange,
  PluginInstance,
  PluginOutcome,
  PluginRequest,
  PluginStep,
} from "../../plugin.ts";
import { authoritativeReplyTo } from "../../reply.ts";
import { type NameServerHost, nameServerHosts, nsRecord, soaRecord } from "./apex.ts";
import { type ExternalEntries, type ExternalEntry, type ExternalFound, findExternal } from "./external-entries.ts";
import {
  addressRecords,
  apexName,
  type ExternalTtls,
  type LookUp,
  nameBelow,
  serviceRecords,
  settle,
} from "./external-records.ts";
import type { ExternalSettings } from "./settings.ts";
import { makeExternalTransferer } from "./transfer.ts";

/** `service.namespace` below the zone. */
const LABELS_OF_SERVICE = 2;

interface Sections {
  readonly answer: readonly ResourceRecord[];
  readonly additional?: readonly ResourceRecord[];
  readonly truncated?: boolean;
  readonly shuffled?: boolean;
}

/** plugin/k8s_external. The cluster is the kubernetes plugin's, of the same block. */
export function makeK8sExternal(settings: ExternalSettings, context: PluginContext): PluginInstance {
  let plugin: ExternalPlugin | null = null;
  const find = (): ExternalPlugin | null => {
    const source = context.siblings().find(({ externalSource }) => externalSource !== undefined)?.externalSource;
    if (plugin === null && source !== undefined) plugin = new ExternalPlugin(settings, context, source);
    return plugin;
  };
  return {
    wrap: (next) => (request) => find()?.serve(request, next) ?? WITHOUT_CLUSTER,
    capabilities: {
      transferer: makeExternalTransferer(settings, ownAddressesOf(context), () => find()?.source ?? null),
    },
    fork: (forked) => makeK8sExternal(settings, forked),
  };
}

const WITHOUT_CLUSTER: PluginOutcome = { kind: "unsupported", what: "k8s_external without a cluster snapshot" };
const EMPTY_ADDRESS: PluginOutcome = {
  kind: "unsupported",
  what: "an AAAA record without data: the service in front of CoreDNS has a load balancer with a host name",
};

/** With `bind`, CoreDNS does not recognise its own addresses (kubernetes/local.go). */
function ownAddressesOf({ listenAddresses, ownAddresses }: PluginContext): readonly Address[] {
  return listenAddresses.length > 0 ? [] : ownAddresses;
}

class ExternalPlugin {
  readonly source: ExternalSource;
  readonly #settings: ExternalSettings;
  readonly #context: PluginContext;
  readonly #ttls: ExternalTtls;
  readonly #found = new Map<string, ExternalFound>();
  /** The state of the cluster that `#found` is of. */
  #foundIn: ClusterView;
  readonly #apexes: readonly { readonly zone: DomainName; readonly apex: DomainName }[];

  constructor(settings: ExternalSettings, context: PluginContext, source: ExternalSource) {
    this.source = source;
    this.#foundIn = source.clusterView;
    this.#settings = settings;
    this.#context = context;
    this.#ttls = { address: settings.ttl, alias: source.ttl };
    this.#apexes = settings.zones.map((zone) => ({ zone, apex: apexName(settings.apex, zone) }));
  }

  /** k8s_external/external.go ServeDNS. The zone is the longest that matches; the tests for an apex run over all of them. */
  serve(request: PluginRequest, next: Handler): PluginStep {
    const { name } = request.question;
    const zone = longestZone(this.#settings.zones, name);
    if (zone === null) return next(request);
    for (const { zone: other, apex } of this.#apexes) {
      if (sameName(name, other)) return this.#serveApex(request, zone);
      if (isAtOrBelow(name, apex)) return this.#serveBelowApex(request, zone);
    }
    return this.#serveName(request, zone, next);
  }

  #serveApex(request: PluginRequest, zone: DomainName): PluginOutcome {
    const { type, name } = request.question;
    explain(request, `apex of ${zone.text}`);
    if (type === "SOA") return this.#reply(request, { answer: [this.#soa(zone)] });
    if (type !== "NS") return this.#denial(request, zone, "NOERROR");
    const addresses = addressesOnly(this.#nameServers());
    if (addresses === null) return EMPTY_ADDRESS;
    const owner = apexName(`ns1.${this.#settings.apex}`, name);
    const additional = addresses.map((address) => this.#address(owner, address));
    return this.#reply(request, { answer: [nsRecord(zone, this.#settings)], additional });
  }

  /** k8s_external/apex.go serveSubApex: one label is the empty non-terminal, `ns1` in front of it the name server. */
  #serveBelowApex(request: PluginRequest, zone: DomainName): PluginOutcome {
    const { name, type } = request.question;
    explain(request, `below the apex label "${this.#settings.apex}", which stands for no namespace`);
    const labels = labelKeys(name).slice(0, Math.max(0, name.labelCount - zone.labelCount));
    if (labels.length === 1) return this.#denial(request, zone, "NOERROR");
    if (labels.length !== 2 || labels[0] !== "ns1") return this.#denial(request, zone, "NXDOMAIN");
    const wanted = this.#nameServers().filter((host) => familyOf(host) === type);
    const addresses = addressesOnly(wanted);
    if (addresses === null) return EMPTY_ADDRESS;
    if (addresses.length === 0) return this.#denial(request, zone, "NOERROR");
    return this.#reply(request, { answer: addresses.map((address) => this.#address(name, address)) });
  }

  #serveName(request: PluginRequest, zone: DomainName, next: Handler): PluginStep {
    const { name } = request.question;
    const found = this.#find(request, zone);
    switch (found.kind) {
      case "name-error":
        return this.#fallThrough(request, zone, next);
      case "failure":
        return this.#denial(request, zone, "SERVFAIL");
      case "no-data":
        return this.#denial(request, zone, "NOERROR");
      case "pointers":
        return this.#reply(request, { answer: this.#pointers(name, found.targets) });
      case "entries":
        return this.#serveEntries(request, zone, found.found);
    }
  }

  #forgetOldFinds(): void {
    const { clusterView } = this.source;
    if (clusterView === this.#foundIn) return;
    this.#foundIn = clusterView;
    this.#found.clear();
  }

  /** Services that were found are kept by their own names; further labels in front of those may be any at all (T6). */
  #find({ question }: PluginRequest, zone: DomainName): ExternalFound {
    const { name, type } = question;
    const isService = name.labelCount === zone.labelCount + LABELS_OF_SERVICE && type !== "PTR";
    this.#forgetOldFinds();
    const known = isService ? this.#found.get(name.key) : undefined;
    if (known !== undefined) return known;
    const labels = labelsBelow(name, zone).map((label) => label.toLowerCase());
    const found = findExternal(this.source, name, labels, type, this.#settings.headless);
    if (isService && found.kind === "entries") this.#found.set(name.key, found);
    return found;
  }

  #fallThrough(request: PluginRequest, zone: DomainName, next: Handler): PluginStep {
    const falls = this.#settings.fallthrough?.some((below) => isAtOrBelow(request.question.name, below)) ?? false;
    explain(
      request,
      falls ? "no external address under this name: falls through" : "no external address under this name: NXDOMAIN",
    );
    return falls ? next(request) : this.#denial(request, zone, "NXDOMAIN");
  }

  #serveEntries(request: PluginRequest, zone: DomainName, found: ExternalEntries): PluginStep {
    const { type, name } = request.question;
    explain(request, `${found.entries.length} external addresses by port`);
    if (type !== "A" && type !== "AAAA" && type !== "SRV") return this.#denial(request, zone, "NOERROR");
    if (found.hasNames) return this.#converse(request, zone, found.entries, type);
    if (type === "SRV") return settle(this.#converse(request, zone, found.entries, type));
    const { address: ttl } = this.#ttls;
    const answer = found.addressData(type).map((data): ResourceRecord => ({ owner: name, class: "IN", ttl, data }));
    return this.#replyOrDeny(request, zone, { answer });
  }

  *#converse(
    request: PluginRequest,
    zone: DomainName,
    entries: readonly ExternalEntry[],
    type: "A" | "AAAA" | "SRV",
  ): PluginExchange {
    const { name } = request.question;
    const lookUp: LookUp = (host, wanted) => this.#context.reenter(request, { name: host, type: wanted, class: "IN" });
    if (type === "SRV") {
      const found = yield* serviceRecords(entries, name, zone, this.#ttls, lookUp);
      return this.#replyOrDeny(request, zone, found);
    }
    const { records, ...traits } = yield* addressRecords(entries, name, type, this.#ttls, lookUp);
    return this.#replyOrDeny(request, zone, { answer: records, ...traits });
  }

  #replyOrDeny(request: PluginRequest, zone: DomainName, sections: Sections): PluginOutcome {
    return sections.answer.length === 0 ? this.#denial(request, zone, "NOERROR") : this.#reply(request, sections);
  }

  /** PTR records point into the first zone of the line, whichever it is. */
  #pointers(owner: DomainName, targets: readonly string[]): readonly ResourceRecord[] {
    const [first] = this.#settings.zones;
    return targets.flatMap((relative): readonly ResourceRecord[] => {
      const target = first === undefined ? null : nameBelow(relative, first);
      return target === null ? [] : [{ owner, class: "IN", ttl: this.#settings.ttl, data: { type: "PTR", target } }];
    });
  }

  #nameServers(): readonly NameServerHost[] {
    return nameServerHosts(this.source, ownAddressesOf(this.#context), this.#settings.headless);
  }

  #address(owner: DomainName, address: Address): ResourceRecord {
    return { owner, class: "IN", ttl: this.#settings.ttl, data: addressRdata(address) };
  }

  #soa(zone: DomainName): ResourceRecord {
    return soaRecord(zone, this.#settings, this.source.clusterView.externalSerial);
  }

  /** Written by the plugin, whatever the rcode: there is no guard for a cluster that is not in step (T32). */
  #denial(request: PluginRequest, zone: DomainName, rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL"): PluginOutcome {
    const message = authoritativeReplyTo(request, { rcode, authority: [this.#soa(zone)] });
    return { kind: "written", messages: [message], returned: "NOERROR" };
  }

  #reply(request: PluginRequest, sections: Sections): PluginOutcome {
    const { answer, additional = [], truncated = false, shuffled = false } = sections;
    const reply = authoritativeReplyTo(request, { answer, additional });
    const order = shuffled ? "shuffled" : "fixed";
    const message =
      truncated || shuffled ? ({ ...reply, flags: { ...reply.flags, truncated }, order } as const) : reply;
    return { kind: "written", messages: [message], returned: "NOERROR" };
  }
}

function familyOf(host: NameServerHost): "A" | "AAAA" {
  return host !== null && isIpv4(host) ? "A" : "AAAA";
}

function addressesOnly(hosts: readonly NameServerHost[]): readonly Address[] | null {
  const addresses = hosts.filter((host) => host !== null);
  return addresses.length === hosts.length ? addresses : null;
}

function explain({ remark }: PluginRequest, text: string): void {
  remark?.({ actor: "plugin k8s_external", text });
}

function longestZone(zones: readonly DomainName[], name: DomainName): DomainName | null {
  let longest: DomainName | null = null;
  for (const zone of zones) {
    if (isAtOrBelow(name, zone) && (longest === null || zone.labelCount > longest.labelCount)) longest = zone;
  }
  return longest;
}
